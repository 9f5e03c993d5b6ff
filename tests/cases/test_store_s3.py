"""What can go wrong between the site and a bucket: one clear error, and never a file that is not what was put."""

from __future__ import annotations

import dataclasses
import hashlib
import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.test import override_settings
from tests.web.bucket import Line, answer, client, line_to, names, new_bucket

from candour.cases import store
from candour.cases.store.bucket import Bucket
from candour.cases.store.probing import tried
from candour.cases.store.s3 import S3
from candour.engine.errors import Unavailable

SHA256 = hashlib.sha256(b"minutes").hexdigest()
KEY = f"council/{SHA256[:2]}/{SHA256}"
LARGE = b"0123456789abcdef" * (1 << 16)


@pytest.fixture(autouse=True)
def home(tmp_path: Path) -> Iterator[Path]:
    with override_settings(ENVIRONMENT=dataclasses.replace(settings.ENVIRONMENT, home=tmp_path / "home")):
        yield tmp_path / "home"


@pytest.fixture
def bucket(home: Path) -> Iterator[Bucket]:
    with kept_in(found := new_bucket()):
        yield found


@pytest.fixture
def line(bucket: Bucket) -> Iterator[Line]:
    """What the site talks through."""
    with line_to(bucket) as (through, line), kept_in(through):
        yield line


def kept_in(bucket: Bucket) -> override_settings:
    return override_settings(ENVIRONMENT=replace(settings.ENVIRONMENT, files=bucket))


def put(content: bytes) -> store.Kept:
    return store.put(io.BytesIO(content))


def on_the_way() -> list[Path]:
    return list(store.arriving().iterdir())


def test_a_line_that_breaks_in_mid_put_leaves_nothing_and_the_same_can_be_put_again(bucket: Bucket, line: Line) -> None:
    line.sent_most = len(LARGE) // 2
    with pytest.raises(Unavailable, match="does not answer, or broke off"):
        put(LARGE)
    assert names(bucket) == on_the_way() == []
    line.sent_most = None
    kept = put(LARGE)
    assert names(bucket) == [f"council/{kept.sha256[:2]}/{kept.sha256}"]


def test_a_line_that_breaks_in_mid_read_is_no_short_file(bucket: Bucket, line: Line, tmp_path: Path) -> None:
    sha256 = put(LARGE).sha256
    line.got_most = len(LARGE) // 2
    with pytest.raises(Unavailable, match="broke off"), store.opened(sha256) as stream:
        stream.read()
    with pytest.raises(Unavailable, match="broke off"):
        store.fetch([(sha256, tmp_path / "laid")])
    assert [path.name for path in tmp_path.iterdir()] == ["home"]


def test_bytes_that_change_on_the_way_are_noticed_and_not_kept(bucket: Bucket, line: Line) -> None:
    line.change = lambda sent: sent.replace(b"minutes", b"minuets")
    with pytest.raises(Unavailable, match="did not reach the store"):
        put(b"minutes")
    assert names(bucket) == on_the_way() == []


def test_a_file_that_was_changed_in_the_bucket_is_never_used(bucket: Bucket, tmp_path: Path) -> None:
    put(b"minutes")
    client().put_object(Bucket=bucket.name, Key=KEY, Body=b"minuets")
    with pytest.raises(Unavailable, match="not what was put"):
        store.fetch([(SHA256, tmp_path / "laid")])
    assert not (tmp_path / "laid").exists()
    with pytest.raises(Unavailable, match="not what was put"):
        put(b"minutes")
    assert client().get_object(Bucket=bucket.name, Key=KEY)["Body"].read() == b"minuets"  # evidence


def test_the_same_bytes_again_leave_the_file_as_it_is(bucket: Bucket) -> None:
    client().put_bucket_versioning(Bucket=bucket.name, VersioningConfiguration={"Status": "Enabled"})
    put(b"minutes")
    put(b"minutes")
    assert len(client().list_object_versions(Bucket=bucket.name)["Versions"]) == 1


def test_whoever_puts_the_same_just_now_is_waited_for(line: Line) -> None:
    line.answers = [answer("409 Conflict", "ConditionalRequestConflict")] * 2
    assert put(b"minutes").sha256 == SHA256
    assert line.answers == []


def test_what_was_there_and_is_taken_out_just_now_is_put_anew(bucket: Bucket, line: Line) -> None:
    line.answers = [answer("412 Precondition Failed", "PreconditionFailed")]
    put(b"minutes")
    assert names(bucket) == [KEY]


