"""The structure tree of a PDF that leaves: only standard types, numbers, references and one constant text.

It looks at every element, whatever page it is of, and at the marks in the content of every tagged page. What it does
not know is a fault; it mends nothing. Source: ISO 32000-1, 14.6 to 14.8.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from candour.engine.verify.file import Fault, PdfFile
from candour.engine.verify.syntax import Name, Ref, Stream, Value

TYPES = frozenset(
    {"Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "Index", "NonStruct"}
    | {"P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "L", "LI", "Lbl", "LBody"}
    | {"Table", "TR", "TH", "TD", "THead", "TBody", "TFoot"}
    | {"Span", "Quote", "Note", "Reference", "BibEntry", "Code", "Figure", "Formula"}
    | {"Ruby", "RB", "RT", "RP", "Warichu", "WT", "WP"}
)
ONLY_TEXT = b"Picture"
LANGUAGE = re.compile(rb"[a-z]{2}(-[A-Z]{2})?")
LARGEST = 1 << 20
_INNER = rb"(?:[^()\\]|\\[\s\S]|\((?:[^()\\]|\\[\s\S]|\((?:[^()\\]|\\[\s\S])*+\))*+\))*+"
_STRING = re.compile(rb"\(" + _INNER + rb"\)|(?<!<)<[0-9A-Fa-f\s]*>(?!>)")
_MARK = re.compile(rb"(?<![^\s>)\]])(?:BDC|BMC)(?![^\s(\[</])")
_OURS = re.compile(
    rb"/([A-Za-z][A-Za-z0-9]*)\s*(?:<<\s*/MCID\s+(\d{1,7})\s*>>\s*BDC|(?<=/Artifact)\s+BMC)(?![^\s(\[</])"
)

Said = Callable[[Value], bool]


def _whole(value: Value) -> bool:
    return isinstance(value, int) and not isinstance(value, (bool, Ref)) and 0 <= value < LARGEST


def _named(*names: str) -> Said:
    return lambda value: isinstance(value, Name) and value in names


ELEMENT: Mapping[str, Said] = {
    "Type": _named("StructElem"),
    "S": lambda value: isinstance(value, Name) and value in TYPES,
    "P": lambda value: isinstance(value, Ref),
    "Pg": lambda value: isinstance(value, Ref),
    "K": lambda value: isinstance(value, (int, list, dict)),
    "A": lambda value: isinstance(value, dict),
    "Alt": lambda value: value == ONLY_TEXT,
    "Lang": lambda value: isinstance(value, bytes) and LANGUAGE.fullmatch(value) is not None,
}
CONTENT: Mapping[str, Said] = {"Type": _named("MCR"), "Pg": ELEMENT["Pg"], "MCID": _whole}
TABLE: Mapping[str, Said] = {
    "O": _named("Table"),
    "RowSpan": _whole,
    "ColSpan": _whole,
    "Scope": _named("Row", "Column", "Both"),
}


def faults_of_structure(file: PdfFile) -> Iterator[Fault]:
    """Every fault of the file's structure tree; none without a tree and without marks in the pages."""
    root = file.get(file.trailer.get("Root"))
    catalog: dict[str, Value] = root if isinstance(root, dict) else {}
    pages = dict(_pages(file, catalog.get("Pages"), 0))
    if catalog.get("MarkInfo", {"Marked": True}) != {"Marked": True}:
        yield Fault("not_allowed", "catalog")
    given = catalog.get("StructTreeRoot")
    tree = file.get(given)
    if isinstance(tree, dict):
        if not isinstance(given, Ref):
            yield Fault("not_allowed", "catalog")
        reader = _Tree(file, pages)
        yield from reader.elements(tree.get("K"), parent=Ref(given) if isinstance(given, Ref) else None)
        yield from reader.parents(tree.get("ParentTree"))
    elif given is not None or "MarkInfo" in catalog or any("StructParents" in page for page in pages.values()):
        yield Fault("not_allowed", "catalog")


def _pages(file: PdfFile, node: Value, depth: int) -> Iterator[tuple[int, dict[str, Value]]]:
    held = file.get(node)
    if not isinstance(held, dict) or depth > 60:
        return
    kids = file.get(held.get("Kids"))
    if isinstance(kids, list):
        for kid in kids:
            yield from _pages(file, kid, depth + 1)
    elif isinstance(node, Ref):
        yield int(node), held


