"""Boxes that somebody draws by hand: around words, or free. They are decisions like any other, with a place of their own.

A box outside the page, or without extent, is refused; nothing is drawn that the reviewer cannot see.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from candour.accounts.models import User
from candour.disclosure.choices import Choice, check_choice
from candour.disclosure.conflict import Moved
from candour.disclosure.deciding import Decided
from candour.disclosure.entering import Entry, enter, latest
from candour.disclosure.guarding import open_to_decide
from candour.disclosure.models import About, Decision, Disclosure, Sheet
from candour.disclosure.words import snapped, words_on
from candour.engine.errors import BadInput
from candour.engine.model import Action, Box
from candour.ledger.acting import record as enter_in_ledger
from candour.ledger.verbs import Verb

_LEAST = 1.0
"""Points: a smaller box is a slip of the hand."""
_LARGEST = 14_400.0
"""Points: no page is larger."""


def draw(
    *, by: User, disclosure: Disclosure, record: str, page: int, box: Box, choice: Choice, snap: bool = True
) -> Decided:
    """Blacks out what is under ``box`` (points, from the top left of the page as displayed), or the words it covers."""
    disclosure = open_to_decide(disclosure, by=by)
    sheet = Sheet.objects.filter(disclosure=disclosure, record=record, page=page).exclude(page=0).first()
    if sheet is None:
        raise Moved
    _check_box(box)
    if choice.action is not Action.REDACT:
        raise BadInput("A drawn box blacks something out.", do="Choose a reason for it.")
    choice = check_choice(disclosure, choice, about=About.DRAWN)
    boxes, text = snapped(box, words_on(case=disclosure.case, record=record, page=page)) if snap else ((box,), "")
    key = f"d-{secrets.token_hex(8)}"
    entry = Entry(About.DRAWN, key, 0, choice, sheet.content, record, page, _sides(boxes), text)
    return _decided(disclosure, entry, by=by)


def explain_drawn(*, by: User, disclosure: Disclosure, key: str, choice: Choice, version: int) -> Decided:
    """Another reason for a box that is there."""
    disclosure = open_to_decide(disclosure, by=by)
    drawn = _drawn(disclosure, key)
    choice = check_choice(disclosure, Choice(Action.REDACT, choice.ground, choice.explanation), about=About.DRAWN)
    entry = Entry(About.DRAWN, key, version, choice, drawn.seen, drawn.record, drawn.page, drawn.boxes, drawn.text)
    return _decided(disclosure, entry, by=by)


def take_away(*, by: User, disclosure: Disclosure, key: str, version: int) -> Decided:
    """The box is no longer there; ``undo`` brings it back."""
    disclosure = open_to_decide(disclosure, by=by)
    drawn = _drawn(disclosure, key)
    return _decided(disclosure, Entry(About.DRAWN, key, version, None, drawn.seen, drawn.record, drawn.page), by=by)


def _drawn(disclosure: Disclosure, key: str) -> Decision:
    found = latest(disclosure, About.DRAWN, [key]).get(key)
    if found is None:
        raise Moved
    return found


def _decided(disclosure: Disclosure, entry: Entry, *, by: User) -> Decided:
    batch = enter(disclosure, [entry], by=by)
    enter_in_ledger(
        Verb.DECIDED, case=disclosure.case_id, object=f"disclosure:{disclosure.pk}", batch=batch, about="drawn",
        action=str(entry.choice.action) if entry.choice else "", decisions=1,
    )  # fmt: skip
    return Decided(batch)


def _check_box(box: Box) -> None:
    sides = (box.x0, box.y0, box.x1, box.y1)
    whole = all(0 <= side <= _LARGEST for side in sides)  # not a number is not in it either
    if not whole or box.x1 - box.x0 < _LEAST or box.y1 - box.y0 < _LEAST:
        raise BadInput("This box is not on the page.", do="Draw it from one corner to the other.")


def _sides(boxes: Sequence[Box]) -> list[list[float]]:
    return [[round(side, 2) for side in (box.x0, box.y0, box.x1, box.y1)] for box in boxes]
