"""Notes that a finished letter was posted or handed over. It sends nothing, and takes no note of an unsafe way."""

from __future__ import annotations

from datetime import date

from candour.access.answering import not_yet
from candour.access.guarding import guard, may
from candour.access.letters_checked import never_use
from candour.access.letters_kept import SEND, template_of
from candour.access.letters_told import tell
from candour.access.models import Letter, LetterPosted, State
from candour.access.taking import begin
from candour.accounts.models import User
from candour.cases.locked import holds
from candour.engine.errors import BadInput, Refused
from candour.ledger.clock import LONDON, now, today
from candour.ledger.verbs import Verb
from candour.policy.routes import Template


def posted(*, by: User, letter: Letter, how: str, on: date | None = None) -> LetterPosted:
    """An answer only once nothing is missing. Refused before it is finished, and for a way that must never be used."""
    template, on, how = template_of(letter), on or today(), how.strip()
    request = begin(letter.request, _step(letter, template, by=by), by=by, states=tuple(State))
    if not letter.finished or template.to == "inside":
        raise Refused("This letter is not one to send.", do="Finish it first; what is for colleagues stays here.")
    if template.outcomes and (missing := not_yet(request)):
        raise Refused("Nothing can be sent yet.", means=" ".join(missing), do="Do what is missing first.")
    if not how:
        raise BadInput("Nobody has said how it was sent.", do="Say by which way, and a number to follow it if any.")
    if not letter.at.astimezone(LONDON).date() <= on <= today():
        raise BadInput("This day cannot be.", do="Give a day between the one on which it was finished and today.")
    if holds(never_use(request), how):
        raise Refused(
            "This way must never be used to reach them.",
            means="It can put somebody in danger. Nothing was noted.",
            do="If it went that way, tell your manager now.",
        )
    made = LetterPosted.objects.create(request=request, letter=letter, by=by, at=now(), on=on, how=how)
    tell(Verb.LETTER_POSTED, letter, by=by)
    return made


def may_post(letter: Letter, *, by: User) -> None:
    """StepRefused with the reason for who may not."""
    guard(letter.request, _step(letter, template_of(letter), by=by), by=by)


def _step(letter: Letter, template: Template, *, by: User) -> str:
    """Who sends may post every letter, an answer nobody else; who writes another letter may post it too."""
    return SEND if template.outcomes or may(letter.request, SEND, by=by) else template.step
