"""Traps in what lies on a page: notes, stamps, links and form fields."""

from __future__ import annotations

from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String


def _fill(into: pikepdf.Object, keys: pikepdf.Object) -> None:
    for key, value in keys.items():
        into[key] = value


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
