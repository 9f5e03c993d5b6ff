from __future__ import annotations

from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "candour.access"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from candour.access import keeping, naming, releasing, sharing_seen, touching  # noqa: F401  # asked from now on
