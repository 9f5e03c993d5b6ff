"""What could locate a protected address becomes a question: near the person or their children, each place once a page."""

from __future__ import annotations

import pytest
from record_factory import names_in, person

from candour.engine.detect.locators import find_questions, protected_addresses

PEOPLE = (
    person(
        "M", "Ann Lock", "mother", address="8 Orchard Mews, Tilling, ZZ21 4QX", never_disclose=frozenset({"address"})
    ),
    person("C", "Amy Lock", "subject", address="1 Far Road, Exton, ZZ9 1AA"),
    person("F", "Pete Lock", "father", address="2 High Street, Exton, ZZ9 2BB"),
    person("O", "Olive Pike", "carer", address="3 Mill Lane, Exton, ZZ9 3CC", never_disclose=frozenset({"address"})),
)
PROTECTED = protected_addresses(PEOPLE)


def asked(text: str, *, page: int = 1) -> list[tuple[str, str, str]]:
    spans = names_in(text, M="Ann", C="Amy", F="Pete", O="Olive")
    found = find_questions(record="r1", page=page, text=text, spans=spans, protected=PROTECTED)
    return [(each.question.person, each.question.kind, text[slice(*each.places[0])]) for each in found]


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("Ann moved near St Mary's Primary School in May.", "school", "St Mary's Primary School"),
        ("Amy goes to Hill Top Nursery now and Ann is glad.", "nursery", "Hill Top Nursery"),
        ("Ann is registered at Denby Surgery.", "surgery", "Denby Surgery"),
        ("Ann takes them to the Rowan Children's Centre.", "childrens_centre", "Rowan Children's Centre"),
        ("Ann works at Bramley House on nights.", "workplace", "Bramley House"),
        ("Ann joined Holy Trinity Church.", "worship", "Holy Trinity Church"),
        ("The bus from Tilling was late.", "area", "Tilling"),
        ("Somewhere in ZZ21 by the look of it.", "postcode", "ZZ21"),
    ],
)
def test_what_could_locate_a_protected_person_is_asked(text: str, kind: str, words: str) -> None:
    assert ("M", kind, words) in asked(text)


@pytest.mark.parametrize(
    "text",
    [
        "Pete went to Exton Leisure Centre.",  # nobody protected is near
        "St Mary's Primary School closed at noon.",
        "Ann was late for school and rang the surgery.",
        "Exton is wet.",  # the carer's town is also the father's
        "Pete lives in ZZ9.",
    ],
)
def test_what_locates_nobody_is_not_asked(text: str) -> None:
    assert asked(text) == []


def test_a_place_is_one_question_a_page_with_every_occurrence() -> None:
    text = "From Tilling. To tilling.\nIn Tilling again."
    (each,) = find_questions(record="r1", page=2, text=text, spans=[], protected=PROTECTED)
    assert len(each.places) == 3
    assert each.question.page == 2


def test_ids_are_the_same_in_every_run_and_differ_by_page() -> None:
    first, again, other = (
        find_questions(record="r1", page=page, text="Tilling", spans=[], protected=PROTECTED)[0].question.id
        for page in (1, 1, 2)
    )
    assert first == again != other


def test_people_at_one_protected_address_are_one_question() -> None:
    partner = person(
        "P", "Gus Hay", "partner", address="8 Orchard Mews,  Tilling ZZ21 4QX", never_disclose=frozenset({"all"})
    )
    assert [home.person for home in protected_addresses((*PEOPLE, partner))] == ["M", "O"]
