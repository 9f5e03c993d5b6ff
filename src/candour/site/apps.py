from __future__ import annotations

from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "candour.site"
    label = "candour_site"
