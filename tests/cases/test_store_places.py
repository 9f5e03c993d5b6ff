"""What the store promises, wherever it is: a folder of the home, or a bucket."""

from __future__ import annotations

import dataclasses
import hashlib
import io
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.conf import settings
from django.test import override_settings
from tests.web import bucket as buckets

from candour.cases import store
from candour.cases.store.bucket import Bucket
from candour.engine.errors import Unavailable

SHA256 = hashlib.sha256(b"minutes").hexdigest()


@pytest.fixture(params=["disk", "s3"])
def bucket(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Bucket | None]:
    """None: the store is on the disk."""
    found = buckets.new_bucket() if request.param == "s3" else None
    with override_settings(ENVIRONMENT=dataclasses.replace(settings.ENVIRONMENT, home=tmp_path / "home", files=found)):
        yield found


@pytest.fixture
def everything(bucket: Bucket | None) -> Callable[[], list[str]]:
    """Whatever the place holds, by its own word."""

    def listed() -> list[str]:
        if bucket:
            assert not [path for path in store.folder().rglob("*") if path.is_file()]
            return sorted(name.removeprefix(bucket.prefix) for name in buckets.names(bucket))
        files = [path for path in store.folder().rglob("*") if path.is_file()]
        return sorted(path.relative_to(store.folder()).as_posix() for path in files)

    return listed


def put(content: bytes) -> str:
    return store.put(io.BytesIO(content)).sha256


def test_what_is_put_in_comes_out(everything: Callable[[], list[str]]) -> None:
    assert store.put(io.BytesIO(b"minutes")) == store.Kept(SHA256, 7)
    with store.opened(SHA256) as stream:
        assert (stream.read(3), stream.read()) == (b"min", b"utes")
    assert everything() == [f"{SHA256[:2]}/{SHA256}"]


def test_a_file_larger_than_a_piece_and_an_empty_one(everything: Callable[[], list[str]]) -> None:
    for content in (b"0123456789" * 350_000, b""):
        with store.opened(put(content)) as stream:
            assert stream.read() == content
    assert len(everything()) == 2


def test_the_same_bytes_at_once_are_one_file(everything: Callable[[], list[str]]) -> None:
    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(put, [b"minutes"] * 16)) == {SHA256}
    assert everything() == [f"{SHA256[:2]}/{SHA256}"]


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "a" * 63, "A" * 64, "a" * 64 + "\n"])
def test_only_a_hash_names_a_file(bucket: Bucket | None, name: str) -> None:
    place = store.place()
    for asked in (place.opened, place.take_out, place.erase):
        with pytest.raises(ValueError, match="SHA-256"):
            asked(name)


def test_what_is_not_held_is_not_there(bucket: Bucket | None, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        store.opened(SHA256)
    with pytest.raises(Unavailable, match="not in the store"):
        store.fetch([(put(b"there"), tmp_path / "there"), (SHA256, tmp_path / "asked")])
    assert not (tmp_path / "asked").exists()
    store.place().take_out(SHA256)
    store.place().put_back(SHA256)
    store.place().erase(SHA256)


def test_many_are_laid_out(bucket: Bucket | None, tmp_path: Path) -> None:
    wanted = [(put(b"%d" % number), tmp_path / str(number)) for number in range(30)]
    store.fetch(wanted)
    assert all((tmp_path / str(number)).read_bytes() == b"%d" % number for number in range(30))
    assert len([path for path in tmp_path.iterdir() if path.is_file()]) == 30


def test_every_file_is_told_of(bucket: Bucket | None) -> None:
    put(b"minutes")
    put(b"letter")
    put(b"taken out")
    store.place().take_out(hashlib.sha256(b"taken out").hexdigest())
    assert {each.sha256: each.size for each in store.place().held()} == {
        SHA256: 7,
        hashlib.sha256(b"letter").hexdigest(): 6,
    }


def test_what_is_taken_out_can_be_put_back_or_is_gone(everything: Callable[[], list[str]]) -> None:
    place = store.place()
    put(b"minutes")
    for _ in range(2):  # as often as somebody is killed
        place.take_out(SHA256)
        with pytest.raises(FileNotFoundError):
            store.opened(SHA256)
    place.put_back(SHA256)
    place.erase(SHA256)
    with store.opened(SHA256) as stream:
        assert stream.read() == b"minutes"
    assert everything() == [f"{SHA256[:2]}/{SHA256}"]
    place.take_out(SHA256)
    place.erase(SHA256)
    assert everything() == []


def test_what_came_anew_meanwhile_stays(everything: Callable[[], list[str]]) -> None:
    place = store.place()
    put(b"minutes")
    place.take_out(SHA256)
    put(b"minutes")
    place.put_back(SHA256)
    place.erase(SHA256)
    assert everything() == [f"{SHA256[:2]}/{SHA256}"]


def test_it_answers(bucket: Bucket | None) -> None:
    store.place().answers()
