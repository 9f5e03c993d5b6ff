"""The structure tree of the new file, built anew from the top down along the elements that still have content.

Of an element only its standard type, its kids, its page and three attributes of tables exist in it: nothing that can
carry a word. Source: ISO 32000-1, 14.7 and 14.8.4.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from candour.engine.redact.structure import BROKEN, DEEPEST, Key, Structure, kids_of

_CELLS = frozenset(("TD", "TH"))
_SPANS = ("/RowSpan", "/ColSpan")
_SCOPES = frozenset(("/Row", "/Column", "/Both"))
LANGUAGES = frozenset(
    "am ar bg bn cs cy da de el en en-GB en-IE en-US es et fa fi fr ga gd gu he hi hr hu it ku lt lv nl no pa pl ps pt"
    " ro ru sk sl so sq sr sv sw ta ti tr uk ur vi yo zh".split()
)
"""What a document may say of its language; anything else is not passed on."""
PICTURE = "Picture"
"""What every picture is called: readers ask for a text, and the source's could say anything."""
MOST_SPANNED = 1000


def write_tree(structure: Structure, target: pikepdf.Pdf) -> None:
    """Puts the tree into the new file, which has all its pages by now; a damaged one stays out altogether."""
    if structure.pages or structure.added:
        try:
            _Tree(structure, target).write()
        except BROKEN:
            return


@dataclass(slots=True)
class _Made:
    """An element of the new tree, the first page it has content on, and whether there is text in it."""

    element: Any
    first: int
    text: bool


