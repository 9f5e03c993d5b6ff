"""Received files are in the backup wherever they are kept, and come back to wherever they are to be kept."""

from __future__ import annotations

import hashlib
import io
import json
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from tests.site.running import ROOT, candour, clear, surroundings
from tests.web.bucket import client, names, new_bucket, surroundings_of

from candour.cases.store.bucket import Bucket
from candour.site.embedded import Embedded

FILES = (b"Words.", b"Other words.", b"Words that go missing.", b"Words that change.")
RECEIVE = """
import io
from candour.site.starting import started
with started():
    from candour.accounts import services
    from candour.accounts.roles import Role
    from candour.cases import receiving
    from candour.cases.arriving import Named, arrived
    from candour.cases.services import open_case
    from candour.ledger.acting import NOBODY, Actor, acting
    with acting(NOBODY):
        ruth = services.add_person(by=None, email="ruth@council.example", name="Ruth", password=None)
        services.give_role(by=None, user=ruth, role=Role.MANAGER)
    with acting(Actor(user=ruth.pk)):
        one = open_case(by=ruth, reference="C-1", name="A family", manager=ruth, teams=())
        upload = receiving.begin(by=ruth, case=one)
        files = [Named(f"{number}.txt", arrived(io.BytesIO(data))) for number, data in enumerate(FILES)]
        receiving.receive(by=ruth, case=one, upload=upload, files=files)
"""


@dataclass
class Site:
    home: Path
    bucket: Bucket
    archive: Path
    said: str


def key(content: bytes, *, below: str = "council/") -> str:
    sha256 = hashlib.sha256(content).hexdigest()
    return f"{below}{sha256[:2]}/{sha256}"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """One whose files are on S3, two of them no more as they came; and its backup."""
    home, bucket = tmp_path_factory.mktemp("files") / "home", new_bucket()
    code = [sys.executable, "-c", f"FILES = {FILES!r}\n{RECEIVE}"]
    subprocess.run(code, cwd=ROOT, env=surroundings(home, **surroundings_of(bucket)), check=True)
    assert sorted(names(bucket)) == sorted(map(key, FILES))
    client().delete_object(Bucket=bucket.name, Key=key(FILES[2]))
    client().put_object(Bucket=bucket.name, Key=key(FILES[3]), Body=b"Changed.")
    done = candour(home, "backup", str(home.parent / "made.tar"), **surroundings_of(bucket))
    assert done.returncode == 0, done.stderr
    yield Site(home, bucket, home.parent / "made.tar", done.stderr)
    clear(home)


def test_it_holds_every_file_of_the_bucket_and_says_which_are_no_more_as_they_came(site: Site) -> None:
    with tarfile.open(site.archive) as tar:
        held = {each.name: tar.extractfile(each).read() for each in tar if "/files/" in each.name}  # type: ignore[union-attr]
    below = "home/files/"
    assert held == {
        key(FILES[0], below=below): FILES[0], key(FILES[1], below=below): FILES[1], key(FILES[3], below=below): b"Changed."
    }  # fmt: skip
    assert "missing or damaged where they are kept: 2" in site.said


def test_it_comes_back_into_another_bucket_and_only_into_an_empty_one(site: Site, tmp_path: Path) -> None:
    new, other = tmp_path / "new", new_bucket()
    done = candour(new, "restore", str(site.archive), **surroundings_of(other))
    try:
        assert done.returncode == 0, done.stderr
        assert sorted(names(other)) == sorted(map(key, FILES[:2]))
        assert client().get_object(Bucket=other.name, Key=key(FILES[0]))["Body"].read() == FILES[0]
        (damaged,) = [path for path in (new / "files").rglob("*") if path.is_file()]
        assert damaged.read_bytes() == b"Changed."
    finally:
        clear(new)
    again = candour(tmp_path / "again", "restore", str(site.archive), **surroundings_of(other))
    assert again.returncode == 3
    assert "files in the bucket" in again.stderr
    assert not (tmp_path / "again").exists()


@pytest.mark.long
def test_it_comes_back_to_a_disk(site: Site, tmp_path: Path) -> None:
    new = tmp_path / "new"
    done = candour(new, "restore", str(site.archive))
    try:
        assert done.returncode == 0, done.stderr
        for content in FILES[:2]:
            assert (new / key(content, below="files/")).read_bytes() == content
    finally:
        clear(new)


def test_one_without_a_file_that_the_database_names_is_refused_and_leaves_nothing(site: Site, tmp_path: Path) -> None:
    other = new_bucket()
    with tarfile.open(site.archive) as old, tarfile.open(tmp_path / "less.tar", "w", format=tarfile.PAX_FORMAT) as less:
        members = {each.name: old.extractfile(each).read() for each in old}  # type: ignore[union-attr]
        gone = key(FILES[0], below="home/files/")
        members.pop(gone)
        sums = json.loads(members["sums.json"])
        sums.pop(gone)
        members["sums.json"] = json.dumps(sums, sort_keys=True).encode()
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            less.addfile(info, io.BytesIO(data))
    done = candour(tmp_path / "new", "restore", str(tmp_path / "less.tar"), **surroundings_of(other))
    assert done.returncode == 5, done.stderr
    assert "files are missing that the database names: 1" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["less.tar"]
    assert names(other) == []
    assert not Embedded(tmp_path / "new").made()


@pytest.mark.long
def test_a_bucket_that_is_away_stops_both_before_anything_is_there(site: Site, tmp_path: Path) -> None:
    away = surroundings_of(replace(site.bucket, endpoint="http://127.0.0.1:9"))
    for home, command in ((site.home, "backup"), (tmp_path / "new", "restore")):
        archive = tmp_path / "made.tar" if command == "backup" else site.archive
        done = candour(home, command, str(archive), **away)
        assert done.returncode == 6, done.stderr
        assert "does not answer" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_doctor_tries_the_bucket(site: Site) -> None:
    before = names(site.bucket)
    said = candour(site.home, "doctor", **surroundings_of(site.bucket)).stdout
    name = f"s3://{site.bucket.name}/council/"
    assert f"ok      Site: files on S3: {name} can be written, read and erased" in said
    assert names(site.bucket) == before
    none = candour(site.home, "doctor", **surroundings_of(replace(site.bucket, name="none-of-this-name")))
    assert (
        "MISSING Site: files on S3: s3://none-of-this-name/council/: The bucket for files is not there." in none.stdout
    )
    assert none.returncode == 6
