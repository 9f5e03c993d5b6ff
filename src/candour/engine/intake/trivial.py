"""Tells metadata that a program wrote for itself from what a person wrote or what could identify somebody."""

from __future__ import annotations

import re

_DATE = re.compile(r"(?:D:)?\d{4}[-:/]?\d{2}[-:/]?\d{2}(?:[T ]?\d{2}:?\d{2}(?::?\d{2})?[\d.]*)?\s*(?:Z|[+-].*)?")
_IDENTIFIER = re.compile(r"(?:uuid:|xmp\.[di]id:|urn:uuid:)?\{?[0-9A-Fa-f]{8}-?[0-9A-Fa-f-]{20,30}\}?")
_PROGRAM = re.compile(
    r"(?:microsoft|libreoffice|openoffice|acrobat|adobe|ghostscript|reportlab|python-docx|openpyxl|qpdf|pikepdf|pdfium"
    r"|skia/pdf|mac os x|cairo|itext|word|excel|powerpoint|writer|impress|calc)[\w®™ ,./()&:-]{0,60}",
    re.I,
)
_PLACEHOLDERS = frozenset(
    "none null untitled anonymous unknown true false default normal normal.dotm normal.dot en-gb en-us unspecified"
    " sheet1 document1 python-docx openpyxl (anonymous) (unspecified)".split()
)


def is_trivial(value: str) -> bool:
    """A date, a number, a random identifier, a program's name, a placeholder or nothing at all."""
    text = value.strip()
    if len(text) < 2 or text.casefold() in _PLACEHOLDERS:
        return True
    if re.fullmatch(r"[\d.,:%+ -]*", text) and not re.search(r"\d{6}", re.sub(r"[^\d]", "", text)):
        return True  # long digit runs may be telephone or NHS numbers
    return any(pattern.fullmatch(text) for pattern in (_DATE, _IDENTIFIER, _PROGRAM))
