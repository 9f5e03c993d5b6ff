"""What another system may do with requests: hand one in for the team of its token, and ask how it stands and when it is due.

It can read back nothing that it said. What it hands in waits until a person takes it up. ``cases/openapi.json`` describes it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse

from candour.access.arriving import Came, digest, keep
from candour.access.models import Channel, Way
from candour.cases.answers import TooLarge, answer
from candour.cases.api import by_method, with_token
from candour.cases.incoming import read_length
from candour.cases.models import Token
from candour.engine.errors import BadInput
from candour.ledger.acting import Actor, acting
from candour.ledger.clock import today

_LARGEST = 200_000
"""Bytes of what is handed in."""
_LONGEST: Mapping[str, int] = {
    "reference": 100, "received_on": 10, "requester": 60, "name": 200, "organisation": 200, "about": 200, "about_born": 40,
    "other_names": 1_000, "relation": 1_000, "wants": 5_000, "contact_way": 40, "contact": 500, "contact_never": 500,
    "orders_more": 1_000, "support": 1_000,
}  # fmt: skip
_NEEDED = ("reference", "name", "wants")
_NOT_SAID = ("reference", "received_on")
_LOCK = 0x41525256
"""The first half of the advisory locks on what is handed in."""


@dataclass(frozen=True, slots=True)
class _Stands:
    key: str
    state: str
    due_on: date | None
    sha256: str

    def told(self, *, status: int) -> JsonResponse:
        due = self.due_on.isoformat() if self.due_on else None
        return JsonResponse({"key": self.key, "state": self.state, "due_on": due}, status=status)


@with_token
def add(request: HttpRequest, token: Token) -> HttpResponse:
    """201 for a new one, 200 for the same under the same reference, 409 for another under it."""
    given = _given(request)
    received_on = _day(given.get("received_on", ""))
    said = {name: value for name, value in given.items() if name not in _NOT_SAID}
    came = Came(
        Channel.SYSTEM, received_on, digest({**said, "received_on": given.get("received_on", "")}), said, {},
        their_reference=given["reference"],
    )  # fmt: skip
    with acting(Actor(token=token.pk)):
        with connection.cursor() as cursor:  # the same sent twice at once takes turns
            cursor.execute("select pg_advisory_xact_lock(%s, %s)", [_LOCK, token.team_id % (1 << 31)])
        earlier = _stands(theirs=came.their_reference)
        if earlier is None:
            return _Stands(keep(came, team=token.team_id), "waiting", None, came.sha256).told(status=201)
    if earlier.sha256 != came.sha256:
        return answer(409, what="Another request was handed in under this reference.", means="Nothing was changed.",
                      do="Hand it in under a reference of its own.")  # fmt: skip
    return earlier.told(status=200)


@with_token
def status(request: HttpRequest, token: Token, *, key: str) -> HttpResponse:
    with acting(Actor(token=token.pk)):
        found = _stands(key=key)
    if found is None:
        return answer(404, what="There is no such request for this token.", means="It may belong to another team.",
                      do="Send the key that was answered when it was handed in.")  # fmt: skip
    return found.told(status=200)


handing_in = by_method(post=add)
standing = by_method(get=status)


def _given(request: HttpRequest) -> dict[str, str]:
    """What was sent, each a text that is not too long. BadInput names what is wrong, and never repeats a value."""
    if read_length(request) > _LARGEST:
        raise TooLarge("This is more than a request can be.", means="Nothing was received.", do="Send less text.")
    try:
        body: Any = json.loads(request.body)
    except ValueError:
        raise _wrong("The body is not JSON.", "Send one JSON object as UTF-8.") from None
    if not isinstance(body, dict) or not body.keys() <= _LONGEST.keys():
        raise _wrong("The body holds something that is not known.", f"Send only {', '.join(_LONGEST)}.")
    found = {}
    for name, value in body.items():
        if not isinstance(value, str) or len(value) > _LONGEST[name] or not _storable(value):
            raise _wrong(f"“{name}” is no text, or it is too long.", f"Send at most {_LONGEST[name]:,} characters.")
        if value.strip():
            found[name] = value.strip()
    for name in _NEEDED:
        if name not in found:
            raise _wrong(f"“{name}” is missing.", "Send it as a text that is not empty.")
    if found.get("contact_way", Way.EMAIL) not in Way.values:
        raise _wrong("“contact_way” is not known.", f"Send one of {', '.join(Way.values)}.")
    return found


def _storable(value: str) -> bool:
    """No zeros and no half characters."""
    return "\0" not in value and not any("\ud800" <= letter <= "\udfff" for letter in value)


def _day(given: str) -> date:
    if not given:
        return today()
    try:
        day = date.fromisoformat(given)
    except ValueError:
        raise _wrong("“received_on” is not a date.", "Send it as YYYY-MM-DD.") from None
    if day > today():
        raise _wrong("“received_on” is yet to come.", "Send the day on which it came.")
    return day


def _stands(*, key: str = "", theirs: str = "") -> _Stands | None:
    """As the database's own function tells it: the token itself sees no row."""
    with connection.cursor() as cursor:
        cursor.execute("select key, state, due_on, sha256 from candour_arrived(%s, %s)", [key or None, theirs or None])
        found = cursor.fetchone()
    return _Stands(*found) if found else None


def _wrong(what: str, do: str) -> BadInput:
    return BadInput(what, means="Nothing was received.", do=do)
