"""For every class of leak one file that must be caught, beside a clean one that must pass."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from raw_pdf import CLEAN, FREE, SECRET, WHOLE, assemble, base, packed, stream, with_image, write

from candour.engine.verify import verify_pdf
from candour.engine.verify.file import read_pdf
from candour.engine.verify.scan import BROKEN as BROKEN_READER
from candour.engine.verify.syntax import NotUnderstood

SECRETS = (WHOLE, SECRET, "07700 900123", "14 Larch Close")
NAME = SECRET.encode()
UTF16 = WHOLE.encode("utf-16-be")


def kinds(folder: Path, data: bytes, **options: object) -> set[str]:
    pdf = write(folder, data)
    return {finding.kind for finding in verify_pdf(pdf=pdf, marks={}, secrets=SECRETS, pictures=False, **options)}


def hexed(data: bytes) -> bytes:
    return b"<" + data.hex().encode() + b">"


def shown(text: bytes) -> bytes:
    return CLEAN + b" BT /F1 12 Tf 72 600 Td " + text + b" ET"


# ---------------------------------------------------------------- text that a reader shows

VISIBLE = {
    "plain": b"(Mr Wexcombe said) Tj",
    "capitals": b"(MR WEXCOMBE SAID) Tj",
    "split by kerning": b"[(We) -20 (xco) 15 (mbe)] TJ",
    "letter by letter": b"(W) Tj 12 0 Td (e) Tj 7 0 Td (x) Tj 6 0 Td (c) Tj 6 0 Td (o) Tj 7 0 Td (m) Tj 10 0 Td (be) Tj",
    "hexadecimal": hexed(NAME) + b" Tj",
    "octal escapes": b"(\\127excombe) Tj",
    "spaced out": b"(W e x c o m b e) Tj",
    "hyphen at the line's end": b"(saw Mr Wex-) Tj 0 -14 Td (combe there) Tj",
    "two lines": b"(Jonah) Tj 0 -14 Td (Wexcombe) Tj",
    "invisible": b"3 Tr (Wexcombe) Tj",
    "possessive": b"(Wexcombe's house) Tj",
    "phone in another form": b"(+44 7700 900 123) Tj",
    "address over two lines": b"(14, Larch) Tj 0 -14 Td (Close) Tj",
}


@pytest.mark.parametrize("text", VISIBLE.values(), ids=VISIBLE.keys())
def test_shown_text_is_found(tmp_path: Path, text: bytes) -> None:
    assert "secret_in_text" in kinds(tmp_path, assemble(base(shown(text))))


def test_a_clean_file_passes(tmp_path: Path) -> None:
    assert kinds(tmp_path, assemble(base())) == set()


@pytest.mark.parametrize(
    "text",
    [
        b"(The Wexcomber was late.) Tj",  # longer word
        b"(Call 07700 900124 or 107700900123.) Tj",
        b"(114 Larch Close) Tj",
        b"(Larch Close) Tj",
    ],
)
def test_what_only_resembles_a_secret_passes(tmp_path: Path, text: bytes) -> None:
    assert kinds(tmp_path, assemble(base(shown(text)))) == set()


def test_turned_page_and_crop_box(tmp_path: Path) -> None:
    for extra in (b"/Rotate 90", b"/Rotate 180", b"/CropBox [50 550 545 800]"):
        data = assemble(base(shown(b"(Wexcombe) Tj"), page=extra))
        assert "secret_in_text" in kinds(tmp_path, data), extra


# ---------------------------------------------------------------- text that no reader shows

HIDDEN = {
    "off the page": b"(x) Tj 2000 0 Td (Wexcombe) Tj",
    "off the page, letter by letter": b"9000 0 Td (W) Tj 9 0 Td (e) Tj 7 0 Td (xc) Tj 6 0 Td (ombe) Tj",
    "off the page, kerned": b"9000 0 Td [(We) -20 (xco) 15 (mbe)] TJ",
    "comment in the content": b"% Wexcombe\n(x) Tj",
    "tag": b"/Wexcombe BMC (x) Tj EMC",
    "replacement text": b"/Span << /ActualText (Wexcombe) >> BDC (x) Tj EMC",
    "alternate text, UTF-16": b"/Span << /Alt <feff" + UTF16.hex().encode() + b"> >> BDC (x) Tj EMC",
}


@pytest.mark.parametrize("text", HIDDEN.values(), ids=HIDDEN.keys())
def test_hidden_text_is_found(tmp_path: Path, text: bytes) -> None:
    assert kinds(tmp_path, assemble(base(shown(text)))) & {"secret_in_hidden_text", "secret_in_text"}


def test_outside_the_crop_box(tmp_path: Path) -> None:
    data = assemble(base(shown(b"(Wexcombe) Tj"), page=b"/CropBox [0 650 595 842]"))
    assert kinds(tmp_path, data) & {"secret_in_hidden_text", "secret_in_text"}


def test_a_font_of_its_own_codes_off_the_page(tmp_path: Path) -> None:
    cmap = b"1 beginbfrange <01> <08> [" + b" ".join(b"<%04x>" % ord(c) for c in SECRET) + b"] endbfrange"
    font = b"/ToUnicode 6 0 R /FirstChar 1 /LastChar 8 /Widths [6 6 6 6 6 6 6 6]"
    content = shown(b"9000 0 Td <0102030405060708> Tj")
    found = kinds(tmp_path, assemble(base(content, font=font) | {FREE: packed(cmap)}))
    assert "secret_in_hidden_text" in found


def test_a_form_that_nobody_draws(tmp_path: Path) -> None:
    form = packed(b"BT /F1 9 Tf (Wexcombe) Tj ET", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9]")
    assert kinds(tmp_path, assemble(base(resources=b"/XObject << /X 6 0 R >>") | {FREE: form}))


def test_a_picture_left_in_the_resources(tmp_path: Path) -> None:
    """The original beside the copy whose pixels were burnt: no text could tell."""
    objects = with_image(bytes(800), size=(40, 20), entries=GREY)
    left = {4: packed(CLEAN), 3: objects[3]}
    assert kinds(tmp_path, assemble(objects)) == set()
    assert kinds(tmp_path, assemble(objects | left)) == {"undrawn_object"}


def test_removed_words_may_stand_only_where_they_are_shown(tmp_path: Path) -> None:
    dirty, clean = shown(b"9000 0 Td (Tamsin) Tj"), shown(b"(Tamsin) Tj")
    assert "removed_text_in_page" in kinds(tmp_path, assemble(base(dirty)), redacted={1: ["Tamsin"]})
    assert kinds(tmp_path, assemble(base(clean)), redacted={1: ["Tamsin"]}) == set()


# ---------------------------------------------------------------- elsewhere in the file

TITLE = b"/Info 6 0 R"


def outline(title: bytes) -> dict[int, bytes]:
    return base(catalog=b"/Outlines 6 0 R") | {
        6: b"<< /Type /Outlines /First 7 0 R /Last 7 0 R /Count 1 >>",
        7: b"<< /Title %s /Parent 6 0 R /Dest [3 0 R /XYZ 0 842 0] >>" % title,
    }


STRINGS: dict[str, tuple[Callable[[], bytes], str]] = {
    "title": (lambda: assemble(base() | {FREE: b"<< /Title (Wexcombe) >>"}, trailer=TITLE), "secret_in_string"),
    "title in hexadecimal": (
        lambda: assemble(base() | {FREE: b"<< /Title %s >>" % hexed(NAME)}, trailer=TITLE),
        "secret_in_string",
    ),
    "bookmark in UTF-16": (lambda: assemble(outline(hexed(b"\xfe\xff" + UTF16))), "secret_in_string"),
    "bookmark in UTF-8": (lambda: assemble(outline(b"(\xef\xbb\xbfJonah Wexcombe)")), "secret_in_string"),
    "bookmark in UTF-16 without mark": (lambda: assemble(outline(hexed(UTF16))), "secret_in_string"),
    "font name": (lambda: assemble(base(font=b"/Name /ABCDEF+JonahWexcombe")), "secret_in_name"),
    "font name with #": (lambda: assemble(base(font=b"/Name /Jonah#20W#65xcombe")), "secret_in_name"),
    "resource name": (
        lambda: assemble(base(resources=b"/ExtGState << /Wexcombe << /CA 1 >> >>")),
        "secret_in_name",
    ),
    "unreferenced object": (lambda: assemble(base() | {9: b"(Wexcombe)"}), "unreferenced_object"),
    "object in no table": (lambda: assemble(base() | {9: b"(Wexcombe)"}, missing=(9,)), "bytes_between_objects"),
    "after the end": (lambda: assemble(base(), after=b"Wexcombe\n"), "trailing_bytes"),
    "comment between objects": (lambda: assemble(base(), before={3: b"% Wexcombe\n"}), "bytes_between_objects"),
    "comment in an object": (
        lambda: assemble(base() | {FREE: b"<< /Title (x) % Wexcombe\n >>"}, trailer=TITLE),
        "comment",
    ),
    "comment in the header": (lambda: assemble(base(), header=b"%PDF-1.7\n% Wexcombe\n"), "comment"),
    "ToUnicode": (
        lambda: assemble(
            base(font=b"/ToUnicode 6 0 R")
            | {FREE: packed(b"1 beginbfchar <01> <" + UTF16.hex().encode() + b"> endbfchar")}
        ),
        "secret_in_stream",
    ),
    "colour profile": (
        lambda: assemble(
            base(resources=b"/ColorSpace << /C [/ICCBased 6 0 R] >>") | {FREE: packed(b"\0\1Wexcombe\0", b"/N 3")}
        ),
        "secret_in_stream",
    ),
}


@pytest.mark.parametrize(("made", "kind"), STRINGS.values(), ids=STRINGS.keys())
def test_a_secret_anywhere_in_the_file(tmp_path: Path, made: Callable[[], bytes], kind: str) -> None:
    assert kind in kinds(tmp_path, made())


def test_a_second_revision(tmp_path: Path) -> None:
    old = assemble(base(shown(b"(Wexcombe) Tj")))
    path = write(tmp_path, old)
    start = len(old)
    update = b"4 0 obj\n%s\nendobj\n" % packed(CLEAN)
    new = b"xref\n4 1\n%010d 00000 n \ntrailer\n<< /Size 6 /Root 1 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n"
    before = old.rindex(b"xref\n0 ")
    path.write_bytes(old + update + new % (start, before, start + len(update)))
    assert {finding.kind for finding in verify_pdf(pdf=path, marks={}, secrets=SECRETS, pictures=False)}


def test_a_string_in_an_object_stream(tmp_path: Path) -> None:
    for title, expected in (("Wexcombe", {"secret_in_string"}), ("Minutes", set())):
        pdf = pikepdf.open(io.BytesIO(assemble(outline(b"(x)"))))
        pdf.Root.Outlines.First.Title = title
        path = tmp_path / "packed.pdf"
        pdf.save(path, object_stream_mode=pikepdf.ObjectStreamMode.generate, static_id=True)
        found = verify_pdf(pdf=path, marks={}, secrets=SECRETS, pictures=False)
        assert {finding.kind for finding in found} == expected


# ---------------------------------------------------------------- what is not on the list

NOT_ALLOWED: dict[str, tuple[dict[int, bytes], str]] = {
    "script": (base(catalog=b"/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>"), "active_content"),
    "action on opening a page": (base(page=b"/AA << /O << /S /GoTo /D [3 0 R /Fit] >> >>"), "active_content"),
    "named scripts": (base(catalog=b"/Names << /JavaScript << /Names [] >> >>"), "names"),
    "attachment": (base(catalog=b"/AF [<< /Type /Filespec /F (a.txt) >>]"), "attachment"),
    "form fields": (base(catalog=b"/AcroForm << /Fields [] >>"), "form_fields"),
    "layers": (base(catalog=b"/OCProperties << /OCGs [] /D << >> >>"), "layers"),
    "metadata": (base(catalog=b"/Metadata 6 0 R") | {6: stream(b"<x:xmpmeta/>", b"/Type /Metadata")}, "metadata"),
    "private data of a program": (base(page=b"/PieceInfo << >>"), "application_data"),
    "thumbnail": (base(page=b"/Thumb 6 0 R") | {6: stream(b"x")}, "thumbnail"),
    "note": (base(page=b"/Annots [<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] >>]"), "annotation"),
    "text of a link": (
        base(page=b"/Annots [<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /Contents (x) >>]"),
        "annotation_text",
    ),
    "link to the web": (
        base(
            page=b"/Annots [<< /Type /Annot /Subtype /Link /Rect [0 0 9 9]"
            b" /A << /S /URI /URI (https://case.example/) >> >>]"
        ),
        "link_out",
    ),
    "structure with alternate text": (
        base(catalog=b"/StructTreeRoot << /Type /StructTreeRoot /K << /S /Figure /Alt (x) >> >>"),
        "replacement_text",
    ),
    "unknown key": (base(catalog=b"/Surprise (x)"), "not_allowed"),
    "link to a page outside the tree": (
        outline(b"(x)") | {7: b"<< /Title (x) /Parent 6 0 R /Dest [8 0 R /Fit] >>", 8: b"<< /Type /Page >>"},
        "not_allowed",
    ),
}


@pytest.mark.parametrize(("objects", "kind"), NOT_ALLOWED.values(), ids=NOT_ALLOWED.keys())
def test_what_is_not_on_the_list(tmp_path: Path, objects: dict[int, bytes], kind: str) -> None:
    assert kind in kinds(tmp_path, assemble(objects))


def test_author_in_info(tmp_path: Path) -> None:
    data = assemble(base() | {FREE: b"<< /Author (A. Clerk) >>"}, trailer=TITLE)
    assert "metadata" in kinds(tmp_path, data)


def test_our_own_outline_links_and_labels_pass(tmp_path: Path) -> None:
    objects = outline(b"(Minutes, p. 1)")
    objects[1] = objects[1].replace(
        b"/Outlines",
        b"/PageMode /UseOutlines /OpenAction [3 0 R /XYZ null null 1] /PageLabels << /Nums [0 << /S /D /P (A) >>] >>"
        b" /ViewerPreferences << /DisplayDocTitle true >> /Outlines",
    )
    link = b"/Annots [<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /Border [0 0 0] /Dest [3 0 R /Fit] >>]"
    objects[3] = objects[3].replace(b"/Contents", link + b" /Contents")
    assert kinds(tmp_path, assemble(objects | {8: b"<< /Title (Bundle) >>"}, trailer=b"/Info 8 0 R")) == set()


# ---------------------------------------------------------------- pictures


def jpeg(**options: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 20), "white").save(out, "JPEG", **options)
    return out.getvalue()


DCT = b"/ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode"
GREY = b"/ColorSpace /DeviceGray /BitsPerComponent 8"
EXIF = Image.Exif()
EXIF[0x010E] = "Front garden"
PICTURES = {
    "comment": (with_image(jpeg(comment=b"Jonah Wexcombe"), size=(40, 20), entries=DCT), "picture_comment"),
    "camera data": (with_image(jpeg(exif=EXIF), size=(40, 20), entries=DCT), "picture_metadata"),
    "bytes after a JPEG": (with_image(jpeg() + b"more", size=(40, 20), entries=DCT), "bytes_after_picture"),
    "bytes after samples": (with_image(bytes(800) + b"Wexcombe", size=(40, 20), entries=GREY), "bytes_after_picture"),
    "cut short": (with_image(jpeg()[:-2], size=(40, 20), entries=DCT), "not_understood"),
}


@pytest.mark.parametrize(("objects", "kind"), PICTURES.values(), ids=PICTURES.keys())
def test_what_travels_with_a_picture(tmp_path: Path, objects: dict[int, bytes], kind: str) -> None:
    assert kind in kinds(tmp_path, assemble(objects))


def test_clean_pictures_pass(tmp_path: Path) -> None:
    for data, entries in ((jpeg(), DCT), (jpeg(progressive=True), DCT), (bytes(800), GREY)):
        assert kinds(tmp_path, assemble(with_image(data, size=(40, 20), entries=entries))) == set()


# ---------------------------------------------------------------- what is not understood

BROKEN = {
    "no PDF": b"hello",
    "cut": assemble(base())[:300],
    "wrong length of a stream": assemble(base()).replace(b"/Length ", b"/Length 1", 1),
    "damaged compression": assemble(base() | {4: stream(b"x\x9c\x00\x00zz", b"/Filter /FlateDecode")}),
    "unknown filter": assemble(base() | {4: stream(b"zz", b"/Filter /Secret")}),
    "bytes after compressed data": assemble(
        base() | {4: stream(packed(CLEAN).split(b"stream\n")[1][:-11] + b"Wexcombe", b"/Filter /FlateDecode")}
    ),
    "a key twice": assemble(base(page=b"/Rotate 0 /Rotate 90")),
    "encrypted": assemble(base() | {FREE: b"<< /Filter /Standard >>"}, trailer=b"/Encrypt 6 0 R"),
}


@pytest.mark.parametrize("data", BROKEN.values(), ids=BROKEN.keys())
def test_doubt_is_a_finding(tmp_path: Path, data: bytes) -> None:
    assert "not_understood" in kinds(tmp_path, data)


def test_an_empty_file(tmp_path: Path) -> None:
    assert "not_understood" in kinds(tmp_path, b"")


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_damage_never_crashes_the_reader(data: st.DataObject) -> None:
    whole = bytearray(assemble(outline(b"(x)")))
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    with contextlib.suppress(NotUnderstood, *BROKEN_READER):  # these become the finding "not_understood"
        read_pdf(bytes(whole))


def test_no_finding_tells_the_text(tmp_path: Path) -> None:
    pdf = write(tmp_path, assemble(outline(b"(Wexcombe)") | {9: b"(Wexcombe)"}, after=b"Wexcombe"))
    found = verify_pdf(pdf=pdf, marks={}, secrets=SECRETS, pictures=False)
    assert found
    assert not any("excombe" in str(finding).lower() for finding in found)
