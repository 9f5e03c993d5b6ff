"""Identifiers by value, label and form; what is not one stays."""

from __future__ import annotations

import pytest
from register_factory import found, owners, person, spans

from candour.engine.model import Kind


@pytest.mark.parametrize(
    "text",
    [
        "07700 900222",
        "07700900222",
        "+44 7700 900222",
        "+44 (0)7700 900 222",
        "(07700) 900 222",
        "07700-900-222",
        "07700\n900222",
        "O77OO 9OO222",
    ],
)
def test_a_registered_phone_in_any_form(text: str) -> None:
    assert owners(f"Ring {text} today.", kind=Kind.PHONE) == ["M"]


@pytest.mark.parametrize(
    "text",
    [
        "23/11/1985",
        "23.11.85",
        "23 November 1985",
        "23rd Nov 1985",
        "November 23, 1985",
        "1985-11-23",
        "23-Nov-1985",
        "19851123",
    ],
)
def test_a_registered_birth_date_in_any_form(text: str) -> None:
    assert owners(f"Given as {text} in the file.", kind=Kind.DOB) == ["M"]


@pytest.mark.parametrize(
    "text",
    [
        "She was born on 4 May 1990.",
        "DOB 04/05/1990",
        "d.o.b. 4.5.90",
        "Date of birth: 4 May 1990",
        "b. 4 May 1990",
        "He turned 10 on 4 May.",
        "Ms Ada Quill (4.5.90) came.",
        "Ada Quill / F / 19900504 / no address",
        "Name          DOB         Tel\nAda Quill     4/5/1990    none",
        "| Name | DOB |\n| Ada | 4/5/90 |",
    ],
)
def test_birth_dates_have_a_reason(text: str) -> None:
    assert len(found(text, kind=Kind.DOB)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Visit on 4 May 2019.",
        "Ada Quill attended on 14/03/2019.",
        "Review dated 4.5.2018 held.",
        "Ada Quill, 4 May 2019: no reply.",
    ],
)
def test_other_dates_are_dates(text: str) -> None:
    assert found(text, kind=Kind.DOB) == []
    assert len(found(text, kind=Kind.DATE)) == 1


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (Kind.NHS, "NHS no. 999 155 2510", "999 155 2510"),
        (Kind.NHS, "NHS number: 9991552511", "9991552511"),
        (Kind.NINO, "payroll has QQ 30 71 19 B on it", "QQ 30 71 19 B"),
        (Kind.UPN, "UPN T897994322967", "T897994322967"),
        (Kind.REF, "LCS 104522", "104522"),
        (Kind.REF, "contact CON-2291075", "CON-2291075"),
        (Kind.REF, "in HR16P00417 before", "HR16P00417"),
        (Kind.REF, "Our ref: NC/LB/4037", "NC/LB/4037"),
        (Kind.REF, "crime ref 13220219874", "13220219874"),
        (Kind.VEHICLE, "a van, HX61 KPO, outside", "HX61 KPO"),
        (Kind.VEHICLE, "part VRM LB45 seen", "LB45"),
        (Kind.VEHICLE, "his car reg P418 OLD", "P418 OLD"),
        (Kind.EMAIL, "to ada.q@post.example now", "ada.q@post.example"),
        (Kind.URL, "see www.post.example/ada", "www.post.example/ada"),
        (Kind.URL, "insta @ada_q7 posts", "@ada_q7"),
        (Kind.URL, "snapchat: adaq99", "adaq99"),
        (Kind.POSTCODE, "at la88 0qt tonight", "la88 0qt"),
        (Kind.POSTCODE, "WM21 3ZZ", "WM21 3ZZ"),
        (Kind.ADDRESS, "lives at 12 Elm Close, Oakham.", "12 Elm Close, Oakham"),
        (Kind.ADDRESS, "at 19a Heron\nWay today", "19a Heron\nWay"),
        (Kind.ADDRESS, "Flat 2, 90 Quarry Street", "Flat 2, 90 Quarry Street"),
        (Kind.ADDRESS, "at 22b corporation street", "22b corporation street"),
    ],
)
def test_unknown_identifiers_by_form_or_label(kind: Kind, text: str, value: str) -> None:
    assert any(value in words for words in found(text, person(), kind=kind))


@pytest.mark.parametrize(
    "text",
    [
        "At 10 2pm",
        "in 2019 and 2020",
        "10 minutes down the lane",
        "version 3.2 of the form",
        "2 cars in the street",
        "£1,904.11",
    ],
)
def test_plain_numbers_are_nothing(text: str) -> None:
    assert found(text, person(), kind=None) in ([], ["2019", "2020"])


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("8 Kiln Mews, Oakthorpe", "M"),
        ("seen at Kiln Mews again", "M"),
        ("a house in Oakthorpe", "M"),
        ("The Old Mill, Sedge\nLane", "A|C"),
        ("near the Old Mill now", "A|C"),
        ("Room 2, Heron Lodge", "S"),
        ("the flat on Canal Lane", "S"),
        ("at number 31, she said", "R"),
    ],
)
def test_parts_of_a_registered_address(text: str, owner: str) -> None:
    assert owners(text, kind=Kind.ADDRESS) == [owner]


def test_a_town_of_several_households_is_a_place() -> None:
    assert found("in Westmere", kind=Kind.ADDRESS) == []


def test_a_date_before_a_court_is_no_house_number() -> None:
    assert found("On 5 May 2001 the Westmere County Court refused.", kind=Kind.ADDRESS) == []
    assert found("at 2001 the Westmere County Court", kind=Kind.ADDRESS) == []


def test_a_street_that_the_file_names_again_and_again_is_a_place_that_asks() -> None:
    text = "They play on Hope Street. " * 6 + "She lives at 31 Hope Street."
    assert {s.person for s in spans(text, kind=Kind.LOCATION)} == {"R"}
    assert found(text, kind=Kind.ADDRESS) == ["31 Hope Street"]


def test_a_workplace_comes_from_the_notes_and_is_known_when_shortened() -> None:
    assert owners("at Larch Court on a double shift; Larch Court Care Home", kind=Kind.WORKPLACE) == ["M", "M"]


def test_an_outward_code_counts_when_it_is_one_household() -> None:
    assert owners("somewhere in WM21 now", kind=Kind.ADDRESS) == ["M"]


def test_registered_codes_belong_to_their_person() -> None:
    text = "QQ123456C, H801200005014, 999-321-4567, HX61KPO, LCS 204411"
    assert [s.person for s in spans(text, kind=None)] == ["M", "S", "S", "F", "S"]


def test_a_name_inside_an_email_is_part_of_the_email() -> None:
    assert found("joy.tansley@post.example", kind=None) == ["joy.tansley@post.example"]


@pytest.mark.parametrize("text", ["seen o3/05/2014.", "l2.1i.2o14 call", "on L2-03-2O15 she rang"])
def test_dates_misread_as_small_letters(text: str) -> None:
    assert found(text, kind=Kind.DATE)
