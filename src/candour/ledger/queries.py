"""Reads the ledger: histories in sentences, for whoever may see the chain (the database shows nobody more)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import DataError, connection, connections, transaction
from django.db.models import QuerySet

from candour import chain as links
from candour.ledger.models import AUTHORITY, Entry, Reason
from candour.ledger.verbs import SENTENCES, Verb

_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class Told:
    """One entry as a person reads it; ``actor``, ``object`` and ``details`` are still numbers and identifiers."""

    at: datetime
    actor: int | None
    verb: Verb
    sentence: str
    object: str
    reason: str
    link: int = 0
    details: Mapping[str, Any] = field(default_factory=dict)


def history(*, case: int | None = None, object: str = "", limit: int = 50, before: int | None = None) -> list[Told]:
    """The latest entries of a case (None: of the authority), newest first; ``before``: only entries before this link."""
    entries = of_chain(case).order_by("-seq")
    entries = entries.filter(object=object) if object else entries
    entries = entries.filter(seq__lt=before) if before is not None else entries
    return told(list(entries[:limit]))


def of_chain(case: int | None = None) -> QuerySet[Entry]:
    """The entries of a case, or of the authority, for further filters."""
    return Entry.objects.filter(chain=AUTHORITY if case is None else case)


def verbs(case: int | None = None) -> list[Verb]:
    """What has been done at all, as far as a chain tells."""
    return [Verb(verb) for verb in of_chain(case).order_by("verb").values_list("verb", flat=True).distinct()]


def told(entries: list[Entry]) -> list[Told]:
    """Entries of one chain in the order given, with their reasons as far as they are not erased."""
    if not entries:
        return []
    kept = Reason.objects.filter(chain=entries[0].chain, seq__in=[entry.seq for entry in entries])
    reasons = dict(kept.values_list("seq", "text"))
    return [_told(entry, reasons.get(entry.seq, "")) for entry in entries]


def _told(entry: Entry, reason: str) -> Told:
    verb, details = Verb(entry.verb), line_of(entry).get("details", {})
    return Told(entry.at, entry.actor, verb, SENTENCES[verb], entry.object, reason, entry.seq, details)


def line_of(entry: Entry) -> dict[str, Any]:
    """What the hashed line of an entry says; nothing when it was made unreadable."""
    try:
        found = json.loads(entry.line)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def entries(*, chain: int, using: str = "default") -> Iterator[Entry]:
    """A chain in order, some thousand at once."""
    last = -1
    while found := list(Entry.objects.using(using).filter(chain=chain, seq__gt=last).order_by("seq")[:_AT_ONCE]):
        yield from found
        last = found[-1].seq


def lines(*, chain: int, using: str = "default") -> Iterator[str]:
    """A chain as the lines that are hashed, in order."""
    return (entry.line for entry in entries(chain=chain, using=using))


def heads(*, using: str = "default") -> dict[int, tuple[int, str]]:
    """Where every chain ends: chain to (number, hash) of its last link. Numbers and hashes are shown to everybody."""
    with connections[using].cursor() as cursor:
        cursor.execute("select chain, seq, hash from ledger_heads()")
        return {chain: (seq, found) for chain, seq, found in cursor.fetchall()}


def broken(*, chain: int, head: str | None = None, using: str = "default") -> int | None:
    """The number of the first broken link of a chain, or None; ``head``: a hash noted earlier that must be in it."""
    return links.check(lines(chain=chain, using=using), head=head)


def looked_over() -> tuple[int, dict[int, int | None]]:
    """How many entries there are, and each chain's first broken link or None, as the database itself finds them.

    For everybody, since it tells numbers only; ``checking`` looks at more, and needs the owner of the database.
    """
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("select chain, link, links from ledger_broken()")
            found = cursor.fetchall()
    except DataError:  # a line is no JSON any more: nothing in this ledger can be trusted
        return 0, {AUTHORITY: 1}
    return sum(links for _, _, links in found), {chain: link for chain, link, _ in found}
