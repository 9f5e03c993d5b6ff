from __future__ import annotations

from django.apps import AppConfig


class LitigationConfig(AppConfig):
    name = "candour.litigation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from candour.litigation import (  # noqa: F401  # what they mark is asked from now on
            alerts,
            belonging,
            chasing,
            delivered,
            keeping,
            naming,
            on_agenda,
            overseeing,
            seeing,
            withholding,
        )
