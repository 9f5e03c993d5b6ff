"""What gives a referrer away is found; what they reported about the family stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from record_factory import names_in, person

from candour.engine.detect.details import find_details
from candour.engine.model import Kind

PEOPLE = (
    person("R", "Wendy Marsh", "referrer", address="17 Pool Lane, Exton, ZZ1 2AB", never_disclose=frozenset({"all"})),
    person("M", "Ann Lock", "mother"),
)
GIVES_AWAY = (
    ("Wendy Marsh is the school cook. She says that Amy is hungry.", "the school cook"),
    (
        "The referrer, who is shy, said that she lives at the back and can see in.",
        "she lives at the back and can see in",
    ),
    (
        "An anonymous call was received from a woman who works with her at the laundry.",
        "a woman who works with her at the laundry",
    ),
    ("Caller: retired bus driver, lives next door.\n", "retired bus driver, lives next door"),
    ("The person who rang (the children's aunt) asked for a call back.", "the children's aunt"),
    ("The caller used to be the mother's landlady.", "used to be the mother's landlady"),
    (
        "The informant looked after Amy on Tuesday. The social worker visited. She left.",
        "The informant looked after Amy on Tuesday.",
    ),
    (
        "The caller, a retired cook who lives two doors down, says she is worried.",
        "a retired cook who lives two doors down",
    ),
    (
        "The caller lives opposite the family and works at the chip shop.",
        "lives opposite the family and works at the chip shop",
    ),
    ("Referrer is the children's former childminder.", "the children's former childminder"),
    ("Wendy Marsh, who runs the toddler group, rang at nine.", "who runs the toddler group"),
    (
        "The anonymous caller (a neighbour from the flat upstairs) has heard banging.",
        "a neighbour from the flat upstairs",
    ),
    ("Mum said it was that busybody at number seventeen.", "that busybody at number seventeen"),
    ("'It was that nosy woman at\nseventeen,' he said.", "that nosy woman at\nseventeen"),
    ("I think it was the lady from the church who reported us.", "the lady from the church"),
    (
        "The referrer described herself as a teaching assistant at the infant school.",
        "a teaching assistant at the infant school",
    ),
    ("Caller's occupation: school cook\n", "school cook"),
    ("The caller has known the family for ten years and says that Ann drinks.", "has known the family for ten years"),
    (
        "The caller was upset. She took them in and gave them squash until he came.",
        "She took them in and gave them squash until he came.",
    ),
    ("The caller would not give a name. He will ring again. He drove the boys home.", "He drove the boys home."),
    ("The call came from a neighbour, Wendy Marsh.", "a neighbour"),
)
STAYS = (
    "The caller stated that the mother works at the pub and lives with a man called Gus.",
    "Referrer says mother is a heavy drinker and father is a mechanic.",
    "The caller reported the mother who lives at number 40 with her boyfriend.",
    "The referrer said the child is a patient at Denby Surgery and the father runs a garage.",
    "The caller gave her name and number and asked to remain anonymous.",
    "The caller offered to speak again. The caller rang again at noon.",
    "Concern was raised by the health visitor. Amy took them in.",
    "The caller said that the children will often be outside after dark and that one may be hurt by a car.",
    "The caller was worried about the children. It was noted that the caller was anonymous.",
    "The referrer was thanked. The health visitor said she lives nearby.",
    "Informant states he is worried. Mum's friend lives in the same road.",
    "The referral was discussed. The mother is a cleaner. Ann is a good mother.",
    "The man from the gas board came at noon. The children were playing.",
    "The chair reminded him that nobody at the meeting was able to say who had made the referral.",
    "The mother rang. She took them in and gave them squash.",
    "Relationship to child: mother\n",
)


def found_in(text: str) -> list[str]:
    spans = find_details(text=text, spans=names_in(text, R="Wendy Marsh", M="Ann Lock"), people=PEOPLE)
    assert all(span.kind is Kind.DETAIL and span.person == "R" for span in spans)
    return [text[span.start : span.end] for span in spans]


@pytest.mark.parametrize(("text", "detail"), GIVES_AWAY)
def test_what_identifies_the_referrer_is_found(text: str, detail: str) -> None:
    assert found_in(text) == [detail]


@pytest.mark.parametrize("text", STAYS)
def test_what_was_reported_stays(text: str) -> None:
    assert found_in(text) == []


def test_an_unregistered_caller_is_protected_too() -> None:
    text = "The caller, a retired cook who lives two doors down, was worried."
    (span,) = find_details(text=text, spans=[], people=PEOPLE[1:])
    assert (span.person, span.candidates) == ("", ())


def test_two_referrers_make_candidates_not_a_guess() -> None:
    other = person("Q", "Sid Vane", "referrer")
    (span,) = find_details(text="The caller, a retired cook, was worried.", spans=[], people=(*PEOPLE, other))
    assert span.candidates == ("R", "Q")


@given(st.lists(st.sampled_from(" ".join(text for text, _ in GIVES_AWAY).split(" ")), max_size=80))
def test_spans_are_in_bounds_in_order_and_apart(words: list[str]) -> None:
    text = " ".join(words)
    end = 0
    for span in find_details(text=text, spans=names_in(text, R="Wendy Marsh"), people=PEOPLE):
        assert end <= span.start < span.end <= len(text)
        end = span.end
