"""Files by a plain form: told of one by one, and refused when too large, too many, broken off or no form at all."""

from __future__ import annotations

import dataclasses
import io
import resource

import pytest
from django.conf import settings
from django.test import override_settings
from tests.cases.arrivals import here, on_the_way, sent, zipped
from tests.cases.places import Place
from tests.cases.senders import JSON, browser

from candour.cases.models import Preparation
from candour.ledger.acting import Actor, acting
from candour.ledger.models import Entry
from candour.ledger.verbs import Verb

pytestmark = pytest.mark.usefixtures("database")


def test_several_files_by_a_plain_form_are_told_of_one_by_one(all_: Place) -> None:
    client = browser(all_.colleague)
    answer = client.post(
        all_.at + "files/add/", {"file": [sent("a.txt", b"1"), sent("b.txt", b""), sent("a.txt", b"1")]}
    )
    told = client.get(answer["Location"])
    assert [(file.path, file.state) for file in told.context["page"]] == [
        ("a.txt", "received"),
        ("a.txt", "same"),
        ("b.txt", "received"),
    ]
    assert here(all_.owner, all_.case) == ["a.txt", "b.txt"]
    with acting(Actor(user=all_.owner.pk)):
        assert Preparation.objects.filter(case=all_.case).count() == 1
        entry = Entry.objects.get(chain=all_.case.pk, verb=Verb.FILES_RECEIVED)
        assert entry.actor == all_.colleague.pk


def test_no_file_chosen_is_said_in_the_form(all_: Place) -> None:
    answer = browser(all_.owner).post(all_.at + "files/add/", {"unpack": "1"})
    assert answer.status_code == 422
    assert "Choose at least one file" in answer.content.decode()


def test_a_zip_is_unpacked_only_when_asked(all_: Place) -> None:
    archive = zipped({"in/a.txt": b"1", "../x": b"2"})
    before = on_the_way()
    client = browser(all_.owner)
    client.post(all_.at + "files/add/", {"file": sent("z.zip", archive)})
    assert here(all_.owner, all_.case) == ["z.zip"]
    client.post(all_.at + "files/add/", {"file": sent("z.zip", archive), "unpack": "on"})
    assert here(all_.owner, all_.case) == ["in/a.txt", "z.zip"]
    assert on_the_way() == before


def test_too_much_at_once_is_refused_before_it_is_read(all_: Place) -> None:
    with override_settings(ENVIRONMENT=dataclasses.replace(settings.ENVIRONMENT, upload_megabytes=1)):
        answer = browser(all_.owner).post(all_.at + "files/add/", {"file": sent("a", bytes(3 << 20))})
        assert answer.status_code == 400
        assert "1 MB at once" in answer.content.decode()
        answer = browser(all_.owner).post(all_.at + "files/add/", {"file": sent("a", bytes(3 << 20))}, **JSON)
        assert (answer.status_code, answer.json()["what"]) == (413, "This is more than 1 MB at once.")
        both = {"file": [sent("a", bytes((1 << 20) + 10)), sent("b", b"small")]}
        told = browser(all_.owner).post(all_.at + "files/add/", both, **JSON).json()["files"]
        assert [file["state"] for file in told] == ["refused", "received"]


@pytest.mark.parametrize("missing", [1, 5, 40, 1_000_000])
def test_an_upload_that_breaks_off_is_never_taken_for_a_whole_file(all_: Place, missing: int) -> None:
    """A server hands over what came before the line broke, and then says that there is no more."""
    body = (
        b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n' + bytes(100) + b"\r\n--x--\r\n"
    )
    came = body[:-missing] if missing < len(body) else body
    before = on_the_way()
    answer = browser(all_.owner).request(
        PATH_INFO=all_.at + "files/add/", REQUEST_METHOD="POST", CONTENT_TYPE="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(len(came) + missing), **{"wsgi.input": io.BytesIO(came)},
    )  # fmt: skip
    assert answer.status_code == 400
    assert "breaks off" in answer.content.decode()
    assert here(all_.owner, all_.case) == []
    assert on_the_way() == before


def test_a_body_that_is_no_form(all_: Place) -> None:
    client, before = browser(all_.owner), on_the_way()
    for broken in (b"", b"--x", b"no form at all"):
        answer = client.generic("POST", all_.at + "files/add/", broken, "multipart/form-data; boundary=x")
        assert answer.status_code in (400, 422)
    assert client.generic("POST", all_.at + "files/add/", b"x", "multipart/form-data").status_code == 400
    assert client.generic("POST", all_.at + "files/add/", b"x", "application/json").status_code == 422
    assert on_the_way() == before


def test_more_files_than_a_request_may_hold(all_: Place) -> None:
    before = on_the_way()
    answer = browser(all_.owner).post(all_.at + "files/add/", {"file": [sent(f"{n}") for n in range(1_001)]}, **JSON)
    assert (answer.status_code, answer.json()["what"]) == (413, "These are too many files at once.")
    assert here(all_.owner, all_.case) == []
    assert on_the_way() == before


def test_a_full_disk_is_one_clear_page_and_nothing_is_half_received(all_: Place) -> None:
    ends, before = resource.getrlimit(resource.RLIMIT_FSIZE), on_the_way()
    client = browser(all_.owner)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, ends[1]))
    try:
        answer = client.post(all_.at + "files/add/", {"file": [sent("a.txt"), sent("b", bytes(2 << 20))]})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, ends)
    assert answer.status_code == 503
    assert "no space left" in answer.content.decode()
    assert here(all_.owner, all_.case) == []
    assert on_the_way() == before


def test_the_page_reads_the_body_in_pieces(all_: Place) -> None:
    """Sixty megabytes leave no trace in the memory of the process."""

    class Body(io.BytesIO):
        pass

    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.bin"\r\n\r\n'
    payload = Body(head + bytes(60 << 20) + b"\r\n--x--\r\n")
    size = len(payload.getbuffer())
    client = browser(all_.owner)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    answer = client.request(
        PATH_INFO=all_.at + "files/add/", REQUEST_METHOD="POST", CONTENT_TYPE="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(size), **{"wsgi.input": payload},
    )  # fmt: skip
    assert answer.status_code == 302
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 30 << 10
