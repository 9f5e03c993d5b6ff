from __future__ import annotations

from django.apps import AppConfig


class TrainingConfig(AppConfig):
    name = "candour.training"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from candour.training import keeping, naming  # noqa: F401  # what they mark is asked from now on
