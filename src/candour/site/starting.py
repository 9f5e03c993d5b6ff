"""Brings Django up on the database that the environment names, starting the embedded one when it is ours to start."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator

import django


def start() -> None:
    """After this the models can be used. Raises Unavailable when the database does not come up, BadInput for settings."""
    from candour.site import databases

    databases.ready()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "candour.site.settings")
    django.setup()


@contextlib.contextmanager
def started(*, fit: bool = True) -> Iterator[None]:
    """The site's own database for the block; an embedded one is stopped afterwards when nothing else uses it.

    ``fit``: in the form that this version needs, which an embedded one is given; Unavailable for another that is not.
    """
    from candour.site import databases

    start()
    try:
        if fit:
            _make_fit()
        yield
    finally:
        from django.db import connections

        connections.close_all()
        databases.leave()


def _make_fit() -> None:
    from django.conf import settings

    from candour.engine.errors import Unavailable
    from candour.packs import in_force
    from candour.site import migrating, rights

    if not migrating.up_to_date():
        if not settings.ENVIRONMENT.embedded:
            raise Unavailable(
                "The database is not in the form that this version needs, or does not answer.",
                means="Nothing was changed.",
                do="Run 'candour migrate' with DATABASE_OWNER_URL set; 'candour doctor' says whether it answers.",
            )
        migrating.migrate()
    rights.check()
    in_force.at_start()
