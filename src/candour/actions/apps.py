from __future__ import annotations

from django.apps import AppConfig


class ActionsConfig(AppConfig):
    name = "candour.actions"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from candour.actions import keeping  # noqa: F401  # what it marks is asked from now on
