"""Strings of a plan are found whatever their case, over line ends and hyphens, and at the right offsets."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candour.engine.single import fold, pattern


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
    wanted = pattern(["Orla Quinn", "Orla Quinnell"])
    assert wanted is not None
    hit = wanted.search(fold(text))
    assert (text[slice(*hit.span())] if hit else None) == found


def test_the_longer_of_two_names_wins() -> None:
    wanted = pattern(["Orla Quinn", "Orla Quinnell"])
    assert wanted is not None
    assert wanted.findall(fold("ORLA QUINNELL")) == ["orla quinnell"]


def test_no_strings_no_pattern() -> None:
    assert pattern([]) is None
