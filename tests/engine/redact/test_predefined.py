"""Composite fonts with one of the standard's own maps: widths are known where the map's table is, else not guessed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from redact_factory import SECRET, chars_of, every_reading, new_pdf, redacted, saved

from candour.engine.model import Box
from candour.engine.redact.predefined import cids_of, settled

MAPS = {
    "90ms-RKSJ-H": ("Japan1", [231, 325, 500]),
    "GBK-EUC-H": ("GB1", [814, 907, 500, 7716, 7716, 500]),
    "KSCms-UHC-H": ("Korea1", [1, 95, 500]),
}


def page(encoding: str, ordering: str, widths: Any, text: bytes) -> pikepdf.Pdf:
    pdf = new_pdf(b"BT /F2 10 Tf 30 150 Td (" + text + b") Tj ET")
    info = Dictionary(Registry=String("Adobe"), Ordering=String(ordering), Supplement=2)
    below = Dictionary(
        Type=Name.Font, Subtype=Name.CIDFontType0, BaseFont=Name.Quillery, CIDSystemInfo=info, DW=1000, W=widths,
        FontDescriptor=Dictionary(
            Type=Name.FontDescriptor, FontName=Name.Quillery, Flags=4, FontBBox=Array([0, -200, 1000, 800]),
            ItalicAngle=0, Ascent=800, Descent=-200, CapHeight=700, StemV=80,
        ),
    )  # fmt: skip
    pdf.pages[0].obj.Resources.Font["/F2"] = Dictionary(
        Type=Name.Font, Subtype=Name.Type0, BaseFont=Name.Quillery, Encoding=Name("/" + encoding),
        DescendantFonts=Array([pdf.make_indirect(below)]),
    )  # fmt: skip
    return pdf


@pytest.mark.parametrize("encoding", MAPS)
def test_half_width_letters_are_cut_where_they_stand(encoding: str, tmp_path: Path) -> None:
    ordering, widths = MAPS[encoding]
    source = saved(page(encoding, ordering, Array(widths), b"Seen: " + SECRET.encode() + b" at home"), tmp_path)
    out, (told,) = redacted(source, [Box(60, 141, 60 + 5 * len(SECRET), 152)])
    assert told.method == "vector"
    left = every_reading(out)
    assert SECRET not in left
    before, after = chars_of(source), chars_of(out)
    assert [char for char, _, _ in after] == list("Seen:athome")
    assert after[-1] == pytest.approx(before[-1])


def test_widths_beyond_the_table_are_not_guessed(tmp_path: Path) -> None:
    source = saved(page("90ms-RKSJ-H", "Japan1", Array([700, 800, 500]), b"Seen: " + SECRET.encode()), tmp_path)
    _, (told,) = redacted(source, [Box(60, 141, 105, 152)])
    assert told.method == "raster"
    assert "widths" in told.reason


def test_tables() -> None:
    assert cids_of("90ms-RKSJ-V")[ord("A")] == 231 + ord("A") - 32
    assert cids_of("GBK-EUC-H")[ord(" ")] == 7716
    assert cids_of("Unheard-H") == {}
    assert not settled("Unheard-H", {1: 0.5}, 1.0)
    assert settled("KSCms-UHC-H", {1: 0.5, 4000: 1.0}, 1.0)
    assert not settled("KSCms-UHC-H", {4000: 0.5}, 1.0)
