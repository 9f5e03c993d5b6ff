"""A PDF file taken apart byte by byte: header, every object, cross-reference, trailer, and nothing in between.

Reads only a file as a writer leaves it: one revision, every byte accounted for. It repairs nothing: what does not fit
is a fault. Source: ISO 32000-1, 7.5.
"""

from __future__ import annotations

import mmap
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from candour.engine.verify.filters import Decoded, decode
from candour.engine.verify.syntax import NotUnderstood, Ref, Stream, Value, after_space, comments, parse

HEADER = re.compile(rb"%PDF-[12]\.\d[ ]*\r?\n(%[^\r\n]*\r?\n)?")
_END = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*\Z")
_OBJECT = re.compile(rb"(\d+)\s+(\d+)\s+obj\b")
_STREAM = re.compile(rb"\s*stream(?:\r\n|\n)")
_ENDSTREAM = re.compile(rb"\s*endstream\b")
_ENDOBJ = re.compile(rb"\s*endobj\b")
_TABLE = re.compile(rb"xref\s+")
_SECTION = re.compile(rb"(\d+)\s+(\d+)\s+")
_TRAILER = re.compile(rb"\s*trailer\s*")
TAIL = 2048
OFTEN = 512
"""After so many objects or pages what was read of the file is let go."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with the file's form, and where (an object number or a byte position); never text."""

    kind: str
    where: str


@dataclass(slots=True)
class PdfFile:
    """All objects of a file by number. ``gaps`` are bytes that belong to no object: they are searched, too."""

    data: bytes
    trailer: dict[str, Value] = field(default_factory=dict)
    objects: dict[int, Value] = field(default_factory=dict)
    packed: dict[int, int] = field(default_factory=dict)
    """Object number to the number of the object stream that holds it."""
    plumbing: set[int] = field(default_factory=set)
    """Object streams and cross-reference streams: referred to by the file's structure, not by other objects."""
    faults: list[Fault] = field(default_factory=list)
    gaps: list[bytes] = field(default_factory=list)

    def get(self, value: Value) -> Value:
        """``value``, or the object it refers to (at most a few steps; a missing object is null)."""
        for _ in range(8):
            if not isinstance(value, Ref):
                return value
            value = self.objects.get(int(value))
        raise NotUnderstood("references that go round in a circle")

    def let_go(self) -> None:
        """Gives back the memory of what was read of a mapped file; it is there again when it is asked for."""
        if isinstance(self.data, mmap.mmap) and hasattr(mmap, "MADV_DONTNEED"):
            self.data.madvise(mmap.MADV_DONTNEED)

    def decoded(self, stream: Stream, *, predict: bool = True) -> Decoded:
        """The stream's bytes through its filters. Raises NotUnderstood."""
        if "F" in stream.info or "FFilter" in stream.info:
            raise NotUnderstood("a stream whose data is in another file")
        filters, parameters = (self._listed(stream.info.get(key)) for key in ("Filter", "DecodeParms"))
        raw = bytes(self.data[stream.start : stream.end])
        return decode(raw, filters=filters, parameters=parameters, predict=predict)

    def _listed(self, value: Value) -> list[Value]:
        value = self.get(value)
        items = value if isinstance(value, list) else [] if value is None else [value]
        return [self.get(item) for item in items]


def open_pdf(path: Path) -> PdfFile:
    """Every object of the file at ``path``. Raises NotUnderstood when its structure cannot be followed."""
    if not path.stat().st_size:
        raise NotUnderstood("an empty file")
    with path.open("rb") as handle:
        mapped = mmap.mmap(handle.fileno(), 0, access=mmap.ACCESS_READ)
    return read_pdf(cast(bytes, mapped))  # re and slicing take both alike


def read_pdf(data: bytes) -> PdfFile:
    """As open_pdf, from bytes."""
    file = PdfFile(data)
    header = HEADER.match(data)
    if header is None:
        raise NotUnderstood("a file that does not start as a PDF", 0)
    if header[1] and re.search(rb"[ -~]{5}", header[1]):
        _gap(file, header[1], "comment", 0)
    start, body_end = _last_xref(file)
    places, packed, xref_end = _cross_reference(file, start)
    spans = _objects(file, places, header.end(), xref_end)
    _unpack(file, packed)
    if max(spans, default=0) > body_end:
        raise NotUnderstood("objects after the cross-reference", body_end)
    return file


