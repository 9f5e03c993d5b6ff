"""Lays into a finished PDF what such files carry beside their pages: one function a trap, each told by its class. It reads nothing.

Longer than others because a reader looks traps up in one list.
"""


# ruff: noqa: E501 - marked text and markup of files is not broken

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

Lay = Callable[[pikepdf.Pdf, str], None]


def _fill(into: pikepdf.Object, keys: pikepdf.Object) -> None:
    for key, value in keys.items():
        into[key] = value


def lay(path: Path, *, traps: list[tuple[Lay, str]]) -> None:
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        for put, words in traps:
            put(pdf, words)
        pdf.save(path, deterministic_id=True)


def _annotation(pdf: pikepdf.Pdf, page: int, **keys: Any) -> pikepdf.Object:
    obj = pdf.pages[page].obj
    if Name.Annots not in obj:
        obj.Annots = pdf.make_indirect(Array())
    made = pdf.make_indirect(Dictionary(Type=Name.Annot, F=4, **keys))
    obj.Annots.append(made)
    return made


def note(pdf: pikepdf.Pdf, words: str) -> None:
    _annotation(pdf, 0, Subtype=Name.Text, Rect=[520, 700, 540, 720], T=String("G Pugh"), Contents=String(words))


def reply(pdf: pikepdf.Pdf, words: str) -> None:
    first = _annotation(pdf, 0, Subtype=Name.Text, Rect=[520, 660, 540, 680], Contents=String("To check"))
    rich = f'<?xml version="1.0"?><body xmlns="http://www.w3.org/1999/xhtml"><p>{words}</p></body>'
    _annotation(pdf, 0, Subtype=Name.Text, Rect=[520, 660, 540, 680], IRT=first, RT=Name.R, RC=String(rich))


def free_text(pdf: pikepdf.Pdf, words: str) -> None:
    _annotation(pdf, 0, Subtype=Name.FreeText, Rect=[60, 30, 500, 50], DA=String("/Helv 9 Tf"), Contents=String(words))


def highlight(pdf: pikepdf.Pdf, words: str) -> None:
    quad = Array([60, 700, 200, 700, 60, 690, 200, 690])
    _annotation(
        pdf,
        0,
        Subtype=Name.Highlight,
        Rect=[60, 690, 200, 700],
        QuadPoints=quad,
        Contents=String(words),
        C=Array([1, 1, 0]),
    )


def stamp(pdf: pikepdf.Pdf, words: str) -> None:
    """A rubber stamp whose picture is the only place of its words."""
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    look = pdf.make_stream(f"BT /F 9 Tf 2 6 Td ({words}) Tj ET".encode("cp1252"))
    _fill(
        look,
        Dictionary(
            Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 300, 20], Resources=Dictionary(Font=Dictionary(F=font))
        ),
    )
    _annotation(pdf, 0, Subtype=Name.Stamp, Rect=[250, 800, 550, 820], AP=Dictionary(N=look))


def link(pdf: pikepdf.Pdf, words: str) -> None:
    action = Dictionary(S=Name.URI, URI=String(words))
    _annotation(pdf, 0, Subtype=Name.Link, Rect=[60, 600, 200, 615], A=action)


def file_note(pdf: pikepdf.Pdf, words: str) -> None:
    spec = _spec(pdf, "kept.txt", words.encode())
    _annotation(pdf, 0, Subtype=Name.FileAttachment, Rect=[520, 620, 540, 640], FS=spec, Contents=String("see file"))


def _spec(pdf: pikepdf.Pdf, name: str, data: bytes) -> pikepdf.Object:
    stream = pdf.make_stream(data, Type=Name.EmbeddedFile)
    return pdf.make_indirect(Dictionary(Type=Name.Filespec, F=String(name), UF=String(name), EF=Dictionary(F=stream)))


def attachment(pdf: pikepdf.Pdf, words: str) -> None:
    pdf.attachments["note.txt"] = words.encode()


def attachment_name(pdf: pikepdf.Pdf, words: str) -> None:
    pdf.attachments[f"{words}.txt"] = b"Nothing is in here but the date of the visit."


def bookmark(pdf: pikepdf.Pdf, words: str) -> None:
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(words, 0))


def destination(pdf: pikepdf.Pdf, words: str) -> None:
    names = Array([String(words), Array([pdf.pages[0].obj, Name.Fit])])
    if Name.Names not in pdf.Root:
        pdf.Root.Names = Dictionary()
    pdf.Root.Names.Dests = Dictionary(Names=names)


def page_label(pdf: pikepdf.Pdf, words: str) -> None:
    pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(P=String(words + " "), S=Name.D)]))


