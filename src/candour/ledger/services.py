"""Writes entries at the end of their chains and erases reasons. It never changes an entry: the database would refuse it."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

from django.db import connection
from django.db.models import Model
from psycopg import sql

from candour import chain as links
from candour.ledger.acting import Actor, Entering, record
from candour.ledger.clock import now
from candour.ledger.models import AUTHORITY, Entry, Reason
from candour.ledger.verbs import Verb

_LOCK = 0x4C454447
"""The first half of the advisory locks on chains, so that nobody else's meet them."""


def write(actor: Actor, entering: Sequence[Entering]) -> None:
    """Adds entries to their chains within the running transaction; each chain is locked until it ends."""
    ordered = sorted(entering, key=lambda entry: entry.case or AUTHORITY)  # stable: within a chain the order of doing
    for number, several in groupby(ordered, key=lambda entry: entry.case or AUTHORITY):
        seq, prev = _locked(number)
        for entry in several:
            seq += 1
            prev = _added(actor, entry, chain=number, seq=seq, prev=prev)


def _locked(chain: int) -> tuple[int, str]:
    """Number and hash of the last link of a chain that nobody else can add to now."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s, %s)", [_LOCK, chain % (1 << 31)])
        cursor.execute("select seq, hash from ledger_tail(%s)", [chain])
        found = cursor.fetchone()
    return found or (0, links.START)


def _added(actor: Actor, entry: Entering, *, chain: int, seq: int, prev: str) -> str:
    at = now()
    told = {"at": at.isoformat(), "chain": chain, "verb": str(entry.verb)}
    if actor.user is not None:
        told["actor"] = actor.user
    if actor.delivery:
        told["delivery"] = actor.delivery
    if actor.token is not None:
        told["token"] = actor.token
    if entry.object:
        told["object"] = entry.object
    if entry.details:
        told["details"] = entry.details
    if entry.reason:
        told["reason"] = _kept(entry.reason, chain=chain, seq=seq)
    line = links.link(told, seq=seq, prev=prev)
    _put(Entry, chain=chain, seq=seq, hash=str(line["hash"]), at=at, actor=actor.user, verb=str(entry.verb),
         object=entry.object, line=links.canonical(line).decode())  # fmt: skip
    return str(line["hash"])


def _kept(reason: str, *, chain: int, seq: int) -> str:
    key = secrets.token_hex(32)
    _put(Reason, chain=chain, seq=seq, key=key, text=reason)
    return keyed(reason, key=key)


def _put(model: type[Model], **values: int | str | datetime | None) -> None:
    """Inserts a row without reading it back: who may add to a chain need not be able to read it."""
    names = sql.SQL(", ").join(map(sql.Identifier, values))
    marks = sql.SQL(", ").join([sql.Placeholder()] * len(values))
    query = sql.SQL("insert into {} ({}) values ({})").format(sql.Identifier(model._meta.db_table), names, marks)
    with connection.cursor() as cursor:
        cursor.execute(query, list(values.values()))


def erase_reasons(*, case: int, before: datetime | None = None) -> int:
    """Erases the reasons in a case's chain (only of entries before a moment) and returns how many there were.

    Text and key go for good; the entries stay, and still verify. Whoever calls has checked that they may: the database
    lets nobody erase in a case that they do not see.
    """
    kept = Reason.objects.filter(chain=case, erased_at=None)
    if before is not None:
        kept = kept.filter(seq__in=Entry.objects.filter(chain=case, at__lt=before).values("seq"))
    erased = kept.update(text="", key="", erased_at=now())
    if erased:
        record(Verb.REASONS_ERASED, case=case, count=erased)
    return erased


def keyed(reason: str, *, key: str) -> str:
    """The hash of a reason that its entry holds."""
    return hmac.new(bytes.fromhex(key), reason.encode(), hashlib.sha256).hexdigest()
