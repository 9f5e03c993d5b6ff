"""The register of people: who sees and changes it; people added, changed and taken out, with marks that stay."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.cases.places import answers, place, registered, signed_in, working
from tests.cases.registers import given, stranger, there, waiting

from candour.cases import plain
from candour.engine.model import ROLES
from candour.ledger.models import Reason
from candour.policy import NEVER_DISCLOSE_FIELDS

pytestmark = pytest.mark.usefixtures("database")


def test_every_role_and_every_mark_has_plain_words() -> None:
    assert set(plain.ROLES) == ROLES
    assert {plain.mark_of(word) for word in NEVER_DISCLOSE_FIELDS} == set(plain.MARKS)
    assert set(plain.MARKS) <= set(NEVER_DISCLOSE_FIELDS)
    for word in NEVER_DISCLOSE_FIELDS:  # a word and the mark it is shown as keep back the same
        assert NEVER_DISCLOSE_FIELDS[word] == NEVER_DISCLOSE_FIELDS[plain.mark_of(word)]


def test_who_sees_the_register_and_who_may_change_it() -> None:
    here = place()
    one = registered(here.case, "P1", "Orla Byrne", "subject")
    answers(here, f"{here.at}people/", wrong="post")
    changing = ["add/", "import/", f"{one.pk}/", f"{one.pk}/remove/", f"{one.pk}/merge/"]
    other = stranger(here)
    for form in (*changing, f"{other.pk}/dismiss/"):
        address = f"{here.at}people/{form}"
        assert signed_in(here.owner).get(address).status_code == 200, form
        assert signed_in(here.colleague).get(address).status_code == 200, form
        assert signed_in(here.reader).get(address).status_code == 403, form
        assert signed_in(here.reader).post(address).status_code == 403, form
        assert signed_in(here.outsider).get(address).status_code == 404, form
        assert signed_in(here.outsider).post(address).status_code == 404, form
        assert Client().get(address).status_code == 302, form
        assert signed_in(here.owner).delete(address).status_code == 405, form
    assert "Add a person" not in signed_in(here.reader).get(f"{here.at}people/").content.decode()


def test_a_person_of_another_case_has_no_address_here() -> None:
    here, other = place(), place("The Okafor family")
    theirs = registered(other.case, "P1", "Faith Okafor")
    for form in ("", "remove/", "merge/"):
        assert signed_in(here.owner).get(f"{here.at}people/{theirs.pk}/{form}").status_code == 404


def test_adding_gives_the_next_number_and_asks_for_a_preparation() -> None:
    here = place()
    registered(here.case, "P7", "Gone Person", gone_at="2026-01-01T00:00Z")
    client = signed_in(here.colleague)
    answer = client.post(
        f"{here.at}people/add/",
        given(
            aliases="Orly\r\n  O.  Byrne \r\n\r\nOrly", phones="07700 900001", emails="orla@example.org",
            identifiers="943 476 5919", address="2 Hatch Row,\r\nMilford", date_of_birth_day="1",
            date_of_birth_month="5", date_of_birth_year="2006", never_disclose=["address", "phone"], notes="Likes rabbits",
        ),
        follow=True,
    )  # fmt: skip
    assert answer.status_code == 200
    (row,) = there(here)
    assert (row.key, row.child, row.aliases) == ("P8", True, ["Orly", "O. Byrne"])
    assert (row.date_of_birth, row.address) == ("2006-05-01", "2 Hatch Row, Milford")
    assert (row.phones, row.emails, row.identifiers) == (["07700 900001"], ["orla@example.org"], ["943 476 5919"])
    assert row.never_disclose == ["address", "phone"]
    assert waiting(here) == 1
    (entry,) = here.entries("registered")
    assert entry.object == f"person:{row.pk}"
    assert "Byrne" not in entry.line
    page = answer.content.decode()
    assert all(words in page for words in ("Orla Byrne", "also Orly, O. Byrne", "Phone numbers", "2 Hatch Row"))


def test_what_is_wrong_is_said_at_its_field() -> None:
    here = place()
    client = signed_in(here.owner)
    wrong = {
        "name": "  ", "role": "wizard", "emails": "not an address", "aliases": "x" * 201, "never_disclose": ["shoes"],
        "date_of_birth_day": "31", "date_of_birth_month": "2", "date_of_birth_year": "2009",
    }  # fmt: skip
    answer = client.post(f"{here.at}people/add/", wrong)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {
        "name",
        "role",
        "emails",
        "aliases",
        "never_disclose",
        "date_of_birth",
    }
    assert 'href="#id_name"' in answer.content.decode()
    unborn = {"date_of_birth_day": "1", "date_of_birth_month": "1", "date_of_birth_year": "2999"}
    assert "in the future" in client.post(f"{here.at}people/add/", given(**unborn)).content.decode()
    assert "one letter" in client.post(f"{here.at}people/add/", given(name="12")).content.decode()
    assert there(here) == []
    assert not waiting(here)


def test_changing_keeps_the_key_and_nothing_changed_asks_for_nothing() -> None:
    here = place()
    one = registered(here.case, "P1", "Orla Byrne", "subject", phones=["07700 900001"])
    client, address = signed_in(here.owner), f"{here.at}people/{one.pk}/"
    assert "07700 900001" in client.get(address).content.decode()
    client.post(address, given(phones="07700 900001"))
    assert not here.entries("register_changed")
    assert not waiting(here)
    client.post(address, given(name="Orla Moran", phones="07700 900001"))
    (row,) = there(here)
    assert (row.pk, row.key, row.name) == (one.pk, "P1", "Orla Moran")
    assert len(here.entries("register_changed")) == 1
    assert waiting(here) == 1


def test_a_mark_is_taken_away_for_a_reason_only() -> None:
    here = place()
    one = registered(here.case, "P1", "Sinead Byrne", never_disclose=["postcode", "phone"])
    client, address = signed_in(here.owner), f"{here.at}people/{one.pk}/"
    kept = given(name="Sinead Byrne", role="mother")
    refused = client.post(address, {**kept, "never_disclose": ["phone"]})
    assert "Say why a never-disclose mark is taken away" in refused.content.decode()
    assert there(here)[0].never_disclose == ["postcode", "phone"]
    client.post(address, {**kept, "never_disclose": ["phone"], "reason": "She has moved"})
    assert there(here)[0].never_disclose == ["phone"]
    with working(here.case):
        assert Reason.objects.filter(chain=here.case.pk, text="She has moved").exists()


def test_a_mark_under_another_word_is_no_lost_mark() -> None:
    here = place()
    one = registered(here.case, "P1", "Sinead Byrne", never_disclose=["dob"])
    kept = given(name="Sinead Byrne", role="mother", never_disclose=["date_of_birth"])
    assert signed_in(here.owner).post(f"{here.at}people/{one.pk}/", kept).status_code == 302


def test_somebody_is_taken_out_with_a_reason_and_kept_for_the_ledger() -> None:
    here = place()
    one = registered(here.case, "P1", "Orla Byrne")
    client, address = signed_in(here.owner), f"{here.at}people/{one.pk}/remove/"
    assert client.post(address, {"reason": ""}).status_code == 422
    assert client.post(address, {"reason": "Entered twice"}).status_code == 302
    assert there(here) == []
    assert client.get(f"{here.at}people/{one.pk}/").status_code == 404
    assert "took Orla Byrne out of the register" in client.get(f"{here.at}history/").content.decode()
    assert waiting(here) == 1
