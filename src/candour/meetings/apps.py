from __future__ import annotations

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "candour.meetings"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from candour.meetings import keeping, naming, series_copied  # noqa: F401  # what they mark is asked from now on
