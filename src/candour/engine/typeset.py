"""Plain pages from plain blocks: letters, indexes, e-mails, text files. A4, DejaVu, the same input the same bytes.

It interprets no markup, fetches nothing, and writes no date, author or producer. It refuses a picture it cannot
decode. Pages are tagged as the blocks say; rules and repeated table headers are artifacts. Right-to-left text is not
shaped.
"""

from __future__ import annotations

import io
import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageOps
from reportlab import rl_config
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from candour.engine import fonts
from candour.engine.clean import write_clean
from candour.engine.errors import Unreadable
from candour.engine.flow import FOOT, LEADING, TOP, Flow
from candour.engine.flow import MARGIN as MARGIN
from candour.engine.flow import PAGE as PAGE
from candour.engine.flow import WIDTH as WIDTH
from candour.engine.flow import Place as Place
from candour.engine.fonts import BOLD, MONO, SANS, Face, Line
from candour.engine.structure import Element
from candour.engine.tagging import Marks

rl_config.useA85 = 0  # binary streams: smaller, and nothing reads them as text

CELL = 4.0
"""Space between a cell's edge and its text, in points."""
_REPEATED = 8
"""Lines of a table's header that are repeated at the top of a page, at most."""
_MOST_CELLS = 20_000
"""Cells of a table that are told apart; in a larger one each row is one cell, or the tree would cost more than the text:
1.5 KB of memory a cell."""
_HEADER = b"/S/TH/A<</O/Table/Scope/Column>>"
HEADINGS = {1: 18.0, 2: 14.0, 3: 11.5}


@dataclass(frozen=True, slots=True)
class Heading:
    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; its own line breaks are kept, runs of spaces are not."""

    text: str


@dataclass(frozen=True, slots=True)
class Preformatted:
    """Text whose line breaks and spaces matter; lines too long for the page are wrapped."""

    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells. ``header``: the first row is repeated on each page. ``widths``: shares of the page width."""

    rows: Sequence[Sequence[str]]
    header: bool = True
    widths: Sequence[float] | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """An encoded picture. ``width`` in points; by default its own size, never more than the page holds."""

    data: bytes
    width: float | None = None


@dataclass(frozen=True, slots=True)
class Bullets:
    items: Sequence[str]


@dataclass(frozen=True, slots=True)
class PageBreak:
    pass


Block = Heading | Paragraph | Preformatted | Table | Picture | Bullets | PageBreak


@dataclass(frozen=True, slots=True)
class Laid:
    """What was written: number of pages, and the place of every table row and heading (row 0 of its block)."""

    pages: int
    places: tuple[Place, ...]


def write_pdf(blocks: Sequence[Block], *, out: Path, title: str = "", language: str = "en-GB") -> int:
    """Writes ``blocks`` to ``out`` and returns the number of pages (at least one). Unreadable: a broken picture."""
    return lay_out(blocks, out=out, title=title, language=language).pages


def lay_out(blocks: Sequence[Block], *, out: Path, title: str = "", language: str = "en-GB") -> Laid:
    """As ``write_pdf``, and tells where each table row and heading came to stand."""
    fonts.ready()
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=PAGE, invariant=1, initialFontName=SANS.name)  # type: ignore[arg-type]  # the stubs say float
    flow = Flow(canvas, Marks(canvas))
    for number, block in enumerate(blocks):
        flow.block = number
        _set(flow, block)
    flow.marks.end_page()
    flow.canvas.showPage()
    flow.marks.save(buffer, flow.tops)
    write_clean(buffer, out=out, title=title, language=language)
    return Laid(flow.page, tuple(flow.places))


def _set(flow: Flow, block: Block) -> None:
    match block:
        case Heading():
            _heading(flow, block)
        case Paragraph():
            flow.text(block.text, face=SANS, size=10.5)
            flow.gap(6)
        case Preformatted():
            flow.text(block.text, face=MONO, size=8.5, spaces=True)
            flow.gap(6)
        case Table():
            set_table(flow, block)
        case Picture():
            _picture(flow, block)
        case Bullets():
            _bullets(flow, block)
        case PageBreak():
            flow.turn()


def _heading(flow: Flow, block: Heading) -> None:
    size = HEADINGS.get(block.level, HEADINGS[3])
    flow.gap(size * 0.6)
    flow.room(size * LEADING + 40)  # never alone at the foot of a page
    page, top = flow.page, flow.y
    flow.text(block.text, face=BOLD, size=size, under=flow.top(b"/S/H%d" % min(max(block.level, 1), 3)))
    flow.placed(0, page=page, top=top, bottom=flow.y)
    flow.gap(size * 0.3)


