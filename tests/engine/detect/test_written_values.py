"""Registered numbers, addresses and firms in the ways people write them; dates that are no birth dates."""

from __future__ import annotations

import pytest
from register_factory import found, owners, person

from candour.engine.model import Kind, Person


def _home(**more: object) -> list[Person]:
    return [
        person("S", "Orla Quill", date_of_birth="2003-12-11", identifiers=["NHS 999 610 3359", "NINO QQ 12 34 56 C"]),
        person(
            "P",
            "Radek Malik",
            "partner",
            identifiers=["VRM WX14 TZV"],
            notes="Fitter at Halyard Refrigeration.",
            address="Flat 9, Tiller House, Ropewalk, Wexmoor, WX3 3GA",
        ),
        person(
            "M",
            "Dana Quill",
            "mother",
            address="Saltings End, Pound Lane, Nethercombe, WX15 3JQ",
            never_disclose=frozenset({"address"}),
        ),
    ]


@pytest.mark.parametrize(
    ("text", "kind", "written"),
    [
        ("Her NHS number is 999\n610 3359 now", Kind.NHS, "999\n610 3359"),
        ("NHS 999 610 33S9.", Kind.NHS, "999 610 33S9"),
        ("NI number QQ I2 34 56 C", Kind.NINO, "QQ I2 34 56 C"),
        ("car wx14 tzv was there", Kind.VEHICLE, "wx14 tzv"),
        ("d.o.b 11 12 2003", Kind.DOB, "11 12 2003"),
        ("at WX15 \n3JQ.", Kind.POSTCODE, "WX15 \n3JQ"),
    ],
)
def test_a_registered_value_is_found_as_written(text: str, kind: Kind, written: str) -> None:
    assert found(text, *_home(), kind=kind) == [written]


@pytest.mark.parametrize(
    "written",
    [
        "tiller hse",
        "9 Tiller House",
        "Tiller Hse",
        "Flat 9 Tiller House",
        "Tiller House, Ropewalk",
    ],
)
def test_an_address_is_found_cut_short(written: str) -> None:
    assert found(f"He was seen in {written} again", *_home(), kind=Kind.ADDRESS) == [written]


def test_a_building_or_a_lane_named_often_is_still_an_address() -> None:
    text = "Tiller House. " * 6 + "Pound Lane. " * 6
    assert len(found(text, *_home(), kind=Kind.ADDRESS)) == 12


@pytest.mark.parametrize(
    ("text", "firm", "owner"),
    [
        ("Radek is out; he went to Halyard.", "Halyard", "P"),
        ("He left for halyard at six.", "halyard", "P"),
        ("Dana was tired. She works at Brightwater Dental Studio.", "Brightwater Dental Studio", "M"),
        ("Dana works mornings for Brightwater Dental Studio", "Brightwater Dental Studio", "M"),
    ],
)
def test_a_place_of_work_is_known_from_notes_and_text(text: str, firm: str, owner: str) -> None:
    assert found(text, *_home(), kind=Kind.WORKPLACE) == [firm]
    assert owners(text, *_home(), kind=Kind.WORKPLACE) == [owner]


@pytest.mark.parametrize(
    "text",
    [
        "The court orders that Orla, born 14.03.2005, be placed,\nand says, sitting at Harrow on 19 June 2017, having read it",
        "Lorna Sharrow, solicitor, wrote on 14 March 2016 and again.",
        "Orla, aged eleven, was seen on 3 May 2016.",
        "Subject: Orla, d.o.b. not known, and twins\nAgreed. Lorna Sharrow, team manager, 10 May 2013.",
    ],
)
def test_a_date_in_a_sentence_is_no_birth_date(text: str) -> None:
    assert [d for d in found(text, *_home(), kind=Kind.DOB) if d != "14.03.2005"] == []


def test_a_table_of_commas_has_a_birth_column() -> None:
    assert found("name,dob,class\nAmy Pond,01/02/2005,5B\nJo Lake,2.3.2006,6A\n", *_home(), kind=Kind.DOB) == [
        "01/02/2005",
        "2.3.2006",
    ]


def _scanned() -> list[Person]:
    return [
        person("S", "Orla Quill"),
        person(
            "D",
            "Dilys Prout",
            "referrer",
            phones=["01632 960277"],
            emails=["joy.tap05@mailbox.example"],
            address="8 Orchard Mews, Tillingford, HR21 4QX",
            never_disclose=frozenset({"all"}),
        ),
    ]


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        (Kind.EMAIL, "joy.tap05 @mailbox.example"),
        (Kind.EMAIL, "joy.tap05@ mailbox.example"),
        (Kind.EMAIL, "joy . tapO5@mailbox . example"),
        (Kind.EMAIL, "JOY.TAP05@MAILBOX.EXAMPLE"),
        (Kind.PHONE, "01632 960277"),
        (Kind.PHONE, "0 1632 96O277"),
        (Kind.PHONE, "O1632 9602 77"),
        (Kind.PHONE, "(01632) 960277 ext 3"),
        (Kind.POSTCODE, "HR21 4 QX"),
        (Kind.POSTCODE, "HR 21 4QX"),
        (Kind.POSTCODE, "HR2I 4QX"),
        (Kind.POSTCODE, "hr214qx"),
        (Kind.ADDRESS, "8 0rchard Mews"),
        (Kind.ADDRESS, "8 Orchard Mevvs"),
        (Kind.ADDRESS, "Tillingforcl"),
        (Kind.PERSON, "Dil ys Prout"),
        (Kind.PERSON, "DILY5 PROUT"),
        (Kind.PERSON, "D1lys"),
        (Kind.PERSON, "Dily s"),
    ],
)
def test_a_registered_value_is_found_as_a_scan_gives_it(kind: Kind, written: str) -> None:
    text = f"Noted: {written} as on the form"
    assert found(text, *_scanned(), kind=kind) == [written]
    assert owners(text, *_scanned(), kind=kind) == ["D"]


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        (Kind.EMAIL, "someone.else @post.example"),
        (Kind.NHS, "999 482 11O6"),
        (Kind.NINO, "QQ l2 34 56 C"),
        (Kind.PHONE, "07 700 900944"),
    ],
)
def test_a_stranger_s_value_is_found_as_a_scan_gives_it(kind: Kind, written: str) -> None:
    assert found(f"NHS N0 {written} here", *_scanned(), kind=kind) == [written]


def test_a_bracket_that_is_not_closed_is_no_part_of_a_number() -> None:
    assert found("(01632 960277 or so", *_scanned(), kind=Kind.PHONE) == ["01632 960277"]
