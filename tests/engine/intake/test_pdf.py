"""PDF: pages keep their number, what lies on them is drawn, what they hide is shown, damage is mended."""

import io
import re
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name
from tests.engine.intake import making

from candour.engine.intake import Limits
from candour.engine.model import PageKind


def changed(data: bytes, change: object, **options: object) -> bytes:
    with pikepdf.open(io.BytesIO(data)) as document:
        change(document)  # type: ignore[operator]
        return making.saved(document, **options)


def add_content(document: pikepdf.Pdf, content: bytes) -> None:
    document.pages[0].contents_add(content)


def annotate(document: pikepdf.Pdf, **keys: object) -> None:
    note = Dictionary(Type=Name.Annot, Rect=Array([50, 50, 250, 80]), **keys)
    document.pages[0].obj.Annots = Array([document.make_indirect(note)])


def properties(document: pikepdf.Pdf) -> None:
    document.docinfo["/Subject"] = "Concerning Wendell Ostrow"
    document.docinfo["/Producer"] = "Some Program 1.0"


def xmp(document: pikepdf.Pdf) -> None:
    with document.open_metadata(set_pikepdf_as_editor=False) as metadata:
        metadata["dc:rights"] = "Held by Odette Vane"


def bookmarks(document: pikepdf.Pdf) -> None:
    with document.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("When Barnaby ran off", 0))


def script(document: pikepdf.Pdf) -> None:
    document.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=pikepdf.String("var who = 'Wendell';"))


def left_behind(document: pikepdf.Pdf) -> None:
    document.pages[0].obj.PieceInfo = Dictionary(Prog=Dictionary(Private=pikepdf.String("draft by Odette")))


def structure(document: pikepdf.Pdf) -> None:
    part = Dictionary(Type=Name.StructElem, S=Name.Figure, Alt=pikepdf.String("Photo of Barnaby"), P=document.Root)
    document.Root.StructTreeRoot = Dictionary(Type=Name.StructTreeRoot, K=document.make_indirect(part))


def link(document: pikepdf.Pdf) -> None:
    annotate(document, Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=pikepdf.String("mailto:wendell@mail.example")))


def sticky(document: pikepdf.Pdf) -> None:
    annotate(document, Subtype=Name.Text, Contents=pikepdf.String("Ask the neighbour"), T=pikepdf.String("Odette Vane"))


def field(document: pikepdf.Pdf) -> None:
    annotate(
        document,
        Subtype=Name.Widget,
        FT=Name.Tx,
        T=pikepdf.String("caller"),
        TU=pikepdf.String("who rang"),
        V=pikepdf.String("Mrs Quillfeather"),
        F=2,
    )
    document.Root.AcroForm = Dictionary(Fields=document.pages[0].obj.Annots)


def layer(document: pikepdf.Pdf) -> None:
    group = document.make_indirect(Dictionary(Type=Name.OCG, Name=pikepdf.String("Working notes")))
    document.Root.OCProperties = Dictionary(OCGs=Array([group]), D=Dictionary(OFF=Array([group])))
    document.pages[0].obj.Resources.Properties = Dictionary(L=group)
    add_content(document, b"/OC /L BDC BT /F1 12 Tf 40 100 Td (Source was Wendell) Tj ET EMC")


def crop(document: pikepdf.Pdf) -> None:
    add_content(document, b"BT /F1 12 Tf 40 280 Td (Informant Quillfeather) Tj ET")
    document.pages[0].cropbox = Array([0, 0, 400, 260])


def attach(document: pikepdf.Pdf) -> None:
    document.attachments["note on Wendell.txt"] = b"The attached words."


HIDING = {
    "document properties": (properties, "Concerning Wendell Ostrow"),
    "xmp": (xmp, "Held by Odette Vane"),
    "bookmark": (bookmarks, "When Barnaby ran off"),
    "script": (script, "var who = 'Wendell';"),
    "piece information": (left_behind, "draft by Odette"),
    "structure": (structure, "Photo of Barnaby"),
    "link": (link, "mailto:wendell@mail.example"),
    "sticky note": (sticky, "Ask the neighbour (by Odette Vane)"),
    "hidden field": (field, "Mrs Quillfeather; tooltip: who rang"),
    "layer switched off": (layer, "Source was Wendell"),
    "layer's name": (layer, "Working notes"),
    "outside the crop box": (crop, "Informant Quillfeather"),
    "attachment's name": (attach, "note on Wendell.txt"),
    "invisible": (lambda d: add_content(d, b"BT 3 Tr /F1 9 Tf 40 90 Td (Flat two) Tj ET"), "Flat two"),
    "white": (lambda d: add_content(d, b"BT 1 g /F1 9 Tf 40 90 Td (Pale words) Tj ET"), "Pale words"),
    "replacement text": (
        lambda d: add_content(d, b"/Span <</ActualText (Will at home)>> BDC BT /F1 9 Tf 40 90 Td (x) Tj ET EMC"),
        "Will at home",
    ),
}


