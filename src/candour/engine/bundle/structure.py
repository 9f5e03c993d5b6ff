"""Joins the structure trees of the parts into one, part by part: memory holds the elements of one part at a time.

It copies only what redact writes (see ``verify.structure`` for the list), drops elements whose pages are not in the
volume, and says that a file is tagged only when every page is.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pikepdf
from pikepdf import Dictionary

from candour.engine.bundle.writer import PdfWriter, text_string
from candour.engine.structure import Element, Owners, way_back, write_element
from candour.engine.structure import Place as Place  # those who put parts together say where pages go

PER_NODE = 64
"""Pages under one node of the tree that leads back from the pages."""
_KEYS = ("/S", "/A", "/Alt", "/Lang")
_DEEPEST = 100


class StructureTree:
    """The tree of one volume. Parts come in the order of their pages."""

    def __init__(self, writer: PdfWriter) -> None:
        self._writer = writer
        self._document = 0
        self._parts: list[int] = []
        self._nodes: list[int] = []
        self._pending: list[tuple[int, int]] = []
        self._tagged = 0

    def add(self, pdf: pikepdf.Pdf, *, places: Mapping[int, Place]) -> frozenset[int]:
        """Writes the elements of a part; ``places``: its pages (from 0) that are in the volume. The pages with tags."""
        root = pdf.Root.get("/StructTreeRoot")
        document = _json(root.K[0]) if isinstance(root, Dictionary) else None
        if document is None:
            return frozenset()
        part = _Part(pdf, {_key(pdf.pages[index].obj): place for index, place in places.items()})
        top = Element(b"/S/Part" + _entries(document, ("/Lang",)))
        top.kids = [kid for kid in part.kids(document, 0) if not (isinstance(kid, Element) and kid.blank)]
        return self._part(top) if top.kids else frozenset()

    def _part(self, top: Element) -> frozenset[int]:
        """Writes a part's elements and the ways back to them; returns the pages that have tags now."""
        self._document = self._document or self._writer.number()
        owners: Owners = {}
        self._parts.append(write_element(top, parent=self._document, writer=self._writer, owners=owners))
        for at in sorted(owners):
            self._lead_back(at, owners[at])
        return frozenset(owners)

    def _lead_back(self, at: int, owners: Mapping[int, int]) -> None:
        """From a page's marked content to the elements that own it."""
        self._pending.append((at, self._writer.plain(way_back(owners))))
        self._tagged += 1
        if len(self._pending) == PER_NODE:
            self._close()

    def _close(self) -> None:
        if not self._pending:
            return
        first, last = self._pending[0][0], self._pending[-1][0]
        numbers = b" ".join(b"%d %d 0 R" % pair for pair in self._pending)
        self._nodes.append(self._writer.plain(b"<</Limits[%d %d]/Nums[%b]>>" % (first, last, numbers)))
        self._pending.clear()

    def finish(self, *, pages: int) -> bytes:
        """Writes the top of the tree; returns the catalog's entries for a volume of so many pages."""
        if not self._parts:
            return b""
        self._close()
        root = self._writer.number()
        parts, nodes = _list(self._parts), _list(self._nodes)
        self._writer.plain(b"<</S/Document/P %d 0 R/K%b>>" % (root, parts), number=self._document)
        tree = b"<</Type/StructTreeRoot/K[%d 0 R]/ParentTree<</Kids%b>>>>" % (self._document, nodes)
        self._writer.plain(tree, number=root)
        marked = b"/MarkInfo<</Marked true>>" if self._tagged == pages else b""
        return b"/StructTreeRoot %d 0 R%b" % (root, marked)


def _list(numbers: Sequence[int]) -> bytes:
    return b"[" + b" ".join(b"%d 0 R" % number for number in numbers) + b"]"


class _Part:
    """One part's elements, taken over as JSON: asking for their entries one by one takes twice as long.

    ``places``: by the references to its pages.
    """

    def __init__(self, pdf: pikepdf.Pdf, places: Mapping[str, Place]) -> None:
        self._pdf, self._places = pdf, places

    def kids(self, element: Mapping[str, Any], depth: int) -> list[Element | tuple[Place, int]]:
        """What of an element's kids stays."""
        held, page = element.get("/K"), element.get("/Pg")
        found: list[Element | tuple[Place, int]] = []
        listed = held if isinstance(held, list) else () if held is None else (held,)
        for kid in self._opened(listed) if depth < _DEEPEST else ():
            if isinstance(kid, dict) and kid.get("/Type") != "/MCR":
                made = self._element(kid, depth)
                found += [made] if made is not None else []
                continue
            where, mark = (kid.get("/Pg"), kid.get("/MCID")) if isinstance(kid, dict) else (page, kid)
            if isinstance(mark, int) and isinstance(where, str) and where in self._places:
                found.append((self._places[where], mark))
        return found

    def _opened(self, listed: Iterable[Any]) -> Iterable[Any]:
        """Kids with the elements in the place of the references to them."""
        for kid in listed:
            if isinstance(kid, str) and kid[:1].isdigit():
                number, generation, _ = kid.split()
                yield _json(self._pdf.get_object(int(number), int(generation)))
            else:
                yield kid

    def _element(self, source: Mapping[str, Any], depth: int) -> Element | None:
        """The element, blank when it always was; None when nothing of it is in the volume."""
        kids = self.kids(source, depth + 1)
        full = any(not isinstance(kid, Element) or not kid.blank for kid in kids)
        held = source.get("/K")
        if not full and (len(held) if isinstance(held, list) else held is not None):
            return None
        return Element(_entries(source, _KEYS), kids, self._places.get(source.get("/Pg", "")), blank=not full)


def _key(held: Any) -> str:
    number, generation = held.objgen
    return f"{number} {generation} R"


def _json(held: Any) -> Any:
    return json.loads(held.to_json(dereference=True)) if isinstance(held, Dictionary) else None


def _entries(element: Mapping[str, Any], keys: tuple[str, ...]) -> bytes:
    return b"".join(key.encode() + b" " + _written(element[key]) for key in keys if element.get(key) is not None)


def _written(value: Any) -> bytes:
    """Names, numbers, texts and dictionaries of them, as they stand in the attributes that redact writes."""
    if isinstance(value, dict):
        return b"<< %b >>" % b" ".join(key.encode() + b" " + _written(one) for key, one in value.items())
    if isinstance(value, int):
        return b"%d" % value
    if isinstance(value, str) and value[:2] == "u:":
        return text_string(value[2:])
    return value.encode() if isinstance(value, str) and value[:1] == "/" else b"null"
