"""Removes files from the store that nobody names any more, however many receive the same bytes at that moment.

It never removes one that a committed row names, nor one that somebody has found in the store and may still name.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import datetime

from django.db import connection

from candour.cases import store
from candour.engine.errors import Unavailable

PATIENCE = 60.0
"""Seconds to wait for those who may be receiving the same bytes just now."""
Named = Callable[[Sequence[str]], frozenset[str]]
"""Which of the files are named, as far as is committed now."""


def let_go(hashes: Sequence[str], *, named: Named) -> int:
    """Takes files out of the store, looks once more who names them, and erases them or puts them back; how many stay.

    Who receives the same bytes meanwhile finds them gone and keeps them anew, or found them there before: then their
    transaction is older than the taking out, and is waited for. Called outside any transaction; killed at any moment,
    the same call goes on. Unavailable: somebody has been at it for so long that it is not certain who names them.
    """
    place, held = store.place(), named(hashes)
    for sha256 in hashes:
        if sha256 not in held:
            place.take_out(sha256)
    _wait_for_older(than=_database_time())
    held = named(hashes)
    for sha256 in hashes:
        if sha256 in held:
            place.put_back(sha256)
        place.erase(sha256)
    return len(held)


def _database_time() -> datetime:
    with connection.cursor() as cursor:
        cursor.execute("select clock_timestamp()")
        row: tuple[datetime] = cursor.fetchone()
    return row[0]


def _wait_for_older(*, than: datetime) -> None:
    """Until every transaction of the application that began before that moment has ended."""
    deadline = time.monotonic() + PATIENCE
    while _older(than):
        if time.monotonic() > deadline:
            raise Unavailable(
                "It is not certain yet whether another case holds the same files.",
                means="They were not erased.",
                do="Nothing: it is tried again.",
            )
        time.sleep(0.05)


def _older(than: datetime) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "select exists (select from pg_stat_activity where datname = current_database() and usename = current_user"
            " and pid <> pg_backend_pid() and xact_start < %s)",
            [than],
        )
        found: tuple[bool] = cursor.fetchone()
    return found[0]
