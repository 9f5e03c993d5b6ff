"""Removes, each day, files in the store that no case names: what is left when an upload was undone half way.

It leaves alone what came in the last two days, and everything from before the site was last brought back from a backup:
rows that name such files may still come back from a later one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice

from django.db import connection

from candour.cases import store
from candour.cases.letting_go import let_go
from candour.jobs import daily, stop_point
from candour.ledger.acting import NOBODY, acting, record
from candour.ledger.clock import now
from candour.ledger.verbs import Verb

SAFE = timedelta(hours=48)
_AT_ONCE = 500


@daily("cases.sweep", steps=True)
def sweep() -> None:
    """Entered in the ledger as numbers, when there was anything. Unavailable as ``let_go``."""
    place, counts = store.place(), Counter[str]()
    for hashes in _some(place.set_aside()):  # a sweep or a destruction was killed over them
        let_go(hashes, named=_named)
    try:
        for hashes in _some(place.kept_between(since=_restored_at(), until=now() - SAFE)):
            stop_point()
            counts["looked"] += len(hashes)
            unnamed = sorted(set(hashes) - _named(hashes))
            if unnamed:
                counts["gone"] += len(unnamed) - let_go(unnamed, named=_named)
    finally:
        if counts["gone"]:
            with acting(NOBODY):
                record(Verb.FILES_SWEPT, looked=counts["looked"], gone=counts["gone"])


def _some(hashes: Iterable[str]) -> Iterator[list[str]]:
    rest = iter(hashes)
    while some := list(islice(rest, _AT_ONCE)):
        yield some


def _restored_at() -> datetime | None:
    with connection.cursor() as cursor:
        cursor.execute("select candour_restored_at()")
        found: tuple[datetime | None] = cursor.fetchone()
    return found[0]


def _named(hashes: Sequence[str]) -> frozenset[str]:
    with acting(NOBODY), connection.cursor() as cursor:
        cursor.execute("select candour_files_unnamed(%s)", [list(hashes)])
        (unnamed,) = cursor.fetchone()
    return frozenset(hashes) - frozenset(unnamed)
