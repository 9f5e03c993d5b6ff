"""Takes in what the public form sends. It answers everybody alike and tells nobody whether a person or a case is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError
from django.utils.crypto import salted_hmac

from candour.access.arriving import Came, digest, keep, reference_of
from candour.access.models import Channel
from candour.engine.errors import BadInput
from candour.ledger.acting import attempt
from candour.ledger.clock import today
from candour.packs import in_force
from candour.policy.counting import CannotCount, due

_CLOCK = "subject-access"
_ACKNOWLEDGED = "acknowledge"


@dataclass(frozen=True, slots=True)
class Next:
    """What happens next, as far as the pack in force says it. ``due``: of a request for records about oneself."""

    within: int | None
    due: date | None


def send(*, said: Mapping[str, str], once: str) -> str:
    """The reference to tell whoever asks. ``once``: of one form that was opened; sending that again adds nothing.

    The same answers sent again under the same ``once`` have the same reference, so nobody has to be able to read it.
    """
    said = {name: value.strip() for name, value in said.items() if value.strip()}
    if not said.get("name") or not said.get("wants") or not said.get("contact"):
        raise BadInput("Something that we need is missing.", do="Give your name, what you want and how to reach you.")
    sha256 = digest(said)
    secret = salted_hmac("candour.access.ask", f"{once}\0{sha256}", algorithm="sha256").hexdigest()
    reference = reference_of(int(secret, 16))
    came = Came(Channel.PUBLIC, today(), sha256, said, {}, reference=reference)
    try:
        with attempt():
            keep(came)
    except IntegrityError:  # the same was sent twice, by a click or by a page that was loaded anew
        pass
    return reference


def what_next() -> Next:
    """From today."""
    pack = in_force.current(on=today())
    try:
        by = due(pack.clocks[_CLOCK], received=today()).due
    except (KeyError, CannotCount):
        by = None
    return Next(pack.reminders.get(_ACKNOWLEDGED), by)
