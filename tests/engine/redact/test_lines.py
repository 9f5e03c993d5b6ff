"""The columns of a line tell of every glyph once: its place, its fate, and whether a box could reach it."""

from __future__ import annotations

import pikepdf
from hypothesis import given
from hypothesis import strategies as st
from redact_factory import helvetica

from candour.engine.redact.content import Content, Show, TextState
from candour.engine.redact.fonts import font_of
from candour.engine.redact.geometry import IDENTITY
from candour.engine.redact.lines import KEPT, Line, line_of
from candour.engine.redact.strings import strings_of

FONT = font_of(helvetica(pikepdf.Pdf.new()))
_GAPS = st.sampled_from([0, -40, 30, 600, 4000, -2500])


def line(parts: list[tuple[str, int]], *, tc: float = 0.0, tw: float = 0.0) -> Line:
    operands = b"[" + b" ".join(b"(%b) %d" % (text.encode(), gap) for text, gap in parts) + b"]"
    text_state = TextState(FONT, 10.0, tc, tw)
    strings = strings_of(operands, array=True)
    whole = (Content(b"", None), 0, 0, b"TJ", operands, strings, text_state)
    return line_of(Show(*whole, IDENTITY, IDENTITY, IDENTITY, 1, False))


parted = st.lists(st.tuples(st.text("Wil .a", max_size=6), _GAPS), max_size=5)


@given(parted, st.sampled_from([0.0, 1.5, -4.0]), st.sampled_from([0.0, 3.0]))
def test_glyphs_stand_where_each_before_them_leads(
    parts: list[tuple[str, int]], spacing: float, word_spacing: float
) -> None:
    made, at, places = line(parts, tc=spacing, tw=word_spacing), 0.0, []
    for text, gap in parts:
        for char in text:
            places.append(round(at, 6))
            at += FONT.sizes([ord(char)])[0] * 10 + spacing + (word_spacing if char == " " else 0.0)
        at -= gap * 10 / 1000

    assert [round(start, 6) for start in made.starts] == places
    assert bytes(made.codes).decode() == "".join(text for text, _ in parts)


@given(parted, st.floats(-60, 90), st.floats(0, 60))
def test_no_glyph_that_a_box_reaches_is_passed_over(parts: list[tuple[str, int]], before: float, wide: float) -> None:
    made, behind = line(parts), before + wide
    reached = {
        at for at, (start, stop) in enumerate(zip(made.starts, made.stops, strict=True))
        if stop >= before and start <= behind
    }  # fmt: skip

    assert reached <= set(made.near(before, behind))


@given(st.dictionaries(st.integers(0, 9), st.integers(-2, 2).filter(lambda fate: fate != KEPT), max_size=10))
def test_runs_tell_the_fate_of_every_glyph_once(struck: dict[int, int]) -> None:
    made = line([("Will a Wil", 0)])
    made.runs()
    made.struck.update(struck)
    told = [fate for first, end, fate in made.runs() for _ in range(first, end)]

    assert told == [struck.get(at, KEPT) for at in range(10)]
    assert all(one[2] != other[2] for one, other in zip(made.runs(), made.runs()[1:], strict=False))
