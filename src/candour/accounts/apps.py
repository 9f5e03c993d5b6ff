from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "candour.accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from candour.accounts import noting

        noting.listen()
