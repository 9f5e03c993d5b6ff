"""The text of a content stream: strings in every form, gaps only where something moves, each font's own codes."""

from __future__ import annotations

import pytest

from candour.engine.verify.content import read_content
from candour.engine.verify.fonts import Codes

SPELT = Codes(table={0: " ", 0x20: "T", 0x21: "a", 0x22: "m"})
TWO_BYTES = Codes(width=2, table={0: " ", 1: "T", 2: "a", 3: "m"})
FONTS = {"F1": Codes(), "Td": Codes(), "F2": SPELT, "F3": TWO_BYTES}


def text(data: bytes) -> str:
    return read_content(data, font=FONTS.__getitem__).text


@pytest.mark.parametrize(
    ("data", "reads"),
    [
        (rb"[(Ta) -20 (ms) 15 (in)] TJ", ["Tamsin"]),
        (rb"[(Ta) -250 (ms) 15 (in)] TJ", ["Ta", "msin"]),
        (rb"(Ta) Tj 4 0 Td (msin) Tj", ["Ta", "msin"]),
        (rb"(Ta) Tj (msin) ' ", ["Tamsin"]),
        (rb"(Ta) ' (msin) Tj", ["Ta", "msin"]),
        (rb"(see Td (2) and -250 \(3) Tj", ["see", "Td", "(2)", "and", "-250", "(3"]),
        (rb"(T\141m\163in) Tj", ["Tamsin"]),
        (rb"(wing \1) Tj (2 Elm Row) Tj", ["wing", "\x012", "Elm", "Row"]),
        (rb"(a\\) Tj <5c6e> Tj (\() Tj", ["a\\\\n("]),
        (rb"<< /MCID 4 >> BDC <54616d73696e> Tj", ["Tamsin"]),
        (rb"/Td 12 Tf (Ta) Tj /F1 9 Tf (msin) Tj", ["Ta", "msin"]),
        (rb"/F1 12 Tf (Ta) Tj (/F2 1 Tf) Tj", ["Ta/F2", "1", "Tf"]),
    ],
)
def test_strings_and_gaps(data: bytes, reads: list[str]) -> None:
    assert text(data).split() == reads


def test_a_blank_may_be_a_letter() -> None:
    assert text(b'/F2 9 Tf ( !") Tj ( ) Tj') == "TamT"


def test_one_font_set_again_and_again() -> None:
    again = b" ".join(b"/F1 9 Tf (%c) Tj" % letter for letter in b"Tam")
    assert text(again) == "T a m"
    again = b" ".join(b"/F3 9 Tf <%04x> Tj" % code for code in (1, 2, 3))
    assert text(again) == "T a m"


def test_what_only_stands_in_a_string_draws_nothing() -> None:
    content = read_content(b"(/Im1 Do) Tj /Im2 Do", font=FONTS.__getitem__)
    assert content.drawn == {"Im2"}
