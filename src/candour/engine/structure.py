"""Elements of a structure tree that we write ourselves: how one becomes objects, and the ways back from its pages.

It writes the one form that ``verify.structure`` accepts and invents nothing: no text, no name. Source: ISO 32000-1, 14.7.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol


class Writer(Protocol):
    """A file being written: numbers are reserved first, each is written once."""

    def number(self) -> int: ...

    def plain(self, body: bytes, *, number: int | None = None) -> int: ...


@dataclass(slots=True)
class Place:
    """Where a page goes: its page of the new file (from 0), and its object number once that is known."""

    at: int
    number: int = 0


@dataclass(slots=True)
class Element:
    """``body``: its entries but P, Pg and K. Kids are elements, or (page, number of marked content there)."""

    body: bytes
    kids: list[Element | tuple[Place, int]] = field(default_factory=list)
    page: Place | None = None
    blank: bool = False
    """It was empty from the first: a cell that keeps its place in a row."""


Owners = dict[int, dict[int, int]]
"""By page and number of marked content: the object number of the element that owns it."""


def write_element(element: Element, *, parent: int, writer: Writer, owners: Owners) -> int:
    """Writes an element with all below it, notes in ``owners`` what it owns, and returns its object number."""
    number = writer.number()
    kids = []
    for kid in element.kids:
        if isinstance(kid, Element):
            kids.append(b"%d 0 R" % write_element(kid, parent=number, writer=writer, owners=owners))
            continue
        page, mark = kid
        owners.setdefault(page.at, {})[mark] = number
        own = element.page is not None and element.page.at == page.at
        kids.append(b"%d" % mark if own else b"<</Type/MCR/Pg %d 0 R/MCID %d>>" % (page.number, mark))
    where = b"/Pg %d 0 R" % element.page.number if element.page is not None else b""
    held = b" " + kids[0] if len(kids) == 1 else b"[%b]" % b" ".join(kids)
    writer.plain(b"<<%b/P %d 0 R%b/K%b>>" % (element.body, parent, where, held), number=number)
    return number


def way_back(owners: Mapping[int, int]) -> bytes:
    """From one page's marked content to the elements that own it: a list by its numbers."""
    held = (owners.get(mark) for mark in range(max(owners) + 1))
    return b"[%b]" % b" ".join(b"null" if owner is None else b"%d 0 R" % owner for owner in held)
