"""Brings Django up on the database that the environment names, starting the embedded one when it is ours to start."""

from __future__ import annotations

import os

import django


def start() -> None:
    """After this the models can be used. Raises Unavailable when the database does not come up, BadInput for settings."""
    from candour.site import environment
    from candour.site.embedded import Embedded

    given = environment.read()
    if given.embedded:
        Embedded(given.home).start()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "candour.site.settings")
    django.setup()
