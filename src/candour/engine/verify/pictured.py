"""Pages that are pictures: OCR finds no protected word, no leftover letter beside a box, and codes hold nothing.

It reads with tesseract and zxing what poppler draws. Without tesseract such a page cannot be verified and is a finding.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import zxingcpp
from PIL import Image

from candour.engine.errors import Unavailable
from candour.engine.model import Box, Finding, Layer, Word
from candour.engine.tools.ocr import read_picture
from candour.engine.verify.needles import Needles, Seen, fold, squeeze
from candour.engine.verify.pixels import EVEN_PICTURE, drawn, uneven_boxes

DPI = 200
CODES_DPI = 150
SURE, SURE_OF_ONE = 35.0, 60.0
"""Confidence from which leftover letters, or a single one, are believed."""
NEAR = 0.08
"""Gap to a box, in parts of the box's height, that is no space between words."""
LEAST_PART = 4
"""A single protected word shorter than this is not looked for in what OCR misreads."""


@dataclass(frozen=True, slots=True)
class PicturedPage:
    """What is to be checked on one pictured page."""

    number: int
    boxes: Sequence[Box]
    labels: Sequence[Box]
    redacted: Sequence[str]


def check_pictured(
    *, pdf: Path, pages: Mapping[int, PicturedPage], needles: Needles, ocr: bool, workers: int
) -> Iterator[Finding]:
    """Draws and checks the given pages; OCR releases the interpreter, so ``workers`` threads share it."""
    images = drawn(pdf=pdf, pages=list(pages), dpi=DPI)
    with ThreadPoolExecutor(max_workers=max(1, workers)) as pool:
        while batch := [item for _, item in zip(range(max(1, workers)), images, strict=False)]:
            jobs = [pool.submit(_check, pages[number], image, needles, ocr) for number, image in batch]
            for job in jobs:
                yield from job.result()


def _check(page: PicturedPage, image: Image.Image, needles: Needles, ocr: bool) -> list[Finding]:
    findings = uneven_boxes(
        image, page=page.number, boxes=page.boxes, labels=page.labels, scale=DPI / 72, even=EVEN_PICTURE
    )
    findings += codes_in(image, page=page.number, needles=needles)
    if not ocr:
        return findings
    try:
        layer = read_picture(_without(image, page.boxes), dpi=DPI)
    except Unavailable:
        return [*findings, Finding("not_verified_by_ocr", page.number, "page")]
    if needles.hits(Seen(layer.text)):
        findings.append(Finding("secret_in_picture", page.number, "page"))
    return findings + _leftovers(page, layer)


def _without(image: Image.Image, boxes: Sequence[Box]) -> Image.Image:
    """The picture with its boxes painted in the colour of the paper: tesseract takes a black bar for letters."""
    shown, scale = image.copy(), DPI / 72
    counts = image.histogram()
    paper = counts.index(max(counts[128:], default=255), 128)
    for box in boxes:
        shown.paste(paper, (round(box.x0 * scale) - 1, round(box.y0 * scale) - 1, *_end(box, scale)))
    return shown


def _end(box: Box, scale: float) -> tuple[int, int]:
    return max(round(box.x1 * scale) + 1, round(box.x0 * scale)), max(round(box.y1 * scale) + 1, round(box.y0 * scale))


def _leftovers(page: PicturedPage, layer: Layer) -> list[Finding]:
    """Removed words that OCR still reads at a box, and letters of them that stick to its border."""
    texts = [text.strip() for text in page.redacted if text.strip()]
    whole = {squeeze(fold(part)) for text in texts for part in (text, *text.split())}
    found = []
    for word in layer.words:
        text = layer.text[word.start : word.end]
        for box in page.boxes:
            if not _beside(word.box, box):
                continue
            same = squeeze(fold(text)) in whole and len(squeeze(fold(text))) >= LEAST_PART
            if (same and word.box.meets(box)) or (_sure(text, word) and _part(text, word.box, box, texts)):
                found.append(Finding("leftover_at_box", page.number, "box", box=box))
    return found


def _sure(text: str, word: Word) -> bool:
    return word.confidence >= (SURE if len(text) > 1 else SURE_OF_ONE)


def _beside(word: Box, box: Box) -> bool:
    """On the box's line, and no farther from it than letters of one word are."""
    down = min(word.y1, box.y1) - max(word.y0, box.y0)
    gap = max(word.x0 - box.x1, box.x0 - word.x1)
    return down > 0.4 * min(word.y1 - word.y0, box.y1 - box.y0) and gap < NEAR * (box.y1 - box.y0)


def _part(text: str, word: Box, box: Box, redacted: Sequence[str]) -> bool:
    """Whether ``text`` is the start (left of the box) or end (right of it) of a removed word.

    The letter next to the box may be cut by it and misread: then the rest of the letters count.
    """
    if not text.isalnum():
        return False
    right = (word.x0 + word.x1) / 2 > (box.x0 + box.x1) / 2
    words = [part for whole in redacted for part in whole.split() if len(part) > len(text)]
    rest = text[1:] if right else text[:-1]
    ends = (text, rest) if len(rest) > 1 else (text,)
    return any(part.endswith(ends) if right else part.startswith(ends) for part in words)


def codes_in(image: Image.Image, *, page: int, needles: Needles) -> list[Finding]:
    """Barcodes and QR codes on a page's picture that say something protected."""
    texts = [code.text for code in zxingcpp.read_barcodes(image)]
    return [Finding("secret_in_code", page, "barcode")] if needles.hits(Seen("\n".join(texts))) else []


def check_codes(
    *, pdf: Path, images: Sequence[frozenset[int]], skip: frozenset[int], needles: Needles
) -> Iterator[Finding]:
    """Codes on pages with pictures not met on an earlier page (a letterhead is looked at once)."""
    met: set[int] = set()
    pages = []
    for number, used in enumerate(images, start=1):
        if number not in skip and not used <= met:
            pages.append(number)
        met |= used
    for number, image in drawn(pdf=pdf, pages=pages, dpi=CODES_DPI):
        yield from codes_in(image, page=number, needles=needles)
