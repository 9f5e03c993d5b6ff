"""Every way in which a PDF can carry a word along: none of it may be in the output, reachable or not."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, OutlineItem, String
from redact_factory import SECRET, boxes_of, every_reading, form, helvetica, new_pdf, redacted, saved

from candour.engine.model import Box

KEPT = b"BT /F1 12 Tf 20 250 Td (The visit went well.) Tj ET\n"
S = SECRET.encode()
VISIT = Box(44, 39, 64.7, 53)
"""Where the word "visit" of KEPT stands (an ActualText would hide it from the search)."""


def catalogued(key: str, make: Callable[[pikepdf.Pdf], Any]) -> Callable[[], pikepdf.Pdf]:
    def build() -> pikepdf.Pdf:
        pdf = new_pdf(KEPT)
        pdf.Root[key] = make(pdf)
        return pdf

    return build


def paged(key: str, make: Callable[[pikepdf.Pdf], Any]) -> Callable[[], pikepdf.Pdf]:
    def build() -> pikepdf.Pdf:
        pdf = new_pdf(KEPT)
        pdf.pages[0].obj[key] = make(pdf)
        return pdf

    return build


def outline() -> pikepdf.Pdf:
    pdf = new_pdf(KEPT)
    with pdf.open_outline() as made:
        made.root.append(OutlineItem(SECRET, 0))
    return pdf


def attachment() -> pikepdf.Pdf:
    pdf = new_pdf(KEPT)
    pdf.attachments[f"{SECRET}.txt"] = pikepdf.AttachedFileSpec(pdf, S, filename=f"{SECRET}.txt", description=SECRET)
    return pdf


def info() -> pikepdf.Pdf:
    pdf = new_pdf(KEPT)
    pdf.docinfo["/Title"] = SECRET
    with pdf.open_metadata() as meta:
        meta["dc:title"] = SECRET
    return pdf


def annotation(subtype: str, **more: Any) -> Callable[[], pikepdf.Pdf]:
    def build() -> pikepdf.Pdf:
        pdf = new_pdf(KEPT)
        look = form(pdf, b"BT /F1 12 Tf 0 0 Td (" + S + b") Tj ET")
        made = Dictionary(
            Type=Name.Annot, Subtype=Name("/" + subtype), Rect=Array([10, 10, 90, 40]), AP=Dictionary(N=look), **more
        )
        pdf.pages[0].obj["/Annots"] = Array([pdf.make_indirect(made)])
        if subtype == "Widget":
            pdf.Root["/AcroForm"] = Dictionary(Fields=pdf.pages[0].obj.Annots, XFA=pdf.make_stream(S))
        return pdf

    return build


def off_page() -> pikepdf.Pdf:
    return new_pdf(
        KEPT + b"BT /F1 12 Tf 20 -80 Td (" + S + b") Tj ET BT /F1 9 Tf 1 0 0 1 -300 50 Tm [(" + S + b")] TJ ET"
    )


def cropped() -> pikepdf.Pdf:
    return new_pdf(KEPT + b"BT /F1 12 Tf 20 20 Td (" + S + b") Tj ET", CropBox=Array([0, 100, 400, 300]))


def layer() -> pikepdf.Pdf:
    pdf = new_pdf(KEPT + b"/OC /L1 BDC BT /F1 12 Tf 20 50 Td (" + S + b") Tj ET EMC")
    group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String(SECRET)))
    pdf.Root["/OCProperties"] = Dictionary(OCGs=Array([group]), D=Dictionary(OFF=Array([group]), Order=Array([group])))
    pdf.pages[0].obj.Resources["/Properties"] = Dictionary(L1=group)
    return pdf


def layered_form() -> pikepdf.Pdf:
    pdf = new_pdf(KEPT + b"/X1 Do")
    group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("x")))
    pdf.Root["/OCProperties"] = Dictionary(OCGs=Array([group]), D=Dictionary(BaseState=Name.OFF))
    hidden = form(pdf, b"BT /F1 12 Tf 20 50 Td (" + S + b") Tj ET", OC=group)
    pdf.pages[0].obj.Resources["/XObject"] = Dictionary(X1=hidden)
    return pdf


def replaced() -> pikepdf.Pdf:
    return new_pdf(b"/Span <</ActualText (" + S + b") /Alt (" + S + b") /E (" + S + b")>> BDC " + KEPT + b"EMC")


def replaced_by_property() -> pikepdf.Pdf:
    pdf = new_pdf(b"/Span /P0 BDC " + KEPT + b"EMC")
    pdf.pages[0].obj.Resources["/Properties"] = Dictionary(P0=Dictionary(ActualText=String(SECRET), Alt=String(SECRET)))
    return pdf


def structure(pdf: pikepdf.Pdf) -> Any:
    child = Dictionary(Type=Name.StructElem, S=Name.P, Alt=String(SECRET), T=String(SECRET), ActualText=String(SECRET))
    return pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=Array([child])))


def comments() -> pikepdf.Pdf:
    return new_pdf(b"% " + S + b"\n" + KEPT + b"1 0 0 % " + S + b"\nrg\n% " + S)


def orphans() -> pikepdf.Pdf:
    """Operands no operator takes, an operator there is none, a string after the last operation."""
    return new_pdf(b"(" + S + b") 1 0 0 rg\n(" + S + b") (kept) " + KEPT + S + b"\n(" + S + b") q Q (" + S + b")")


def unused_resources() -> pikepdf.Pdf:
    pdf = new_pdf(KEPT)
    pdf.pages[0].obj.Resources["/XObject"] = Dictionary(X9=form(pdf, b"BT /F1 9 Tf (" + S + b") Tj ET"))
    pdf.pages[0].obj.Resources["/Font"]["/" + SECRET] = helvetica(pdf)
    return pdf


def worded_resource() -> pikepdf.Pdf:
    pdf = new_pdf(KEPT.replace(b"/F1", b"/" + S))
    pdf.pages[0].obj.Resources["/Font"]["/" + SECRET] = helvetica(pdf)
    return pdf


def form_extras() -> pikepdf.Pdf:
    pdf = new_pdf(KEPT + b"/X1 Do")
    extras = {
        "Metadata": pdf.make_stream(S), "PieceInfo": Dictionary(A=Dictionary(Private=String(SECRET))),
        "Ref": Dictionary(F=String(SECRET)), "OPI": Dictionary(A=String(SECRET)), "Name": Name("/" + SECRET),
    }  # fmt: skip
    pdf.pages[0].obj.Resources["/XObject"] = Dictionary(X1=form(pdf, KEPT, **extras))
    return pdf


def mapped_font() -> pikepdf.Pdf:
    """A ToUnicode entry that no shown code uses, and a font whose dictionary says more than it should."""
    pdf = new_pdf(KEPT)
    font = pdf.pages[0].obj.Resources.Font.F1
    hexed = SECRET.encode("utf-16-be").hex().encode()
    font["/ToUnicode"] = pdf.make_stream(b"1 beginbfchar <FF> <" + hexed + b"> endbfchar % " + S)
    font["/Secret"] = String(SECRET)
    font["/Name"] = Name("/" + SECRET)
    return pdf


def image_metadata() -> pikepdf.Pdf:
    from PIL import Image
    from redact_factory import jpeg

    pdf = new_pdf(KEPT + b"q 50 0 0 50 300 20 cm /I1 Do Q")
    data = jpeg(Image.new("RGB", (16, 16), "white"), comment=S) + S
    pdf.pages[0].obj.Resources["/XObject"] = Dictionary(
        I1=pdf.make_stream(
            data, Type=Name.XObject, Subtype=Name.Image, Width=16, Height=16, ColorSpace=Name.DeviceRGB,
            BitsPerComponent=8, Filter=Name.DCTDecode, Metadata=pdf.make_stream(S),
            Alternates=Array([Dictionary(Image=pdf.make_stream(S))]),
        )
    )  # fmt: skip
    return pdf


CARRIERS: dict[str, Callable[[], pikepdf.Pdf]] = {
    "outline": outline,
    "attachment": attachment,
    "info and XMP": info,
    "note": annotation("Text", Contents=String(SECRET), T=String(SECRET), RC=String(SECRET)),
    "free text": annotation("FreeText", Contents=String(SECRET), DA=String("/F1 12 Tf")),
    "link": annotation("Link", A=Dictionary(S=Name.URI, URI=String(f"https://{SECRET}.example"))),
    "field": annotation(
        "Widget",
        FT=Name.Tx,
        T=String(SECRET),
        V=String(SECRET),
        DV=String(SECRET),
        TU=String(SECRET),
        TM=String(SECRET),
    ),
    "off the page": off_page,
    "outside the crop box": cropped,
    "layer": layer,
    "layered form": layered_form,
    "ActualText": replaced,
    "ActualText by property": replaced_by_property,
    "structure": catalogued("/StructTreeRoot", structure),
    "page labels": catalogued("/PageLabels", lambda pdf: Dictionary(Nums=Array([0, Dictionary(P=String(SECRET))]))),
    "destinations": catalogued("/Dests", lambda pdf: Dictionary({"/" + SECRET: Array([pdf.pages[0].obj, Name.Fit])})),
    "script": catalogued("/OpenAction", lambda pdf: Dictionary(S=Name.JavaScript, JS=String(f"alert('{SECRET}')"))),
    "page script": paged("/AA", lambda pdf: Dictionary(O=Dictionary(S=Name.JavaScript, JS=String(SECRET)))),
    "application data": paged("/PieceInfo", lambda pdf: Dictionary(App=Dictionary(Private=String(SECRET)))),
    "thumbnail": paged("/Thumb", lambda pdf: pdf.make_stream(S)),
    "page metadata": paged("/Metadata", lambda pdf: pdf.make_stream(S)),
    "article": paged("/B", lambda pdf: Array([pdf.make_indirect(Dictionary(T=String(SECRET)))])),
    "comments": comments,
    "orphaned operands": orphans,
    "unused resources": unused_resources,
    "a resource's name": worded_resource,
    "a form's extras": form_extras,
    "a font's extras": mapped_font,
    "image metadata": image_metadata,
}


@pytest.mark.parametrize("carrier", CARRIERS)
@pytest.mark.parametrize("marked", [False, True])
def test_nothing_travels_along(carrier: str, marked: bool, tmp_path: Path) -> None:
    source = saved(CARRIERS[carrier](), tmp_path)
    assert SECRET in every_reading(source) or SECRET.encode("utf-16-be").hex() in every_reading(source)
    out, (page,) = redacted(source, [VISIT] if marked else [])
    left = every_reading(out)
    assert SECRET.lower() not in left.lower()
    assert SECRET.encode("utf-16-be").hex() not in left.lower()
    assert page.method == ("vector" if marked else "copied")
    assert "went well" in left


def test_old_revisions_and_orphans_stay_behind(tmp_path: Path) -> None:
    first = saved(new_pdf(b"BT /F1 12 Tf 20 50 Td (" + S + b") Tj ET"), tmp_path, "first.pdf")
    data = first.read_bytes()
    start = data.rindex(b"startxref") + 9
    offset = len(data)
    update = b"99 0 obj\n(" + S + b")\nendobj\n"
    xref = b"xref\n99 1\n%010d 00000 n \ntrailer\n<</Size 100/Root 1 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (
        offset, int(data[start:].split()[0]), offset + len(update),
    )  # fmt: skip
    source = tmp_path / "in.pdf"
    source.write_bytes(data + update + xref + S)
    out, _ = redacted(source, boxes_of(source, SECRET))
    assert SECRET not in every_reading(out)


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    source = saved(layer(), tmp_path)
    boxes = boxes_of(source, "visit")
    first = redacted(source, boxes)[0].read_bytes()
    assert redacted(source, boxes)[0].read_bytes() == first


def test_names_are_numbered_alike_in_every_process(tmp_path: Path) -> None:
    """Sets of text are ordered anew in every process."""
    names = ("/Motherstate", "/Fatherstate", "/Sisterstate", "/Brotherstate", "/Neighbourstate")
    states = Dictionary({name: Dictionary(CA=at / 10) for at, name in enumerate(names)})
    content = b" ".join(name.encode() + b" gs 0 0 m 9 9 l S" for name in names)
    source = saved(new_pdf(content, resources={"/ExtGState": states}), tmp_path)
    code = (
        "import sys; from pathlib import Path; from candour.engine.redact import redact_pdf\n"
        "redact_pdf(source=Path(sys.argv[1]), pages=[1], marks={}, out=Path(sys.argv[2]))"
    )
    made = set()
    for seed in "123":
        out = tmp_path / f"out-{seed}.pdf"
        subprocess.run(
            [sys.executable, "-c", code, str(source), str(out)], check=True, env={**os.environ, "PYTHONHASHSEED": seed}
        )
        made.add(out.read_bytes())
    assert len(made) == 1


def test_a_subset_tells_no_code_that_is_gone(tmp_path: Path) -> None:
    pdf = new_pdf(b"BT /F1 12 Tf 20 50 Td (Qx is here) Tj ET")
    font = pdf.pages[0].obj.Resources.Font.F1
    font["/FirstChar"], font["/LastChar"] = 32, 121
    font["/Widths"] = Array([500 + code for code in range(32, 122)])
    source = saved(pdf, tmp_path)
    out, _ = redacted(source, boxes_of(source, "Qx"))
    with pikepdf.Pdf.open(out) as left:
        widths = next(f for f in left.pages[0].Resources.Font.values() if "/Widths" in f)
        table = dict(zip(range(int(widths.FirstChar), int(widths.LastChar) + 1), widths.Widths, strict=True))
    assert table.get(ord("Q"), 0) == 0
    assert table.get(ord("x"), 0) == 0
    assert table[ord("h")] == 500 + ord("h")
