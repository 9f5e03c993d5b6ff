"""Whatever the font and however the word is split, a redacted word is never read again and its neighbours stay."""

from __future__ import annotations

import tempfile
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name
from PIL import ImageChops
from redact_factory import SECRET, boxes_of, chars_of, every_reading, form, new_pdf, png_pixels, redacted, saved

from candour.engine.model import Box

BEFORE, AFTER = "Seen: ", " (aunt) at home"


def hexed(text: str) -> bytes:
    return b"<" + text.encode("ascii").hex().encode() + b">"


def kerned(text: str, by: list[int]) -> bytes:
    parts = [hexed(char) + b" %d" % by[at % len(by)] for at, char in enumerate(text)]
    return b"[" + b" ".join(parts) + b"] TJ"


def one_by_one(text: str, step: float) -> bytes:
    return b" ".join(hexed(char) + b" Tj %.2f 0 Td" % step for char in text)


def pieces(text: str, cuts: list[int]) -> bytes:
    edges = sorted({0, len(text), *(cut % len(text) for cut in cuts)})
    return b" ".join(hexed(text[a:b]) + b" Tj" for a, b in pairwise(edges))


WHOLE = BEFORE + SECRET + AFTER
ways = st.one_of(
    st.just(hexed(WHOLE) + b" Tj"),
    st.just(b"(" + WHOLE.replace("(", r"\(").replace(")", r"\051").encode() + b") Tj"),
    st.lists(st.integers(-250, 120), min_size=1, max_size=4).map(lambda by: kerned(WHOLE, by)),
    st.floats(6, 9).map(lambda step: one_by_one(WHOLE, step)),
    st.lists(st.integers(0, 60), max_size=5).map(lambda cuts: pieces(WHOLE, cuts)),
    st.just(b"14 TL " + hexed(WHOLE) + b" '"),
    st.just(b"14 TL 1 0.2 " + hexed(WHOLE) + b' "'),
)
states = st.tuples(
    st.floats(7, 16),
    st.floats(0, 1.5),
    st.floats(0, 3),
    st.integers(80, 120),
    st.floats(-3, 3),
    st.sampled_from([0, 1, 2, 3]),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    way=ways,
    state=states,
    turn=st.sampled_from([0, 90, 180, 270]),
    nested=st.booleans(),
    widths=st.sampled_from(["safe", "faithful"]),
)
def test_a_redacted_word_is_never_found_again(way: bytes, state: Any, turn: int, nested: bool, widths: str) -> None:
    size, tc, tw, tz, rise, mode = state
    body = b"BT /F1 %.2f Tf %.2f Tc %.2f Tw %d Tz %.2f Ts %d Tr 30 150 Td %s ET" % (size, tc, tw, tz, rise, mode, way)
    with tempfile.TemporaryDirectory() as folder:
        pdf = new_pdf(b"q 1 0 0 1 5 5 cm /X1 Do Q" if nested else body, Rotate=turn)
        if nested:
            pdf.pages[0].obj.Resources["/XObject"] = Dictionary(X1=form(pdf, body))
        source = saved(pdf, Path(folder))
        boxes = boxes_of(source, SECRET)
        if not boxes:
            return
        out, (page,) = redacted(source, boxes, widths=widths)
        left = every_reading(out)
        assert page.method == "vector"
        for part in (
            SECRET,
            SECRET[:4],
            SECRET[-4:],
            hexed(SECRET[:3]).decode()[1:-1],
            hexed(SECRET[-3:]).decode()[1:-1],
        ):
            assert part not in left
        kept = [char for char, _, _ in chars_of(source)]
        for char in SECRET:
            kept.remove(char)
        assert sorted(char for char, _, _ in chars_of(out)) == sorted(kept)


@pytest.mark.parametrize("word", ["Seen:", SECRET, "home"])
def test_faithful_moves_nothing(word: str, tmp_path: Path) -> None:
    source = saved(
        new_pdf(b"BT /F1 11 Tf 30 150 Td " + kerned(WHOLE, [-40, 15, 3]) + b" 0 -20 Td " + hexed(AFTER) + b" Tj ET"),
        tmp_path,
    )
    out, _ = redacted(source, boxes_of(source, word)[:1])
    after = chars_of(out)
    gone = 0
    for char, x, y in chars_of(source):
        near = min((abs(x - i) + abs(y - j) for other, i, j in after if other == char), default=99.0)
        gone += near > 0.05
    assert gone == len(word)


def test_a_form_painted_twice_is_changed_once(tmp_path: Path) -> None:
    pdf = new_pdf(b"/X1 Do q 1 0 0 1 0 -100 cm /X1 Do Q")
    pdf.pages[0].obj.Resources["/XObject"] = Dictionary(
        X1=form(pdf, b"BT /F1 12 Tf 30 250 Td " + hexed(WHOLE) + b" Tj ET")
    )
    source = saved(pdf, tmp_path)
    first, second = boxes_of(source, SECRET)
    out, (page,) = redacted(source, [first])
    assert page.method == "vector"
    assert boxes_of(out, SECRET) == [second]


