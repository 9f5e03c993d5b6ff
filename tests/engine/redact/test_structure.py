"""Structure tags are rebuilt for what stays: headings, lists, tables, labels, pictures and pages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Name, String
from redact_factory import SECRET, boxes_of, every_reading, new_pdf, redacted, saved
from structured_pdf import clean, line, pikepdf_text, tagged, tree

from candour.engine.model import Mark
from candour.engine.redact import redact_pdf
from candour.engine.verify import verify_pdf


def test_headings_lists_and_tables_stay_what_they_are(tmp_path: Path) -> None:
    out, (page,) = redacted(saved(tagged(), tmp_path), [])
    assert page.method == "copied"
    assert tree(out) == [
        *("Document", "H1", '"Review"', "P", '"Her brother Zephyrine was there"', "L", "LI", "LBody", '"First point"'),
        *("P", '"Zephyrine"', "Table", "TR", "TD", '"cell one"', "TD", '"cell two"', "TD"),
    ]
    with pikepdf.open(out) as pdf:
        assert pdf.Root.MarkInfo.Marked is True
        assert str(pdf.Root.StructTreeRoot.K[0].Lang) == "pl"
    assert b"ColSpan 2" in pikepdf_text(out)
    assert b"Layout" not in pikepdf_text(out)
    assert clean(out)


@pytest.mark.parametrize(
    ("widths", "lines"),
    [
        ("safe", ['"Her brother "', '"[sibling]"', '" was there"']),
        ("faithful", ['"Her brother  was there"', '"[sibling]"']),
    ],
)
def test_a_label_is_read_in_place_of_what_was_removed(widths: str, lines: list[str], tmp_path: Path) -> None:
    source = saved(tagged(), tmp_path)
    out, (page,) = redacted(source, boxes_of(source, SECRET), widths=widths, label="[sibling]")
    said = tree(out)
    start = said.index('"Review"') + 2
    assert said[start : start + len(lines)] == lines
    assert said[said.index('"First point"') + 1 :][:2] == ["P", '"[sibling]"']
    assert SECRET not in every_reading(out)
    assert clean(out, page.boxes)


def test_an_element_without_content_is_gone_but_a_cell_keeps_its_place(tmp_path: Path) -> None:
    source = saved(tagged(), tmp_path)
    out, _ = redacted(source, [*boxes_of(source, SECRET), *boxes_of(source, "cell one")])
    said = tree(out)
    assert said[said.index('"First point"') + 1 :] == ["Table", "TR", "TD", "TD", '"cell two"', "TD"]


def test_pictures_are_called_pictures_and_text_in_a_figure_is_read(tmp_path: Path) -> None:
    def change(_: pikepdf.Pdf, leaves: list[Any]) -> None:
        leaves[0].S, leaves[0].Alt = Name.Figure, String("Mother and child")

    out, _ = redacted(saved(tagged(change=change), tmp_path), [])
    assert tree(out)[1:3] == ["Div", '"Review"']
    pdf = tagged(change=change)
    data = pdf.pages[0].Contents.read_bytes()
    pdf.pages[0].Contents = pdf.make_stream(
        data.replace(line(0, "Review", "H1"), b"/Figure <</MCID 0>> BDC 20 250 50 30 re f EMC")
    )
    out, _ = redacted(saved(pdf, tmp_path), [])
    assert b"/Alt (Picture)" in pikepdf_text(out)
    assert b"Mother" not in pikepdf_text(out)
    assert clean(out)


def test_a_page_as_a_picture_has_its_words_in_one_paragraph(tmp_path: Path) -> None:
    source = saved(tagged(), tmp_path)
    marks = {1: [Mark((box,), "test", "[sibling]") for box in boxes_of(source, SECRET)]}
    out = tmp_path / "out.pdf"
    (page,) = redact_pdf(source=source, pages=[1], marks=marks, out=out, as_pictures=[1])
    assert page.method == "raster"
    said = tree(out)
    assert said[:2] == ["Document", "P"]
    assert said.count('"[sibling]"') == len(page.boxes)
    assert not verify_pdf(pdf=out, marks={1: page.boxes}, secrets=[SECRET], pictures=False)


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    source = saved(tagged(), tmp_path)
    boxes = boxes_of(source, SECRET)
    first = redacted(source, boxes, widths="safe", label="[sibling]")[0].read_bytes()
    assert redacted(source, boxes, widths="safe", label="[sibling]")[0].read_bytes() == first


def test_a_page_that_is_left_out_takes_its_elements_along(tmp_path: Path) -> None:
    pdf = tagged()
    other = new_pdf(b"BT /F1 12 Tf 30 200 Td (Plain) Tj ET")
    pdf.pages.append(other.pages[0])
    source = saved(pdf, tmp_path)
    out, _ = redacted(source, [], pages=(2,))
    with pikepdf.open(out) as made:
        assert "/StructTreeRoot" not in made.Root
    out, _ = redacted(source, [], pages=(2, 1))
    with pikepdf.open(out) as made:
        assert "/MarkInfo" not in made.Root
        assert "/StructParents" not in made.pages[0]
        assert made.pages[1].StructParents == 1
    assert '"cell two"' in tree(out)
