"""Another system adds files: by a form or as a body, once, in time, and whole or not at all."""

from __future__ import annotations

import io
import json
import socket
import struct
import time
from urllib.parse import quote

import pytest
from tests.cases.api.records_system import System
from tests.cases.arrivals import here, on_the_way, sent, zipped
from tests.web.browser import running

from candour.accounts.models import User
from candour.cases.models import Case, Preparation, Upload
from candour.ledger.acting import Actor, acting
from candour.ledger.models import Entry
from candour.ledger.verbs import Verb

pytestmark = pytest.mark.usefixtures("database")


def test_files_of_a_form_with_their_paths(system: System, manager: User, one: Case) -> None:
    given = {"file": [sent(), sent("b.txt", b"other")], "path": ["Letters/a.txt", "Letters/b.txt"]}
    answer = system.form(one.reference, given)
    assert answer.status_code == 200
    assert answer.json()["counts"] == {"received": 2}
    assert here(manager, one) == ["Letters/a.txt", "Letters/b.txt"]
    with acting(Actor(user=manager.pk)):
        upload = Upload.objects.get()
        assert (upload.by, upload.token.name, upload.finished_at is not None) == (None, "Records system", True)
        assert Preparation.objects.filter(case=one).count() == 1
        entry = Entry.objects.get(chain=one.pk, verb=Verb.FILES_RECEIVED)
        assert json.loads(entry.line)["token"] == upload.token.pk
        assert entry.actor is None


def test_one_file_as_the_body_with_its_path_in_a_header(system: System, manager: User, one: Case) -> None:
    for kind in ("application/octet-stream", "text/plain", "application/x-www-form-urlencoded", "application/json"):
        answer = system.body(one.key, b"Dear Mrs Okafor", kind=kind, Candour_Path=quote("Letters/Café.txt"))
        assert answer.status_code == 200
    assert answer.json()["files"][0]["state"] == "same"
    assert here(manager, one) == ["Letters/Café.txt"]


def test_the_same_again_changes_nothing(system: System, manager: User, one: Case) -> None:
    states = [system.form(one.key, {"file": sent()}).json()["files"][0]["state"] for _ in range(3)]
    assert states == ["received", "same", "same"]
    assert here(manager, one) == ["a.txt"]
    with acting(Actor(user=manager.pk)):
        assert Preparation.objects.count() == 1


def test_what_is_refused_is_told_and_the_rest_is_received(system: System, manager: User, one: Case) -> None:
    answer = system.form(one.key, {"file": [sent(), sent()], "path": ["../../x", "fine.txt"]})
    assert answer.status_code == 422
    assert [file["state"] for file in answer.json()["files"]] == ["refused", "received"]
    assert here(manager, one) == ["fine.txt"]
    for path in ("../../x", "/etc/passwd", "C:\\x", "a\0b", "\u202ex"):
        assert system.body(one.key, b"x", Candour_Path=quote(path)).status_code == 422
    assert here(manager, one) == ["fine.txt"]


def test_more_to_come_waits_with_the_preparation(system: System, manager: User, one: Case) -> None:
    system.body(one.key, b"1", Candour_Path="1", Candour_More="1")
    with acting(Actor(user=manager.pk)):
        assert not Preparation.objects.exists()
    system.body(one.key, b"2", Candour_Path="2")
    with acting(Actor(user=manager.pk)):
        assert Preparation.objects.count() == 1


def test_archives_are_unpacked_when_asked(system: System, manager: User, one: Case) -> None:
    archive = zipped({"a.txt": b"1", "b.txt": b"2"})
    before = on_the_way()
    system.body(one.key, archive, Candour_Path="in/z.zip", Candour_Unpack="1")
    system.form(one.key, {"file": sent("y.zip", archive), "unpack": "1"})
    assert here(manager, one) == ["a.txt", "b.txt", "in/a.txt", "in/b.txt"]
    assert on_the_way() == before


def test_requests_that_cannot_be_read(system: System, manager: User, one: Case) -> None:
    before = on_the_way()
    assert "Candour-Path" in system.body(one.key, b"text").json()["do"]
    assert system.form(one.key, {"file": [sent(), sent()], "path": "one"}).status_code == 400
    assert system.body(one.key, b"no form", kind="multipart/form-data; boundary=x").status_code == 400
    assert system.body(one.key, b"no form", kind="multipart/form-data").status_code == 400
    assert system.body(one.key, b"x", Candour_Path="x", Transfer_Encoding="chunked").status_code == 400
    assert here(manager, one) == []
    assert on_the_way() == before


@pytest.mark.parametrize("kind", ["application/octet-stream", "multipart/form-data; boundary=x"])
def test_a_body_that_breaks_off_is_not_received(system: System, manager: User, one: Case, kind: str) -> None:
    data = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nhalf of i'
    before = on_the_way()
    answer = system.client.request(
        PATH_INFO=f"/api/v1/cases/{one.key}/files", REQUEST_METHOD="POST", CONTENT_TYPE=kind, HTTP_CANDOUR_PATH="a",
        HTTP_AUTHORIZATION=system.headers["Authorization"], CONTENT_LENGTH=str(len(data) + 5),
        **{"wsgi.input": io.BytesIO(data)},
    )  # fmt: skip
    assert (answer.status_code, answer.json()["what"]) == (400, "What was sent breaks off.")
    assert here(manager, one) == []
    assert on_the_way() == before


def test_a_sender_that_is_killed_half_way_leaves_nothing(system: System, manager: User, one: Case) -> None:
    """Over a real connection that is reset in the middle of a file."""
    before = on_the_way()
    with running() as site:
        host, port = site.address.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port))) as line:
            line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            head = (
                f"POST /api/v1/cases/{one.key}/files HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9000000\r\n"
                f"Candour-Path: a.bin\r\nAuthorization: {system.headers['Authorization']}\r\n\r\n"
            )
            line.sendall(head.encode() + bytes(3_000_000))
            for _ in range(100):
                if on_the_way() != before:
                    break
                time.sleep(0.05)
            assert on_the_way() != before
        for _ in range(100):
            if on_the_way() == before:
                break
            time.sleep(0.05)
    assert on_the_way() == before
    assert here(manager, one) == []


def test_too_much_is_refused_before_it_is_read(system: System, one: Case) -> None:
    answer = system.client.request(
        PATH_INFO=f"/api/v1/cases/{one.key}/files", REQUEST_METHOD="POST", CONTENT_TYPE="application/octet-stream",
        HTTP_AUTHORIZATION=system.headers["Authorization"], HTTP_CANDOUR_PATH="a", CONTENT_LENGTH=str(1 << 40),
        **{"wsgi.input": io.BytesIO(b"")},
    )  # fmt: skip
    assert answer.status_code == 413
