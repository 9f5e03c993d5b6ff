"""Made pages: every character survives or is spelt out, nothing runs off the page, the same bytes each time."""

from __future__ import annotations

import io
import re
import subprocess
import unicodedata
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from candour.engine.errors import Unreadable
from candour.engine.fonts import BREAKS, INVISIBLE, MONO, SANS, lines_of
from candour.engine.typeset import (
    MARGIN,
    PAGE,
    Block,
    Bullets,
    Heading,
    PageBreak,
    Paragraph,
    Picture,
    Preformatted,
    Table,
    lay_out,
    write_pdf,
)
from candour.engine.verify import verify_pdf


def made(folder: Path, *blocks: Block, title: str = "") -> Path:
    out = folder / "made.pdf"
    write_pdf(blocks, out=out, title=title)
    return out


def read(pdf: Path) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def a_picture(width: int, height: int, mode: str = "RGB", form: str = "PNG", **more: object) -> bytes:
    held = io.BytesIO()
    Image.new(mode, (width, height)).save(held, form, **more)
    return held.getvalue()


def test_markup_is_text(tmp_path: Path) -> None:
    text = "<b>not bold</b> & &amp; <img src='x'/> (a) \\(b"
    assert read(made(tmp_path, Paragraph(text))).strip() == text


def test_line_breaks_and_spaces_are_kept_where_they_matter(tmp_path: Path) -> None:
    text = "a\tb\n\n   c  d"
    lines = [line.text for line in lines_of(text, face=MONO, size=8.5, width=400, spaces=True)]
    assert lines == ["a       b", "", "   c  d"]
    page = pypdfium2.PdfDocument(made(tmp_path, Preformatted(text)))[0].get_textpage()
    left = {page.get_text_range(at, 1): page.get_charbox(at)[0] for at in range(page.count_chars())}
    step = MONO.width("x", 8.5)
    assert (left["b"] - left["a"]) / step == pytest.approx(8, abs=0.2)
    assert (left["d"] - left["a"]) / step == pytest.approx(6, abs=0.2)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("中文", "[U+4E2D][U+6587]"),
        ("bell\x07", "bell[U+0007]"),
        ("turned \u202e round", "turned [U+202E] round"),
        ("hid\U000e0041den", "hid[U+E0041]den"),
        ("so\u00adft zero\u200bwidth", "soft zerowidth"),
        ("cafe\u0301", "café"),
        ("non\u00a0breaking\u2009thin", "non breaking thin"),
        ("lone \ud800 half", "lone [U+D800] half"),
        ("Ŵŷ Zażółć Привет Ελλάς שלום", "Ŵŷ Zażółć Привет Ελλάς שלום"),
    ],
)
def test_what_the_font_lacks_is_spelt_out(text: str, shown: str) -> None:
    for face in (SANS, MONO):
        assert [line.text for line in lines_of(text, face=face, size=10, width=400)] == [shown]


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=200), width=st.integers(20, 400), spaces=st.booleans())
def test_no_character_is_lost_and_no_line_is_too_wide(text: str, width: int, spaces: bool) -> None:
    lines = list(lines_of(text, face=SANS, size=9, width=width, spaces=spaces))
    joined = squeezed("".join(line.text for line in lines))
    assert joined == squeezed("".join(SANS.shown(raw) for raw in BREAKS.split(text)))
    spelt = re.sub(r"\[U\+([0-9A-F]{4,6})\]", lambda found: chr(int(found[1], 16)), joined)
    kept = unicodedata.normalize("NFC", INVISIBLE.sub("", unicodedata.normalize("NFC", text)))
    if "[U+" not in text:
        assert set(squeezed(kept)) - set(spelt) - set(map(chr, range(0x1C, 0x21))) == set()
    assert all(line.face.width(line.text, 9) <= width or len(line.text) == 1 for line in lines)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.text(alphabet=st.characters(max_codepoint=0x24F, categories=("L", "N", "P", "S")), min_size=1, max_size=300)
)
def test_a_reader_gets_back_what_was_written(tmp_path: Path, text: str) -> None:
    expected = squeezed("".join(line.text for line in lines_of(text, face=SANS, size=10.5, width=480)))
    shown = subprocess.run(
        ["pdftotext", "-raw", made(tmp_path, Paragraph(text)), "-"], capture_output=True, text=True, check=True
    ).stdout
    assert squeezed(shown) == expected


