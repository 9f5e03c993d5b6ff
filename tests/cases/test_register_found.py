"""People found in the file stand apart until somebody registers, merges or dismisses them."""

from __future__ import annotations

import pytest
from tests.cases.places import place, registered, signed_in, working
from tests.cases.registers import given, stranger, there, waiting

from candour.cases.found import Mention

pytestmark = pytest.mark.usefixtures("database")


def test_people_found_stand_apart_most_often_named_first() -> None:
    here = place()
    registered(here.case, "P1", "Orla Byrne", "subject")
    stranger(here, "Rarely Named", "found.1")
    stranger(here, "Often Named", "found.2")
    with working(here.case):
        for number in range(3):
            Mention.objects.create(case=here.case, key=f"m{number}", page=1, layer="text", kind="PERSON",
                                   person="found.2", start=0, end=5, text="Often", score=1)  # fmt: skip
    shown = signed_in(here.reader).get(f"{here.at}people/").context
    assert [row["person"].name for row in shown["found"]] == ["Often Named", "Rarely Named"]
    assert [row["person"].name for row in shown["children"]] == ["Orla Byrne"]


def test_somebody_found_is_registered_under_their_key() -> None:
    here = place()
    one = stranger(here)
    client = signed_in(here.owner)
    assert "Register a person found" in client.get(f"{here.at}people/{one.pk}/").content.decode()
    client.post(f"{here.at}people/{one.pk}/", given(name="Faith Okafor", role="other_child", never_disclose=["all"]))
    (row,) = there(here)
    assert (row.pk, row.key, row.role, row.never_disclose) == (one.pk, "found.1", "other_child", ["all"])
    assert here.entries("registered")
    assert waiting(here) == 1


def test_somebody_found_is_merged_into_somebody_registered() -> None:
    here = place()
    mother = registered(here.case, "P1", "Sinead Byrne", aliases=["Shin"], phones=["1"], never_disclose=["address"])
    one = registered(here.case, "found.1", "Mrs Byrne", "third_party", found=True, aliases=["shin"], phones=["2"])
    client, address = signed_in(here.owner), f"{here.at}people/{one.pk}/merge/"
    other = place("The Okafor family")
    theirs = registered(other.case, "P1", "Theirs")
    assert client.post(address, {"into": theirs.pk}).status_code == 422
    assert client.post(address, {"into": one.pk}).status_code == 422
    assert client.post(address, {"into": mother.pk}).status_code == 302
    (row,) = there(here)
    assert (row.name, row.aliases, row.phones) == ("Sinead Byrne", ["Shin", "Mrs Byrne"], ["1", "2"])
    assert row.never_disclose == ["address"]
    assert signed_in(here.owner).get(address).status_code == 404
    assert len(here.entries("register_merged")) == 1


def test_two_registered_are_made_one_with_the_marks_of_both() -> None:
    here = place()
    first = registered(here.case, "P1", "Sinead Byrne", never_disclose=["address"])
    second = registered(here.case, "P2", "Shin Byrne", never_disclose=["phone"], date_of_birth="1984-02-03")
    signed_in(here.owner).post(f"{here.at}people/{second.pk}/merge/", {"into": first.pk})
    (row,) = there(here)
    assert (row.key, row.never_disclose, row.date_of_birth) == ("P1", ["address", "phone"], "1984-02-03")


def test_somebody_dismissed_is_no_longer_suggested() -> None:
    here = place()
    one = stranger(here)
    client = signed_in(here.owner)
    client.post(f"{here.at}people/{one.pk}/dismiss/")
    assert not client.get(f"{here.at}people/").context["found"]
    assert len(here.entries("found_dismissed")) == 1
    registered_one = registered(here.case, "P1", "Orla Byrne")
    assert client.post(f"{here.at}people/{registered_one.pk}/dismiss/").status_code == 404
