"""People are brought in from a file, which is shown before it is saved and takes no mark away."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.cases.places import Place, place, registered, signed_in, working
from tests.cases.registers import there, waiting
from tests.small_case import PEOPLE

from candour.cases.models import Person

pytestmark = pytest.mark.usefixtures("database")


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
