"""Brings Django up on the database that the environment names, starting the embedded one when it is ours to start."""

from __future__ import annotations

import os

import django


def start() -> None:
    """After this the models can be used. Raises Unavailable when the database does not come up, BadInput for settings."""
    from candour.site import databases

    databases.ready()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "candour.site.settings")
    django.setup()
