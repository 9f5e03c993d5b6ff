"""What leaks into a tiny PDF, how it may be written there, and what kinds of finding tell of it."""

from __future__ import annotations

from pathlib import Path

from raw_pdf import CLEAN, SECRET, WHOLE, base, write

from candour.engine.verify import verify_pdf

SECRETS = (WHOLE, SECRET, "07700 900123", "14 Larch Close")
NAME = SECRET.encode()
UTF16 = WHOLE.encode("utf-16-be")
TITLE = b"/Info 6 0 R"
GREY = b"/ColorSpace /DeviceGray /BitsPerComponent 8"


def kinds(folder: Path, data: bytes, **options: object) -> set[str]:
    pdf = write(folder, data)
    return {finding.kind for finding in verify_pdf(pdf=pdf, marks={}, secrets=SECRETS, pictures=False, **options)}


def hexed(data: bytes) -> bytes:
    return b"<" + data.hex().encode() + b">"


def shown(text: bytes) -> bytes:
    return CLEAN + b" BT /F1 12 Tf 72 600 Td " + text + b" ET"


def outline(title: bytes) -> dict[int, bytes]:
    return base(catalog=b"/Outlines 6 0 R") | {
        6: b"<< /Type /Outlines /First 7 0 R /Last 7 0 R /Count 1 >>",
        7: b"<< /Title %s /Parent 6 0 R /Dest [3 0 R /XYZ 0 842 0] >>" % title,
    }
