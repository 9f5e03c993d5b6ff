"""Hands bundles of the demonstration over and, for one of them, does what its recipient does: collects it and asks.

The link and the code of the one that waits are kept in the demonstration's own folder, where nothing real may be.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.urls import reverse

from candour.accounts.models import User
from candour.disclosure.codes import digest
from candour.disclosure.collecting import Way, collect, enter_code, leave, own, way_of
from candour.disclosure.delivering import Ways, deliver, keep_contact
from candour.disclosure.enquiring import enquire
from candour.disclosure.models import Asking, Channel, Contact, Delivery, Disclosure
from candour.disclosure.sending import in_groups
from candour.ledger.acting import Actor, acting
from candour.ledger.clock import today

_LASTS = timedelta(days=28)
_CONTACTS = ((Channel.TEXT, "07700 900118"), (Channel.PHONE, "01632 960118"))
_QUESTION = (
    "Thank you for this. On the second page somebody is covered who I think is my grandfather. He has died, and I would"
    " like to know what he said. Can you look at it again?"
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """The way in of a recipient who has not come yet."""

    address: str
    """Without the site's name."""
    code: str


def handed(disclosure: Disclosure, *, by: User, collected: bool) -> bool:
    """True when it is where it should be: handed over, or collected and asked about."""
    with acting(Actor(user=by.pk)):
        there = Delivery.objects.filter(disclosure=disclosure).order_by("-pk").first()
        if there is not None and (there.collected_at is not None or not collected):
            return True
        ways = deliver(by=by, disclosure=disclosure, **_ways(disclosure, by), last_day=today() + _LASTS)
    if collected:
        _collect(ways)
    else:
        _keep(ways)
    return True


def _ways(disclosure: Disclosure, by: User) -> dict[str, Contact]:
    kept = {each.channel: each for each in Contact.objects.filter(disclosure=disclosure, erased_at=None)}
    link, code = (
        kept.get(channel) or keep_contact(by=by, disclosure=disclosure, channel=channel, value=value)
        for channel, value in _CONTACTS
    )
    return {"link_to": link, "code_to": code}


def _collect(ways: Ways) -> None:
    token = str(ways.token)
    with acting(Actor(delivery=digest(token))):
        delivery = own(token)
        if delivery is not None:
            visit = enter_code(delivery, ways.code).visit
            for name in sorted(delivery.files):
                collect(delivery, visit, name)
            enquire(delivery=delivery, kind=Asking.QUESTION, text=_QUESTION, answer_to="By letter, please")
            leave(delivery)


def _keep(ways: Ways) -> None:
    path = _file()
    path.touch(mode=0o600)
    path.write_text(json.dumps({"token": ways.token, "code": ways.code}), encoding="utf-8")


def waiting() -> Waiting | None:
    """None when there is none, or its code was used: on the page “Send” a new one can be made."""
    try:
        kept = json.loads(_file().read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    with acting(Actor(delivery=digest(kept["token"]))):
        delivery = own(kept["token"])
        if delivery is None or way_of(delivery) is not Way.CODE:
            return None
    return Waiting(reverse("disclosure:collect", args=[kept["token"]]), in_groups(kept["code"]))


def _file() -> Path:
    home: Path = settings.ENVIRONMENT.home
    return home / "recipient.json"
