"""Strings of a plan are found whatever their case, over line ends and hyphens, and at the right offsets."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candour.engine.wanted import Wanted, expression, fold


@given(st.text())
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.characters(exclude_categories=["Cs"]), st.sampled_from(["lower", "upper", "swapcase", "casefold"]))
def test_folding_is_never_narrower_than_ignoring_case(char: str, how: str) -> None:
    other = getattr(char, how)()
    if len(other) == 1 and re.fullmatch(re.escape(char), other, re.IGNORECASE):
        assert fold(char) == fold(other)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("spoke to ORLA QUINN today", "ORLA QUINN"),
        ("spoke to Orla\r\nQuinn today", "Orla\r\nQuinn"),
        ("spoke to Or-\r\nla Quinn", "Or-\r\nla Quinn"),
        ("İİ Orla Quinn", "Orla Quinn"),
        ("Orla ſQuinn", None),
        ("nobody", None),
    ],
)
def test_a_name_is_found_as_it_stands(text: str, found: str | None) -> None:
    spans = Wanted(["Orla Quinn", "Orla Quinnell"]).spans(text)
    assert [text[slice(*span)] for span in spans] == ([found] if found else [])


def test_the_longer_of_two_names_wins() -> None:
    assert Wanted(["Orla Quinn", "Orla Quinnell"]).spans("ORLA QUINNELL, Orla Quinn") == [(0, 13), (15, 25)]


def test_no_strings_nothing_found() -> None:
    assert Wanted([]).spans("Orla") == Wanted([" "]).spans("Orla") == []


PIECES = st.text(st.sampled_from("ab- \n\u00ad"), max_size=40)


@given(st.lists(st.text(st.sampled_from("abAB- "), min_size=1, max_size=6), max_size=6), PIECES)
def test_one_by_one_as_by_one_pattern_for_all(strings: list[str], text: str) -> None:
    strings = [string for string in strings if string.strip()]
    together = "|".join(map(expression, sorted(strings, key=len, reverse=True)))
    expected = [found.span() for found in re.finditer(together, fold(text))] if strings else []
    assert Wanted(strings).spans(text) == expected