def test_long_words_long_cells_and_long_tables_run_on_within_the_margins(tmp_path: Path) -> None:
    rows = [["Name", "What was said"], *[[f"row{number}", "said " * 30] for number in range(80)]]
    rows.append(["tall", "\n".join(f"line{number}" for number in range(300))])
    pdf = made(tmp_path, Paragraph("x" * 900), Table(rows, widths=[1, 4]), Table([["y" * 300] * 12], header=False))
    text = read(pdf)
    assert squeezed(text).count("x" * 900) == 1
    assert all(f"row{number}" in text for number in range(80))
    assert all(re.search(rf"\bline{number}\b", text) for number in range(300))
    assert text.count("What was said") >= 6, "the header is repeated on each page"
    document = pypdfium2.PdfDocument(pdf)
    for page in document:
        held = page.get_textpage()
        for number in range(held.count_rects()):
            left, bottom, right, top = held.get_rect(number)
            assert MARGIN - 1 <= left < right <= PAGE[0] - MARGIN + 10
            assert MARGIN - 4 <= bottom < top <= PAGE[1] - MARGIN + 1


def test_a_heading_is_never_alone_at_the_foot_of_a_page(tmp_path: Path) -> None:
    for lines in range(40, 56):
        pdf = made(
            tmp_path, Paragraph("\n".join(["line"] * lines)), Heading("Alone?", level=2), Paragraph("Not alone.")
        )
        for page in pypdfium2.PdfDocument(pdf):
            text = page.get_textpage().get_text_range()
            assert ("Alone?" in text) == ("Not alone." in text)


def test_page_breaks_bullets_and_page_count(tmp_path: Path) -> None:
    out = tmp_path / "x.pdf"
    assert write_pdf([], out=out) == 1
    assert write_pdf([Bullets(["one", "two"]), PageBreak(), Paragraph("three")], out=out) == 2
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(out)]
    assert squeezed(pages[0]) == "•one•two"
    assert squeezed(pages[1]) == "three"


def test_places_tell_where_rows_stand(tmp_path: Path) -> None:
    rows = [["Head"], *[[f"row{number}"] for number in range(100)]]
    laid = lay_out([Heading("T"), Table(rows)], out=tmp_path / "x.pdf")
    document = pypdfium2.PdfDocument(tmp_path / "x.pdf")
    rows_placed = [place for place in laid.places if place.block == 1 and place.row]
    assert [place.row for place in rows_placed] == list(range(1, 101))
    for place in rows_placed:
        page = document[place.page - 1].get_textpage()
        inside = page.get_text_bounded(left=0, right=PAGE[0], bottom=place.bottom, top=place.top)
        assert inside.split() == [f"row{place.row - 1}"]


