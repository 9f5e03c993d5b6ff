"""The file of a record as it was received: who may take it away, under which name, and that it is in the ledger."""

from __future__ import annotations

import io
import os
from email.message import Message

import pytest
from django.http import FileResponse
from django.test import Client
from tests.cases.arrivals import add, named, zipped
from tests.cases.places import Place, place, record, signed_in, working
from tests.cases.prepared import prepare

from candour.accounts.roles import NAMES, Act, Role, may
from candour.cases import store
from candour.cases.models import Record
from candour.cases.originals import file_name

pytestmark = pytest.mark.usefixtures("database")
PAGE = b"<script>alert(document.cookie)</script>"


def received(here: Place, path: str, data: bytes) -> Record:
    add(here.owner, here.case, named(path, data))
    with working(here.case):
        one = here.case.files.get(path=path)
    return record(here.case, path.replace("/", "-"), path=path, sha256=one.sha256, size=one.size)


def at(here: Place, one: Record) -> str:
    return f"{here.at}records/{one.pk}/file/"


def test_it_is_taken_away_whole_never_shown_and_entered() -> None:
    here = place()
    data = os.urandom(3 << 20)
    one = received(here, "Notes/visit.html", data)
    answer = signed_in(here.owner).get(at(here, one))
    assert answer.status_code == 200
    assert answer.streaming
    assert b"".join(answer.streaming_content) == data
    assert answer.headers["Content-Disposition"] == 'attachment; filename="visit.html"'
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
    (entry,) = here.entries("file_downloaded")
    assert (entry.object, entry.actor, one.sha256 in entry.line) == (f"record:{one.pk}", here.owner.pk, True)
    history = signed_in(here.owner).get(f"{here.at}history/").content.decode()
    assert "downloaded the file of “Notes-visit.html” as it was received" in history


def test_who_may_take_it_away_and_who_sees_nothing() -> None:
    here = place()
    one = received(here, "visit.html", PAGE)
    for user, status in ((here.owner, 200), (here.colleague, 200), (here.reader, 403), (here.outsider, 404)):
        assert signed_in(user).get(at(here, one)).status_code == status, user
    refused = signed_in(here.reader).get(at(here, one)).content.decode()
    assert NAMES[Role.PRACTITIONER] in refused
    away = Client().get(at(here, one))
    assert (away.status_code, away["Location"][:9]) == (302, "/sign-in/")
    for wrong in ("post", "head", "delete"):
        assert getattr(signed_in(here.owner), wrong)(at(here, one)).status_code == 405
    assert len(here.entries("file_downloaded")) == 2
    assert not may([Role.READER, Role.AUDITOR, Role.ADMINISTRATOR], Act.DOWNLOAD_FILES)


def test_the_page_offers_it_to_those_only_who_may() -> None:
    here = place()
    one = received(here, "visit.html", PAGE)
    offered = {user: at(here, one) in signed_in(user).get(f"{here.at}records/{one.pk}/").content.decode()
               for user in (here.owner, here.colleague, here.reader)}  # fmt: skip
    assert list(offered.values()) == [True, True, False]


def test_a_record_of_another_case_is_not_there() -> None:
    here, other = place(), place("The Okafor family")
    theirs = received(other, "secret.html", PAGE)
    assert signed_in(here.owner).get(at(here, theirs)).status_code == 404
    assert signed_in(here.owner).get(at(other, theirs)).status_code == 404


def test_a_file_that_came_inside_another_is_given_as_it_was_there() -> None:
    here = place()
    add(here.owner, here.case, named("all.zip", zipped({"in/Letter.txt": b"Dear Mr Moran, we write to you."})))
    prepare(here.owner, here.case)
    with working(here.case):
        inside = Record.objects.get(case=here.case, path__endswith="Letter.txt")
        assert inside.parent
    answer = signed_in(here.owner).get(at(here, inside))
    assert b"".join(answer.streaming_content) == b"Dear Mr Moran, we write to you."
    assert answer.headers["Content-Disposition"] == 'attachment; filename="Letter.txt"'


def test_a_file_that_is_lost_is_said_to_be_and_no_download() -> None:
    here = place()
    one = received(here, "visit.html", b"lost soon")
    store.path(one.sha256).unlink()
    answer = signed_in(here.owner).get(at(here, one))
    assert (answer.status_code, "not here" in answer.content.decode()) == (503, True)
    assert here.entries("file_downloaded") == []


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("Notes/Besuch.pdf", "Besuch.pdf"), ("a.zip::b/c.eml::d.doc", "d.doc"), ("mail.eml::..\\..\\run.exe", "run.exe"),
        ("x/\u202egpj.exe", "_gpj.exe"), ('he said "yes"\r\nSet-Cookie: a=b.txt', 'he said "yes"__Set-Cookie: a=b.txt'),
        ("a::..", "file"), ("a::", "file"), ("naïve – 名.pdf", "naïve – 名.pdf"), ("n/" + "x" * 400 + ".docx", "x" * 145 + ".docx"),
    ],
)  # fmt: skip
def test_a_hostile_name_is_a_name_and_nothing_else(path: str, name: str) -> None:
    assert file_name(Record(path=path)) == name
    answer = FileResponse(io.BytesIO(), as_attachment=True, filename=file_name(Record(path=path)))
    header = Message()
    header["Content-Disposition"] = answer.headers["Content-Disposition"]
    assert "\n" not in answer.headers["Content-Disposition"]
    assert header.get_content_disposition() == "attachment"


def test_the_address_holds_no_name() -> None:
    here = place()
    one = received(here, "Okafor.html", PAGE)
    assert "Okafor" not in at(here, one)
