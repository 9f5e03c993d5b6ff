"""Traps in what a page draws: text that nobody sees, replaced, layered, or taken out by a later revision."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, String


def _content(pdf: pikepdf.Pdf, data: bytes, page: int = 0) -> None:
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
    resources = pdf.pages[page].obj.Resources
    if Name.Font not in resources:
        resources.Font = Dictionary()
    resources.Font["/Trap"] = pdf.make_indirect(font)
    pdf.pages[page].contents_coalesce()
    old = pdf.pages[page].obj.Contents.read_bytes()
    pdf.pages[page].obj.Contents = pdf.make_stream(b"q\n" + old + b"\nQ\n" + data)


def _hex(words: str) -> bytes:
    return words.encode("cp1252", "replace").hex().encode()


def white(pdf: pikepdf.Pdf, words: str) -> None:
    _content(pdf, b"q BT /Trap 8 Tf 1 1 1 rg 60 24 Td <" + _hex(words) + b"> Tj ET Q")


def tiny(pdf: pikepdf.Pdf, words: str) -> None:
    _content(pdf, b"q BT /Trap 0.4 Tf 60 20 Td <" + _hex(words) + b"> Tj ET Q")


def invisible(pdf: pikepdf.Pdf, words: str) -> None:
    _content(pdf, b"q BT /Trap 8 Tf 3 Tr 60 34 Td <" + _hex(words) + b"> Tj ET Q")


def clipped(pdf: pikepdf.Pdf, words: str) -> None:
    _content(pdf, b"q 0 0 1 1 re W n BT /Trap 8 Tf 60 44 Td <" + _hex(words) + b"> Tj ET Q")


def under_box(pdf: pikepdf.Pdf, words: str) -> None:
    """A black box somebody drew over live text and took for a redaction."""
    _content(pdf, b"q BT /Trap 10 Tf 60 54 Td <" + _hex(words) + b"> Tj ET 0 g 58 51 420 13 re f Q")


def off_page(pdf: pikepdf.Pdf, words: str) -> None:
    _content(pdf, b"q BT /Trap 9 Tf 60 -60 Td <" + _hex(words) + b"> Tj ET Q")


def actual(pdf: pikepdf.Pdf, words: str) -> None:
    said = (b"\xfe\xff" + words.encode("utf-16-be")).hex().encode()
    _content(pdf, b"q /Span <</ActualText <" + said + b">>> BDC BT /Trap 9 Tf 60 14 Td (a child) Tj ET EMC Q")


def expansion(pdf: pikepdf.Pdf, words: str) -> None:
    said = (b"\xfe\xff" + words.encode("utf-16-be")).hex().encode()
    _content(pdf, b"q /Span <</E <" + said + b">>> BDC BT /Trap 9 Tf 160 14 Td (OC) Tj ET EMC Q")


def _layer(pdf: pikepdf.Pdf, words: str, *, on: bool, name: str) -> None:
    group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String(name)))
    if Name.OCProperties not in pdf.Root:
        pdf.Root.OCProperties = Dictionary(OCGs=Array(), D=Dictionary(ON=Array(), OFF=Array()))
    pdf.Root.OCProperties.OCGs.append(group)
    (pdf.Root.OCProperties.D.ON if on else pdf.Root.OCProperties.D.OFF).append(group)
    resources = pdf.pages[0].obj.Resources
    key = f"/OC{len(pdf.Root.OCProperties.OCGs)}"
    if Name.Properties not in resources:
        resources.Properties = Dictionary()
    resources.Properties[key] = group
    _content(
        pdf, f"/OC {key} BDC q BT /Trap 9 Tf 300 {24 if on else 34} Td <".encode() + _hex(words) + b"> Tj ET Q EMC"
    )


def layer_off(pdf: pikepdf.Pdf, words: str) -> None:
    _layer(pdf, words, on=False, name="Working copy")


def layer_name(pdf: pikepdf.Pdf, words: str) -> None:
    _layer(pdf, "Drawn on the first layer", on=True, name=words)


def revision(path: Path, *, words: str) -> None:
    """The first page said ``words``; an incremental update took them out and left the old content in the file."""
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        clean = pdf.pages[0].obj.Contents.read_bytes() if not isinstance(pdf.pages[0].obj.Contents, Array) else b""
        if not clean:
            pdf.pages[0].contents_coalesce()
            clean = pdf.pages[0].obj.Contents.read_bytes()
        _content(pdf, b"BT /Trap 9 Tf 60 64 Td <" + _hex(words) + b"> Tj ET")
        pdf.save(path, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    old = path.read_bytes()
    with pikepdf.open(io.BytesIO(old)) as pdf:
        number = pdf.pages[0].obj.Contents.objgen[0]
        root, size = pdf.Root.objgen[0], len(pdf.objects) + 1
    body = f"{number} 0 obj\n<< /Length {len(clean)} >>\nstream\n".encode() + clean + b"\nendstream\nendobj\n"
    start = old.rindex(b"startxref")
    previous = int(old[start:].split()[1])
    at = len(old)
    trailer = f"<< /Size {size} /Root {root} 0 R /Prev {previous} >>"
    table = f"xref\n{number} 1\n{at:010d} 00000 n \ntrailer\n{trailer}\nstartxref\n{at + len(body)}\n%%EOF\n"
    path.write_bytes(old + body + table.encode())
