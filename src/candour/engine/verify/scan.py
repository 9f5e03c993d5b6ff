"""Scans the file itself: every object, string, name and stream, whether a reader would show it or not.

It never decodes pixels: pictures are checked for what travels beside them. What it cannot take apart is a finding.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from candour.engine.model import Finding
from candour.engine.verify.allow import CONTENT_ROLES
from candour.engine.verify.content import Content, read_content
from candour.engine.verify.file import PdfFile, open_pdf
from candour.engine.verify.fonts import Codes, codes_of
from candour.engine.verify.images import faults_of_image
from candour.engine.verify.needles import Needles, Seen, as_texts, spelled_apart
from candour.engine.verify.syntax import NotUnderstood, Ref, Stream, Value, unhex
from candour.engine.verify.walk import Walk, walk

FORM_DEPTH = 20
BATCH = 200_000
NOTHING: tuple[Content, frozenset[int]] = (Content("", "", False), frozenset())
BROKEN = (ValueError, IndexError, KeyError, TypeError, OverflowError, RecursionError, MemoryError)
"""What a hostile file can make a parser raise: it has not been understood then."""


@dataclass(slots=True)
class Scan:
    """What the scan says, and what the other checks build on. ``texts`` is per page what is drawn or hidden there."""

    findings: list[Finding] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    replaces: set[int] = field(default_factory=set)
    """Pages with replacement text (ActualText, Alt, E)."""
    images: list[frozenset[int]] = field(default_factory=list)
    """Per page the pictures on it, by their place in the file."""


def scan_file(*, pdf: Path, needles: Needles, strict: bool = True) -> Scan:
    """Scans one file. ``strict`` also holds it against the allow-list and asks that every byte is accounted for."""
    scan = Scan()
    try:
        file = open_pdf(pdf)
        done = walk(file, strict=strict)
        if strict:
            scan.findings += [Finding(fault.kind, 0, fault.where) for fault in [*file.faults, *done.faults]]
        reader = Reader(file)
        _loose_text(scan, file, done, needles)
        _pages(scan, done, reader)
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


# ---------------------------------------------------------------- what pages draw


class Reader:
    """Reads content streams, each form once; keeps fonts by their object."""

    def __init__(self, file: PdfFile) -> None:
        self.file = file
        self._codes: dict[int, Codes] = {}
        self._forms: dict[tuple[int, int], tuple[Content, frozenset[int]]] = {}
        self.read: set[int] = set()
        """First bytes of the content streams read so far."""
        self._reading: set[int] = set()

    def page(self, page: dict[str, Value]) -> tuple[Content, frozenset[int]]:
        """All that a page draws, its forms included, and the pictures it uses."""
        contents = self.file.get(page.get("Contents"))
        parts = contents if isinstance(contents, list) else [contents]
        streams = [part for part in map(self.file.get, parts) if isinstance(part, Stream)]
        return self.streams(streams, self._resources(page), depth=0)

    def streams(
        self, streams: list[Stream], resources: dict[str, Value], *, depth: int, glyph: bool = False
    ) -> tuple[Content, frozenset[int]]:
        if depth > FORM_DEPTH:
            raise NotUnderstood("forms nested too deep")
        self.read.update(stream.start for stream in streams)
        data = b"\n".join(self.file.decoded(stream).data for stream in streams)
        fonts = self._map(resources, "Font")
        contents = [read_content(data, font=lambda name: self._font(fonts.get(name)))]
        images: set[int] = set()
        drawings = [(value, resources, glyph) for value in self._drawings(resources)]
        drawings += [] if glyph else self._glyphs(resources)
        for value, outer, is_glyph in drawings:
            drawing = self.file.get(value)
            if isinstance(drawing, Stream) and drawing.info.get("Subtype") == "Image":
                images.add(drawing.start)
            elif isinstance(drawing, Stream):
                content, inner = self._form(drawing, outer, depth, is_glyph)
                contents.append(content)
                images |= inner
        return _joined(contents), frozenset(images)

    def _form(self, form: Stream, outer: dict[str, Value], depth: int, glyph: bool) -> tuple[Content, frozenset[int]]:
        own = self.file.get(form.info.get("Resources"))
        resources = own if isinstance(own, dict) else outer
        key = (form.start, id(resources))
        if key not in self._forms:
            if form.start in self._reading:  # a glyph of a Type 3 font may name the font it belongs to
                return NOTHING
            self._reading.add(form.start)
            self._forms[key] = self.streams([form], resources, depth=depth + 1, glyph=glyph)
            self._reading.discard(form.start)
        return self._forms[key]

    def _drawings(self, resources: dict[str, Value]) -> Iterator[Value]:
        """Forms, pictures and tiling patterns that the resources name."""
        yield from self._map(resources, "XObject").values()
        for pattern in self._map(resources, "Pattern").values():
            if isinstance(self.file.get(pattern), Stream):
                yield pattern

    def _glyphs(self, resources: dict[str, Value]) -> list[tuple[Value, dict[str, Value], bool]]:
        """Glyph procedures of the resources' Type 3 fonts, with the resources they draw with."""
        found: list[tuple[Value, dict[str, Value], bool]] = []
        for font in map(self.file.get, self._map(resources, "Font").values()):
            if isinstance(font, dict) and font.get("Subtype") == "Type3":
                own = self._map(font, "Resources") or resources
                found += [(glyph, own, True) for glyph in self._map(font, "CharProcs").values()]
        return found

    def _map(self, holder: dict[str, Value], key: str) -> dict[str, Value]:
        found = self.file.get(holder.get(key))
        return found if isinstance(found, dict) else {}

    def _resources(self, page: dict[str, Value]) -> dict[str, Value]:
        node: Value = page
        for _ in range(FORM_DEPTH):
            if not isinstance(node, dict):
                break
            if "Resources" in node:
                return self._map(node, "Resources")
            node = self.file.get(node.get("Parent"))
        return {}

    def _font(self, font: Value) -> Codes:
        if not isinstance(font, Ref):
            return codes_of(self.file, font)
        if int(font) not in self._codes:
            self._codes[int(font)] = codes_of(self.file, font)
        return self._codes[int(font)]


def _joined(contents: list[Content]) -> Content:
    if len(contents) == 1:
        return contents[0]
    return Content(
        "\n".join(part.text for part in contents),
        "\n".join(part.other for part in contents),
        any(part.replaces for part in contents),
    )


def _pages(scan: Scan, done: Walk, reader: Reader) -> None:
    for number, page in enumerate(done.pages, start=1):
        content, images = reader.page(page)
        scan.texts.append(f"{content.text}\n{content.other}")
        scan.images.append(images)
        if content.replaces:
            scan.replaces.add(number)


# ---------------------------------------------------------------- streams


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