class _Tree:
    """One building of the new tree."""

    def __init__(self, structure: Structure, target: pikepdf.Pdf) -> None:
        self.structure, self.source, self.target = structure, structure.source, target
        self.pages = [page.obj for page in target.pages]
        self.at = {page.objgen: at for at, page in enumerate(self.pages)}
        self.kept: dict[tuple[Key, Key, int], tuple[int, list[int], bool]] = {}
        """By owner, page and number in the source: page and numbers in the new file, and whether they say something."""
        self.owning: set[Key] = set()
        self.needed: set[Key] = set()
        self.placed: dict[int, dict[int, Any]] = {}

    def write(self) -> None:
        for made, tagged in self.structure.pages:
            for key, number, new in tagged.kept:
                self.kept[key, tagged.page, number] = (self.at[made.objgen], new, not tagged.texts.isdisjoint(new))
                self.owning.add(key)
                self._need(key)
        document = self.target.make_indirect(Dictionary(S=Name.Document))
        tops = self._below(document) if self.structure.pages else []
        for page, kind, numbers in self.structure.added:
            tops = _inserted(tops, self._own(page, kind, numbers, document))
        if tops:
            document.K = Array([made.element for made in tops])
            self._spoken_in(document)
            self._rooted(document)

    def _need(self, key: Key) -> None:
        above: Key | None = key
        while above is not None and above not in self.needed:
            self.needed.add(above)
            above = self.structure.up.get(above)

    def _below(self, document: Any) -> list[_Made]:
        """The top elements; a single Document of the source gives its place to the new one."""
        tops = [kid for kid in kids_of(self.structure.root) if kid in self.needed]
        if len(tops) == 1 and self.structure.type_of(tops[0]) == "Document":
            self.needed.discard(tops[0])
            tops = [kid for kid in kids_of(self.source.get_object(tops[0])) if kid in self.needed]
        found = [self._element(key, document, 0) for key in tops]
        return [made for made in found if made is not None]

    def _element(self, key: Key, parent: Any, depth: int) -> _Made | None:
        """The element with what of it stays; None when that is nothing. An element is met once."""
        if depth > DEEPEST or key not in self.needed:
            return None
        self.needed.discard(key)
        source, kind = self.source.get_object(key), self.structure.type_of(key)
        out = self.target.make_indirect(Dictionary(S=Name("/" + kind), P=parent))
        kids: list[Any] = []
        own, first, text = -1, 1 << 30, False
        for kid in kids_of(source):
            if isinstance(kid, tuple) and kid in self.needed:
                made = self._element(kid, out, depth + 1)
                if made is not None:
                    kids.append(made.element)
                    first, text = min(first, made.first), text or made.text
                continue
            found = self.structure.content(source, kid) if key in self.owning else None
            kept = self.kept.get((key, *found)) if found is not None else None
            if kept is not None:
                page, numbers, says = kept
                own = page if own < 0 else own
                kids += self._numbers(out, page, own, numbers)
                first, text = min(first, page), text or says
            elif kind == "TR" and isinstance(kid, tuple) and self.structure.type_of(kid) in _CELLS:
                kids.append(self._cell(kid, out))
        return self._finished(out, source, kind, kids, own, first, text)

    def _finished(
        self, out: Any, source: Any, kind: str, kids: list[Any], own: int, first: int, text: bool
    ) -> _Made | None:
        if first == 1 << 30:
            return None
        if own >= 0:
            out.Pg = self.pages[own]
        if kind == "Figure":
            if text:  # else its name would be read in place of its words
                out.S = Name.Div
            else:
                out.Alt = PICTURE
        out.K = Array(kids)
        _table(source, out, kind)
        return _Made(out, first, text)

    def _numbers(self, element: Any, page: int, own: int, numbers: Sequence[int]) -> list[Any]:
        """Kids for marked content; of another page than the element's own they have to name it."""
        self.placed.setdefault(page, {}).update(dict.fromkeys(numbers, element))
        if page == own:
            return list(numbers)
        return [Dictionary(Type=Name.MCR, Pg=self.pages[page], MCID=number) for number in numbers]

    def _cell(self, key: Key, row: Any) -> Any:
        """An empty cell keeps its place, so that those beside it keep theirs."""
        kind = self.structure.type_of(key)
        out = self.target.make_indirect(Dictionary(S=Name("/" + kind), P=row, K=Array([])))
        _table(self.source.get_object(key), out, kind)
        return out

    def _own(self, page: Any, kind: str, numbers: Sequence[int], document: Any) -> _Made:
        at = self.at[page.objgen]
        out = self.target.make_indirect(Dictionary(S=Name("/" + kind), P=document, Pg=page))
        out.K = Array(self._numbers(out, at, at, numbers))
        if kind == "Figure":
            out.Alt = PICTURE
        return _Made(out, at, True)

    def _spoken_in(self, document: Any) -> None:
        language = str(self.source.Root.get("/Lang", "")) if self.structure.pages else ""
        if language in LANGUAGES:
            document.Lang = language

    def _rooted(self, document: Any) -> None:
        numbers = Array()
        for at in sorted(self.placed):
            held = self.placed[at]
            owners = Array([held.get(number) for number in range(max(held) + 1)])
            numbers.append(at)
            numbers.append(self.target.make_indirect(owners))
            self.pages[at].StructParents = at
        tree = self.target.make_indirect(Dictionary(Nums=numbers))
        root = Dictionary(Type=Name.StructTreeRoot, K=Array([document]), ParentTree=tree)
        document.P = self.target.Root.StructTreeRoot = self.target.make_indirect(root)
        if len(self.placed) == len(self.pages):
            self.target.Root.MarkInfo = Dictionary(Marked=True)


def _inserted(tops: list[_Made], one: _Made) -> list[_Made]:
    """Before the first element of a later page."""
    place = next((at for at, top in enumerate(tops) if top.first > one.first), len(tops))
    return [*tops[:place], one, *tops[place:]]


def _table(source: Any, out: Any, kind: str) -> None:
    """How many rows and columns a cell spans and what a header is of: numbers and three names."""
    if kind not in _CELLS:
        return
    given, kept = source.get("/A"), Dictionary(O=Name.Table)
    for one in given if isinstance(given, Array) else [given]:
        if not isinstance(one, Dictionary) or one.get("/O") != "/Table":
            continue
        for key in _SPANS:
            value = one.get(key)
            if isinstance(value, int) and 1 < value < MOST_SPANNED:
                kept[key] = value
        if isinstance(one.get("/Scope"), Name) and str(one.Scope) in _SCOPES:
            kept.Scope = Name(str(one.Scope))
    if len(kept) > 1:
        out.A = kept