class _Tree:
    """One look at all elements. ``marks``: per page its content's numbers, a bit for each."""

    def __init__(self, file: PdfFile, pages: Mapping[int, dict[str, Value]]) -> None:
        self.file, self.pages = file, pages
        self.marks: dict[int, int] = {}
        self.seen: set[int] = set()

    def elements(self, top: Value, *, parent: Ref | None) -> Iterator[Fault]:
        """From the top down; an element stands in one place only and names the one above it."""
        todo: list[tuple[Value, Ref | None, Value]] = [(top, parent, None)]
        while todo:
            kid, above, page = todo.pop()
            if isinstance(kid, list):
                todo += [(one, above, page) for one in kid]
                continue
            if not isinstance(kid, Ref):
                yield from self._content(kid, above, page)
                continue
            element = self.file.get(kid)
            if not isinstance(element, dict) or int(kid) in self.seen or above is None or element.get("P") != above:
                yield Fault("not_allowed", f"object {int(kid)}")
                continue
            self.seen.add(int(kid))
            yield from _element(element, f"object {int(kid)}")
            todo.append((element.get("K", []), kid, element.get("Pg")))

    def _content(self, kid: Value, above: Ref | None, page: Value) -> Iterator[Fault]:
        """A number of marked content must be found on its page."""
        where = "structure" if above is None else f"object {int(above)}"
        if isinstance(kid, dict):
            given = kid
            yield from _unlike(given, CONTENT, {"Type", "Pg", "MCID"}, where)
            kid, page = given.get("MCID"), given.get("Pg")
        if not isinstance(kid, int) or not _whole(kid) or not isinstance(page, Ref) or int(page) not in self.pages:
            yield Fault("not_allowed", where)
            return
        if int(page) not in self.marks:
            yield from self._read(int(page))
        if not self.marks[int(page)] >> kid & 1:
            yield Fault("not_allowed", where)

    def _read(self, page: int) -> Iterator[Fault]:
        """The numbers in a page's content; every mark there must be of the form that we write."""
        self.marks[page] = 0
        held = self.file.get(self.pages[page].get("Contents"))
        parts = [self.file.get(part) for part in (held if isinstance(held, list) else [held])]
        data = b"\n".join(self.file.decoded(part).data for part in parts if isinstance(part, Stream))
        bare = _STRING.sub(b"()", data)
        ours = _OURS.findall(bare)
        if len(ours) != len(_MARK.findall(bare)) or any(kind.decode() not in TYPES for kind, mark in ours if mark):
            yield Fault("not_allowed", f"object {page}")
        for _, number in ours:
            if number and int(number) < LARGEST:
                self.marks[page] |= 1 << int(number)

    def parents(self, node: Value, depth: int = 0) -> Iterator[Fault]:
        """The way back from the pages: lists of elements of the tree."""
        held = self.file.get(node)
        if not isinstance(held, dict) or depth > 20:
            yield Fault("not_allowed", "structure")
            return
        for kid in _list(self.file.get(held.get("Kids"))):
            yield from self.parents(kid, depth + 1)
        for number, value in enumerate(_list(self.file.get(held.get("Nums")))):
            owners = self.file.get(value)
            if number % 2 == 0 and not _whole(value):
                yield Fault("not_allowed", "structure")
            if number % 2 and not (
                isinstance(owners, list)
                and all(one is None or (isinstance(one, Ref) and int(one) in self.seen) for one in owners)
            ):
                yield Fault("not_allowed", "structure")


def _element(element: dict[str, Value], where: str) -> Iterator[Fault]:
    yield from _unlike(element, ELEMENT, {"S", "P"}, where)
    attributes = element.get("A")
    if isinstance(attributes, dict):
        yield from _unlike(attributes, TABLE, {"O"}, where)


def _list(value: Value) -> list[Value]:
    return value if isinstance(value, list) else []


def _unlike(given: Mapping[str, Value], form: Mapping[str, Said], needed: set[str], where: str) -> Iterator[Fault]:
    """Keys that are not of the form, values that are not what the form says, and what is missing."""
    wrong = [key for key, value in given.items() if key not in form or not form[key](value)]
    if wrong or needed - given.keys():
        text = any(isinstance(given[key], bytes) for key in wrong)
        yield Fault("replacement_text" if text else "not_allowed", where)
