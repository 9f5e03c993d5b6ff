"""The list of records: read by line, compared before it is saved, replaced as a whole."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.cases.arrivals import add, named
from tests.web.people import case, person, team

from candour.accounts.models import User
from candour.accounts.roles import Role
from candour.cases import manifest
from candour.cases.models import Case, ManifestDraft, ManifestRow, Preparation
from candour.engine.errors import BadInput
from candour.ledger.acting import Actor, acting
from candour.ledger.models import Entry
from candour.ledger.verbs import Verb

pytestmark = pytest.mark.usefixtures("database")
HEAD = "record_id,title,type,date,author,filename\n"


def listed(*rows: str) -> bytes:
    return (HEAD + "\n".join(rows) + "\n").encode()


LIST = listed(
    "M1,Minutes,minutes,2019-03-04,Chair,Letters\\a.TXT",
    "M2,Assessment,assessment,2019-05-01,,gone/assessment.pdf",
    'M3,"Visit, home",note,,,',
    "M4,Attachment,letter,,,mail.eml::offer.pdf",
    "M5,Scan of the order,,,,",
)


@pytest.fixture
def one(manager: User) -> Case:
    made = case(manager=manager)
    add(
        manager,
        made,
        named("letters/a.txt"),
        named("mail.eml"),
        named("unlisted.txt"),
        named("x/scan of the order.tif"),
    )
    return made


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    session = client.session
    session["second_factor"] = True
    session.save()
    return client


def hand_in(user: User, one: Case, data: bytes, client: Client | None = None):
    return (client or browser(user)).post(
        f"/cases/{one.key}/files/list/hand-in/", {"file": SimpleUploadedFile("list.csv", data)}
    )


def saved(user: User, one: Case) -> list[str]:
    with acting(Actor(user=user.pk)):
        return list(ManifestRow.objects.filter(case=one).order_by("number").values_list("record_id", flat=True))


def test_a_list_against_what_is_here(manager: User, one: Case) -> None:
    with acting(Actor(user=manager.pk)):
        compared = manifest.compare(case=one, rows=manifest.read(LIST))
    assert (compared.here, compared.inside, len(compared.rows)) == (2, 1, 5)
    assert [row.record_id for row in compared.missing] == ["M2"]
    assert [row.record_id for row in compared.nameless] == ["M3"]
    assert compared.unlisted == ("mail.eml", "unlisted.txt")
    assert (compared.new, compared.changed, compared.gone) == (5, 0, 0)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "line 1: there is no header"),
        (b"a,b,c\n1,2,3\n", "line 1"),
        (HEAD.encode(), "names no record"),
        (listed("M1,t,,,,", ",Mrs Okafor,,,,"), "line 3: the record_id is empty"),
        (listed("M1,t,,,,", "M1,Mrs Okafor,,,,"), "line 3: this record_id stands on an earlier line"),
        (listed("M1,Mrs Okafor,,,"), "line 2: there are 5 values"),
        (listed("M1,Mrs Okafor,,,,../../etc/passwd"), "line 2: the filename leads outside"),
        (listed("M1,t,,,,", "M2," + "Okafor " * 100 + ",,,,"), "line 3: the title is longer than 500"),
        (listed('M1,"Okafor,,,,'), "quotes do not match"),
        (HEAD.encode() + "M1,Café Okafor,,,,".encode("latin-1"), "line 2: this is not UTF-8"),
        (HEAD.encode() + b"M1,\0Okafor,,,,", "line 2: there is a NUL character"),
        (b"\xff" * ((20 << 20) + 1), "larger than 20 MB"),
    ],
)
def test_a_fault_is_told_by_line_and_never_quoted(manager: User, one: Case, data: bytes, told: str) -> None:
    with pytest.raises(BadInput, match=re.escape(told)) as error:
        manifest.read(data)
    assert "Okafor" not in str(error.value)
    answer = hand_in(manager, one, data)
    assert answer.status_code == 422
    assert saved(manager, one) == []


def test_nothing_is_saved_before_it_is_confirmed(manager: User, one: Case) -> None:
    client = browser(manager)
    answer = hand_in(manager, one, LIST, client)
    page = client.get(answer["Location"])
    assert page.status_code == 200
    assert "gone/assessment.pdf" in page.content.decode()
    assert saved(manager, one) == []
    assert client.post(answer["Location"])["Location"] == f"/cases/{one.key}/files/list/"
    assert saved(manager, one) == ["M1", "M2", "M3", "M4", "M5"]
    assert client.get(answer["Location"]).status_code == 404
    assert "Visit, home" in client.get(f"/cases/{one.key}/files/list/").content.decode()
    with acting(Actor(user=manager.pk)):
        assert not ManifestDraft.objects.exists()
        assert Preparation.objects.filter(case=one).count() == 1
        assert '"rows":5' in Entry.objects.get(chain=one.pk, verb=Verb.MANIFEST_TAKEN).line
        assert not Entry.objects.filter(chain=one.pk, line__contains="Assessment").exists()


def test_a_newer_list_takes_the_place_of_the_older(manager: User, one: Case) -> None:
    with acting(Actor(user=manager.pk)):
        manifest.save(by=manager, case=one, data=LIST)
        manifest.save(by=manager, case=one, data=LIST)
        newer = listed("M1,Minutes of the meeting,minutes,2019-03-04,Chair,letters/a.txt", "M9,New,,,,")
        compared = manifest.compare(case=one, rows=manifest.read(newer))
        assert (compared.new, compared.changed, compared.gone) == (1, 1, 4)
        manifest.save(by=manager, case=one, data=newer)
    assert saved(manager, one) == ["M1", "M9"]
    with acting(Actor(user=manager.pk)):
        assert Entry.objects.filter(chain=one.pk, verb=Verb.MANIFEST_TAKEN).count() == 2  # the same again: nothing


def test_a_list_waits_for_its_own_person_only(manager: User) -> None:
    ours = team()
    one, colleague = case(manager=manager, teams=(ours,)), person(Role.PRACTITIONER, team=ours)
    first = hand_in(manager, one, LIST)["Location"]
    assert browser(colleague).get(first).status_code == 404
    assert browser(colleague).post(first).status_code == 404
    second = hand_in(manager, one, listed("M7,Other,,,,"))["Location"]
    assert browser(manager).post(first).status_code == 404
    assert browser(manager).post(second).status_code == 302
    assert saved(manager, one) == ["M7"]


def test_who_may_hand_in_a_list(manager: User) -> None:
    ours = team()
    one = case(manager=manager, teams=(ours,))
    reader, outsider = person(Role.READER, team=ours), person(Role.MANAGER, team=team())
    assert [hand_in(user, one, LIST).status_code for user in (manager, reader, outsider)] == [302, 403, 404]
    with acting(Actor(user=manager.pk)):
        key = ManifestDraft.objects.get().key
    check = f"/cases/{one.key}/files/list/check/{key}/"
    assert [browser(user).get(check).status_code for user in (manager, reader, outsider)] == [200, 403, 404]
    assert Client().get(check).status_code == 302
    assert browser(manager).put(check).status_code == 405


def test_no_list_or_two_are_said_in_the_form(manager: User, one: Case) -> None:
    two = [SimpleUploadedFile("a.csv", LIST), SimpleUploadedFile("b.csv", LIST)]
    for given in ({}, {"file": two}):
        answer = browser(manager).post(f"/cases/{one.key}/files/list/hand-in/", given)
        assert answer.status_code == 422
        assert "Choose the list" in answer.content.decode()