@pytest.mark.parametrize(
    ("status", "code", "says"),
    [
        ("403 Forbidden", "AccessDenied", "does not let Candour in"),
        ("400 Bad Request", "ExpiredToken", "does not let Candour in"),
        ("404 Not Found", "NoSuchBucket", "is not there"),
        ("400 Bad Request", "BadDigest", "did not reach the store"),
        ("501 Not Implemented", "NotImplemented", "refused what it was asked for"),
    ],
)
def test_what_the_server_refuses_is_said_in_plain_words(line: Line, status: str, code: str, says: str) -> None:
    line.answers = [answer(status, code)] * 9
    with pytest.raises(Unavailable, match=says) as told:
        put(b"minutes")
    assert told.value.means
    assert told.value.do
    assert on_the_way() == []


def test_a_bucket_that_is_not_there_and_a_server_that_is_not_there(bucket: Bucket) -> None:
    with kept_in(replace(bucket, name="none-of-this-name")):
        for asked in (lambda: put(b"minutes"), lambda: store.opened(SHA256), store.place().answers):
            with pytest.raises(Unavailable, match="bucket for files is not there"):
                asked()
    with kept_in(replace(bucket, endpoint="http://127.0.0.1:9")):
        for asked in (lambda: put(b"minutes"), lambda: store.opened(SHA256), store.place().answers):
            with pytest.raises(Unavailable, match="does not answer"):
                asked()


def test_nobody_to_come_in_as(bucket: Bucket, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    for name in ("AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"):
        monkeypatch.setenv(name, str(tmp_path / "none"))
    with kept_in(replace(bucket, access_key="", secret_key="")), pytest.raises(Unavailable, match="does not let"):
        put(b"minutes")


def test_the_bucket_is_asked_to_encrypt(bucket: Bucket) -> None:
    with kept_in(replace(bucket, encryption="aws:kms", encryption_key="council-key")):
        put(b"minutes")
        place = store.place()
        place.take_out(SHA256)
        place.put_back(SHA256)
        found = client().head_object(Bucket=bucket.name, Key=KEY)
    assert (found["ServerSideEncryption"], found["SSEKMSKeyId"]) == ("aws:kms", "council-key")


# -- erasing


def test_what_is_erased_is_gone_with_every_version(bucket: Bucket) -> None:
    client().put_bucket_versioning(Bucket=bucket.name, VersioningConfiguration={"Status": "Enabled"})
    put(b"minutes")
    put(b"letter")
    client().put_object(Bucket=bucket.name, Key=KEY, Body=b"minutes")
    place = store.place()
    place.take_out(SHA256)
    place.erase(SHA256)
    left = client().list_object_versions(Bucket=bucket.name)
    assert [SHA256 in each["Key"] for each in left["Versions"]] == [False]
    assert "DeleteMarkers" not in left


def test_a_lock_that_keeps_a_file_is_told_and_nothing_is_certified_as_gone() -> None:
    locked = new_bucket(locks=True)
    client().put_object(
        Bucket=locked.name, Key=KEY, Body=b"minutes", ChecksumAlgorithm="SHA256",
        ObjectLockMode="COMPLIANCE", ObjectLockRetainUntilDate=datetime(2100, 1, 1, tzinfo=UTC),
    )  # fmt: skip
    with kept_in(locked):
        with pytest.raises(Unavailable, match="does not let Candour erase"):
            store.place().take_out(SHA256)
        with store.opened(SHA256) as stream:
            assert stream.read() == b"minutes"


# -- trying it out


def test_a_bucket_that_does_all_of_it_leaves_nothing_to_say_and_nothing_behind(bucket: Bucket) -> None:
    assert list(tried(S3(bucket))) == []
    assert names(bucket) == []


def test_a_bucket_that_keeps_versions_or_locks_is_told_of(bucket: Bucket) -> None:
    client().put_bucket_versioning(Bucket=bucket.name, VersioningConfiguration={"Status": "Enabled"})
    assert [(state, needed) for state, _, needed in tried(S3(bucket))] == [("keeps earlier versions", False)]
    locked = new_bucket(locks=True)
    assert [(state, needed) for state, _, needed in tried(S3(locked))] == [("locks its objects", True)]
    for each in (bucket, locked):
        assert not {"Versions", "DeleteMarkers"} & client().list_object_versions(Bucket=each.name).keys()


@pytest.mark.parametrize(
    ("asked", "instead", "told"),
    [
        (b"If-None-Match", b"X-Whatever", "writes over files that are there"),
        # this server repeats the checksum that it was given, whatever came, to whoever names a method too
        (
            b"x-amz-checksum-sha256:",
            b"x-amz-sdk-checksum-algorithm: SHA256\r\nx-amz-checksum-sha256:",
            "does not check what arrives",
        ),
    ],
)
def test_a_server_that_cannot_be_relied_on_is_told_of(bucket: Bucket, asked: bytes, instead: bytes, told: str) -> None:
    with line_to(bucket) as (through, line):
        line.change = lambda sent: sent.replace(asked, instead)
        assert [(state, needed) for state, _, needed in tried(S3(through))] == [(told, True)]
    assert names(bucket) == []
