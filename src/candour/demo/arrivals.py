"""What came in to the demonstration and nobody has taken up yet, and what was shared at once because it could not wait.

Each is there once, through the services of the public form, of e-mails and of the page “Share now”.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import datetime, time, timedelta
from hashlib import sha256
from importlib import resources
from typing import Any

from candour.access import arriving_email, arriving_public, sharing
from candour.access.arrival import Arrival
from candour.access.shared_now import How, SharedNow
from candour.access.sharing import Said
from candour.cases.models import Case
from candour.demo.authority import somebody
from candour.ledger.acting import NOBODY, Actor, acting
from candour.ledger.clock import LONDON, now, standing_at, today

_HOURS = timedelta(hours=1)


def come_in() -> None:
    """Does nothing where it was done before."""
    told = tomllib.loads(resources.files("candour.demo").joinpath("asked/arrived.toml").read_text(encoding="utf-8"))
    there = _there()
    for number, each in enumerate(told["form"]):
        if each["said"]["name"] not in there:
            _send(each, once=f"demonstration-{number}")
    for each in told["mail"]:
        if each["fields"]["Subject"] not in there:
            _add(each)
    for each in told["shared"]:
        if each["what"] not in there:
            _share(each)


def _there() -> set[str]:
    officer, manager = somebody("Farah Nadeem"), somebody("Gillian Moffat")
    with acting(Actor(user=officer.pk)):
        came = [(each.said.get("name"), each.mail.get("fields", {}).get("Subject")) for each in Arrival.objects.all()]
    with acting(Actor(user=manager.pk)):
        return {word for words in came for word in words if word} | {each.what for each in SharedNow.objects.all()}


def _send(each: Mapping[str, Any], *, once: str) -> None:
    with standing_at(_before(each)), acting(NOBODY):
        arriving_public.send(said=each["said"], once=once)


def _add(each: Mapping[str, Any]) -> None:
    """As it is read from a file that staff have saved."""
    officer, moment = somebody("Farah Nadeem"), _before(each)
    mail = {"fields": each["fields"], "sent": moment.isoformat(), "text": each["text"], "attached": each["attached"]}
    with standing_at(moment), acting(Actor(user=officer.pk)):
        arriving_email.add(by=officer, mail=mail, sha256=sha256(each["text"].encode()).hexdigest())


def _share(each: Mapping[str, Any]) -> None:
    """``noted``: so many hours afterwards."""
    by, shared = somebody(each["by"]), _before(each)
    with standing_at(min(shared + each["noted"] * _HOURS, now())), acting(Actor(user=by.pk)):
        case = Case.objects.get(reference=each["case"])
        said = {word: each[word] for word in ("context", "with_whom", "agency", "what", "why")}
        noted = sharing.note(by=by, case=case, said=Said(**said, how=How(each["how"]), shared_at=shared))
    if each.get("looked_at"):
        manager = somebody("Gillian Moffat")
        with acting(Actor(user=manager.pk)):
            sharing.look(by=manager, noted=noted, words=each["looked_at"])


def _before(each: Mapping[str, Any]) -> datetime:
    """In the afternoon, so many days before today."""
    return min(datetime.combine(today() - timedelta(days=each["days"]), time(15, 20), LONDON), now())