def _bullets(flow: Flow, block: Bullets) -> None:
    listed = flow.top(b"/S/L")
    for item in block.items:
        label, body = Element(b"/S/Lbl"), Element(b"/S/LBody")
        listed.kids.append(Element(b"/S/LI", [label, body]))
        flow.room(10.5 * LEADING)
        flow.put(Line("•", SANS), x=MARGIN + 6, size=10.5, under=label)
        flow.text(item, face=SANS, size=10.5, indent=20, under=body)
        flow.gap(2)
    flow.gap(4)


def set_table(flow: Flow, block: Table) -> None:
    """At the pen, between the margins of ``flow``."""
    if not block.rows:
        return
    columns = max(len(row) for row in block.rows)
    edges = _edges(block.widths or [1.0] * columns, columns)
    body = block.rows[1:] if block.header else block.rows
    table, apart = flow.top(b"/S/Table"), columns * len(block.rows) <= _MOST_CELLS
    if block.header:
        _row(flow, block.rows[0], edges=edges, face=BOLD, number=0, under=table, apart=apart)
        flow.head = lambda: _row(flow, block.rows[0], edges=edges, face=BOLD, number=0, under=None, apart=True)
    for number, row in enumerate(body, start=int(block.header)):
        _row(flow, row, edges=edges, face=SANS, number=number, under=table, apart=apart)
    flow.head = None
    flow.gap(8)


def _edges(shares: Sequence[float], columns: int) -> list[float]:
    """Left edge of each column and the right edge of the last, in points."""
    shares = [*shares, *[min(shares)] * columns][:columns]
    total, edges = sum(shares), [MARGIN]
    for share in shares:
        edges.append(edges[-1] + WIDTH * share / total)
    return edges


def _row(
    flow: Flow,
    cells: Sequence[str],
    *,
    edges: Sequence[float],
    face: Face,
    number: int,
    under: Element | None,
    apart: bool,
) -> None:
    """One row, line by line, over as many pages as it needs. ``under`` None: a header again, never filling a page.

    ``apart``: each of its cells is an element.
    """
    size = 8.5
    width = [max(right - left - 2 * CELL, size) for left, right in itertools.pairwise(edges)]
    columns = [
        list(fonts.lines_of(cell, face=face, size=size, width=room)) for cell, room in zip(cells, width, strict=False)
    ]
    made = [Element(_HEADER if face is BOLD else b"/S/TD") for _ in (columns if apart else columns[:1])]
    owners = [None] * len(columns) if under is None else made if apart else made * len(columns)
    depth = min(max((len(column) for column in columns), default=1), _REPEATED if under is None else 1 << 30)
    flow.room(min(depth, 4) * size * LEADING + 2 * CELL)
    page, top = flow.page, flow.y
    flow.y -= CELL
    for at in range(depth):
        flow.room(size * LEADING + CELL)
        for x, column, owner in zip(edges, columns, owners, strict=False):
            if at < len(column):
                if not apart:
                    flow.marks.part()
                flow.put(column[at], x=x + CELL, size=size, under=owner)
        flow.y -= size * LEADING
    flow.y -= CELL
    flow.marks.rule(start=edges[0], end=edges[-1], y=flow.y, width=1.0 if face is BOLD else 0.4)
    if under is not None:
        _kept(under, made)
        flow.placed(number, page=page, top=top, bottom=flow.y if page == flow.page else FOOT)


def _kept(table: Element, cells: list[Element]) -> None:
    """A row is told of when there is something in it; then its empty cells keep their places."""
    if any(cell.kids for cell in cells):
        table.kids.append(Element(b"/S/TR", list(cells)))


def _picture(flow: Flow, block: Picture) -> None:
    image, dpi = _decoded(block.data)
    natural = image.size[0] * 72 / dpi
    width = min(block.width or natural, WIDTH)
    height = width * image.size[1] / image.size[0]
    if height > TOP - FOOT:
        width, height = width * (TOP - FOOT) / height, TOP - FOOT
    flow.room(height)
    flow.marks.under(flow.top(b"/S/Figure/Alt(Picture)"))
    flow.canvas.drawImage(ImageReader(image), MARGIN, flow.y - height, width, height, mask="auto")
    flow.y -= height
    flow.gap(6)


def _decoded(data: bytes) -> tuple[Image.Image, float]:
    """The picture, turned as its EXIF says, and its resolution. Re-encoded: what else the file carried is gone."""
    try:
        with Image.open(io.BytesIO(data)) as image:
            told = float(image.info.get("dpi", (96, 96))[0])
            turned = ImageOps.exif_transpose(image)
            clear = "A" in turned.getbands() or "transparency" in turned.info
            mode = turned.mode if turned.mode in ("1", "L", "RGB") else "RGB"
            return turned.convert("RGBA" if clear else mode), told if 30 <= told <= 2400 else 96.0
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise Unreadable(
            "A picture could not be decoded.",
            means=f"Its file is damaged, too large, or of a kind that is not known here ({type(error).__name__}).",
            do="Open it in a program that knows its kind and save it as PNG.",
        ) from None