def _gap(file: PdfFile, data: bytes, kind: str, at: int) -> None:
    """Notes bytes that belong to no object, unless they are white space."""
    if data.strip(b"\x00\t\n\x0c\r "):
        file.gaps.append(data)
        file.faults.append(Fault(kind, f"byte {at}"))


def _last_xref(file: PdfFile) -> tuple[int, int]:
    """Where the cross-reference stands, and where ``startxref`` does. What follows %%EOF is a fault."""
    size = len(file.data)
    tail_at = max(0, size - TAIL)
    tail = file.data[tail_at:]
    found = _END.search(tail)
    if found is None:
        marker = file.data.rfind(b"%%EOF")
        if marker < 0:
            raise NotUnderstood("a file without its end mark", size)
        _gap(file, file.data[marker + 5 :], "trailing_bytes", marker + 5)
        tail_at = max(0, marker + 5 - TAIL)
        found = _END.search(file.data[tail_at : marker + 5])
    if found is None:
        raise NotUnderstood("a file without startxref", size)
    return int(found[1]), tail_at + found.start()


Places = dict[int, int]
Packed = dict[int, tuple[int, int]]


def _cross_reference(file: PdfFile, start: int) -> tuple[Places, Packed, int]:
    """Byte position of each plain object, (object stream, index) of each packed one, and where the table starts."""
    places: Places = {}
    packed: Packed = {}
    if _TABLE.match(file.data, start):
        file.trailer = _table(file, start, places)
        end = start
    else:
        file.trailer = _xref_stream(file, start, places, packed)
        end = len(file.data)
    if "Prev" in file.trailer or "XRefStm" in file.trailer:
        file.faults.append(Fault("earlier_revision", f"byte {start}"))
    if "Encrypt" in file.trailer:
        raise NotUnderstood("an encrypted file", start)
    return places, packed, end


def _table(file: PdfFile, start: int, places: Places) -> dict[str, Value]:
    found = _TABLE.match(file.data, start)
    at = found.end() if found else start
    while (section := _SECTION.match(file.data, at)) is not None:
        first, count, at = int(section[1]), int(section[2]), section.end()
        rows = file.data[at : at + 20 * count]
        for place in range(count):
            row = rows[20 * place : 20 * place + 20]
            if len(row) < 18 or row[17:18] not in b"nf":
                raise NotUnderstood("a cross-reference row of the wrong form", at)
            if row[17:18] == b"n":
                places[first + place] = int(row[:10])
        at = after_space(file.data, at + 20 * count)
    trailer = _TRAILER.match(file.data, at)
    if trailer is None:
        raise NotUnderstood("a file without trailer", at)
    value, end = parse(file.data, trailer.end())
    if not isinstance(value, dict):
        raise NotUnderstood("a trailer that is no dictionary", at)
    _gap(file, comments(file.data[at:end]), "comment", at)
    _gap(file, file.data[end : file.data.find(b"startxref", end)], "comment", end)
    return value


def _xref_stream(file: PdfFile, start: int, places: Places, packed: Packed) -> dict[str, Value]:
    number, value, _ = _object(file, start, places)
    if not isinstance(value, Stream):
        raise NotUnderstood("a cross-reference that is neither table nor stream", start)
    places[number] = start
    file.plumbing.add(number)
    widths = [width for width in file._listed(value.info.get("W")) if isinstance(width, int)]
    if len(widths) != 3 or not all(0 <= width <= 8 for width in widths):
        raise NotUnderstood("a cross-reference stream of the wrong form", start)
    data, size = file.decoded(value).data, sum(widths)
    index = [number for number in file._listed(value.info.get("Index")) if isinstance(number, int)]
    at = 0
    for first, count in zip(*[iter(index or [0, _whole(value.info.get("Size"))])] * 2, strict=True):
        for number in range(first, first + count):
            _entry(data[at : at + size], widths, number, places, packed)
            at += size
    return value.info


