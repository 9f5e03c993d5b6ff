from __future__ import annotations

from django.apps import AppConfig


class PacksConfig(AppConfig):
    name = "candour.packs"
    default_auto_field = "django.db.models.BigAutoField"
