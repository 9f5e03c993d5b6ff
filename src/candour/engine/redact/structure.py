"""What the source's structure tree says of the pages that leave, read only as far as they need it.

It refuses to guess: content that the tree does not plainly own leaves without a tag. What the new file says instead is
in ``tree``. Source: ISO 32000-1, 14.7 and 14.8.4.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

STANDARD = frozenset(
    "Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct P H H1 H2 H3 H4 H5 H6 L LI Lbl LBody Table"
    " TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Ruby RB RT RP Warichu WT WP Figure"
    " Formula".split()
)
_INSTEAD = {"Link": "Span", "Annot": "Span", "Form": "Div", "Private": "NonStruct"}
"""Standard types whose annotations do not leave, and one that readers pass over."""
DEEPEST = 60
_KID = re.compile(rb"(\d+) (\d+) R|(\d+)")
BROKEN = (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError, RuntimeError)
"""What a damaged tree can raise: what hangs on it then leaves without tags."""

Key = tuple[int, int]
"""Object and generation number in the source."""


@dataclass(slots=True)
class Tagged:
    """What of one page goes into the tree, by the new numbers of its marked content.

    ``kept``: owner, number in the source, new numbers. ``texts``: new numbers that say something. ``labels``: per box
    the number its label is drawn under, None as an artifact.
    """

    page: Key
    kept: list[tuple[Key, int, list[int]]] = field(default_factory=list)
    texts: set[int] = field(default_factory=set)
    labels: list[int | None] = field(default_factory=list)
    count: int = 0


class Structure:
    """``source`` and what was taken from its tree for the new file so far, page by page."""

    def __init__(self, source: pikepdf.Pdf) -> None:
        self.source = source
        root = source.Root.get("/StructTreeRoot") if len(source.pages) else None
        self.root = root if isinstance(root, Dictionary) and root.is_indirect else None
        self.pages: list[tuple[Any, Tagged]] = []
        self.added: list[tuple[Any, str, list[int]]] = []
        self._used: dict[Key, int] = {}
        self.up: dict[Key, Key | None] = {}
        self._held: dict[Key, frozenset[tuple[Key, int]]] = {}

    # -- one page

    def owners(self, page: Any) -> dict[int, Key]:
        """The element that owns each piece of the page's marked content, where the tree agrees; empty: no tags."""
        if self.root is None or any(tagged.page == page.objgen for _, tagged in self.pages):
            return {}
        try:
            listed = pikepdf.NumberTree(self.root.ParentTree).get(int(page.StructParents))
            return dict(self._agreed(listed, page.objgen)) if isinstance(listed, Array) else {}
        except BROKEN:
            return {}

    def _agreed(self, listed: Any, page: Key) -> Iterator[tuple[int, Key]]:
        for number in range(len(listed)):
            element = listed[number]
            if not isinstance(element, Dictionary) or not element.is_indirect:
                continue
            key = element.objgen
            if key not in self._held:
                self._held[key] = frozenset(self._contents(element)) if self._rooted(key) else frozenset()
            if (page, number) in self._held[key]:
                yield number, key

    def _rooted(self, key: Key) -> bool:
        """Does the way up from an element end at the root?"""
        assert self.root is not None
        for _ in range(DEEPEST):
            if key not in self.up:
                above = self.source.get_object(key).get("/P")
                self.up[key] = above.objgen if isinstance(above, Dictionary) and above.is_indirect else None
            over = self.up[key]
            if over is None or over == self.root.objgen:
                return over is not None
            key = over
        return False

    def _contents(self, element: Any) -> Iterator[tuple[Key, int]]:
        for kid in kids_of(element):
            found = self.content(element, kid)
            if found is not None:
                yield found

    def content(self, element: Any, kid: Any) -> tuple[Key, int] | None:
        """Page and number of a kid that is marked content of a page."""
        page = element.get("/Pg")
        if isinstance(kid, tuple):
            kid = self.source.get_object(kid)
        if isinstance(kid, Dictionary):
            if kid.get("/Type") != "/MCR" or kid.get("/Stm") is not None:
                return None
            page, kid = kid.get("/Pg", page), kid.get("/MCID")
        return (page.objgen, kid) if isinstance(kid, int) and isinstance(page, Dictionary) else None

    def type_of(self, key: Key) -> str:
        """The standard type of an element; what is no standard type is NonStruct."""
        assert self.root is not None
        roles, kind = self.root.get("/RoleMap"), str(self.source.get_object(key).get("/S"))[1:]
        for _ in range(8):
            if kind in STANDARD or kind in _INSTEAD:
                return _INSTEAD.get(kind, kind)
            mapped = roles.get("/" + kind) if isinstance(roles, Dictionary) else None
            kind = str(mapped)[1:] if isinstance(mapped, Name) else ""
        return "NonStruct"

    def take(self, made: Any, tagged: Tagged | None) -> None:
        """``made`` is the page in the new file."""
        if tagged is not None and tagged.count:
            self.pages.append((made, tagged))
            self._used[made.objgen] = tagged.count

    def whole(self, made: Any, kind: str, count: int = 1) -> None:
        """An element of its own for what we put on a page: its next ``count`` numbers."""
        first = self.used(made)
        self.added.append((made, kind, list(range(first, first + count))))
        self._used[made.objgen] = first + count

    def used(self, made: Any) -> int:
        """How many pieces of marked content a page of the new file has so far."""
        return self._used.get(made.objgen, 0)


def kids_of(element: Any) -> list[Any]:
    """An element's kids in order: marked content numbers, dictionaries, and keys of objects that were not opened."""
    held = element.get("/K")
    if not isinstance(held, Array):
        return [held.objgen if isinstance(held, Dictionary) and held.is_indirect else held]
    text = held.unparse(resolved=True)
    if b"<" not in text and b"(" not in text:  # of a long document's thousands of kids a page needs few
        return [int(found[3]) if found[3] else (int(found[1]), int(found[2])) for found in _KID.finditer(text)]
    return [kid.objgen if isinstance(kid, Dictionary) and kid.is_indirect else kid for kid in held]