def composite(pdf: pikepdf.Pdf, encoding: Any, **more: Any) -> Any:
    below = Dictionary(
        Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name.Helvetica, DW=600,
        CIDSystemInfo=Dictionary(Registry=pikepdf.String("Adobe"), Ordering=pikepdf.String("Identity"), Supplement=0),
        W=Array([32, 90, 500, 97, Array([550] * 26)]),
        FontDescriptor=Dictionary(Type=Name.FontDescriptor, FontName=Name.Helvetica, Flags=32, FontBBox=Array([0, 0, 900, 900]),
                                  Ascent=900, Descent=-200, ItalicAngle=0, CapHeight=700, StemV=80),
    )  # fmt: skip
    lines = b"".join(b"<%04X> <%04X>\n" % (code, code) for code in range(32, 127))
    mapping = b"1 begincodespacerange <0000> <FFFF> endcodespacerange 95 beginbfchar\n" + lines + b"endbfchar"
    return Dictionary(
        Type=Name.Font, Subtype=Name.Type0, BaseFont=Name.Helvetica, Encoding=encoding,
        DescendantFonts=Array([pdf.make_indirect(below)]), ToUnicode=pdf.make_stream(mapping), **more,
    )  # fmt: skip


@pytest.mark.parametrize("embedded", [False, True])
@pytest.mark.parametrize("widths", ["safe", "faithful"])
def test_composite_fonts(embedded: bool, widths: str, tmp_path: Path) -> None:
    codes = WHOLE.encode("utf-16-be").hex().encode()
    pdf = new_pdf(b"BT /F2 12 Tf 30 150 Td <" + codes + b"> Tj ET")
    cmap: Any = Name("/Identity-H")
    if embedded:
        text = b"1 begincodespacerange <0000> <FFFF> endcodespacerange 1 begincidrange <0000> <FFFF> 0 endcidrange"
        cmap = pdf.make_stream(text, Type=Name.CMap, CMapName=Name.X, WMode=0)
    pdf.pages[0].obj.Resources.Font["/F2"] = composite(pdf, cmap)
    source = saved(pdf, tmp_path)
    out, (page,) = redacted(source, boxes_of(source, SECRET), widths=widths)
    left = every_reading(out)
    assert page.method == "vector"
    assert SECRET not in left
    assert SECRET[1:5].encode("utf-16-be").hex() not in left.lower()
    assert "aunt" in left
    assert "<005A>" not in left  # Z, which only the secret has, is in no table


def test_type3_glyphs_go_with_their_procedures(tmp_path: Path) -> None:
    pdf = new_pdf(b"BT /T3 1 Tf 12 0 0 12 30 150 Tm (ab) Tj ET BT /F1 12 Tf 30 100 Td (kept) Tj ET")
    procs = Dictionary(
        first=pdf.make_stream(b"500 0 0 0 500 700 d1 0 0 500 700 re f"),
        second=pdf.make_stream(b"500 0 d0 BT /F1 700 Tf (" + SECRET.encode() + b") Tj ET"),
    )
    pdf.pages[0].obj.Resources.Font["/T3"] = Dictionary(
        Type=Name.Font, Subtype=Name.Type3, FontBBox=Array([0, 0, 500, 700]), FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]),
        CharProcs=procs, FirstChar=97, LastChar=98, Widths=Array([500, 500]),
        Encoding=Dictionary(Differences=Array([97, Name.first, Name.second])),
        Resources=Dictionary(Font=Dictionary(F1=pdf.pages[0].obj.Resources.Font.F1)),
    )  # fmt: skip
    source = saved(pdf, tmp_path)
    out, (page,) = redacted(source, [Box(36.2, 300 - 160, 42, 300 - 149)])
    assert page.method == "vector"
    assert SECRET not in every_reading(out)
    with pikepdf.Pdf.open(out) as left:
        fonts = [font for font in left.pages[0].Resources.Font.values() if font.Subtype == "/Type3"]
        assert [list(font.CharProcs.keys()) for font in fonts] == [["/g97"]]


def test_a_label_is_text_and_fits(tmp_path: Path) -> None:
    source = saved(new_pdf(b"BT /F1 12 Tf 30 150 Td " + hexed(WHOLE) + b" Tj ET"), tmp_path)
    out, (page,) = redacted(source, boxes_of(source, SECRET), label="[sibling]")
    (label,) = boxes_of(out, "[sibling]")
    (box,) = page.boxes
    assert box.x0 <= label.x0
    assert label.x1 <= box.x1
    wide, _ = redacted(source, boxes_of(source, "at"), label="[a label that is much too long for it]")
    assert "much too" not in every_reading(wide)


@pytest.mark.parametrize("widths", ["safe", "faithful"])
def test_letters_that_clip_stay_where_they_are(widths: str, tmp_path: Path) -> None:
    clipped = b"q 7 Tr BT /F1 12 Tf 30 150 Td (Seen: " + SECRET.encode() + b" at home) Tj ET 0 0 400 300 re f Q"
    source = saved(new_pdf(clipped), tmp_path)
    (box,) = boxes_of(source, SECRET)
    out, (told,) = redacted(source, [box], widths=widths)
    assert told.method == "vector"
    assert SECRET not in every_reading(out)
    shown, before = png_pixels(out), png_pixels(source)
    for part in ((0, 0, int(box.x0 * 2) - 6, 600), (int(box.x1 * 2) + 6, 0, 800, 600)):
        assert ImageChops.difference(shown.crop(part), before.crop(part)).getextrema() == (0, 0)
