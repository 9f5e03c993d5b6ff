"""Writes a PDF file object by object, straight to disk: memory does not grow with the pages.

It holds offsets and nothing else; it writes no dates, identifiers, metadata or producer, and refuses to leave a
reserved object unwritten.
"""

from __future__ import annotations

import struct
import zlib
from typing import BinaryIO

from candour.engine.errors import Unsafe

PER_STREAM = 200
"""Objects in one object stream: more would compress little better and cost memory in readers."""


class PdfWriter:
    """``handle`` must be fresh and binary. Object numbers are reserved first and written once."""

    def __init__(self, handle: BinaryIO) -> None:
        self._out = handle
        self._at = 0
        self._xref: list[tuple[int, int, int] | None] = [(0, 0, 0)]
        self._pending: list[tuple[int, bytes]] = []
        self._put(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")

    def _put(self, data: bytes) -> None:
        self._out.write(data)
        self._at += len(data)

    @property
    def size(self) -> int:
        """Bytes written so far."""
        return self._at

    def number(self) -> int:
        """Reserves an object number."""
        self._xref.append(None)
        return len(self._xref) - 1

    def plain(self, body: bytes, *, number: int | None = None) -> int:
        """Writes an object that is not a stream; returns its number."""
        number = number or self.number()
        self._pending.append((number, body))
        if len(self._pending) == PER_STREAM:
            self._flush()
        return number

    def stream(self, data: bytes, *, entries: bytes = b"", number: int | None = None) -> int:
        """Writes a stream; ``entries`` is its dictionary's inside without /Length."""
        number = number or self.number()
        self._xref[number] = (1, self._at, 0)
        self._put(b"%d 0 obj\n<<%s/Length %d>>stream\n" % (number, entries, len(data)))
        self._put(data)
        self._put(b"\nendstream\nendobj\n")
        return number

    def packed(self, data: bytes, *, entries: bytes = b"", number: int | None = None) -> int:
        """As ``stream``, deflated."""
        return self.stream(zlib.compress(data, 6), entries=b"/Filter/FlateDecode" + entries, number=number)

    def _flush(self) -> None:
        if not self._pending:
            return
        holder, heads, bodies, at = self.number(), [], [], 0
        for index, (number, body) in enumerate(self._pending):
            self._xref[number] = (2, holder, index)
            heads.append(b"%d %d " % (number, at))
            bodies.append(body + b"\n")
            at += len(body) + 1
        first = b"".join(heads)
        entries = b"/Type/ObjStm/N %d/First %d" % (len(self._pending), len(first))
        self.packed(first + b"".join(bodies), entries=entries, number=holder)
        self._pending.clear()

    def finish(self, *, root: int, info: int | None = None) -> None:
        """Writes the cross-reference stream and the trailer. Unsafe: an object was promised and never written."""
        self._flush()
        number = self.number()
        self._xref[number] = (1, self._at, 0)
        rows = bytearray()
        for row in self._xref:
            if row is None:
                raise Unsafe(
                    "The bundle file was not finished.",
                    means="An object it refers to was never written; a reader could take it for damaged.",
                    do="Report this as a fault of the program; nothing was released.",
                )
            rows += struct.pack(">BQH", *row)
        entries = b"/Type/XRef/Size %d/W[1 8 2]/Root %d 0 R" % (len(self._xref), root)
        entries += b"/Info %d 0 R" % info if info is not None else b""
        start = self._at
        self.packed(bytes(rows), entries=entries, number=number)
        self._put(b"startxref\n%d\n%%%%EOF\n" % start)


def text_string(text: str) -> bytes:
    """``text`` as a PDF string: plain where it is ASCII, else UTF-16."""
    if text.isascii() and text.isprintable():
        return b"(" + text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)").encode() + b")"
    return b"<feff" + text.encode("utf-16-be", "replace").hex().encode() + b">"
