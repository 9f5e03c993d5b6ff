"""The structure tree of the new file, built anew from the top down along the elements that still have content.

Of an element only its standard type, its kids, its page and three attributes of tables exist in it: nothing that can
carry a word. Source: ISO 32000-1, 14.7 and 14.8.4.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Dictionary

from candour.engine.redact.structure import BROKEN, CELLS, DEEPEST, Key, Node, Structure, key_of

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

    element: Key
    first: int
    text: bool


class _Tree:
    """One building of the new tree.

    It is written as qpdf's JSON and read in once: a call to qpdf for every entry would cost ten times as much. References
    are the only strings that vary; nothing in it needs escaping.
    """

    def __init__(self, structure: Structure, target: pikepdf.Pdf) -> None:
        self.structure, self.target = structure, target
        self.pages = [page.obj for page in target.pages]
        self.keys = [key_of(page) for page in self.pages]
        self.at = {key: at for at, key in enumerate(self.keys)}
        self.kept: dict[tuple[Key, Key, int], tuple[int, list[int], bool]] = {}
        """By owner, page and number in the source: page and numbers in the new file, and whether they say something."""
        self.owning: set[Key] = set()
        self.needed: set[Key] = set()
        self.placed: dict[int, dict[int, Key]] = {}
        self.objects: list[str] = []
        self.last = 0

    def write(self) -> None:
        for made, tagged in self.structure.pages:
            for key, number, new in tagged.kept:
                self.kept[key, tagged.page, number] = (self.at[key_of(made)], new, not tagged.texts.isdisjoint(new))
                self.owning.add(key)
                self._need(key)
        document = key_of(self.target.make_indirect(Dictionary()))
        self.last = int(document.split()[0])
        tops = self._below(document) if self.structure.pages else []
        for page, kind, numbers in self.structure.added:
            tops = _inserted(tops, self._own(page, kind, numbers, document))
        if tops:
            self._rooted(document, tops)

    def _need(self, key: Key) -> None:
        above: Key | None = key
        while above is not None and above not in self.needed:
            self.needed.add(above)
            above = self.structure.node(above).above if above != self.structure.top else None

    def _below(self, document: Key) -> list[_Made]:
        """The top elements; a single Document of the source gives its place to the new one."""
        tops = self._needed_below(self.structure.top)
        if len(tops) == 1 and self.structure.node(tops[0]).kind == "Document":
            self.needed.discard(tops[0])
            tops = self._needed_below(tops[0])
        found = [self._element(key, document, 0) for key in tops]
        return [made for made in found if made is not None]

    def _needed_below(self, key: Key) -> list[Key]:
        return [kid for kid in self.structure.node(key).kids if isinstance(kid, str) and kid in self.needed]

    def _new(self) -> Key:
        self.last += 1
        return f"{self.last} 0 R"

    def _put(self, key: Key, value: str) -> None:
        self.objects.append(f'"obj:{key}":{{"value":{value}}}')

    def _element(self, key: Key, parent: Key, depth: int) -> _Made | None:
        """The element with what of it stays; None when that is nothing. An element is met once."""
        if depth > DEEPEST or key not in self.needed:
            return None
        self.needed.discard(key)
        source, out, before = self.structure.node(key), self._new(), len(self.objects)
        kids: list[str] = []
        own, first, text = -1, 1 << 30, False
        for kid in source.kids:
            if isinstance(kid, str) and kid in self.needed:
                made = self._element(kid, out, depth + 1)
                if made is not None:
                    kids.append(f'"{made.element}"')
                    first, text = min(first, made.first), text or made.text
                continue
            found = self.structure.content(source, kid) if key in self.owning else None
            kept = self.kept.get((key, *found)) if found is not None else None
            if kept is not None:
                page, numbers, says = kept
                own = page if own < 0 else own
                kids += self._numbers(out, page, own, numbers)
                first, text = min(first, page), text or says
            elif source.kind == "TR" and isinstance(kid, str) and self.structure.node(kid).kind in CELLS:
                kids.append(self._cell(self.structure.node(kid), out))
        if first == 1 << 30:
            del self.objects[before:]
            return None
        self._finished(source, out, parent, kids, own, text)
        return _Made(out, first, text)

    def _finished(self, source: Node, out: Key, parent: Key, kids: Iterable[str], own: int, text: bool) -> None:
        # a picture's name would be read in place of the words that are in it
        kind = "Div" if source.kind == "Figure" and text else source.kind
        page = f',"/Pg":"{self.keys[own]}"' if own >= 0 else ""
        self._put(out, _entries(kind, parent, kids, page + self._table(source)))

    def _numbers(self, element: Key, page: int, own: int, numbers: Sequence[int]) -> list[str]:
        """Kids for marked content; of another page than the element's own they have to name it."""
        self.placed.setdefault(page, {}).update(dict.fromkeys(numbers, element))
        if page == own:
            return list(map(str, numbers))
        return [f'{{"/Type":"/MCR","/Pg":"{self.keys[page]}","/MCID":{number}}}' for number in numbers]

    def _cell(self, source: Node, row: Key) -> str:
        """An empty cell keeps its place, so that those beside it keep theirs."""
        out = self._new()
        self._put(out, _entries(source.kind, row, (), self._table(source)))
        return f'"{out}"'

    def _own(self, page: Any, kind: str, numbers: Sequence[int], document: Key) -> _Made:
        at, out = self.at[key_of(page)], self._new()
        self._put(out, _entries(kind, document, self._numbers(out, at, at, numbers), f',"/Pg":"{self.keys[at]}"'))
        return _Made(out, at, True)

    def _language(self) -> str:
        language = str(self.structure.source.Root.get("/Lang", "")) if self.structure.pages else ""
        return f',"/Lang":"u:{language}"' if language in LANGUAGES else ""

    def _rooted(self, document: Key, tops: Sequence[_Made]) -> None:
        """Writes what stands above the top elements and the ways back to all, and takes it into the new file."""
        numbers = list[str]()
        for at in sorted(self.placed):
            held, owners = self.placed[at], self._new()
            back = (f'"{held[number]}"' if number in held else "null" for number in range(max(held) + 1))
            self._put(owners, f"[{','.join(back)}]")
            numbers += [str(at), f'"{owners}"']
        tree, root = self._new(), self._new()
        self._put(document, _entries("Document", root, (f'"{made.element}"' for made in tops), self._language()))
        self._put(tree, f'{{"/Nums":[{",".join(numbers)}]}}')
        self._put(root, f'{{"/Type":"/StructTreeRoot","/K":["{document}"],"/ParentTree":"{tree}"}}')
        self._taken_in()
        for at in self.placed:
            self.pages[at].StructParents = at
        self.target.Root.StructTreeRoot = self.target.get_object(int(root.split()[0]), 0)
        if len(self.placed) == len(self.pages):
            self.target.Root.MarkInfo = Dictionary(Marked=True)

    def _taken_in(self) -> None:
        head = f'{{"jsonversion":2,"pushedinpageresources":false,"calledgetallpages":false,"maxobjectid":{self.last}}}'
        said = f'{{"qpdf":[{head},{{{",".join(self.objects)}}}]}}'
        self.objects.clear()
        self.target.update_from_qpdf_json(io.BytesIO(said.encode()))

    def _table(self, source: Node) -> str:
        """How many rows and columns a cell spans and what a header is of: numbers and three names."""
        plain = self.structure.plain
        given, kept = plain(source.given) if source.kind in CELLS else None, dict[str, str]()
        for one in map(plain, given if isinstance(given, list) else [given]):
            if not isinstance(one, dict) or plain(one.get("/O")) != "/Table":
                continue
            for key in _SPANS:
                value = plain(one.get(key))
                if isinstance(value, int) and 1 < value < MOST_SPANNED:
                    kept[key] = str(int(value))
            scope = plain(one.get("/Scope"))
            if isinstance(scope, str) and scope in _SCOPES:
                kept["/Scope"] = f'"{scope}"'
        said = "".join(f',"{key}":{value}' for key, value in kept.items())
        return f',"/A":{{"/O":"/Table"{said}}}' if said else ""


def _entries(kind: str, parent: Key, kids: Iterable[str], more: str) -> str:
    alt = f',"/Alt":"u:{PICTURE}"' if kind == "Figure" else ""
    return f'{{"/S":"/{kind}","/P":"{parent}","/K":[{",".join(kids)}]{more}{alt}}}'


def _inserted(tops: list[_Made], one: _Made) -> list[_Made]:
    """Before the first element of a later page."""
    place = next((at for at, top in enumerate(tops) if top.first > one.first), len(tops))
    return [*tops[:place], one, *tops[place:]]
