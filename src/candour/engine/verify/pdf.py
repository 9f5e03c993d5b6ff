"""Checks one PDF that is to leave, every page, with other eyes than those that made it.

Text with boxes and pictures come from poppler, the bytes from our own scan. Any doubt is a finding; a finding never
holds text. It mends nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

from candour.engine.errors import Unreadable
from candour.engine.model import Box, Finding
from candour.engine.tools.poppler import page_texts
from candour.engine.verify.needles import Needles, Seen
from candour.engine.verify.pictured import PicturedPage, check_codes, check_pictured
from candour.engine.verify.pixels import check_boxes
from candour.engine.verify.scan import Scan, scan_file
from candour.engine.verify.words import judge, words_under

HIDDEN_LEAST = 4
"""Removed words shorter than this are looked for under boxes only."""
NOTHING: Mapping[int, Sequence[str]] = {}


def verify_pdf(
    *,
    pdf: Path,
    marks: Mapping[int, Sequence[Box]],
    secrets: Sequence[str],
    redacted: Mapping[int, Sequence[str]] = NOTHING,
    pictured: Collection[int] = (),
    labels: Mapping[int, Collection[str]] | None = None,
    ocr: bool = True,
    pictures: bool = True,
    workers: int = 1,
) -> tuple[Finding, ...]:
    """Everything wrong with ``pdf``; empty when it may leave.

    ``marks``: per page (from 1) the boxes as drawn, points from the top left as displayed. ``secrets`` may stand
    nowhere. ``redacted``: per page what was removed there, which may be on the page only where poppler shows it beside
    the boxes. ``pictured``: pages rasterised, or whose boxes meet a picture: drawn finely and read by OCR, as is every
    page with boxes and a large picture of its own, whether the caller names it or not. ``labels``:
    per page the labels that boxes may bear; None lets any ``[small letters]`` be one. ``pictures`` False leaves out
    all drawing and OCR. Raises Unavailable without poppler.
    """
    needles = Needles(secrets)
    scan = scan_file(pdf=pdf, needles=needles, removed=redacted)
    text = _Text(needles, marks, labels)
    try:
        found = [*scan.findings, *text.check(pdf, scan)]
        if pictures:
            shown = frozenset(pictured) | {page for page in scan.scans if marks.get(page)}
            found += check_boxes(pdf=pdf, marks=marks, labels=text.label_words, skip=shown)
            found += check_codes(pdf=pdf, images=scan.images, skip=shown, needles=needles)
            pages = {
                page: PicturedPage(page, marks.get(page, ()), text.label_words.get(page, ()), redacted.get(page, ()))
                for page in sorted(shown)
            }
            found += check_pictured(pdf=pdf, pages=pages, needles=needles, ocr=ocr, workers=workers)
    except Unreadable as error:
        found = [*scan.findings, Finding("not_understood", 0, "file", error.what)]
    return tuple(found)


class _Text:
    """The reading of all pages by poppler, held against the boxes and against what the scan read."""

    def __init__(
        self,
        needles: Needles,
        marks: Mapping[int, Sequence[Box]],
        labels: Mapping[int, Collection[str]] | None,
    ) -> None:
        self.needles, self.marks, self.labels = needles, marks, labels
        self.label_words: dict[int, list[Box]] = {}
        """Words under boxes that are their labels, for the look at the picture."""

    def check(self, pdf: Path, scan: Scan) -> Iterator[Finding]:
        number = 0
        for page in page_texts(pdf=pdf):
            number = page.number
            shown = Seen(page.text)
            hits = self.needles.hits(shown)
            if hits:
                yield Finding("secret_in_text", number, "page")
            if number <= len(scan.said):
                yield from self._hidden(number, shown, scan)
            boxes = self.marks.get(number, ())
            for under in words_under(page, boxes) if boxes else ():
                labels = None if self.labels is None else self.labels.get(number, ())
                finding = judge(under, page=number, labels=labels, needles=self.needles)
                if finding is not None:
                    yield finding
                else:
                    self.label_words.setdefault(number, []).extend(word for word, _ in under.words)
        yield from self._counted(number, scan)

    def _hidden(self, number: int, shown: Seen, scan: Scan) -> Iterator[Finding]:
        """What the page's streams say and poppler does not show."""
        said = scan.said[number - 1]
        if any(core not in shown.squeezed for core in said.secrets):
            yield Finding("secret_in_hidden_text", number, "page")
        if any(len(core) >= HIDDEN_LEAST and core not in shown.squeezed for core in said.removed):
            yield Finding("removed_text_in_page", number, "page")
        if number in scan.replaces and self.marks.get(number):
            yield Finding("replacement_text", number, "page")

    def _counted(self, number: int, scan: Scan) -> Iterator[Finding]:
        if any(page < 1 or page > number for page, boxes in self.marks.items() if boxes):
            yield Finding("page_missing", 0, "file", "boxes on pages that are not there")
        if scan.said and len(scan.said) != number:
            yield Finding("not_understood", 0, "file", "the two readers count different pages")
