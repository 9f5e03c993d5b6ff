from __future__ import annotations

from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "candour.site"
    label = "candour_site"

    def ready(self) -> None:
        from candour.site import matter_requests, sitting_actions  # noqa: F401  # what they join is shown from now on
