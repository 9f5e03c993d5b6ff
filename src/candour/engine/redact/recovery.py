"""Measures how much of a name a reader of a redacted page could still work out: a real page per name, compared whole.

It trusts no model of what an attacker looks at: pages count as different when any byte of their content differs.
After Bland et al. 2022, "Story Beyond the Eye".
"""

from __future__ import annotations

import math
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

import pikepdf
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen import canvas
from reportlab.platypus import Paragraph

from candour.engine.model import Box, Mark
from candour.engine.redact import redact_pdf
from candour.engine.redact.page import page_bytes

FACE = "CandourRecovery"
DPI = 100
BEFORE, AFTER = "On Tuesday the worker spoke with ", " at home, and the visit went well."
AROUND = (
    "The family support worker visited on Tuesday morning and spoke with {} about school, the weekend and what would "
    "help at home. They agreed to meet again in a fortnight, and to ask the nurse to come along to that meeting."
)
Setting = Literal["line", "last", "justified", "centred"]


def residual_bits(
    *,
    names: Sequence[str],
    font: Path,
    size: float,
    mode: Literal["safe", "faithful"],
    setting: Setting = "line",
    part: int = 250,
    pictures: bool = False,
) -> float:
    """Bits that the redacted page still tells about which of ``names`` (all as likely) was on it.

    ``font`` is a TrueType file, ``size`` in points. ``setting``: one line with text after the name, one that
    ends with it, a justified paragraph of several lines, or a centred line; ``pictures``: of pages that
    become pictures. 0 is perfect; log2 of the number of names is everything.
    """
    seen: Counter[bytes] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        for start in range(0, len(names), part):
            source, out = Path(folder) / "in.pdf", Path(folder) / "out.pdf"
            marks = _written(names[start : start + part], font, size, setting, source)
            redact_pdf(
                source=source,
                pages=sorted(marks),
                marks=marks,
                out=out,
                widths=mode,
                as_pictures=marks if pictures else (),
                dpi=DPI,
            )
            with pikepdf.Pdf.open(out) as left:
                seen.update(_all(page.obj) for page in left.pages)
    total = sum(seen.values())
    return sum(count / total * math.log2(total / count) for count in seen.values())


def _all(page: Any) -> bytes:
    """Content and pictures of a page."""
    drawn = page.Resources.get("/XObject", {})
    return page_bytes(page) + b"".join(bytes(drawn[key].read_raw_bytes()) for key in sorted(drawn.keys()))


def _written(names: Sequence[str], font: Path, size: float, setting: Setting, path: Path) -> dict[int, list[Mark]]:
    """One page per name; gives the marks over the names."""
    if FACE not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(FACE, str(font)))
    pen = canvas.Canvas(str(path), pagesize=(595, 842), invariant=True)
    marks = {}
    for number, name in enumerate(names, 1):
        marks[number] = [_page(pen, name, size, setting)]
        pen.showPage()
    pen.save()
    return marks


def _page(pen: canvas.Canvas, name: str, size: float, setting: Setting) -> Mark:
    """Draws the page and returns the mark over the name."""
    pen.setFont(FACE, size)
    pen.drawString(72, 760, "Record of a visit")
    if setting == "justified":
        return _paragraph(pen, name, size)
    wide = pdfmetrics.stringWidth(name, FACE, size)
    before = pdfmetrics.stringWidth(BEFORE, FACE, size)
    after = "" if setting == "last" else AFTER
    whole = before + wide + pdfmetrics.stringWidth(after, FACE, size)
    left = (595 - whole) / 2 if setting == "centred" else 72.0
    pen.drawString(left, 700, BEFORE + name + after)
    return Mark((Box(left + before, 842 - 700 - 0.8 * size, left + before + wide, 842 - 700 + 0.2 * size),), "test")


def _paragraph(pen: canvas.Canvas, name: str, size: float) -> Mark:
    style = ParagraphStyle("p", fontName=FACE, fontSize=size, leading=size * 1.4, alignment=4)
    paragraph = Paragraph(AROUND.format(name.replace(" ", "\u00a0")), style)
    _, height = paragraph.wrap(451, 600)
    paragraph.drawOn(pen, 72, 720 - height)
    return Mark(_justified(paragraph, name.replace(" ", "\u00a0"), size), "test")


def _justified(paragraph: Paragraph, name: str, size: float) -> tuple[Box, ...]:
    """Where a justified paragraph drawn at (72, 720) put the word ``name``."""
    lines = paragraph.blPara.lines  # type: ignore[attr-defined]
    for at, (slack, words) in enumerate(lines):
        if name not in words:
            continue
        last = at == len(lines) - 1
        extra = 0.0 if last else slack / max(1, len(words) - 1)
        before = "".join(word + " " for word in words[: words.index(name)])
        left = 72 + pdfmetrics.stringWidth(before, FACE, size) + extra * words.index(name)
        down = 842 - 720 + at * size * 1.4
        wide = pdfmetrics.stringWidth(name, FACE, size)
        return (Box(left, down + 0.2 * size, left + wide, down + 1.2 * size),)
    return ()
