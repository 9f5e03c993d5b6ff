"""What a PDF holds beside its page content: one walk over its objects. It reports and changes nothing.

Objects that nothing refers to are found because the walk does not reach them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pikepdf

from candour.engine.intake import pdf_annotations, pdf_orphans, xmp
from candour.engine.intake.pdf_objects import DEEP, elements, get, items, strings, text_of, tree
from candour.engine.intake.shown import Shown
from candour.engine.intake.trivial import is_trivial

PROGRAM_FIELDS = frozenset(("/Producer", "/Creator", "/CreationDate", "/ModDate", "/Trapped", "/PTEX.Fullbanner"))
Where = Callable[[pikepdf.Object], str]


def take(pdf: pikepdf.Pdf, shown: Shown) -> None:
    """Adds a note for everything that the pages do not show; sets title, author and date from the document's own."""
    numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, start=1)}

    def where(value: pikepdf.Object) -> str:
        number = numbers.get(value.objgen) if value.is_indirect else None
        return f"page {number}" if number else ""

    _information(pdf, shown)
    _names(pdf, shown)
    _outline(pdf, shown)
    pdf_annotations.take(pdf, shown)
    reached: set[tuple[int, int]] = set()
    for value in _walk(pdf, reached):
        _inspect(value, shown, where)
    pdf_orphans.take(pdf, reached, shown)


def _information(pdf: pikepdf.Pdf, shown: Shown) -> None:
    for key, value in items(get(pdf.trailer, "/Info")):
        text = text_of(value)
        if key not in PROGRAM_FIELDS and not is_trivial(text):
            shown.note("Document properties", key.lstrip("/"), text)
        if key == "/Title" and not is_trivial(text):
            shown.title = text.strip()
        elif key == "/Author" and not is_trivial(text):
            shown.author = text.strip()
        elif key == "/CreationDate":
            digits = text.removeprefix("D:")[:8]
            if len(digits) == 8 and digits.isdigit():
                shown.date = f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"
                shown.meta.append(("created", shown.date))


def _names(pdf: pikepdf.Pdf, shown: Shown) -> None:
    for key, value in tree(get(pdf.Root, "/Names", "/JavaScript"), "/Names"):
        shown.note("Script", text_of(key), text_of(get(value, "/JS")))
    for key, _ in tree(get(pdf.Root, "/Names", "/Dests"), "/Names"):
        if " " in (name := text_of(key)):  # a person's words, not a program's anchor
            shown.note("Names of places in the document", "", name)
    for _, value in tree(get(pdf.Root, "/PageLabels"), "/Nums"):
        shown.note("Page labels", "", text_of(get(value, "/P")))
    configuration = get(pdf.Root, "/OCProperties", "/D")
    off = {layer.objgen for layer in elements(get(configuration, "/OFF")) if isinstance(layer, pikepdf.Dictionary)}
    all_off = str(get(configuration, "/BaseState") or "") == "/OFF"
    for layer in elements(get(pdf.Root, "/OCProperties", "/OCGs")):
        if isinstance(layer, pikepdf.Dictionary):
            state = "switched off" if all_off or layer.objgen in off else "switched on"
            shown.note("Layers", state, text_of(get(layer, "/Name")))


def _outline(pdf: pikepdf.Pdf, shown: Shown) -> None:
    waiting = [get(pdf.Root, "/Outlines", "/First")]
    seen: set[tuple[int, int]] = set()
    while waiting:
        item = waiting.pop()
        if not isinstance(item, pikepdf.Dictionary) or item.objgen in seen:
            continue
        if item.is_indirect:
            seen.add(item.objgen)
        shown.note("Bookmarks", "", text_of(get(item, "/Title")))
        waiting += [get(item, "/Next"), get(item, "/First")]  # children before the next one


def _walk(pdf: pikepdf.Pdf, reached: set[tuple[int, int]]) -> Iterator[pikepdf.Object]:
    """Every dictionary and stream that can be reached from the trailer, each once."""
    waiting: list[tuple[object, int]] = [(value, 0) for key, value in items(pdf.trailer) if key != "/Encrypt"]
    while waiting:
        value, depth = waiting.pop()
        if not isinstance(value, (pikepdf.Dictionary, pikepdf.Stream, pikepdf.Array)) or depth > DEEP:
            if isinstance(value, pikepdf.Object) and value.is_indirect:
                reached.add(value.objgen)
            continue
        if value.is_indirect:
            if value.objgen in reached:
                continue
            reached.add(value.objgen)
            depth = 0
        if isinstance(value, pikepdf.Array):
            waiting += [(element, depth + 1) for element in elements(value)]
        else:
            yield value
            waiting += [(element, depth + 1) for _, element in items(value)]


def _inspect(value: pikepdf.Object, shown: Shown, where: Where) -> None:
    if isinstance(value, pikepdf.Stream):
        if str(value.get("/Type", "")) == "/Metadata" or str(value.get("/Subtype", "")) == "/XML":
            xmp.take(text_of(value), shown)
        return
    if "/JS" in value:
        shown.note("Script", "", text_of(get(value, "/JS")))
    if "/PieceInfo" in value:
        for text in strings(get(value, "/PieceInfo")):
            if not is_trivial(text):
                shown.note("Data that a program left in the file", where(value), text)
    if "/Thumb" in value:
        shown.note("Thumbnail", where(value), "The page has a small picture of itself, possibly of an earlier state.")
    if "/URI" in value:
        shown.note("Links", "", text_of(get(value, "/URI")))
    if str(value.get("/S", "")) in ("/Launch", "/GoToR", "/ImportData", "/SubmitForm"):
        for text in strings(get(value, "/F")):
            shown.note("Links", "to a file or address", text)
    if "/S" in value and ("/P" in value or "/K" in value):
        _structure(value, shown, where)


def _structure(value: pikepdf.Object, shown: Shown, where: Where) -> None:
    page = get(value, "/Pg")
    place = where(page) if page is not None else ""
    for key, what in (
        ("/Alt", "Descriptions of pictures"),
        ("/ActualText", "Replacement text"),
        ("/E", "Expanded abbreviations"),
        ("/T", "Titles of parts"),
    ):
        shown.note(what, place, text_of(get(value, key)))
