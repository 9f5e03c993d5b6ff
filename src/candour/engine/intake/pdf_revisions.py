"""Earlier states of a PDF that was changed by appending: text that its pages had and no longer show."""

from __future__ import annotations

import io
import re

import pikepdf
import pypdfium2

from candour.engine.intake.pdf_objects import strings
from candour.engine.intake.shown import Shown

WHAT = "Earlier versions of the document kept inside the file"
MOST = 12
"""Earlier states looked at, the latest ones."""
PAGES = 300
"""Pages looked at of each."""


def take(data: bytes, pdf: pikepdf.Pdf, shown: Shown) -> None:
    """Notes for lines of text and strings that stand in an earlier state only."""
    ends = _ends(data, linear=pdf.is_linearized)
    if not ends:
        return
    lines, words = _content(data)
    told = 0
    for number, end in list(enumerate(ends, start=1))[-MOST:]:
        old_lines, old_words = _content(data[:end])
        fresh = [line for line in [*old_lines, *old_words] if line not in lines and line not in words]
        for text in dict.fromkeys(fresh):
            shown.note(WHAT, f"version {number}", text)
            told += 1
    if not told:
        shown.note(WHAT, "", f"{len(ends)} found; no readable text that the present version lacks")


def _ends(data: bytes, *, linear: bool) -> list[int]:
    """Where each earlier state ends: after its %%EOF. A linearised file has one %%EOF near its beginning as well."""
    found = [match.end() for match in re.finditer(rb"startxref\s+\d+\s+%%EOF[\r\n]{0,2}", data)]
    return found[1:-1] if linear else found[:-1]


def _content(data: bytes) -> tuple[list[str], list[str]]:
    """Lines of the pages' text, and the strings of all objects."""
    lines: list[str] = []
    try:
        document = pypdfium2.PdfDocument(data)
        try:
            for number in range(min(len(document), PAGES)):
                page = document[number]
                lines += page.get_textpage().get_text_range().splitlines()
                page.close()
        finally:
            document.close()
    except pypdfium2.PdfiumError:
        pass
    words: list[str] = []
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            for value in pdf.objects:
                words += [text for text in strings(value) if text.isprintable() and re.search(r"\w{3}", text)]
    except (pikepdf.PdfError, ValueError, RuntimeError):
        pass
    return list(dict.fromkeys(line.strip() for line in lines if line.strip())), list(dict.fromkeys(words))
