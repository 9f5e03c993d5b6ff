from __future__ import annotations

from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "candour.access"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from candour.access import keeping, naming, sharing_seen, touching  # noqa: F401  # what they mark is asked from now on
