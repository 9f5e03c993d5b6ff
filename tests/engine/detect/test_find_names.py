"""Names in text: every way of writing them is found, and sentences without a name stay whole."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from register_factory import family, found, owners, person, register, spans

from candour.engine.detect import build_register, find
from candour.engine.model import Kind, Person

WRITTEN = [
    "Tyrone Baptiste",
    "TYRONE BAPTISTE",
    "tyrone baptiste",
    "Baptiste, Tyrone",
    "BAPTISTE Tyrone",
    "T. Baptiste",
    "T Baptiste",
    "Tyrone B.",
    "Tyrone",
    "Baptiste",
    "tyrone",
    "Ty",
    "Tyr-\none",
    "Tyrone\nBaptiste",
    "T y r o n e",
    "Tyronne",
    "Tyr0ne",
    "Ty\u00adrone",
    "Tyro\u200bne",
    "Týrone",
    "tyrone_baptiste",
    "TyroneBaptiste",
]


@pytest.mark.parametrize("name", WRITTEN)
def test_every_way_of_writing_a_protected_name_is_found(name: str) -> None:
    text = f"On Monday {name} came to the centre."
    hits = spans(text)
    assert any(s.person == "T" and s.start <= 10 and s.end >= 10 + len(name.rstrip(".")) for s in hits)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("She worries that Grace will get her room.", "Grace"),
        ("Will is her age and in the same class.", "Will"),
        ("tyrone asleep on sofa. will out. Asked about school.", "will"),
        ("She misses TB, who has moved on.", "TB"),
        ("Yesterday WG hit him.", "WG"),
        ("I asked Will about it.", "Will"),
        ("He sat with Grace, who cried.", "Grace"),
        ("Grace's coat was wet.", "Grace"),
        ("Mr Grant's lad Will said so.", "Will"),
    ],
)
def test_ordinary_words_are_names_where_somebody_acts(text: str, name: str) -> None:
    assert name in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "She will move in April and may be hurt.",
        "There is a setting up home grant of forty pounds.",
        "By the grace of nobody in particular, the park was open.",
        "He was tested for TB in 2011 and the TB clinic wrote.",
        "Will you come? Will she go? May I ask?",
        "The children play on Grace Road after dark.",
        "She goes to Grace Park Primary School.",
        "We hope to go; it was a joy.",
        "I WILL NOT HAVE IT",
    ],
)
def test_sentences_without_a_name_stay_whole(text: str) -> None:
    assert found(text) == []


def test_titles_and_possessives_stay_outside_the_span() -> None:
    assert found("Mrs Tansley's gate was open, said PC 4417 Marr.") == ["Tansley", "Marr"]


def test_a_married_couple_is_told_apart_by_title() -> None:
    assert owners("Mrs Carver rang. Mr Carver rang. Mr and Mrs Carver rang.") == ["A", "C", "A|C"]


def test_a_family_is_everybody_of_that_name() -> None:
    assert owners("The Carvers were out and the Carver family came back.") == ["A|C", "A|C"]


def test_joint_names_are_two_people() -> None:
    assert owners("Pauline and Colin Carver came.") == ["A", "C"]


def test_two_people_of_one_given_name_are_left_to_a_person() -> None:
    assert owners("Jack came.") == ["J1|J2"]


def test_the_nearest_full_name_settles_a_given_name() -> None:
    assert owners("Jack Meadows rang. Jack said no.") == ["J2", "J2"]


def test_changed_names_belong_to_the_same_person() -> None:
    assert owners("Donna Marsh, as she was, and Ms D Hollis and Dee.") == ["M", "M", "M"]


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Fadumo Abdi Warsame", "Warsame Fadumo"),
        ("Piotr Kowalski", "Mrs Kowalska"),
        ("Nguyen Thi Hoa", "Hoa"),
        ("Yusuf al-Hakim", "Yusuf Al Hakim"),
        ("Sean O'Rourke", "Shaun ORourke"),
        ("Morag McPhee", "Morag MacPhee"),
        ("Maria García López", "Maria Garcia"),
        ("Ama Boakye-Finch", "Ama Finch"),
        ("Beverley Tull", "Bev Tull"),
        ("Kerry Tull", "Kez"),
        ("Darren Tull", "Daz"),
        ("Mohammed Iqbal", "Mohd Iqbal"),
        ("Jade Pell", "Jayde Pell"),
        ("Inês Prado", "Ines Prado"),
        ("Siân Rees", "SIAN REES"),
        ("Nagy Ilona", "Ilona Nagy"),
    ],
)
def test_naming_customs(name: str, written: str) -> None:
    hits = spans(f"Yesterday {written} rang.", person("P1", name, "mother"))
    assert [s.person for s in hits] == ["P1"]


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(["Tyrone Baptiste", "joy tansley", "TYRONE BAPTISTE", "Tansley, Joy", "J. Tansley"]),
    st.text(alphabet=" \n.,;:()abcXYZ0129-'", max_size=40),
    st.text(alphabet=" \n.,;:()abcXYZ0129'", max_size=40),
)
def test_a_protected_full_name_is_found_in_any_surroundings(name: str, before: str, after: str) -> None:
    text = f"{before} {name} {after}"
    start = text.index(name, len(before))
    people = family()
    hits = [s for s in find(text, register(*people)) if s.start < start + len(name) and start < s.end]
    assert any(s.person in ("T", "R") for s in hits)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_searched_without_overlap_within_a_kind(text: str) -> None:
    hits = find(text, register())
    assert all(0 <= s.start < s.end <= len(text) for s in hits)
    for kind in Kind:
        same = [s for s in hits if s.kind is kind]
        assert all(a.end <= b.start for a, b in pairwise(same))


def _others() -> list[Person]:
    return [
        person("S", "Orla Quill"),
        person("N", "Siobhán Wiśniewska", "mother"),
        person("D", "Dilys Pryce-Hopkin", "referrer"),
        person("K", "Khadija Warren", "other_child"),
        person("H", "Summer Lockyer", "other_child"),
        person("P", "Precious Adler", "third_party"),
    ]


@pytest.mark.parametrize(
    ("text", "name", "owner"),
    [
        ("Seen: Sum-mer Lockyer, at home", "Sum-mer Lockyer", "H"),
        ("Sum\u2010\nmer hid", "Sum\u2010\nmer", "H"),
        ("Siobh\x01n Wi niewska rang", "Siobh\x01n Wi niewska", "N"),
        ("Siobh n said no", "Siobh n", "N"),
        ("told by Dilys P-H at six", "Dilys P-H", "D"),
        ("Mrs P-H rang", "P-H", "D"),
        ("list: Dilys PH", "Dilys PH", "D"),
        ("front room Kh. Warren, back Orla", "Kh. Warren", "K"),
        ("rota: S u m m e r, Orla", "S u m m e r", "H"),
        ("of CornmarketPrecious Adler", "Precious Adler", "P"),
    ],
)
def test_a_name_is_found_however_the_page_breaks_it(text: str, name: str, owner: str) -> None:
    hits = [s for s in spans(text, *_others()) if text[s.start : s.end] == name]
    assert [s.person for s in hits] == [owner]


def test_a_family_whose_surname_is_a_word_is_found() -> None:
    people = [person("Y", "Geraldine Young", "foster_carer"), person("S", "Leila Okafor")]
    assert owners("The Youngs met Leila; the Young family cheered. Young people and young families met.", *people) == [
        "Y",
        "S",
        "Y",
    ]


def test_a_word_and_an_initial_typed_small_are_the_registered_short_form() -> None:
    made = build_register(
        [
            Person("K1", "Mark Osgood", "other_child", aliases=("Mark O",)),
            Person("K2", "Will Sands", "subject", aliases=("Will S",)),
        ]
    )
    text = "mark o sent to own room"
    named = [(text[span.start : span.end], span.person) for span in find(text, made) if span.kind is Kind.PERSON]
    assert named == [("mark o", "K1")]
    assert not [span for span in find("will s/he come", made) if span.kind is Kind.PERSON]
