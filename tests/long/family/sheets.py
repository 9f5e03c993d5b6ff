"""Lays marked lines out on pages of lines that fit, so that every page's text is known before it is drawn. It writes no file."""

from __future__ import annotations

from dataclasses import dataclass

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from tests.long.family.marks import plain
from tests.long.family.truth import Truth

SANS = "FamilySans"
_FILES = {
    SANS: "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
    "FamilySerif": "/usr/share/fonts/truetype/liberation/LiberationSerif-Regular.ttf",
}
for _name, _file in _FILES.items():
    pdfmetrics.registerFont(TTFont(_name, _file))


def font_file(font: str) -> str:
    return _FILES[font]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The lines of one page as drawn, top to bottom; an empty line is a gap."""

    lines: tuple[str, ...]


def wrapped(text: str, *, font: str, size: float, width: float) -> list[str]:
    """Lines of ``text`` that are at most ``width`` points wide."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split(" "):
            tried = f"{line} {word}".strip()
            if line and pdfmetrics.stringWidth(tried, font, size) > width:
                lines.append(line)
                line = word
            else:
                line = tried
        lines.append(line)
    return lines


def flow(
    marked: list[str],
    *,
    truth: Truth,
    path: str,
    head: str = "",
    font: str = SANS,
    size: float = 10,
    rows: int = 46,
    width: float = 470,
) -> list[Sheet]:
    """Pages of the paragraphs; a paragraph is never split over pages, so that its page is known. The truth is told."""
    pages: list[list[str]] = [[]]
    told: list[list[str]] = [[]]
    for paragraph in marked:
        lines = wrapped(plain(paragraph), font=font, size=size, width=width)
        if paragraph == "\f" or len(pages[-1]) + len(lines) > rows:
            pages.append([])
            told.append([])
        if paragraph != "\f":
            pages[-1] += lines
            told[-1].append(paragraph)
    for number, paragraphs in enumerate(told, 1):
        truth.page(path, number, "\n".join([head, *paragraphs]))
    truth.document(path, pages=len(pages), native=True)
    return [Sheet((head, "", *lines)) for lines in pages]