def test_what_a_pdf_hides_is_shown(tmp_path: Path) -> None:
    files = {f"{name}.pdf": changed(making.pdf("Seen"), change) for name, (change, _) in HIDING.items()}
    taken = making.take(tmp_path, files)
    absent = [name for name, (_, text) in HIDING.items() if text not in taken.hidden(f"{name}.pdf")]
    assert absent == []
    for record in taken.intake.records:
        assert record.pages[0] is PageKind.OWN
        assert "Some Program" not in taken.hidden(record.path)


def test_a_plain_pdf_has_no_page_of_hidden_things(tmp_path: Path) -> None:
    dark = changed(
        making.pdf("x"),
        lambda d: add_content(d, b"0 g 30 80 200 30 re f BT 1 g /F1 12 Tf 40 90 Td (White on black) Tj ET"),
    )
    dates = changed(making.pdf("y"), lambda d: d.docinfo.update({"/Producer": "X", "/CreationDate": "D:20190203"}))
    taken = making.take(tmp_path, {"plain.pdf": making.pdf("One", "Two"), "dark.pdf": dark, "dates.pdf": dates})
    for record in taken.intake.records:
        assert set(record.pages) == {PageKind.OWN}
    assert taken.record("dates.pdf").date == "2019-02-03"


def test_pages_come_first_and_attachments_last(tmp_path: Path) -> None:
    taken = making.take(tmp_path, {"a.pdf": changed(making.pdf("One", "Two", "Three"), attach)})
    kinds = taken.record("a.pdf").pages
    assert kinds == (PageKind.OWN,) * 3 + (PageKind.HIDDEN, PageKind.ATTACHED)
    assert taken.own("a.pdf") == "One Two Three"
    assert taken.text("a.pdf", PageKind.ATTACHED) == "The attached words."


def test_an_attached_archive_becomes_records(tmp_path: Path) -> None:
    def carry(document: pikepdf.Pdf) -> None:
        document.attachments["old.zip"] = making.zipped({"n.txt": b"From the archive"})

    taken = making.take(tmp_path, {"a.pdf": changed(making.pdf("One"), carry)})
    assert taken.own("a.pdf::old.zip::n.txt") == "From the archive"


@pytest.mark.parametrize("kind", [Name.FreeText, Name.Widget])
def test_what_lies_on_the_page_becomes_part_of_it(tmp_path: Path, kind: pikepdf.Name) -> None:
    def lay(document: pikepdf.Pdf) -> None:
        said = pikepdf.String("Copy to Żaneta (nan)")
        annotate(document, Subtype=kind, Contents=said, V=said, FT=Name.Tx, DA=pikepdf.String("/Helv 11 Tf 0 g"))
        if kind == Name.Widget:
            document.Root.AcroForm = Dictionary(Fields=document.pages[0].obj.Annots)

    taken = making.take(tmp_path, {"a.pdf": changed(making.pdf("One"), lay)})
    assert "Copy to Zaneta (nan)" in taken.own("a.pdf")
    with pikepdf.open(taken.store.path(taken.record("a.pdf").pdf)) as made:
        assert "/Annots" not in made.pages[0].obj
        assert "/AcroForm" not in made.Root


def updated(old: bytes, number: int, content: bytes) -> bytes:
    """``old`` with one object changed or added by appending, as programs save in a hurry."""
    start = int(re.findall(rb"startxref\s+(\d+)", old)[-1])
    root = re.search(rb"/Root (\d+ 0 R)", old)
    assert root is not None
    at = len(old) + 1
    update = b"\n%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"xref\n%d 1\n%010d 00000 n \ntrailer\n<< /Size 99 /Root %s /Prev %d >>\nstartxref\n%d\n%%%%EOF\n"
    return old + update + table % (number, at, root[1], start, len(old) + len(update))


