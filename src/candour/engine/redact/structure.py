"""What the source's structure tree says of the pages that leave, read only as far as they need it.

It refuses to guess: content that the tree does not plainly own leaves without a tag. What the new file says instead is
in ``tree``. Source: ISO 32000-1, 14.7 and 14.8.4.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from sys import intern
from typing import Any, TypeGuard

import pikepdf
from pikepdf import Array, Dictionary, Name

STANDARD = frozenset(
    "Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct P H H1 H2 H3 H4 H5 H6 L LI Lbl LBody Table"
    " TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Ruby RB RT RP Warichu WT WP Figure"
    " Formula".split()
)
_INSTEAD = {"Link": "Span", "Annot": "Span", "Form": "Div", "Private": "NonStruct"}
"""Standard types whose annotations do not leave, and one that readers pass over."""
CELLS = frozenset(("TD", "TH"))
DEEPEST = 60
BROKEN = (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError, RuntimeError)
"""What a damaged tree can raise: what hangs on it then leaves without tags."""

Key = str
"""A reference of the source as qpdf writes it: ``12 0 R``."""


@dataclass(slots=True)
class Node:
    """What is read of an element: standard type, the one above it, its page, what is in it, a cell's attributes as given.

    Kids in order: numbers of marked content, the same with their page, and references. ``mark``: it is no element but
    itself the number of marked content.
    """

    kind: str = "NonStruct"
    above: Key | None = None
    page: Key | None = None
    kids: Sequence[int | Key | tuple[Key, int]] = ()
    given: Any = None
    mark: int | None = None


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
    """``source`` and what was taken from its tree for the new file so far, page by page.

    Elements are many and small: each is taken over once, as JSON, many at a time. Asking qpdf for their entries one by
    one took most of the time of a page of tables.
    """

    def __init__(self, source: pikepdf.Pdf) -> None:
        self.source = source
        root = source.Root.get("/StructTreeRoot") if len(source.pages) else None
        self.root = root if isinstance(root, Dictionary) and root.is_indirect else None
        self.top = key_of(root) if self.root is not None else ""
        self.pages: list[tuple[Any, Tagged]] = []
        self.added: list[tuple[Any, str, list[int]]] = []
        self._used: dict[Key, int] = {}
        self._taken: set[Key] = set()
        self._nodes: dict[Key, Node] = {}
        self._kinds: dict[str, str] = {}
        self._roots: dict[Key | None, bool] = {}

    # -- reading

    def node(self, key: Key) -> Node:
        """The element of this reference, read once."""
        if key not in self._nodes:
            self._read((key,))
        return self._nodes[key]

    def _read(self, keys: Sequence[Key]) -> None:
        given = json.loads(b"[%b]" % b",".join(map(self._text, keys)))
        self._nodes.update(zip(keys, map(self._node, given), strict=True))

    def _text(self, key: Key) -> bytes:
        """An object as JSON, what it refers to not opened."""
        number, generation, _ = key.split()
        held = self.source.get_object(int(number), int(generation))
        if isinstance(held, int):
            return b"%d" % held
        return bytes(held.to_json(dereference=True)) if isinstance(held, (Dictionary, Array, Name)) else b"null"

    def plain(self, value: Any) -> Any:
        """A value as JSON, the object it refers to in its place."""
        return json.loads(self._text(value)) if is_key(value) else value

    def _node(self, held: Any) -> Node:
        if not isinstance(held, dict):
            return Node(mark=held if isinstance(held, int) else None)
        get = held.get
        above, page, kids, name = get("/P"), get("/Pg"), get("/K"), get("/S")
        above = intern(above) if is_key(above) else None
        page = intern(page) if is_key(page) else None
        if "/Type" in held and self.plain(held["/Type"]) == "/MCR":
            return Node(page=page, mark=self._mark(held))
        kids = (kids,) if type(kids) is int else self._kids(kids, page)
        kind = (self._kinds.get(name) if type(name) is str else None) or self._kind(name)
        return Node(kind, above, page, kids, get("/A") if kind in CELLS else None)

    def _kids(self, kids: Any, page: Key | None) -> list[int | Key | tuple[Key, int]]:
        """What K holds, which may be a list that is an object of its own; an element stays unopened."""
        if is_key(kids):
            number, generation, _ = kids.split()
            if isinstance(self.source.get_object(int(number), int(generation)), Array):
                kids = self.plain(kids)
        listed = kids if isinstance(kids, list) else (kids,)
        return [kid for one in listed if (kid := self._kid(one, page)) is not None]

    def _kid(self, kid: Any, page: Key | None) -> int | Key | tuple[Key, int] | None:
        if isinstance(kid, int) or is_key(kid):
            return intern(kid) if isinstance(kid, str) else kid
        if not isinstance(kid, dict) or self.plain(kid.get("/Type")) != "/MCR":
            return None
        number, where = self._mark(kid), kid.get("/Pg", page)
        return (intern(where), number) if number is not None and is_key(where) else None

    def _mark(self, held: dict[str, Any]) -> int | None:
        number = self.plain(held.get("/MCID")) if held.get("/Stm") is None else None
        return number if isinstance(number, int) else None

    def _kind(self, name: Any) -> str:
        """The standard type; what is no standard type is NonStruct."""
        if not isinstance(name, str):
            return "NonStruct"
        if name not in self._kinds:
            kind = self.plain(name)
            for _ in range(8):
                kind = kind[1:] if isinstance(kind, str) and kind[:1] == "/" else ""
                if kind in STANDARD or kind in _INSTEAD:
                    break
                kind = self.plain(self._roles.get("/" + kind))
            self._kinds[name] = _INSTEAD.get(kind, kind) if kind in STANDARD or kind in _INSTEAD else "NonStruct"
        return self._kinds[name]

    @cached_property
    def _roles(self) -> dict[str, Any]:
        roles = self.root.get("/RoleMap") if self.root is not None else None
        return dict(json.loads(roles.to_json(dereference=True))) if isinstance(roles, Dictionary) else {}

    # -- one page

    def owners(self, page: Any) -> dict[int, Key]:
        """The element that owns each piece of the page's marked content, where the tree agrees; empty: no tags."""
        if self.root is None or key_of(page) in self._taken:
            return {}
        try:
            listed = pikepdf.NumberTree(self.root.ParentTree).get(int(page.StructParents))
            if not isinstance(listed, Array):
                return {}
            return dict(self._agreed(json.loads(listed.to_json(dereference=True)), key_of(page)))
        except BROKEN:
            return {}

    def _agreed(self, listed: Sequence[Any], page: Key) -> Iterator[tuple[int, Key]]:
        keys = [*dict.fromkeys(key for key in listed if is_key(key))]
        self._read([key for key in keys if key not in self._nodes])
        held = {key: set(self._contents(self._nodes[key])) for key in keys if self._rooted(key)}
        return (
            (number, key) for number, key in enumerate(listed) if is_key(key) and (page, number) in held.get(key, ())
        )

    def _rooted(self, key: Key) -> bool:
        """Does the way up from an element end at the root?"""
        over = self.node(key).above
        if over in self._roots:
            return self._roots[over]
        way = list[Key]()
        while over is not None and over not in self._roots and over != self.top and len(way) < DEEPEST:
            way.append(over)
            over = self.node(over).above
        ends = over is not None and (over == self.top or self._roots.get(over, False))
        self._roots.update(dict.fromkeys(way, ends))
        return ends

    def _contents(self, element: Node) -> Iterable[tuple[Key, int]]:
        kids, page = element.kids, element.page
        if page is not None and len(kids) == 1 and type(kids[0]) is int:
            return ((page, kids[0]),)
        return [found for kid in kids if (found := self.content(element, kid)) is not None]

    def content(self, element: Node, kid: int | Key | tuple[Key, int]) -> tuple[Key, int] | None:
        """Page and number of a kid that is marked content of a page."""
        if isinstance(kid, tuple):
            return kid
        page = element.page
        if isinstance(kid, str):
            held = self.node(kid)
            if held.mark is None:
                return None
            page, kid = held.page or page, held.mark
        return None if page is None else (page, kid)

    def take(self, made: Any, tagged: Tagged | None) -> None:
        """``made`` is the page in the new file."""
        if tagged is not None and tagged.count:
            self.pages.append((made, tagged))
            self._taken.add(tagged.page)
            self._used[key_of(made)] = tagged.count

    def whole(self, made: Any, kind: str, count: int = 1) -> None:
        """An element of its own for what we put on a page: its next ``count`` numbers."""
        first = self.used(made)
        self.added.append((made, kind, list(range(first, first + count))))
        self._used[key_of(made)] = first + count

    def used(self, made: Any) -> int:
        """How many pieces of marked content a page of the new file has so far."""
        return self._used.get(key_of(made), 0)


def key_of(held: Any) -> Key:
    """The reference to an object."""
    number, generation = held.objgen
    return f"{number} {generation} R"


def is_key(value: Any) -> TypeGuard[Key]:
    """In qpdf's JSON names begin with a slash and strings with ``u:`` or ``b:``."""
    return isinstance(value, str) and value[:1].isdigit()
