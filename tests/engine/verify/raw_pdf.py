"""Writes tiny PDFs byte by byte, so that a test can put something exactly where no writer would."""

from __future__ import annotations

import zlib
from pathlib import Path

SECRET = "Wexcombe"
WHOLE = "Jonah Wexcombe"
CLEAN = b"BT /F1 12 Tf 72 700 Td (The review was held on time.) Tj ET"
CATALOG, PAGES, PAGE, CONTENT, FONT, FREE = 1, 2, 3, 4, 5, 6


def stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), entries, data)


def packed(data: bytes, entries: bytes = b"") -> bytes:
    return stream(zlib.compress(data), b"/Filter /FlateDecode " + entries)


def base(
    content: bytes = CLEAN, *, catalog: bytes = b"", page: bytes = b"", resources: bytes = b"", font: bytes = b""
) -> dict[int, bytes]:
    """The objects of a one-page file, 595 by 842 points, with one standard font."""
    return {
        CATALOG: b"<< /Type /Catalog /Pages 2 0 R /Lang (en-GB) %s >>" % catalog,
        PAGES: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        PAGE: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> %s >> %s >>" % (resources, page),
        CONTENT: packed(content),
        FONT: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica %s >>" % (font or b"/Encoding /WinAnsiEncoding"),
    }


def assemble(
    objects: dict[int, bytes],
    *,
    trailer: bytes = b"",
    before: dict[int, bytes] | None = None,
    header: bytes = b"%PDF-1.7\n%\xbf\xf7\xa2\xfe\n",
    after: bytes = b"",
    missing: tuple[int, ...] = (),
) -> bytes:
    """A file with these objects. ``before``: bytes put in front of an object; ``missing``: left out of the table."""
    out, places = bytearray(header), {}
    for number, body in objects.items():
        out += (before or {}).get(number, b"")
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start, size = len(out), max(objects) + 1
    out += b"xref\n0 %d\n" % size
    for number in range(size):
        listed = number in places and number not in missing
        out += b"%010d %05d n \n" % (places[number], 0) if listed else b"%010d %05d f \n" % (0, 65535)
    out += b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, start)
    return bytes(out) + after


def write(folder: Path, data: bytes, name: str = "a.pdf") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def with_image(data: bytes, *, size: tuple[int, int], entries: bytes, content: bytes = b"") -> dict[int, bytes]:
    """A page with one picture, 400 points wide at (50, 400)."""
    drawn = b"q 400 0 0 200 50 400 cm /I Do Q " + content
    head = b"/Type /XObject /Subtype /Image /Width %d /Height %d %s" % (*size, entries)
    return base(drawn, resources=b"/XObject << /I 6 0 R >>") | {FREE: stream(data, head)}
