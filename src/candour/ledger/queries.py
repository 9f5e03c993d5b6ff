"""Reads the ledger: histories in sentences, for whoever may see the chain (the database shows nobody more)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from candour import chain as links
from candour.ledger.models import AUTHORITY, Entry, Reason
from candour.ledger.verbs import SENTENCES, Verb

_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class Told:
    """One entry as a person reads it; ``actor`` and ``object`` are still numbers and identifiers."""

    at: datetime
    actor: int | None
    verb: Verb
    sentence: str
    object: str
    reason: str


def history(*, case: int | None = None, object: str = "", limit: int = 50, before: int | None = None) -> list[Told]:
    """The latest entries of a case (None: of the authority), newest first; ``before``: only entries before this link."""
    chain = AUTHORITY if case is None else case
    entries = Entry.objects.filter(chain=chain).order_by("-seq")
    entries = entries.filter(object=object) if object else entries
    entries = entries.filter(seq__lt=before) if before is not None else entries
    found = list(entries[:limit])
    reasons = dict(Reason.objects.filter(chain=chain, seq__in=[e.seq for e in found]).values_list("seq", "text"))
    return [_told(entry, reasons.get(entry.seq, "")) for entry in found]


def _told(entry: Entry, reason: str) -> Told:
    verb = Verb(entry.verb)
    return Told(entry.at, entry.actor, verb, SENTENCES[verb], entry.object, reason)


def lines(*, chain: int) -> Iterator[str]:
    """A chain as the lines that are hashed, in order."""
    last = 0
    while found := list(Entry.objects.filter(chain=chain, seq__gt=last).order_by("seq")[:_AT_ONCE]):
        yield from (entry.line for entry in found)
        last = found[-1].seq


def heads() -> dict[int, tuple[int, str]]:
    """Where every chain ends: chain to (number, hash) of its last link. Numbers and hashes are shown to everybody."""
    with connection.cursor() as cursor:
        cursor.execute("select chain, seq, hash from ledger_heads()")
        return {chain: (seq, found) for chain, seq, found in cursor.fetchall()}


def broken(*, chain: int, head: str | None = None) -> int | None:
    """The number of the first broken link of a chain, or None; ``head``: a hash noted earlier that must be in it."""
    return links.check(lines(chain=chain), head=head)