def test_the_same_blocks_give_the_same_bytes_without_dates_or_names(tmp_path: Path) -> None:
    blocks = [Heading("T"), Paragraph("Zażółć"), Table([["a", "b"]]), Picture(a_picture(40, 30, "RGBA"))]
    first = made(tmp_path, *blocks, title="Title ż").read_bytes()
    pdf = made(tmp_path, *blocks, title="Title ż")
    assert pdf.read_bytes() == first
    assert b"eport" not in first
    with pikepdf.open(pdf) as opened:
        assert {key: str(value) for key, value in opened.docinfo.items()} == {"/Title": "Title ż"}
        assert str(opened.Root.Lang) == "en-GB"
        assert set(opened.Root.keys()) == {
            *("/Type", "/Pages", "/Lang", "/ViewerPreferences", "/StructTreeRoot", "/MarkInfo")
        }
    fonts = subprocess.run(["pdffonts", pdf], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
    assert fonts
    assert all(row.split()[-5:-2] == ["yes", "yes", "yes"] for row in fonts), "embedded, subset, with Unicode"


def tree(pdf: Path) -> str:
    """The structure tree in one line, as poppler reads it."""
    said = subprocess.run(["pdfinfo", "-struct-text", pdf], capture_output=True, text=True, check=True).stdout
    return " ".join(said.replace(" (block)", "").replace(" (inline)", "").split())


def test_blocks_are_tagged_in_the_order_they_are_read(tmp_path: Path) -> None:
    pdf = made(
        tmp_path,
        Heading("Visit", level=2),
        Paragraph("One\nline on\n\nTwo"),
        Bullets(["tea", "toast"]),
        Table([["Day", "What"], ["Mon", ""], ["", ""]]),
        Picture(a_picture(20, 20)),
        Preformatted("   \n  Three"),
    )
    listed = "".join(f' LI Lbl "•" LBody "{word}"' for word in ("tea", "toast"))
    rows = ' TR TH: /Scope /Column "Day" TH: /Scope /Column "What" TR TD "Mon" TD'
    said = tree(pdf).replace("/O /Table ", "").replace('"Oneline on"', '"One line on"')
    assert said == f'Document H2 "Visit" P "One line on" P "Two" L{listed} Table{rows} Figure "" P " Three"'
    assert not verify_pdf(pdf=pdf, marks={}, secrets=[], pictures=False)


def test_a_very_large_table_is_told_row_by_row(tmp_path: Path) -> None:
    rows = [["Day", "What"], *[[f"d{number}", "tea"] for number in range(10_000)]]
    with pikepdf.open(made(tmp_path, Table(rows))) as pdf:
        table = pdf.Root.StructTreeRoot.K[0].K[0]
        assert len(table.K) == len(rows)
        (cell,) = [table.K[4].K] if isinstance(table.K[4].K, pikepdf.Dictionary) else list(table.K[4].K)
        assert str(cell.S) == "/TD"
        assert len(cell.K) == 2, "its texts are not run together"


def test_nothing_is_drawn_outside_an_element_or_an_artifact(tmp_path: Path) -> None:
    rows = [["Name", "What was said"], *[[f"row{number}", "said " * 30] for number in range(80)]]
    pdf = made(tmp_path, Paragraph("word " * 2000), Table(rows), Picture(a_picture(20, 20)), Bullets(["one " * 300]))
    with pikepdf.open(pdf) as opened:
        assert opened.Root.MarkInfo.Marked
        back = pikepdf.NumberTree(opened.Root.StructTreeRoot.ParentTree)
        for at, page in enumerate(opened.pages):
            depth, numbers = 0, []
            for operands, operator in pikepdf.parse_content_stream(page):
                if str(operator) in ("BDC", "BMC"):
                    depth += 1
                    numbers += [int(operands[1].MCID)] if str(operator) == "BDC" else []
                depth -= str(operator) == "EMC"
                assert 0 <= depth <= 1
                assert depth or str(operator) not in ("Tj", "TJ", "Do", "S", "f")
            assert depth == 0
            assert page.obj.StructParents == at
            assert numbers == list(range(len(back[at])))
    assert tree(pdf).count('"What was said"') == 1, "the header that is repeated is no second header"
    assert not verify_pdf(pdf=pdf, marks={}, secrets=[], pictures=False)


def test_a_page_without_anything_has_no_tags(tmp_path: Path) -> None:
    with pikepdf.open(made(tmp_path, Paragraph(" \n"))) as opened:
        assert "/StructTreeRoot" not in opened.Root
        assert "/MarkInfo" not in opened.Root


@pytest.mark.parametrize(("size", "width"), [((3000, 100), None), ((100, 9000), None), ((50, 50), 900.0)])
def test_pictures_fit_the_page(tmp_path: Path, size: tuple[int, int], width: float | None) -> None:
    pdf = made(tmp_path, Picture(a_picture(*size), width))
    (image,) = pypdfium2.PdfDocument(pdf)[0].get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE])
    left, bottom, right, top = image.get_bounds()
    assert MARGIN - 1 <= left < right <= PAGE[0] - MARGIN + 1
    assert MARGIN - 1 <= bottom < top <= PAGE[1] - MARGIN + 1
    assert (right - left) / (top - bottom) == pytest.approx(size[0] / size[1], rel=0.02)


def test_a_picture_is_turned_and_leaves_what_else_its_file_carried(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = 6, "Zebrafinch at home"
    pdf = made(tmp_path, Picture(a_picture(200, 100, form="JPEG", exif=exif)))
    (image,) = pypdfium2.PdfDocument(pdf)[0].get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE])
    left, bottom, right, top = image.get_bounds()
    assert top - bottom > right - left
    assert b"Zebrafinch" not in pdf.read_bytes()


@pytest.mark.parametrize("data", [b"", b"GIF89a", a_picture(50, 50)[:60]])
def test_a_broken_picture_is_one_clear_error(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(Unreadable, match="could not be decoded"):
        made(tmp_path, Picture(data))
    assert not list(tmp_path.iterdir())
