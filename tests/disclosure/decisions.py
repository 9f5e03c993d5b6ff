"""What tests of deciding decide, and how a mention then stands."""

from __future__ import annotations

from candour.disclosure.choices import Choice
from candour.disclosure.models import Disclosure
from candour.disclosure.settled import Settled, settled
from candour.engine.model import Action

REDACT = Choice(Action.REDACT, "third_party", "It is about somebody else")
KEEP = Choice(Action.KEEP, "", "They wrote it themselves")


def of(one: Disclosure, text: str, page: int = 1) -> Settled:
    return next(each for each in settled(one) if each.text == text and each.page == page)