def metadata(pdf: pikepdf.Pdf, words: str) -> None:
    pdf.docinfo["/Subject"] = String(words)


def own_key(pdf: pikepdf.Pdf, words: str) -> None:
    pdf.docinfo["/Informant"] = String(words)


def xmp(pdf: pikepdf.Pdf, words: str) -> None:
    with pdf.open_metadata(set_pikepdf_as_editor=False) as meta:
        meta["dc:description"] = words


def piece_info(pdf: pikepdf.Pdf, words: str) -> None:
    pdf.pages[0].obj.PieceInfo = Dictionary(
        Drawing=Dictionary(LastModified=String("D:2016"), Private=Dictionary(Note=String(words)))
    )


def thumbnail(pdf: pikepdf.Pdf, words: str) -> None:
    from PIL import Image, ImageDraw

    small = Image.new("L", (160, 40), 255)
    ImageDraw.Draw(small).text((4, 12), words, fill=0)
    data = Dictionary(Width=160, Height=40, ColorSpace=Name.DeviceGray, BitsPerComponent=8)
    pdf.pages[0].obj.Thumb = pdf.make_stream(small.tobytes(), data)


def script(pdf: pikepdf.Pdf, words: str) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String(f"app.alert('{words}');"))


def xfa(pdf: pikepdf.Pdf, words: str) -> None:
    form = f'<xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/"><xfa:datasets xmlns:xfa="http://www.xfa.org/schema/xfa-data/1.0/"><xfa:data><caller>{words}</caller></xfa:data></xfa:datasets></xdp:xdp>'
    acro = _form(pdf)
    acro.XFA = pdf.make_stream(form.encode())


def _form(pdf: pikepdf.Pdf) -> pikepdf.Object:
    if Name.AcroForm not in pdf.Root:
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        resources = Dictionary(Font=Dictionary(Helv=font))
        pdf.Root.AcroForm = pdf.make_indirect(Dictionary(Fields=Array(), DR=resources, DA=String("/Helv 10 Tf 0 g")))
    return pdf.Root.AcroForm


def field_value(pdf: pikepdf.Pdf, words: str) -> None:
    """A text field with a value and an appearance that shows it."""
    made = _annotation(
        pdf, 0, Subtype=Name.Widget, FT=Name.Tx, T=String("caller"), V=String(words), Rect=[60, 70, 300, 90]
    )
    made.DA = String("/Helv 10 Tf 0 g")
    look = pdf.make_stream(f"/Tx BMC BT /Helv 10 Tf 2 5 Td ({words}) Tj ET EMC".encode("cp1252"))
    _fill(look, Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 240, 20]))
    look.Resources = Dictionary(Font=Dictionary(Helv=_form(pdf).DR.Font.Helv))
    made.AP = Dictionary(N=look)
    _form(pdf).Fields.append(made)


def tooltip(pdf: pikepdf.Pdf, words: str) -> None:
    made = _annotation(
        pdf,
        0,
        Subtype=Name.Widget,
        FT=Name.Tx,
        T=String("f2"),
        TU=String(words),
        V=String("see over"),
        Rect=[320, 70, 420, 90],
    )
    _form(pdf).Fields.append(made)


def choice(pdf: pikepdf.Pdf, words: str) -> None:
    options = Array([String("nobody"), String(words)])
    made = _annotation(
        pdf,
        0,
        Subtype=Name.Widget,
        FT=Name.Ch,
        Ff=131072,
        T=String("f3"),
        Opt=options,
        V=String("nobody"),
        Rect=[440, 70, 540, 90],
    )
    _form(pdf).Fields.append(made)


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


def structure(pdf: pikepdf.Pdf, words: str) -> None:
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    figure = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Figure, P=root, Alt=String(words)))
    root.K = Array([figure])
    pdf.Root.StructTreeRoot, pdf.Root.MarkInfo = root, Dictionary(Marked=True)


def structure_title(pdf: pikepdf.Pdf, words: str) -> None:
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    root.K = Array([pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Sect, P=root, T=String(words)))])
    pdf.Root.StructTreeRoot = root


def orphan(pdf: pikepdf.Pdf, words: str) -> None:
    """An object nothing leads to but a key no reader knows."""
    pdf.Root["/Leftover"] = pdf.make_indirect(Dictionary(Kept=pdf.make_indirect(String(words))))


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
    table = f"xref\n{number} 1\n{at:010d} 00000 n \ntrailer\n<< /Size {size} /Root {root} 0 R /Prev {previous} >>\nstartxref\n{at + len(body)}\n%%EOF\n"
    path.write_bytes(old + body + table.encode())
