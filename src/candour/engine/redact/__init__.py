"""Redaction: pages are copied into a new file through an allow-list, and what is marked is taken out of them.

It never scrubs a file in place and never guesses: a page that is not understood becomes a picture.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

import pikepdf
import pypdfium2 as pdfium
from pikepdf import Array, Dictionary, Name

from candour.engine.errors import Unreadable, Unsafe
from candour.engine.model import Box, Mark, RedactedPage
from candour.engine.redact import boxes, grow, raster
from candour.engine.redact.allow import Copier
from candour.engine.redact.boxes import Cover
from candour.engine.redact.geometry import Endless, Frame, NotUnderstood, frame_of
from candour.engine.redact.page import vector_page
from candour.engine.redact.tree import write_tree

__all__ = ["redact_pdf"]

ATTEMPTS = 6
"""A font that fails turns its pages into pictures in the next attempt."""


def redact_pdf(
    *,
    source: Path,
    pages: Sequence[int],
    marks: Mapping[int, Sequence[Mark]],
    out: Path,
    widths: Literal["safe", "faithful"] = "safe",
    dpi: int = 200,
    seen: Mapping[int, Sequence[tuple[str, Box]]] | None = None,
    as_pictures: Collection[int] = (),
) -> tuple[RedactedPage, ...]:
    """Copies ``pages`` (from 1, in that order) of ``source`` into the new file ``out`` without what ``marks`` cover.

    ``marks`` is by page number; boxes in points as displayed. ``seen``: words that OCR saw on pages whose own text says
    less; those that no box touches become an invisible layer, so that the page can be searched. Returns how each output page left,
    boxes as drawn. ``as_pictures``: pages that are to be drawn whatever is understood of them. The
    same input gives the same bytes. Raises Unreadable (the source cannot be opened) and Unsafe (a page can neither be
    rewritten nor drawn).
    """
    bad: frozenset[Any] = frozenset()
    for _ in range(ATTEMPTS):
        with _opened(source) as document, pikepdf.Pdf.new() as target:
            job = _Job(source, document, target, widths == "safe", dpi, bad, seen or {}, as_pictures)
            left = tuple(job.page(number, marks.get(number, ())) for number in pages)
            job.close()
            job.bind()
            write_tree(job.copier.structure, target)
            failed = job.copier.fonts.finish()
            if not failed:
                target.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
                return left
            bad |= failed
    raise Unsafe(
        "The fonts of a PDF could not be copied.",
        means="It cannot be made sure that its pages leave without what was decided, so nothing is released.",
        do="Decide the document as “could not be opened”, or replace it, and produce again.",
    )


def _opened(source: Path) -> pikepdf.Pdf:
    """The source; a file without pages when only pdfium can open it: all its pages then become pictures."""
    try:
        return pikepdf.Pdf.open(source, suppress_warnings=True)
    except (pikepdf.PdfError, pikepdf.PasswordError, OSError):
        if _drawable(source):
            return pikepdf.Pdf.new()
        raise Unreadable(
            "A PDF could not be opened for redaction.",
            means="It is damaged or needs a password, so none of its pages can be released.",
            do="Repair it or remove the password, and prepare the case again.",
        ) from None


def _drawable(source: Path) -> bool:
    try:
        pdfium.PdfDocument(source).close()
    except (pdfium.PdfiumError, OSError):
        return False
    return True


def _unsafe(number: int) -> Unsafe:
    return Unsafe(
        f"Page {number} of a PDF can neither be rewritten nor drawn.",
        means="It cannot be made sure that what was decided is gone from it, so nothing is released.",
        do="Decide the page as “could not be opened”, or replace the document, and produce again.",
    )


class _Job:
    """One source file on its way into one new file."""

    def __init__(
        self, source: Path, document: pikepdf.Pdf, target: pikepdf.Pdf, safe: bool, dpi: int, bad: frozenset[Any],
        seen: Mapping[int, Sequence[tuple[str, Box]]], as_pictures: Collection[int],
    ) -> None:  # fmt: skip
        self.source, self.document, self.target, self.safe, self.dpi = source, document, target, safe, dpi
        self.other: Any = None
        self.made: list[Any] = []
        self.copier = Copier(document, target, bad)
        self.seen, self.as_pictures = seen, as_pictures

    @cached_property
    def pages(self) -> list[Any]:
        """The source's pages; a damaged tree of pages raises here, for every page that is asked for."""
        return [page.obj for page in self.document.pages]

    def page(self, number: int, marks: Sequence[Mark]) -> RedactedPage:
        left = self._left(number, marks)
        kept = raster.spared(self.seen.get(number, ()), left.boxes)
        if kept:
            self._make_searchable(self.made[-1], kept)
        return left

    def _make_searchable(self, page: Any, kept: Sequence[tuple[str, Box]]) -> None:
        """The words that stay, unseen over the picture that shows them: one paragraph, in the order OCR read them."""
        data, unseen = b"q\n" + page.Contents.read_bytes() + b"\nQ\n", raster.layer(kept, frame_of(page))
        begin = b"/P <</MCID %d>> BDC\n" % self.copier.structure.used(page)
        tagged = bool(self.copier.structure.used(page))
        data = (data + begin + unseen if tagged else begin + data + unseen) + b"\nEMC"
        self.copier.structure.whole(page, "P")
        page.Contents = self.target.make_stream(data)
        if "/Font" not in page.Resources:
            page.Resources["/Font"] = Dictionary()
        page.Resources["/Font"][raster.LAYER_FONT] = raster.font_for(self.target, kept)

    def _left(self, number: int, marks: Sequence[Mark]) -> RedactedPage:
        try:
            if number in self.as_pictures:
                raise NotUnderstood("its rewritten form did not pass verification")
            if not 1 <= number <= len(self.pages):
                raise NotUnderstood("a page that the rewriter cannot find")
            page = self.pages[number - 1]
            made, drawn = vector_page(
                self.copier, page, marks=marks, safe=self.safe, read=lambda: self._pdfium(number),
                seen=self.seen.get(number, ()),
            )  # fmt: skip
            self.made.append(made)
            return RedactedPage(number, "vector" if marks else "copied", "", drawn)
        except Endless:
            raise _unsafe(number) from None
        except NotUnderstood as reason:
            return self._raster(number, marks, str(reason))
        except Exception as error:
            return self._raster(number, marks, f"an unexpected {type(error).__name__}")

    def _pdfium(self, number: int) -> Any:
        """The source's page as another reader sees it."""
        if self.other is None:
            self.other = pdfium.PdfDocument(self.source)
        return self.other[number - 1]

    def bind(self) -> None:
        """Makes the pages those of the new file, all at once: one by one each would take as long as there are pages."""
        root = self.target.Root.Pages
        for page in self.made:
            page.Parent = root
        root.Kids, root.Count = Array(self.made), len(self.made)

    def close(self) -> None:
        if self.other is not None:
            self.other.close()

    def _raster(self, number: int, marks: Sequence[Mark], reason: str) -> RedactedPage:
        try:
            covers = self._covers(number, marks)
            self._append_picture(number, covers)
        except (pdfium.PdfiumError, OSError, ValueError, MemoryError, NotUnderstood, pikepdf.PdfError):
            raise _unsafe(number) from None
        return RedactedPage(number, "raster", reason, tuple(cover.box for cover in covers))

    def _covers(self, number: int, marks: Sequence[Mark]) -> list[Cover]:
        """The boxes of a page that becomes a picture: in safe mode as wide as the space round them allows."""
        flat = [(at, box, mark.label) for at, mark in enumerate(marks) for box in mark.boxes]
        if not flat or not self.safe:
            return [Cover(box, label) for _, box, label in flat]
        page = self._pdfium(number)
        sheet = grow.sheet_of(page, [*self.seen.get(number, ()), *raster.words(page)])
        wide = grow.grown([(at, box) for at, box, _ in flat], sheet)
        return list(dict.fromkeys(Cover(box, label) for box, (_, _, label) in zip(wide, flat, strict=True)))

    def _append_picture(self, number: int, covers: list[Cover]) -> None:
        content, resources, width, height = raster.page_of(
            self.target,
            self.source,
            number,
            boxes=[cover.box for cover in covers],
            dpi=self.dpi,
            own=number not in self.seen,
        )
        frame = Frame((0.0, 0.0, width, height), (0.0, 0.0, width, height), 0)
        labels = [at for at, cover in enumerate(covers) if boxes.fitted(cover) is not None]
        kind = "P" if labels or "/Font" in resources else "Figure"
        content = b"/%b <</MCID 0>> BDC\n%b\nEMC" % (kind.encode(), content)
        if covers:
            numbers = [labels.index(at) + 1 if at in labels else None for at in range(len(covers))]
            content += b"\n" + boxes.drawing(covers, frame, numbers)
            if "/Font" not in resources:
                resources["/Font"] = Dictionary()
            resources["/Font"][boxes.FONT] = self.copier.label_font
        made: Any = Dictionary(
            Type=Name.Page, MediaBox=Array([0, 0, width, height]), Resources=resources,
            Contents=self.target.make_stream(content),
        )  # fmt: skip
        made = self.target.make_indirect(made)
        self.made.append(made)
        self.copier.structure.whole(made, kind, 1 + len(labels))
