"""What the recipient does with a link: enters the code, sees what there is, collects it. Looking uses nothing up.

It runs as whoever holds the link (``Actor(delivery=…)``), who sees this one delivery and no other row of any case.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from pathlib import Path

from candour.disclosure.codes import digest, new_token, proves
from candour.disclosure.models import Delivery
from candour.disclosure.producing import cases_folder
from candour.engine.errors import Refused, Unavailable
from candour.engine.store import sha256_of
from candour.ledger.acting import record
from candour.ledger.clock import now, today
from candour.ledger.verbs import Verb

TRIES = 5
VISIT = timedelta(minutes=60)
"""How long the browser may show what is there after the code was right."""


class Way(StrEnum):
    """How a link stands."""

    CODE = "code"
    """It asks for the code."""
    USED = "used"
    """The code was used, or its time is over: a new one is needed."""
    TOO_MANY = "too_many"
    """Wrong codes; a new one is needed."""
    HELD = "held"
    OVER = "over"
    RECALLED = "recalled"


@dataclass(frozen=True, slots=True)
class Tried:
    """``visit``: what the browser keeps and shows from now on; empty: the code was wrong, and ``left`` tries remain."""

    way: Way
    visit: str = ""
    left: int = 0


def own(token: str) -> Delivery | None:
    """The delivery of the link; the database shows it to nobody else. None also for a token that nothing has."""
    return Delivery.objects.filter(token=digest(token)).first()


def way_of(delivery: Delivery) -> Way:
    if delivery.recalled_at is not None:
        return Way.RECALLED
    if delivery.held:
        return Way.HELD
    if delivery.last_day < today():
        return Way.OVER
    if delivery.tries >= TRIES:
        return Way.TOO_MANY
    if not delivery.code or delivery.code_until is None or delivery.code_until < now():
        return Way.USED
    return Way.CODE


def enter_code(delivery: Delivery, code: str) -> Tried:
    """Tries a code. It answers and never raises for a wrong one, so that the try is counted whatever follows."""
    delivery = Delivery.objects.select_for_update().get(pk=delivery.pk)
    way = way_of(delivery)
    if way is not Way.CODE:
        return Tried(way)
    if not proves(code, delivery.code, token=delivery.token):
        delivery.tries += 1
        delivery.save(update_fields=["tries"])
        record(Verb.CODE_WRONG, case=delivery.case_id, object=f"delivery:{delivery.pk}", tries=delivery.tries)
        return Tried(way_of(delivery), left=TRIES - delivery.tries)
    visit = new_token()
    delivery.code, delivery.code_until, delivery.tries = "", None, 0
    delivery.visit, delivery.visit_until = digest(visit), now() + VISIT
    delivery.save(update_fields=["code", "code_until", "tries", "visit", "visit_until"])
    record(Verb.CODE_RIGHT, case=delivery.case_id, object=f"delivery:{delivery.pk}")
    return Tried(Way.CODE, visit)


def visiting(delivery: Delivery, visit: str) -> bool:
    """Whether the browser may be shown what is there."""
    stopped = way_of(delivery) in (Way.RECALLED, Way.HELD, Way.OVER)
    running = delivery.visit_until is not None and delivery.visit_until >= now()
    return not stopped and running and bool(delivery.visit) and hmac.compare_digest(digest(visit), delivery.visit)


def collect(delivery: Delivery, visit: str, name: str) -> Path:
    """A file of the bundle, as it was made. Refused without a visit, and for everything that does not lie in ``send``."""
    delivery = Delivery.objects.select_for_update().get(pk=delivery.pk)
    if not visiting(delivery, visit):
        raise Refused("This link is not open.", means="Its time is over, or it was called back.", do="Enter a code.")
    sha256 = delivery.files.get(name)
    send = (cases_folder() / delivery.folder / "send").resolve()
    path = send / name
    if sha256 is None or path.resolve().parent != send:
        raise Refused("There is no such file here.", do="Choose one from the list.")
    if not path.is_file() or path.is_symlink() or sha256_of(path=path) != sha256:
        raise Unavailable(
            "This file cannot be given to you now.",
            means="It is not as it was when it was made.",
            do="Tell the people who sent you the link.",
        )
    if delivery.collected_at is None:
        delivery.collected_at = now()
        delivery.save(update_fields=["collected_at"])
    number = sorted(delivery.files).index(name)
    record(Verb.COLLECTED, case=delivery.case_id, object=f"delivery:{delivery.pk}", file=number, sha256=sha256)
    return path


def leave(delivery: Delivery) -> None:
    """The visit ends: the browser is shown nothing more without a new code."""
    Delivery.objects.filter(pk=delivery.pk).update(visit="", visit_until=None)
