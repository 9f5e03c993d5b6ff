"""The register of people: added, changed, merged and taken out, with marks that stay; brought in from a file; found ones apart."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.cases.places import Place, answers, place, registered, signed_in, working
from tests.small_case import PEOPLE

from candour.cases import plain
from candour.cases.found import Mention
from candour.cases.models import Person, Preparation
from candour.engine.model import ROLES
from candour.ledger.models import Reason
from candour.policy import NEVER_DISCLOSE_FIELDS

pytestmark = pytest.mark.usefixtures("database")


def there(here: Place, **more: object) -> list[Person]:
    with working(here.case):
        return list(Person.objects.filter(case=here.case, found=False, gone_at=None, **more).order_by("pk"))


def waiting(here: Place) -> int:
    with working(here.case):
        return Preparation.objects.filter(case=here.case, stage="waiting").count()


def given(**more: object) -> dict[str, object]:
    return {"name": "Orla Byrne", "role": "subject", **more}


def stranger(here: Place, name: str = "Faith Okafor", key: str = "found.1") -> Person:
    return registered(here.case, key, name, "third_party", found=True, found_as="found-1")


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


# -- found in the file


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


# -- from a file


def brought(client: Client, here: Place, text: str, name: str = "people.csv") -> object:
    file = SimpleUploadedFile(name, text.encode(), content_type="text/csv")
    return client.post(f"{here.at}people/import/", {"file": file}, follow=True)


def test_a_file_is_shown_before_it_is_saved() -> None:
    here = place()
    client = signed_in(here.colleague)
    shown = brought(client, here, PEOPLE)
    page = shown.content.decode()  # type: ignore[attr-defined]
    address = shown.redirect_chain[0][0]  # type: ignore[attr-defined]
    assert "Nothing is saved yet" in page
    assert page.count('<td class="govuk-table__cell">New</td>') == 6
    assert "Everything about them" in page
    assert there(here) == []
    assert signed_in(here.owner).get(address).status_code == 302  # what was kept is the other person's
    done = client.post(address, follow=True)
    assert "6 people were added and 0 changed." in done.content.decode()
    rows = {row.key: row for row in there(here)}
    assert rows["K2"].never_disclose == ["address", "phone"]
    assert rows["K1"].child
    assert rows["K5"].aliases == ["Mrs Tully"]
    assert waiting(here) == 1
    (entry,) = here.entries("register_imported")
    assert "Byrne" not in entry.line
    again = brought(client, here, PEOPLE)
    assert "The file changes nothing" in again.content.decode()  # type: ignore[attr-defined]
    assert client.post(address).status_code == 302  # it is not kept any more


def test_a_file_changes_people_by_their_id_and_takes_no_mark_away() -> None:
    here = place()
    registered(here.case, "K1", "Orla", "subject", never_disclose=["phone"])
    registered(here.case, "K9", "Stays", "relative")
    client = signed_in(here.owner)
    shown = brought(client, here, PEOPLE)
    assert ">Changed<" in shown.content.decode()  # type: ignore[attr-defined]
    client.post(shown.redirect_chain[0][0])  # type: ignore[attr-defined]
    rows = {row.key: row for row in there(here)}
    assert (rows["K1"].name, rows["K1"].never_disclose) == ("Orla Byrne", ["phone"])
    assert rows["K9"].name == "Stays"
    assert len(rows) == 7


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "The file is empty"),
        ("hello", "line 1: there is no header"),
        (PEOPLE.replace("K3,Declan Moran,father", "K3,Declan Moran,wizard"), "line 4: the role is not known"),
        (PEOPLE.replace("1984-02-03", "soon"), "line 3: the date_of_birth is not a date"),
        (PEOPLE.replace("K6", "K1"), "line 7: this id stands on an earlier line too"),
        (PEOPLE.replace("Orla Byrne", "O" * 300), "the name is too long"),
    ],
)
def test_what_is_wrong_in_a_file_is_said_with_its_line_and_nothing_is_saved(text: str, told: str) -> None:
    here = place()
    answer = brought(signed_in(here.owner), here, text)
    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert told in answer.content.decode()  # type: ignore[attr-defined]
    assert "Moran" not in answer.content.decode()  # type: ignore[attr-defined]
    assert there(here) == []


def test_a_file_kept_for_one_case_cannot_be_saved_in_another() -> None:
    here = place()
    from tests.web.people import case

    second = case(manager=here.owner)
    client = signed_in(here.owner)
    address = brought(client, here, PEOPLE).redirect_chain[0][0]  # type: ignore[attr-defined]
    assert client.post(address.replace(here.case.key, second.key)).status_code == 302
    with working(second):
        assert not Person.objects.filter(case=second).exists()
