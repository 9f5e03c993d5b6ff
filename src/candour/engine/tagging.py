"""Marks on what a canvas draws, and the structure tree over them, put behind the finished file.

Whatever is drawn belongs to an element or is an artifact; it refuses to leave anything between. Source: ISO 32000-1,
14.6 to 14.8, and 7.5.6 for what is put behind a file.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from candour.engine.fonts import Line
from candour.engine.structure import Element, Owners, Place, way_back, write_element

_TAIL = re.compile(rb"/Root (\d+) 0 R.*?/Size (\d+).*?startxref\s+(\d+)", re.DOTALL)


class Marks:
    """The marks on the pages of a fresh canvas."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas: Any = canvas
        self._document: Any = canvas._doc  # type: ignore[attr-defined]  # no public way leads to a page's object
        self._owner: Element | None = None
        self._open = False
        self._count = 0
        self._rules: dict[float, list[str]] = {}
        self.pages = [Place(0)]

    def under(self, owner: Element | None) -> None:
        """What is drawn from here on belongs to ``owner``; None: to no element, it is an artifact."""
        if self._open and owner is self._owner:
            return
        self._close()
        self._owner, self._open = owner, True
        if owner is None:
            self._canvas.addLiteral("/Artifact BMC")
            return
        owner.page = owner.page or self.pages[-1]
        owner.kids.append((self.pages[-1], self._count))
        self._canvas.addLiteral(f"/{owner.body.split(b'/', 3)[2].decode()} <</MCID {self._count}>> BDC")
        self._count += 1

    def part(self) -> None:
        """What is drawn next is a piece of marked content of its own, whosever it is: readers do not run it together."""
        self._close()

    def write(self, line: Line, *, x: float, y: float, size: float) -> None:
        """Draws one line from ``x`` on the base line ``y``: what ``drawString`` does, in a third of its time."""
        font: Any = pdfmetrics.getFont(line.face.name)
        shown = " ".join(
            f"{font.getSubsetInternalName(subset, self._document)} {size:g} Tf ({self._canvas._escape(codes)}) Tj"
            for subset, codes in font.splitString(line.text, self._document)
        )
        self._canvas.addLiteral(f"BT 1 0 0 1 {x:.6g} {y:.6g} Tm {shown} ET")

    def rule(self, *, start: float, end: float, y: float, width: float) -> None:
        """Draws a grey line across. A page's lines are one artifact at its end: text is not parted for each of them."""
        self._rules.setdefault(width, []).append(f"{start:.6g} {y:.6g} m {end:.6g} {y:.6g} l S")

    def end_page(self) -> None:
        """Draws what waits for the page's end, and ends the mark that is open: ``turned`` or ``save`` comes next."""
        if self._rules:
            self.under(None)
            self._canvas.addLiteral(".6 G")
            for width, lines in self._rules.items():
                self._canvas.addLiteral(f"{width:g} w {' '.join(lines)}")
            self._rules.clear()
        self._close()

    def _close(self) -> None:
        if self._open:
            self._canvas.addLiteral("EMC")
            self._open = False

    def turned(self) -> None:
        """The canvas has begun a new page."""
        self._count = 0
        self.pages.append(Place(len(self.pages)))

    def save(self, made: io.BytesIO, tops: Sequence[Element]) -> None:
        """Finishes the canvas, which writes to ``made``, and puts the tree of ``tops`` behind it."""
        self._canvas.save()
        placed = self._document.idToObjectNumberAndVersion
        for page in self.pages:
            page.number = placed[f"Page{page.at + 1}"][0]
        if tops:
            _add_tree(made, tops)


def _add_tree(made: io.BytesIO, tops: Sequence[Element]) -> None:
    added, owners = _Added(made), Owners()
    root, document = added.number(), added.number()
    kids = b" ".join(b"%d 0 R" % write_element(top, parent=document, writer=added, owners=owners) for top in tops)
    added.plain(b"<</S/Document/P %d 0 R/K[%b]>>" % (root, kids), number=document)
    ways = b" ".join(b"%d %d 0 R" % (at, added.plain(way_back(owners[at]))) for at in sorted(owners))
    added.plain(b"<</Type/StructTreeRoot/K[%d 0 R]/ParentTree<</Nums[%b]>>>>" % (document, ways), number=root)
    added.finish(structure=root)


class _Added:
    """Objects put behind a finished file: far quicker than making them one by one in a PDF library."""

    def __init__(self, made: io.BytesIO) -> None:
        self._made = made
        made.seek(-512, io.SEEK_END)
        found = _TAIL.search(made.read())
        assert found is not None, "the canvas writes a trailer"
        self._root, self._first, self._before = map(int, found.groups())
        self._at: list[int] = []

    def number(self) -> int:
        self._at.append(0)
        return self._first + len(self._at) - 1

    def plain(self, body: bytes, *, number: int | None = None) -> int:
        number = number or self.number()
        self._at[number - self._first] = self._made.tell()
        self._made.write(b"%d 0 obj\n%b\nendobj\n" % (number, body))
        return number

    def finish(self, *, structure: int) -> None:
        start, size = self._made.tell(), self._first + len(self._at)
        rows = b"".join(b"%010d 00000 n \n" % at for at in self._at)
        self._made.write(b"xref\n%d %d\n%b" % (self._first, len(self._at), rows))
        trailer = b"trailer\n<</Size %d/Root %d 0 R/Prev %d/StructTreeRoot %d 0 R>>\nstartxref\n%d\n%%%%EOF\n"
        self._made.write(trailer % (size, self._root, self._before, structure, start))
