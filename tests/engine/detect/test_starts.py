"""Patterns tried only where they can begin find what they find when tried everywhere, in the text as it was read."""

from __future__ import annotations

import itertools
import os
import re
import subprocess
import sys

from hypothesis import given
from hypothesis import strategies as st

from candour.engine.detect.labels import (
    BEFORE_LABELS,
    INTRODUCED,
    INTRODUCED_STARTS,
    LABELS,
    NAME_COLUMN,
    NAME_COLUMN_STARTS,
    NAMED,
    NAMED_STARTS,
)
from candour.engine.detect.numbers import _FREE, _NHS, _NINO, _PLATE, _UPN
from candour.engine.detect.starts import Starts, lines_with_figures, tried
from candour.engine.detect.tokens import rejoined, tokenise

PIECES = st.sampled_from(
    [
        *"aAoOl19.,:-_/ \n",
        "\xad",
        "́",
        "é",
        "-\n",
        "  ",
        "called ",
        "told by ",
        "named ",
        "a.k.a. ",
        "Dil ys",
        "Sum-mer",
        "QQ123456C",
        "999 123 4567",
        "Kes ",
        "AB12 CDE",
        "c a l l e d",
        "friend “Kes",
        "LCS-204411",
        "H801200005014",
    ]
)
TEXTS = st.lists(PIECES, max_size=24).map("".join)


def spans(found: object) -> list[tuple[int, int]]:
    return [match.span() for match in found]  # type: ignore[attr-defined]


@given(TEXTS)
def test_words_that_open_a_pattern_lead_to_all_its_matches(text: str) -> None:
    for known in (frozenset[str](), frozenset({"dilys", "summer"})):
        heads = {word[:length] for word in known for length in range(1, len(word))}
        starts = Starts(rejoined(tokenise(text), known, heads))
        assert spans(starts.matches(INTRODUCED, INTRODUCED_STARTS)) == spans(INTRODUCED.finditer(text))
        assert spans(starts.matches(NAMED, NAMED_STARTS)) == spans(NAMED.finditer(text))
        assert spans(starts.matches(NAME_COLUMN, NAME_COLUMN_STARTS)) == spans(NAME_COLUMN.finditer(text))
        assert spans(starts.figured(_NHS)) == spans(_NHS.finditer(text))


@given(TEXTS)
def test_lines_with_figures_hold_all_that_has_figures(text: str) -> None:
    lines = lines_with_figures(text)
    assert all(one[1] < other[0] for one, other in itertools.pairwise(lines))
    for pattern in (_NINO, _UPN, _FREE, _PLATE):
        found = [match.span() for low, high in lines for match in pattern.finditer(text, low, high)]
        assert found == spans(pattern.finditer(text))


def test_a_match_does_not_begin_inside_the_one_before() -> None:
    text = "told told Ann told"
    assert spans(Starts(tokenise(text)).matches(re.compile(r"told (?:told )?"), {"told"})) == [(0, 10)]


def test_the_order_of_hashes_changes_nothing() -> None:
    program = (
        "from candour.engine.detect import build_register, find\n"
        "from candour.engine.model import Person\n"
        "names = ['Marlena Tarrow', 'Marlene Tarrew', 'Merlena Tarraw', 'Marlona Tarriw']\n"
        "people = [Person(str(n), name, 'third_party') for n, name in enumerate(names)]\n"
        "text = 'Marlina Tarrw rang. Mrlena went out. Merlene Torrow and Marlna Tarruw came.'\n"
        "print(find(text, build_register(people)))"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in "12345"
    }
    assert len(told) == 1
    assert b"PERSON" in told.pop()


@given(
    parts=st.lists(
        st.sampled_from(["Name", "mother", ":", " ", "  ", "\n", "\t", ". ", "; ", "|", ">", "Anna", "- ", "x"])
    )
)
def test_labels_are_found_where_the_pattern_finds_them(parts: list[str]) -> None:
    text = "".join(parts)
    places = [0, *(before.end() for before in BEFORE_LABELS.finditer(text))]
    assert [m.span() for m in tried(LABELS, text, places)] == [m.span() for m in LABELS.finditer(text)]
