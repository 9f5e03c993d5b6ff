"""Bookmarks and link annotations: internal destinations only, never a web address or an action."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from candour.engine.bundle.writer import PdfWriter, text_string


@dataclass(frozen=True, slots=True)
class Target:
    """The top of a page: its object number, and the point shown at the top left of the window."""

    page: int
    left: float
    top: float

    @property
    def pdf(self) -> bytes:
        return b"[%d 0 R/XYZ %g %g 0]" % (self.page, round(self.left, 2), round(self.top, 2))


@dataclass(frozen=True, slots=True)
class Bookmark:
    title: str
    target: Target
    children: Sequence[Bookmark] = ()


def write_outline(bookmarks: Sequence[Bookmark], *, writer: PdfWriter) -> int:
    """Writes the tree; returns the number of its root object."""
    root = writer.number()
    first, last = _siblings(bookmarks, parent=root, writer=writer)
    ends = b"/First %d 0 R/Last %d 0 R" % (first, last) if bookmarks else b""
    writer.plain(b"<</Type/Outlines%b/Count %d>>" % (ends, len(bookmarks)), number=root)
    return root


def _siblings(bookmarks: Sequence[Bookmark], *, parent: int, writer: PdfWriter) -> tuple[int, int]:
    numbers = [writer.number() for _ in bookmarks]
    for at, bookmark in enumerate(bookmarks):
        body = [b"<</Title ", text_string(bookmark.title), b"/Parent %d 0 R/Dest " % parent, bookmark.target.pdf]
        if at:
            body.append(b"/Prev %d 0 R" % numbers[at - 1])
        if at + 1 < len(numbers):
            body.append(b"/Next %d 0 R" % numbers[at + 1])
        if bookmark.children:
            ends = _siblings(bookmark.children, parent=numbers[at], writer=writer)
            # A negative count: closed until it is opened, so that the sections are seen first.
            body.append(b"/First %d 0 R/Last %d 0 R/Count -%d" % (*ends, len(bookmark.children)))
        writer.plain(b"".join(body) + b">>", number=numbers[at])
    return (numbers[0], numbers[-1]) if numbers else (0, 0)


def write_link(rectangle: tuple[float, float, float, float], *, target: Target, writer: PdfWriter, number: int) -> None:
    """A clickable area (points, origin bottom left) without a border."""
    body = b"<</Type/Annot/Subtype/Link/Rect[%g %g %g %g]/Border[0 0 0]/Dest %b>>"
    writer.plain(body % (*(round(side, 2) for side in rectangle), target.pdf), number=number)
