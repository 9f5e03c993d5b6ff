"""Keeps what came in, for whoever hands it in: nobody at the public form, another system, or staff with an e-mail.

The row is not read back, since two of the three could not. It decides nothing about what came.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from psycopg import sql
from psycopg.types.json import Jsonb

from candour.access.arrival import Arrival, ArrivalState
from candour.access.models import Channel
from candour.accounts.models import User
from candour.cases.models import random_key
from candour.ledger.acting import now_acting, record
from candour.ledger.clock import now
from candour.ledger.verbs import Verb

_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without those that are read for one another."""
_LONG = 10


@dataclass(frozen=True, slots=True)
class Came:
    """What came in. ``reference`` empty: one is made up."""

    channel: Channel
    received_on: date
    sha256: str
    said: Mapping[str, str]
    mail: Mapping[str, Any]
    reference: str = ""
    their_reference: str = ""


def keep(came: Came, *, by: User | None = None, team: int | None = None) -> str:
    """The key of the row. ``by``: who added an e-mail; ``team``: of the token that acts. IntegrityError: it is there."""
    key = random_key()
    _put(
        key=key, reference=came.reference or reference_of(secrets.randbits(64)), channel=came.channel.value,
        came_at=now(), received_on=came.received_on, team_id=team, token_id=now_acting().token,
        by_id=by.pk if by else None, their_reference=came.their_reference, sha256=came.sha256,
        said=Jsonb(dict(came.said)), mail=Jsonb(dict(came.mail)), state=ArrivalState.WAITING.value, aside="", why="",
    )  # fmt: skip
    record(Verb.ARRIVED, object=f"arrival:{key}", channel=came.channel.value)
    return key


def reference_of(number: int) -> str:
    """Ten letters and digits that can be told on the telephone, such as K7QFB-2M9XA."""
    letters = ""
    for _ in range(_LONG):
        number, at = divmod(number, len(_LETTERS))
        letters += _LETTERS[at]
    return f"{letters[: _LONG // 2]}-{letters[_LONG // 2 :]}"


def digest(said: Mapping[str, str]) -> str:
    """By which the same answers are known again."""
    return hashlib.sha256(json.dumps(dict(said), sort_keys=True).encode()).hexdigest()


def _put(**values: Any) -> None:
    names = sql.SQL(", ").join(map(sql.Identifier, values))
    marks = sql.SQL(", ").join([sql.Placeholder()] * len(values))
    query = sql.SQL("insert into {} ({}) values ({})").format(sql.Identifier(Arrival._meta.db_table), names, marks)
    with connection.cursor() as cursor:
        cursor.execute(query, list(values.values()))
