"""Checks every chain of the ledger against itself, its columns and the anchors that are kept elsewhere; mends nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from django.db import connection

from candour.engine.errors import BadInput
from candour.ledger import queries

_DIFFERENT = """
    select chain, min(seq) from ledger_entry
    where line::jsonb ->> 'hash' is distinct from hash or (line::jsonb ->> 'seq')::bigint is distinct from seq
       or (line::jsonb ->> 'chain')::bigint is distinct from chain or line::jsonb ->> 'verb' is distinct from verb
       or coalesce(line::jsonb ->> 'object', '') <> object
       or (line::jsonb ->> 'actor')::bigint is distinct from actor
       or (line::jsonb ->> 'at')::timestamptz is distinct from at
    group by chain
"""
"""Entries whose columns say something else than the line that is hashed."""


@dataclass(frozen=True, slots=True)
class Broken:
    """The first link of a chain that does not hold, and why."""

    chain: int
    link: int
    why: str


def broken(*, anchors: Path | None = None) -> list[Broken]:
    """Every broken chain; empty when the whole ledger holds. Raises BadInput when ``anchors`` cannot be read."""
    noted = _noted(anchors) if anchors else {}
    found = {each.chain: each for each in _columns()}
    for chain in sorted(queries.heads().keys() | noted.keys()):
        link = _link(chain, noted.get(chain, ()))
        if link is not None:
            found[chain] = min(found.get(chain, link), link, key=lambda each: each.link)
    return [found[chain] for chain in sorted(found)]


def _columns() -> Iterator[Broken]:
    with connection.cursor() as cursor:
        cursor.execute(_DIFFERENT)
        for chain, link in cursor.fetchall():
            yield Broken(chain, link, "its columns were changed")


def _link(chain: int, heads: tuple[str, ...]) -> Broken | None:
    link = queries.broken(chain=chain)
    if link is not None:
        return Broken(chain, link, "it does not follow from the one before")
    for head in heads:
        link = queries.broken(chain=chain, head=head)
        if link is not None:
            return Broken(chain, link, "entries that an anchor tells of are missing")
    return None


def _noted(path: Path) -> Mapping[int, tuple[str, ...]]:
    """The last head of each chain that the anchors tell of: an earlier one is in the chain if the last is."""
    noted: dict[int, tuple[str, ...]] = {}
    try:
        for line in path.read_text(encoding="utf-8").splitlines():
            anchor = json.loads(line)
            noted |= {int(chain): (str(head),) for chain, (_, head) in anchor["heads"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise BadInput(
            "The file of anchors cannot be read.",
            means="The chains were not compared with it.",
            do="Name the file that the site writes each day, unchanged.",
        ) from None
    return noted