def test_an_earlier_version_is_shown(tmp_path: Path) -> None:
    old = making.pdf("Address: 8 Priory Lane")
    content = b"BT /F1 12 Tf 40 200 Td (Address: kept back) Tj ET"
    with pikepdf.open(io.BytesIO(old)) as document:
        number = document.pages[0].obj.Contents.objgen[0]
    new = updated(old, number, b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    taken = making.take(tmp_path, {"a.pdf": new})
    assert taken.own("a.pdf") == "Address: kept back"
    assert "8 Priory Lane" in taken.hidden("a.pdf")


def test_objects_that_nothing_uses_are_shown(tmp_path: Path) -> None:
    left = b"<< /Length 44 >>\nstream\nBT /F1 9 Tf 1 0 0 1 0 0 Tm (Barnaby moved) Tj ET\nendstream"
    taken = making.take(tmp_path, {"a.pdf": updated(making.pdf("One"), 90, left)})
    assert "no page uses Barnaby moved" in taken.hidden("a.pdf")


def test_the_reading_of_a_scanner_is_not_shown_twice(tmp_path: Path) -> None:
    def scan(document: pikepdf.Pdf) -> None:
        image = document.make_stream(
            bytes(100), Subtype=Name.Image, Width=10, Height=10, BitsPerComponent=8, ColorSpace=Name.DeviceGray
        )
        document.pages[0].obj.Resources.XObject = Dictionary(Im=image)
        add_content(document, b"q 400 0 0 300 0 0 cm /Im Do Q BT 3 Tr /F1 9 Tf 40 90 Td (Read by OCR) Tj ET")

    taken = making.take(tmp_path, {"scan.pdf": changed(making.pdf("x"), scan)})
    assert taken.record("scan.pdf").pages == (PageKind.OWN,)


def test_encrypted_files(tmp_path: Path) -> None:
    locked = pikepdf.Encryption(user="secret", owner="secret")
    half = pikepdf.Encryption(user="", owner="secret")
    files = {
        "locked.pdf": changed(making.pdf("One"), lambda _: None, encryption=locked),
        "half.pdf": changed(making.pdf("Readable"), lambda _: None, encryption=half),
    }
    taken = making.take(tmp_path, files)
    assert "password" in taken.gaps("locked.pdf")[0].detail
    assert taken.own("half.pdf") == "Readable"
    with pikepdf.open(taken.store.path(taken.record("half.pdf").pdf)) as made:
        assert not made.is_encrypted


def test_damage_is_mended_or_told(tmp_path: Path) -> None:
    whole = making.pdf("Saved words")
    files = {
        "table.pdf": re.sub(rb"startxref\s+\d+", b"startxref\n7", whole),
        "cut.pdf": whole[: whole.rindex(b"xref") - 1],
        "front.pdf": b"garbage before\n" + whole,
        "hopeless.pdf": b"%PDF-1.7\n" + bytes(range(256)) * 4,
    }
    taken = making.take(tmp_path, files)
    for name in ("table.pdf", "cut.pdf", "front.pdf"):
        assert taken.own(name) == "Saved words"
    assert "damaged" in taken.gaps("hopeless.pdf")[0].detail


def test_page_counts_are_limited_and_never_believed(tmp_path: Path) -> None:
    lying = making.pdf("One").replace(b"/Count 1", b"/Count 9")
    taken = making.take(tmp_path, {"many.pdf": making.pdf(*"abcdef"), "lying.pdf": lying}, limits=Limits(pages=4))
    assert "more than 4 pages" in taken.gaps("many.pdf")[0].detail
    assert taken.record("lying.pdf").pages == (PageKind.OWN,)


def test_every_page_can_be_rendered(tmp_path: Path) -> None:
    taken = making.take(tmp_path, {"a.pdf": changed(making.pdf("One", "Two"), attach)})
    document = pypdfium2.PdfDocument(taken.store.path(taken.record("a.pdf").pdf))
    for page in document:
        assert page.render(scale=0.5).to_pil().convert("L").getextrema()[0] < 128


def test_pictures_in_a_pdf_lose_what_they_say_and_it_is_shown(tmp_path: Path) -> None:
    def put(document: pikepdf.Pdf) -> None:
        data = making.picture("JPEG", comment=b"scan by Wendell")
        image = document.make_stream(
            data,
            Subtype=Name.Image,
            Width=120,
            Height=60,
            BitsPerComponent=8,
            ColorSpace=Name.DeviceGray,
            Filter=Name.DCTDecode,
        )
        document.pages[0].obj.Resources.XObject = Dictionary(Im=image)
        add_content(document, b"q 120 0 0 60 40 40 cm /Im Do Q")

    taken = making.take(tmp_path, {"a.pdf": changed(making.pdf("One"), put)})
    assert "scan by Wendell" in taken.hidden("a.pdf")
    assert b"Wendell" not in taken.store.read_bytes(taken.record("a.pdf").pdf)
    page = pypdfium2.PdfDocument(taken.store.path(taken.record("a.pdf").pdf))[0]
    assert len(list(page.get_objects())) >= 2