def _whole(value: Value) -> int:
    if not isinstance(value, int):
        raise NotUnderstood("a number that is missing")
    return value


def _entry(row: bytes, widths: list[int], number: int, places: Places, packed: Packed) -> None:
    a, b = widths[0], widths[0] + widths[1]
    if len(row) < sum(widths):
        raise NotUnderstood("a cross-reference stream that is too short")
    kind = int.from_bytes(row[:a], "big") if a else 1
    if kind == 1:
        places[number] = int.from_bytes(row[a:b], "big")
    elif kind == 2:
        packed[number] = (int.from_bytes(row[a:b], "big"), int.from_bytes(row[b:], "big"))
    elif kind != 0:
        raise NotUnderstood("a cross-reference entry of an unknown kind")


def _objects(file: PdfFile, places: Places, start: int, end: int) -> list[int]:
    """Reads all plain objects in file order; bytes between them are faults."""
    at, ends = start, []
    for count, (number, place) in enumerate(sorted(places.items(), key=lambda item: item[1])):
        if count % OFTEN == 0:
            file.let_go()
        if place < at:
            raise NotUnderstood("objects that overlap", place)
        _gap(file, file.data[at:place], "bytes_between_objects", at)
        found, value, at = _object(file, place, places)
        if found != number:
            raise NotUnderstood("an object under a wrong number", place)
        file.objects[number] = value
        ends.append(at)
    limit = end if end < len(file.data) else file.data.rfind(b"startxref")
    _gap(file, file.data[at:limit], "bytes_between_objects", at)
    return ends


def _object(file: PdfFile, place: int, places: Mapping[int, int]) -> tuple[int, Value, int]:
    """Number and value of the object at byte ``place``, and the position after ``endobj``."""
    found = _OBJECT.match(file.data, place)
    if found is None:
        raise NotUnderstood("an object that is not where it should be", place)
    value, at = parse(file.data, found.end())
    _gap(file, comments(file.data[place:at]), "comment", place)
    stream = _STREAM.match(file.data, at)
    if stream and isinstance(value, dict):
        end = stream.end() + _length(file, value.get("Length"), places)
        value = Stream(value, stream.end(), end)
        closed = _ENDSTREAM.match(file.data, end)
        if closed is None:
            raise NotUnderstood("a stream of another length than it says", place)
        at = closed.end()
    finished = _ENDOBJ.match(file.data, at)
    if finished is None:
        raise NotUnderstood("an object without end", place)
    return int(found[1]), value, finished.end()


def _length(file: PdfFile, value: Value, places: Mapping[int, int]) -> int:
    if isinstance(value, Ref):
        found = _OBJECT.match(file.data, places.get(int(value), len(file.data)))
        value = parse(file.data, found.end())[0] if found else None
    if not isinstance(value, int) or value < 0:
        raise NotUnderstood("a stream without length")
    return value


def _unpack(file: PdfFile, packed: Packed) -> None:
    """Reads the objects inside object streams; what is there beyond the cross-reference's list is read as well."""
    for holder in sorted({holder for holder, _ in packed.values()}):
        stream = file.objects.get(holder)
        if not isinstance(stream, Stream):
            raise NotUnderstood("an object stream that is missing")
        file.plumbing.add(holder)
        data, first = file.decoded(stream).data, _whole(file.get(stream.info.get("First")))
        heads = [int(part) for part in data[:first].split()]
        if len(heads) != 2 * _whole(file.get(stream.info.get("N"))):
            raise NotUnderstood("an object stream of the wrong form")
        at = first
        for number, offset in sorted(zip(heads[::2], heads[1::2], strict=True), key=lambda pair: pair[1]):
            _gap(file, data[at : first + offset], "bytes_between_objects", holder)
            value, at = parse(data, first + offset)
            _gap(file, comments(data[first + offset : at]), "comment", holder)
            known = packed.get(number, (0, 0))[0] == holder
            file.objects[number if known else -len(file.objects) - 1] = value  # hidden ones keep a number of their own
            file.packed[number] = holder
        _gap(file, data[at:], "bytes_between_objects", holder)
