"""Names that are ordinary words: protected people are found however carelessly typed, and ordinary uses stay."""

from __future__ import annotations

import ordinary_words as sentences
import pytest

from candour.engine.detect import build_register, find
from candour.engine.model import Kind

REGISTER = build_register(sentences.people())
HARD_TO_TELL = {
    "Holly and ivy were on the card. The rose bush is dead.",
    "leila likes art and drew a star",
    "Christmas Eve is on a Sunday.",
    "A robin was on the pearl button; honey was on the toast.",
}
"""Doubt counts for the name here, and that is accepted."""
PLAIN = [
    s
    for part in (sentences.PLAIN, sentences.PLAIN_CARELESS, sentences.PLAIN_CAPITALS)
    for s in part.strip().splitlines()
]


def _names(text: str) -> list[str]:
    names = [text[s.start : s.end] for s in find(text, REGISTER) if s.kind is Kind.PERSON]
    return [name for name in names if not name.lower().startswith("leila")]


@pytest.mark.parametrize(("text", "names"), sentences.marked(sentences.NAMED + sentences.NAMED_CARELESS.lstrip()))
def test_a_protected_name_is_found(text: str, names: tuple[str, ...]) -> None:
    assert [name for name in names if name not in _names(text)] == []


@pytest.mark.parametrize("line", sentences.NAMED_CAPITALS.strip().splitlines())
def test_a_protected_name_is_found_in_capitals(line: str) -> None:
    text, _, names = line.partition(" | ")
    assert {name.upper() for name in names.split()} <= set(_names(text))


@pytest.mark.parametrize("text", [s for s in PLAIN if s not in HARD_TO_TELL])
def test_an_ordinary_word_stays(text: str) -> None:
    assert _names(text) == []


def test_enough_is_measured() -> None:
    assert len(sentences.GIVEN) >= 25
    assert len(PLAIN) + len(sentences.marked(sentences.NAMED + sentences.NAMED_CARELESS.lstrip())) >= 120
