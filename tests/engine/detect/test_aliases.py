"""Other names that sentences give people of the register, and names that sentences give to nobody of it."""

from __future__ import annotations

import pytest
from register_factory import person

from candour.engine.detect import build_register, find, survey
from candour.engine.model import Kind, Person


def _people() -> list[Person]:
    return [
        person("S", "Leila Okafor"),
        person("G", "Anton Vesey", "partner"),
        person("B", "Colin Marsh", "other_child"),
        person("M", "Ruth Okafor", "mother"),
        person("F", "Daniel Okafor", "father"),
    ]


def _whose(text: str, name: str) -> list[str]:
    register = survey([text], build_register(_people()))
    return [
        "|".join(s.candidates) or s.person
        for s in find(text, register)
        if s.kind is Kind.PERSON and text[s.start : s.end].endswith(name)
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Anton Vesey lives there too. Leila calls him Zed. Zed was out.", "Zed"),
        ("Anton lives there. She refers to him as Zed. I met Zed.", "Zed"),
        ("Anton is known to the children as Zed. Zed came.", "Zed"),
        ("Anton (Zed to his friends) rang. Then Zed left.", "Zed"),
        ("Anton, or Zed as everyone calls him, rang. Then Zed left.", "Zed"),
        ("Anton, or Zed for short, rang. Then Zed left.", "Zed"),
        ("Anton (whom the children call Uncle Zed) rang. Uncle Zed left.", "Zed"),
        ("Anton goes by the name of Big Zed. Big Zed left.", "Big Zed"),
        ("Anton signs himself Zed Vee. Zed Vee left.", "Zed Vee"),
        ("Anton is out.\nLeila calls\nhim Zed; Zed is kind.", "Zed"),
        ("Leila calls Anton Zed. Zed laughed.", "Zed"),
        ("Leila refers to Anton as Zed. Zed laughed.", "Zed"),
        ("The boys call Anton Vesey 'Zed'. Zed snores.", "Zed"),
        ("Anton answers to Zed. Zed is late.", "Zed"),
        ("Anton came. His nickname is Zed. Zed left.", "Zed"),
        ("Anton was there. He is known at work as Zed. Zed left.", "Zed"),
        ("Anton left. Zed, as Leila calls him, is coming back.", "Zed"),
    ],
)
def test_a_stated_nickname_is_theirs(text: str, name: str) -> None:
    assert set(_whose(text, name)) == {"G"}


def test_a_nickname_that_two_may_have_is_both() -> None:
    text = "Anton and Colin were there. Leila calls him Zed. Zed left."
    assert {frozenset(w.split("|")) for w in _whose(text, "Zed")} == {frozenset({"G", "B"})}


@pytest.mark.parametrize(
    "text",
    [
        "Daniel rang. A man was at the door; Leila calls him Zed. Zed left.",
        "Leila met a girl called Zed. Zed left.",
        "Ruth told me of a man called Zed. Zed left.",
        "Leila said that the dog is called Zed.",
    ],
)
def test_a_stranger_is_not_made_somebody_of_the_register(text: str) -> None:
    assert not set(_whose(text, "Zed")) & {"S", "G", "B", "M", "F"}


@pytest.mark.parametrize(
    "text",
    [
        "Anton or Colin will come.",
        "Leila, now Colin, then Ruth.",
        "Leila, now Year 9, also English.",
        "Leila used Google. Anton now Head of Year.",
        "Leila calls her Mum. Leila called him on Monday.",
    ],
)
def test_other_people_s_names_are_no_aliases(text: str) -> None:
    register = survey([text], build_register(_people()))
    assert [p.aliases for p in register.people if not p.found] == [()] * 5
