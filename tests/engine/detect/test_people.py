"""The survey: people that nobody listed, their other names, and what is no person."""

from __future__ import annotations

import pytest
from register_factory import family, owners, person

from candour.engine.detect import build_register, find, suggested_people, survey
from candour.engine.model import Kind, Person


def suggested(text: str, *people: Person) -> list[str]:
    return [p.name for p in suggested_people(survey([text], build_register(list(people))))]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Dear Ms Oyelowo,\nThank you.", "Ms Oyelowo"),
        ("Spoke to DC Rennick about it.", "Dc Rennick"),
        ("Completed by: Harriet Oakes (social worker)", "Harriet Oakes"),
        ("Present: Ngozi Adeyemi (school nurse), Tom Hale", "Ngozi Adeyemi"),
        ("From: Priya Raman <p.raman@post.example>", "Priya Raman"),
        ("Yours sincerely\n\nGwen Pritchard\n", "Gwen Pritchard"),
        ("a boy called Zubair hit him", "Zubair"),
        ("His brother Fergus came too.", "Fergus"),
        ("12/02/2024, 18:51 - Shaz: on my way", "Shaz"),
    ],
)
def test_strangers_are_suggested(text: str, name: str) -> None:
    assert name in suggested(text)


@pytest.mark.parametrize(
    "text",
    [
        "Hope House is on Marlow Road, near Grace Park Primary School.",
        "The Crown Court sat on Monday.",
        "NHS, CAMHS and MASH met.",
        "Thank you for corning to the rneeting.",
        "What is going well\nNeeds and wishes",
    ],
)
def test_places_offices_and_misread_words_are_no_people(text: str) -> None:
    assert suggested(text) == []


def test_a_person_has_one_entry_however_often_and_variously_named() -> None:
    text = "Harrison Pike sat down. Harrison was calm. H. Pike signed. Mr Pike left. PIKE, Harrison."
    assert suggested(text) == ["Harrison Pike"]


def test_the_second_pass_finds_what_the_first_learned() -> None:
    pages = ["Completed by: Zubeda Marlow (support worker)", "then zubeda rang and Marlow agreed"]
    known = survey(pages, build_register([]))
    assert [pages[1][s.start : s.end] for s in find(pages[1], known) if s.kind is Kind.PERSON] == ["zubeda", "Marlow"]


@pytest.mark.parametrize(
    "text",
    [
        'Freya ("Birdie") came. Birdie left.',
        "Freya, known as Birdie, came. Birdie left.",
        "Freya Hollis aka Birdie. Birdie left.",
    ],
)
def test_other_names_stated_in_the_text_belong_to_the_person(text: str) -> None:
    assert set(owners(text)) == {"S"}


def test_longer_shorter_and_reversed_names_are_not_strangers() -> None:
    text = "Donna Jean Hollis, Hollis Donna, Donna Holl. and D. J. Hollis signed."
    assert suggested_people(survey([text], build_register(family()))) == ()


def test_initials_told_in_a_list_are_used_afterwards() -> None:
    text = "Present: Dorothy Quill (deputy head, DQ)\n1 DQ noted that all was well. Chair DQ."
    assert owners(text, person("D", "Dorothy Quill", "education")) == ["D"] * 4


def test_found_people_keep_their_ids_and_registered_people_their_rows() -> None:
    people = family()
    known = survey(["Dear Ms Oyelowo,"], build_register(people))
    assert known.people[: len(people)] == tuple(people)
    assert [p.id for p in suggested_people(known)] == ["found-1"]


def test_a_village_of_the_register_is_no_person() -> None:
    assert "Oakthorpe" not in suggested("Oakthorpe said no.", *family())


def test_the_same_texts_give_the_same_register() -> None:
    pages = ["Dear Ms Oyelowo,", "Harrison Pike said no."]
    assert survey(pages, build_register(family())).people == survey(pages, build_register(family())).people


@pytest.mark.parametrize(
    "text",
    [
        "Non-molestation order of 2 May",
        "Quill ICPC minutes",
        "Links\nmailto:x@post.example",
        "of CornmarketDonna Hollis",
        "TheOldMill",
        "MECARD:N:Hollis,Freya;;",
    ],
)
def test_headings_links_and_run_together_cells_are_nobody(text: str) -> None:
    assert [name for name in suggested(text, *family()) if name != "Quill"] == []


def test_given_names_side_by_side_are_no_new_person() -> None:
    people = [*family(), person("K", "Khalid Noor", "other_child")]
    assert suggested("Seen: Freya Grace Khalid. Then Grace Khalid and Freya ran.", *people) == []


def test_a_letter_after_a_kinship_word_is_no_name_alone() -> None:
    people = [person("S", "Leila Okafor"), person("P", "Precious Adler", "third_party", aliases=["Auntie P"])]
    assert owners("Leila calls her Auntie P.\nLeila hid. P 2 of 3. Auntie P came.", *people) == ["S", "P", "S", "P"]


@pytest.mark.parametrize(
    "table",
    [
        "Reg  Surname      Forename   DOB         %\n"
        "7H   SKELLORN     Tobi       03/11/2009  97\n7H   ORBELL       Luca       21/01/2010  61",
        "Pupil | Stop | Code\nTobi Skellorn | Church | L\nLuca Orbell | Mill | /",
    ],
)
def test_people_stand_in_columns_that_are_headed_so(table: str) -> None:
    assert {word for name in suggested(table, *family()) for word in name.split()} >= {"Skellorn", "Orbell"}


@pytest.mark.parametrize("text", ["LEILA WILL MOVE IN JUNE", "Leila rose at six.", "Will Leila play?"])
def test_a_verb_beside_a_name_is_no_surname(text: str) -> None:
    assert suggested(text, person("S", "Leila Okafor")) == []


@pytest.mark.parametrize(
    ("text", "name"), [("Pearl upstairs all day.", "Pearl"), ("Morning: Dean late again.", "Dean")]
)
def test_a_stranger_whose_name_is_a_word_is_found(text: str, name: str) -> None:
    assert name in suggested(text, *family())


def test_a_stranger_never_gets_the_id_of_somebody_registered() -> None:
    """people-found.csv gives such ids, and its lines are meant to be taken over into people.csv."""
    before = [Person("found-1", "Zed Quill", "third_party"), Person("found-7", "Orla Byrne", "subject")]
    text = "Mr Wilfred Ashdown rang. Wilfred Ashdown is a neighbour. Zed Quill was there."
    people = survey([text], build_register(before)).people
    assert [person.id for person in people] == ["found-1", "found-7", "found-8"]
