"""Scans the file itself: every object, string, name and stream, whether a reader would show it or not.

It never decodes pixels: pictures are checked for what travels beside them. What it cannot take apart is a finding.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from candour.engine.model import Finding
from candour.engine.verify.allow import CONTENT_ROLES
from candour.engine.verify.drawing import Reader
from candour.engine.verify.file import OFTEN, PdfFile, open_pdf
from candour.engine.verify.images import faults_of_image
from candour.engine.verify.needles import Needles, Seen, as_texts, spelled_apart
from candour.engine.verify.structure import faults_of_structure
from candour.engine.verify.syntax import NotUnderstood, Stream, unhex
from candour.engine.verify.walk import Walk, walk

BATCH = 200_000
HIDDEN_GAPS_FROM = 6
"""Text that may be out of sight is pieced together more eagerly than text that poppler shows."""
NOTHING_REMOVED: Mapping[int, Sequence[str]] = {}
NONE: frozenset[str] = frozenset()
LARGE = 250_000
"""Pixels: a quarter of what a page scanned at 100 dots an inch has."""
BROKEN = (ValueError, IndexError, KeyError, TypeError, OverflowError, RecursionError, MemoryError)
"""What a hostile file can make a parser raise: it has not been understood then."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a page's streams say, shown or not: the protected and the removed strings among it, squeezed."""

    secrets: frozenset[str] = NONE
    removed: frozenset[str] = NONE


SILENT = Said()


@dataclass(slots=True)
class Scan:
    """What the scan says, and what the other checks build on. No page's text is kept: memory stays flat."""

    findings: list[Finding] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    replaces: set[int] = field(default_factory=set)
    """Pages with replacement text (ActualText, Alt, E)."""
    images: list[frozenset[int]] = field(default_factory=list)
    """Per page the pictures on it, by their place in the file."""
    scans: frozenset[int] = frozenset()
    """Pages with a large picture that no other page has: what it shows is not known from text."""


def scan_file(
    *, pdf: Path, needles: Needles, removed: Mapping[int, Sequence[str]] = NOTHING_REMOVED, strict: bool = True
) -> Scan:
    """Scans one file. ``strict`` also holds it against the allow-list and asks that every byte is accounted for.

    ``removed``: per page texts that were redacted there.
    """
    scan = Scan()
    try:
        file = open_pdf(pdf)
        done = walk(file, strict=strict)
        if strict:
            faults = [*file.faults, *done.faults, *faults_of_structure(file)]
            scan.findings += [Finding(fault.kind, 0, fault.where) for fault in faults]
        reader = Reader(file)
        _loose_text(scan, file, done, needles)
        _pages(scan, done, reader, needles, removed)
        if strict and reader.undrawn():
            scan.findings.append(Finding("undrawn_object", 0, "resources", f"{reader.undrawn()} picture(s) or form(s)"))
        _streams(scan, done, reader, needles, strict)
    except NotUnderstood as fault:
        where = f"byte {fault.at}" if fault.at >= 0 else "file"
        scan.findings.append(Finding("not_understood", 0, where, fault.what))
    except BROKEN as error:
        scan.findings.append(Finding("not_understood", 0, "file", type(error).__name__))
    return scan


# ---------------------------------------------------------------- strings and names


def _loose_text(scan: Scan, file: PdfFile, done: Walk, needles: Needles) -> None:
    """Strings, names and stray bytes: searched together, and one by one where something was found."""
    strings = [*done.texts.items(), *((text, "stray bytes") for gap in file.gaps for text in as_texts(gap))]
    for kind, items in (("secret_in_string", strings), ("secret_in_name", [(_apart(n), "names") for n in done.names])):
        for batch in _batches(items):
            if needles.hits(Seen("\n".join(text for text, _ in batch))):
                found = {where for text, where in batch if needles.hits(Seen(text))}
                scan.findings += [Finding(kind, 0, where) for where in sorted(found or {"file"})]


def _apart(name: str) -> str:
    return f"{name} | {spelled_apart(name)}"


def _batches(items: list[tuple[str, str]]) -> Iterator[list[tuple[str, str]]]:
    batch: list[tuple[str, str]] = []
    size = 0
    for item in items:
        batch.append(item)
        size += len(item[0])
        if size > BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


# ---------------------------------------------------------------- pages and streams


def _pages(scan: Scan, done: Walk, reader: Reader, needles: Needles, removed: Mapping[int, Sequence[str]]) -> None:
    for number, page in enumerate(done.pages, start=1):
        if number % OFTEN == 0:
            done.file.let_go()
        content, images = reader.page(page)
        seen = Seen(f"{content.text}\n{content.other}")
        gone = Needles(removed[number]) if removed.get(number) else None
        said = Said(_cores(needles, seen), _cores(gone, seen) if gone else NONE)
        scan.said.append(said if said.secrets or said.removed else SILENT)  # one for the many that say nothing
        scan.images.append(images)
        if content.replaces:
            scan.replaces.add(number)
    uses = Counter(image for images in scan.images for image in images)
    large = {start for start, (stream, _) in done.streams.items() if _pixels(done.file, stream) >= LARGE}
    own = {image for image in large if uses[image] == 1}
    scan.scans = frozenset(number for number, images in enumerate(scan.images, start=1) if images & own)


def _cores(needles: Needles, seen: Seen) -> frozenset[str]:
    return frozenset(needle.core for needle in needles.hits(seen, gaps_from=HIDDEN_GAPS_FROM))


def _pixels(file: PdfFile, stream: Stream) -> int:
    width, height = file.get(stream.info.get("Width")), file.get(stream.info.get("Height"))
    return width * height if isinstance(width, int) and isinstance(height, int) else 0


def _streams(scan: Scan, done: Walk, reader: Reader, needles: Needles, strict: bool) -> None:
    for start, (stream, role) in done.streams.items():
        where = f"stream at byte {start}"
        if role == "image":
            faults = faults_of_image(done.file, stream)
            scan.findings += [Finding(fault, 0, where) for fault in faults if strict]
        elif role in CONTENT_ROLES:
            if start not in reader.read:  # drawn by nobody, still read
                text = reader.streams([stream], {}, depth=0)[0]
                if needles.hits(Seen(f"{text.text}\n{text.other}")):
                    scan.findings.append(Finding("secret_in_stream", 0, where))
            continue
        if _in_data(done.file, stream, role, needles):
            scan.findings.append(Finding("secret_in_stream", 0, where))


def _in_data(file: PdfFile, stream: Stream, role: str, needles: Needles) -> bool:
    coded = role == "image"
    if coded and not file.decoded(stream, predict=False).coding:
        return False  # samples of a picture: their number was checked, their values are colours
    data = file.decoded(stream).data
    if role == "cmap":
        return needles.in_bytes(data) or bool(needles.hits(Seen("\n".join(_hexadecimal(data)))))
    return needles.in_bytes(data, phrases_only=role == "program")


def _hexadecimal(data: bytes) -> list[str]:
    """What the hexadecimal strings of a CMap say, each by itself."""
    return [
        unhex(piece.partition(b">")[0]).decode("utf-16-be", "replace")
        for piece in data.split(b"<")[1:]
        if piece.partition(b">")[0].strip(b"0123456789abcdefABCDEF \r\n\t") == b""
    ]
