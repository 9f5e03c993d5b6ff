from __future__ import annotations

from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    name = "candour.disclosure"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from candour.disclosure import for_minutes, keeping, naming, renewing  # noqa: F401  # what they mark is asked from now on
