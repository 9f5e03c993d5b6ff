"""Archives are unpacked when asked: hostile names, bombs, and damaged, encrypted or doubled members are refused and told of."""

from __future__ import annotations

import dataclasses
import io
import warnings
import zipfile

import pytest
from django.conf import settings
from django.test import override_settings
from tests.cases.arrivals import add, named, zipped

from candour.accounts.models import User
from candour.cases import store
from candour.cases.arriving import Named, arrived, unpacked
from candour.cases.models import Case, FileState

pytestmark = pytest.mark.usefixtures("database")


def out_of(data: bytes, path: str = "in/letters.zip") -> dict[str, str]:
    """Path to reason of refusal, empty when it is fine."""
    return {each.path: each.arrival.refusal for each in unpacked(named(path, data))}


def test_a_zip_is_one_file_unless_it_is_to_be_unpacked(manager: User, one: Case) -> None:
    data = zipped({"a.txt": b"1", "b/c.txt": b"2"})
    before = set((store.folder() / "arriving").glob("*"))
    (whole,) = add(manager, one, named("in/letters.zip", data))
    assert (whole.path, whole.state) == ("in/letters.zip", FileState.RECEIVED)
    results = add(manager, one, *unpacked(named("in/letters.zip", data)))
    assert [(file.path, file.state) for file in results] == [("in/a.txt", "received"), ("in/b/c.txt", "received")]
    assert set((store.folder() / "arriving").iterdir()) <= before


def test_an_archive_without_files_is_told_of() -> None:
    assert out_of(zipped({}))["in/letters.zip"] == "There is no file in the archive."


def test_what_is_no_archive_comes_as_it_is() -> None:
    assert out_of(b"text", "a.txt") == {"a.txt": ""}


def test_members_with_hostile_names_are_refused_when_received(manager: User, one: Case) -> None:
    data = zipped({"../../x": b"1", "ok.txt": b"2", "..\\y": b"3", "/etc/passwd": b"4"})
    results = {file.path: file.state for file in add(manager, one, *unpacked(named("z.zip", data)))}
    assert results == {"../../x": "refused", "ok.txt": "received", "../y": "refused", "etc/passwd": "received"}


def test_a_bomb_is_refused_before_it_unpacks() -> None:
    bomb = zipped({"bomb": bytes(300 << 20), "ok.txt": b"fine"})
    assert len(bomb) < 1 << 20
    answer = out_of(bomb)
    assert answer["in/ok.txt"] == ""
    assert "go beyond what is unpacked" in answer["in/letters.zip"]
    assert "in/bomb" not in answer


def test_a_member_that_declares_a_huge_size_is_refused() -> None:
    data = bytearray(zipped({"a.txt": b"small", "b.txt": b"other"}, packing=zipfile.ZIP_STORED))
    at = data.index(b"PK\x01\x02")
    data[at + 24 : at + 28] = (0xFFFFFFF0).to_bytes(4, "little")
    answer = out_of(bytes(data))
    assert answer.get("in/a.txt") != ""
    assert answer["in/b.txt"] == ""


def test_too_many_members_are_told_of() -> None:
    answer = out_of(zipped({f"{number}.txt": b"" for number in range(2_010)}))
    assert len(answer) == 2_001
    assert "10 of its files" in answer["in/letters.zip"]


def test_damaged_encrypted_and_doubled_members_are_told_of() -> None:
    assert "cannot be unpacked" in out_of(b"PK\x03\x04 and nothing else")["in/letters.zip"]
    secret = bytearray(zipped({"secret.txt": b"1"}))
    secret[6] |= 1
    at = secret.index(b"PK\x01\x02")
    secret[at + 8] |= 1
    assert "encrypted" in out_of(bytes(secret))["in/secret.txt"]
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w") as archive:
        warnings.simplefilter("ignore")
        archive.writestr("a.txt", b"shown")
        archive.writestr("a.txt", b"hidden")
    several = list(unpacked(named("z.zip", out.getvalue())))
    assert [bool(each.arrival.refusal) for each in several] == [False, True]
    for each in several:
        each.arrival.discard()


def test_members_are_checked_for_malware_too(tmp_path) -> None:
    program = tmp_path / "scan"
    program.write_text('#!/bin/sh\ngrep -q EICAR "$1" && exit 1\nexit 0', encoding="utf-8")
    program.chmod(0o755)
    data = zipped({"a.txt": b"EICAR" * 50, "b.txt": b"fine"})
    with override_settings(ENVIRONMENT=dataclasses.replace(settings.ENVIRONMENT, malware_scan=str(program))):
        answer = out_of(data)
    assert "something harmful" in answer["in/a.txt"]
    assert answer["in/b.txt"] == ""


def test_a_refused_archive_is_not_opened() -> None:
    refused = Named("z.zip", arrived(io.BytesIO(zipped({"a": b"1"})), most=3))
    assert [each.path for each in unpacked(refused)] == ["z.zip"]
