"""Forms of one name, without any text."""

from __future__ import annotations

import pytest
from register_factory import person

from candour.engine.detect.index import compile_index, correction, one_edit_apart
from candour.engine.detect.tokens import fold, tokenise
from candour.engine.detect.variants import Rank, forms, name_of


def test_a_collar_number_and_a_title_are_no_names() -> None:
    name = name_of(person("P", "PC 4417 Lewis Marr", "police"))
    assert (name.given, name.surnames) == ([("lewis",)], [("marr",)])


def test_a_title_with_one_word_is_a_surname() -> None:
    assert name_of(person("P", "Mrs Okell", "education")).surnames == [("okell",)]


def test_kin_words_are_no_aliases() -> None:
    assert name_of(person("P", "Maureen Strode", "relative", aliases=["Nan", "Mo Strode"])).given == [
        ("maureen",),
        ("mo",),
    ]


def test_initials_nobody_wrote_are_weaker_than_declared_ones() -> None:
    ranks = dict(forms(person("P", "Ada Quill", "mother")))
    declared = dict(forms(person("P", "Ada Quill", "mother", aliases=["AQ"])))
    assert ranks[("aq",)] is Rank.LETTERS
    assert (("aq",), Rank.INITIALS) in list(forms(person("P", "Ada Quill", "mother", aliases=["AQ"])))
    assert ("ada", "quill") in declared


@pytest.mark.parametrize(
    ("a", "b", "close"),
    [
        ("tyrone", "tyronne", True),
        ("tyrone", "tryone", True),
        ("tyrone", "tyrone", True),
        ("tyrone", "tyran", False),
    ],
)
def test_one_edit(a: str, b: str, close: bool) -> None:
    assert one_edit_apart(a, b) is close


@pytest.mark.parametrize(
    ("word", "name"), [("burnharn", "burnham"), ("bumham", "burnham"), ("1illian", "lillian"), ("water", "")]
)
def test_misread_names_are_put_right_and_words_left(word: str, name: str) -> None:
    assert correction(word, compile_index([person("P", "Lillian Burnham"), person("Q", "Walter Burnham")])) == name


def test_tokens_keep_their_place_in_the_text() -> None:
    text = "Em-\nma and Ine\u0302s T y l e r"
    tokens = tokenise(text)
    assert tokens.key == ["emma", "and", "ines", "tyler"]
    assert [text[a:b] for a, b in zip(tokens.start, tokens.end, strict=True)] == [
        "Em-\nma",
        "and",
        "Ine\u0302s",
        "T y l e r",
    ]


def test_folding_drops_marks_and_case() -> None:
    assert fold("Łukasz") == fold("LUKASZ") == "lukasz"
