"""Safe mode: what is left of a line does not tell the name; measured on real pages, byte for byte."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
from redact_factory import SECRET, boxes_of, chars_of, every_reading, new_pdf, redacted, saved
from reportlab.pdfbase.pdfmetrics import stringWidth

import candour.engine
from candour.engine.model import Box
from candour.engine.redact.page import page_bytes
from candour.engine.redact.recovery import Setting, residual_bits

FONT = Path(candour.engine.__file__).parent / "fonts" / "DejaVuSans.ttf"
FIRST = "Jo Ada Imogen Bartholomew Priya Tomasz Zofia Wilfred".split()
LAST = "Ng Pellow Trembath Featherstone Lane Quill Okafor Szymanska".split()
NAMES = [f"{first} {last}" for first in FIRST for last in LAST]


TOLD: list[tuple[Setting, float]] = [("line", 1.0), ("centred", 2.0), ("justified", 2.5)]
"""Where a paragraph breaks its lines depends on the name a little, and these names differ more than most."""


@pytest.mark.parametrize(("setting", "most"), TOLD)
def test_safe_mode_tells_little(setting: Setting, most: float) -> None:
    assert residual_bits(names=NAMES, font=FONT, size=11, mode="safe", setting=setting) <= most
    assert residual_bits(names=NAMES, font=FONT, size=11, mode="faithful", setting=setting) > 5.0


@pytest.mark.long
@pytest.mark.parametrize("setting", ["line", "centred", "justified"])
def test_a_thousand_names(setting: Setting) -> None:
    given = (
        "Ada Bea Callum Dilys Ewan Fatima Gwen Hamza Imogen Jonah Kerry Liam Mared Noor Owain Priya Rhys Seren".split()
    )
    family = [
        a + b for a in "Tre Pen Hal Whit Ash Fen Bro Carr Dun El".split() for b in "lan combe well by ton ley".split()
    ]
    names = [f"{one} {two}" for one in given for two in family][:1000]
    assert residual_bits(names=names, font=FONT, size=11, mode="safe", setting=setting) <= 2.0


def page(name: str, *, way: str = "Tj") -> bytes:
    if way == "Tj":
        return f"BT /F1 12 Tf 30 150 Td (Seen: {name} \\(aunt\\) at home.) Tj 0 -20 Td (Next line.) Tj ET".encode()
    if way == "Tw":
        return f"BT /F1 12 Tf {len(name) / 10} Tw 0.1 Tc 30 150 Td (Seen: {name} \\(aunt\\) at home.) Tj ET".encode()
    if way == "Td":
        wide = stringWidth(name, "Helvetica", 12) + 3.3
        return f"BT /F1 12 Tf 30 150 Td (Seen: ) Tj 40 0 Td ({name}) Tj {wide} 0 Td (aunt at home.) Tj ET".encode()
    if way == "cm":
        wide = 73.3 + stringWidth(name, "Helvetica", 12)
        seen, name_, after = ("(Seen: )", 30.0), (f"({name})", 70.0), ("(aunt at home.)", wide)
        return " ".join(
            f"q 1 0 0 1 {x} 150 cm BT /F1 12 Tf {text} Tj ET Q" for text, x in (seen, name_, after)
        ).encode()
    rule = f"70 148 {7.3 * len(name)} 0.5 re f "
    return rule.encode() + page(name)


@pytest.mark.parametrize("way", ["Tj", "Tw", "Td", "cm", "underline"])
def test_the_stream_holds_no_number_of_the_name(way: str, tmp_path: Path) -> None:
    left = []
    for name in ("Jo", "Bartholomew Szym"):
        source = saved(new_pdf(page(name, way=way)), tmp_path)
        (box,) = boxes_of(source, name)
        out, (told,) = redacted(source, [box], widths="safe")
        with pikepdf.Pdf.open(out) as pdf:
            left.append((page_bytes(pdf.pages[0].obj), told.boxes))
        assert "aunt" in every_reading(out)
    assert left[0] == left[1]


def test_kept_words_stay_in_order_and_other_lines_stay(tmp_path: Path) -> None:
    source = saved(new_pdf(page(SECRET)), tmp_path)
    out, (told,) = redacted(source, boxes_of(source, SECRET), widths="safe")
    (box,) = told.boxes
    (seen,), (aunt,), (line,) = (boxes_of(out, word) for word in ("Seen:", "aunt", "Next line."))
    assert seen.x1 <= box.x0 + 0.1
    assert box.x1 <= aunt.x0 + 0.1
    assert line == boxes_of(source, "Next line.")[0]
    assert "(aunt) at home." in every_reading(out)


def test_columns_are_not_pushed(tmp_path: Path) -> None:
    row = b"BT /F1 12 Tf 30 150 Td (Jo) Tj 60 0 Td (mother) Tj 150 0 Td (Harrowmere) Tj ET"
    source = saved(new_pdf(row), tmp_path)
    out, (told,) = redacted(source, [Box(30, 138, 43, 154)], widths="safe")
    for word in ("mother", "Harrowmere"):
        (before,), (after,) = boxes_of(source, word), boxes_of(out, word)
        assert abs(before.x0 - after.x0) < 0.05
    assert told.boxes[0].x1 <= 90


def test_a_full_line_stays_within_the_page(tmp_path: Path) -> None:
    text = "Mr Jo " + "went on the bus to the school and back again with the others of the class"
    source = saved(new_pdf(f"BT /F1 10 Tf 30 150 Td ({text}) Tj ET".encode()), tmp_path)
    out, _ = redacted(source, boxes_of(source, "Jo"), widths="safe")
    assert max(x for _, x, _ in chars_of(out)) < 400
    assert "class" in every_reading(out)


def test_text_over_a_picture_stays_in_place(tmp_path: Path) -> None:
    stripes = b"q 400 0 0 300 0 0 cm BI /W 8 /H 1 /BPC 8 /CS /G ID " + bytes((0, 255) * 4) + b" EI Q "
    source = saved(new_pdf(stripes + page(SECRET)), tmp_path)
    (box,) = boxes_of(source, SECRET)
    out, (told,) = redacted(source, [box], widths="safe")
    (drawn,) = told.boxes
    assert drawn.x0 <= box.x0
    assert drawn.x1 >= box.x1
    assert drawn.x0 > boxes_of(out, "Seen:")[0].x1
    assert drawn.x1 < boxes_of(out, "(aunt")[0].x0
    assert boxes_of(out, "(aunt") == boxes_of(source, "(aunt")
    assert SECRET not in every_reading(out)
