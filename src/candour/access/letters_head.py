"""What stands above and around the text of a letter: the council's letterhead, whom it goes to, references, and where it ends.

The letterhead is the council's, from its pack: what is not stated there is not printed, and nothing is made up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from candour.access.letters_checked import against, names_a_child
from candour.access.letters_known import on
from candour.access.models import Letter
from candour.access.policies import rules_of
from candour.cases.printed import Part, below
from candour.engine.typeset import Paragraph
from candour.ledger.clock import LONDON, today
from candour.packs import in_force
from candour.policy import Pack
from candour.policy.routes import Template

_INSIDE = "inside"
_NAMED = {"telephone": "Telephone: ", "email": "E-mail: ", "web": ""}
_CLOSINGS = ("Yours sincerely", "Yours faithfully")


@dataclass(frozen=True, slots=True)
class Signed(Paragraph):
    """``text`` begins with the words that close a letter; below them is room to sign, then who signs."""

    @property
    def closing(self) -> str:
        return self.text.partition("\n")[0]

    @property
    def who(self) -> str:
        return self.text.partition("\n")[2]


@dataclass(frozen=True, slots=True)
class Head:
    """``council`` empty: no letterhead. ``address``: line by line. ``references``: the day, and whose file it is."""

    council: str
    service: str
    contacts: tuple[str, ...]
    address: tuple[str, ...]
    references: tuple[str, ...]


def head_of(letter: Letter) -> Head:
    template = rules_of(letter.request).templates.get(letter.template)
    to = template.to if template else _INSIDE
    pack = in_force.current(on=today())  # where the council is now, whichever policy the request stands under
    known = pack.letterhead if to != _INSIDE else {}
    return Head(
        council=pack.letter.get("council", "") if known else "",
        service=known.get("service", ""),
        contacts=tuple(_contacts(pack)) if known else (),
        address=tuple(_address(letter.address)),
        references=tuple(_references(letter, _theirs(letter, template))),
    )


def text_of(letter: Letter) -> Iterator[Part | Signed]:
    for part in below(letter.body):
        closes = isinstance(part, Paragraph) and part.text.partition("\n")[0].rstrip(" ,") in _CLOSINGS
        yield Signed(part.text) if closes and isinstance(part, Paragraph) else part


def _contacts(pack: Pack) -> Iterator[str]:
    yield from pack.letterhead.get("address", "").splitlines()
    yield from (f"{words}{pack.letterhead[key]}" for key, words in _NAMED.items() if key in pack.letterhead)


def _references(letter: Letter, theirs: str) -> Iterator[str]:
    yield f"Date: {on(letter.at.astimezone(LONDON).date())}"
    yield f"Our reference: {letter.request.reference}"
    if theirs:
        yield f"Your reference: {theirs}"


def _theirs(letter: Letter, template: Template | None) -> str:
    """Their reference, only to whoever gave it, and left out where it tells what no letter may."""
    asked = letter.request
    told = asked.their_reference.strip()
    if not told or template is None or template.to != "requester":
        return ""
    unsafe = against(asked, template, subject="", body=told, address="", consultation=None)
    return "" if unsafe or names_a_child(asked, template, text=told) else told


def _address(told: str) -> Iterator[str]:
    """A postal address that stands in one line has its parts below each other, as they are read in a window."""
    *lines, last = told.splitlines() or [""]
    yield from lines
    if lines and "@" not in last:
        yield from re.split(r",\s+", last)
    elif last:
        yield last
