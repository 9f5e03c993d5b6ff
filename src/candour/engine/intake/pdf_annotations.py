"""What annotations and form fields say: text, author, subject, value, tooltip, link. It reports and changes nothing."""

from __future__ import annotations

import re

import pikepdf

from candour.engine.intake.pdf_objects import DEEP, elements, get, items, text_of
from candour.engine.intake.shown import Shown

_WORDS = {
    "/Text": "Sticky note",
    "/FreeText": "Text box",
    "/Highlight": "Highlighting",
    "/Underline": "Underlining",
    "/StrikeOut": "Striking out",
    "/Stamp": "Stamp",
    "/Popup": "Pop-up note",
    "/FileAttachment": "Attached file",
    "/Redact": "Redaction not applied",
}
HIDDEN, NO_VIEW, INVISIBLE = 2, 32, 1


def take(pdf: pikepdf.Pdf, shown: Shown) -> None:
    """Adds a note for each annotation that says something, and for each form field."""
    for number, page in enumerate(pdf.pages, start=1):
        for annotation in elements(page.obj.get("/Annots")):
            if isinstance(annotation, pikepdf.Dictionary):
                _annotation(annotation, f"page {number}", shown)
    for field in elements(get(pdf.Root, "/AcroForm", "/Fields")):
        _field(field, "", shown)
    for part in elements(get(pdf.Root, "/AcroForm", "/XFA")):
        shown.note("Form data (XFA)", "", re.sub(r"\s*<[^>]*>\s*", " ", text_of(part)))


def _annotation(annotation: pikepdf.Dictionary, place: str, shown: Shown) -> None:
    kind = str(annotation.get("/Subtype", ""))
    if kind == "/Widget":
        return
    where = f"{_WORDS.get(kind, kind.lstrip('/') or 'Mark')}, {place}{_state(annotation)}"
    author = text_of(get(annotation, "/T"))
    by = f" (by {author})" if author.strip() else ""
    said = [text_of(get(annotation, key)) for key in ("/Subj", "/Contents", "/OverlayText")]
    said.append(re.sub(r"<[^>]*>", " ", text_of(get(annotation, "/RC"))))
    texts = list(dict.fromkeys(" ".join(text.split()) for text in said if text.strip()))
    if texts or (by and kind != "/Link"):
        shown.note("Comments and marks on the pages", where, "; ".join(texts) + by)


def _state(annotation: pikepdf.Object) -> str:
    try:
        flags = int(annotation.get("/F", 0))
    except (TypeError, ValueError):
        flags = 0
    return ", not visible" if flags & (HIDDEN | NO_VIEW | INVISIBLE) else ""


def _field(field: object, prefix: str, shown: Shown, *, depth: int = 0) -> None:
    if not isinstance(field, pikepdf.Dictionary) or depth > DEEP:
        return
    name = ".".join(part for part in (prefix, text_of(get(field, "/T"))) if part)
    parts = [("value", _value(get(field, "/V"))), ("default", _value(get(field, "/DV")))]
    parts += [("tooltip", text_of(get(field, "/TU"))), ("export name", text_of(get(field, "/TM")))]
    parts.append(("choices", ", ".join(_value(option) for option in elements(get(field, "/Opt")))))
    parts += [("caption", text_of(value)) for key, value in items(get(field, "/MK")) if key in ("/CA", "/RC", "/AC")]
    said = "; ".join(f"{what}: {text}" for what, text in parts if text.strip())
    if said:
        shown.note("Form fields", (name or "a field") + _state(field), said)
    elif " " in name.strip():
        shown.note("Form fields", "name", name)
    for kid in elements(get(field, "/Kids")):
        _field(kid, name, shown, depth=depth + 1)


def _value(value: object) -> str:
    if isinstance(value, pikepdf.Array):
        return ", ".join(_value(element) for element in elements(value))
    return str(value).lstrip("/") if isinstance(value, pikepdf.Name) else text_of(value)
