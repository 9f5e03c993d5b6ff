"""Received files in a bucket, on Amazon S3 or a server that speaks its protocol. It never writes over a file.

A file is one request with the SHA-256 of its bytes, so it is there whole or not at all; where the server does not say
that it has checked them, the file is read back. Names are those of a store on a disk, below the bucket's prefix.
"""

from __future__ import annotations

import base64
import contextlib
import functools
import io
import os
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, cast

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from candour.cases.store.bucket import Bucket
from candour.cases.store.place import CHUNK, Kept, checked, hash_of, is_name, other_bytes, write_whole
from candour.cases.store.refusals import answer_of, code_of, in_plain_words, not_erased, not_whole

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_THERE, _BUSY, _NONE = ("PreconditionFailed", "412"), ("ConditionalRequestConflict", "409"), ("NoSuchKey", "404")
_AGAIN = (0.1, 0.4, 1.6)
"""Seconds to wait for another who is putting the same bytes just now."""
_KIND = "application/octet-stream"


class S3:
    """Safe for several threads and processes at once."""

    def __init__(self, bucket: Bucket) -> None:
        self.bucket = bucket
        self._encrypted = {"ServerSideEncryption": bucket.encryption} if bucket.encryption else {}
        if bucket.encryption_key:
            self._encrypted["SSEKMSKeyId"] = bucket.encryption_key
        self._way = replace(bucket, name="", prefix="", encryption="", encryption_key="")

    @property
    def client(self) -> Any:
        return _client(self._way, os.getpid())

    def key(self, sha256: str) -> str:
        return f"{self.bucket.prefix}{checked(sha256)[:2]}/{sha256}"

    def _leaving(self, sha256: str) -> str:
        return f"{self.bucket.prefix}leaving/{checked(sha256)}"

    def keep(self, path: Path, kept: Kept) -> None:
        for _ in _AGAIN:
            with contextlib.suppress(FileNotFoundError):  # it was there, and is taken out just now
                self._keep(path, kept)
                return
        raise not_whole()

    def _keep(self, path: Path, kept: Kept) -> None:
        answer = self.put_new(path, kept)
        with plainly():
            if self._proved(kept, self._head(self.key(kept.sha256)) if answer is None else answer):
                return
            if answer is None:
                raise other_bytes()
            self._remove(self.key(kept.sha256))
            raise not_whole()

    def put_new(self, path: Path, kept: Kept) -> dict[str, Any] | None:
        """What the server says of it; None when the name is taken, and then nothing has changed."""
        with plainly():
            for pause in _AGAIN:
                try:
                    return self._put(path, kept)
                except ClientError as error:
                    if code_of(error) in _THERE:
                        return None
                    if code_of(error) not in _BUSY:
                        raise
                time.sleep(pause)
            return self._put(path, kept)

    def _put(self, path: Path, kept: Kept) -> dict[str, Any]:
        with path.open("rb") as body:
            answer = self.client.put_object(
                Bucket=self.bucket.name, Key=self.key(kept.sha256), Body=body, ContentLength=kept.size,
                ContentType=_KIND, ChecksumSHA256=_for_header(kept), IfNoneMatch="*", **self._encrypted,
            )  # fmt: skip
        return cast("dict[str, Any]", answer)

    def _proved(self, kept: Kept, answer: dict[str, Any] | None) -> bool:
        """The server says that it checked the bytes, or they are read back. FileNotFoundError when they are not there."""
        if answer and "ChecksumSHA256" in answer:
            return bool(answer["ChecksumSHA256"] == _for_header(kept))
        with self.opened(kept.sha256) as stream:
            return hash_of(stream) == kept.sha256

    def _head(self, key: str) -> dict[str, Any] | None:
        """None when it is not there."""
        try:
            found = self.client.head_object(Bucket=self.bucket.name, Key=key, ChecksumMode="ENABLED")
            return cast("dict[str, Any]", found)
        except ClientError as error:
            if code_of(error) in _NONE:
                return None
            raise

    def opened(self, sha256: str) -> BinaryIO:
        with plainly():
            try:
                answer = self.client.get_object(Bucket=self.bucket.name, Key=self.key(sha256))
            except ClientError as error:
                if code_of(error) in _NONE:
                    raise FileNotFoundError(sha256) from None
                raise
        return io.BufferedReader(_Coming(answer["Body"]), CHUNK)

    def fetch(self, sha256: str, to: Path) -> None:
        with self.opened(sha256) as stream:
            write_whole(stream, sha256=sha256, to=to)

    def held(self) -> Iterator[Kept]:
        return (Kept(name, each["Size"]) for name, each in self._listed() if each["Key"] == self.key(name))

    def kept_between(self, *, since: datetime | None, until: datetime) -> Iterator[str]:
        for name, each in self._listed():
            at: datetime = each["LastModified"]
            if each["Key"] == self.key(name) and at < until and (since is None or at > since):
                yield name

    def set_aside(self) -> Iterator[str]:
        return (name for name, each in self._listed() if each["Key"] == self._leaving(name))

    def _listed(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """(name, what the bucket says) of everything that has the name of a file."""
        with plainly():
            pages = self.client.get_paginator("list_objects_v2")
            for page in pages.paginate(Bucket=self.bucket.name, Prefix=self.bucket.prefix):
                for each in page.get("Contents", ()):
                    name = each["Key"].rpartition("/")[2]
                    if is_name(name):
                        yield name, each

    # -- erasing

    def take_out(self, sha256: str) -> None:
        with plainly():
            if self._copied(self.key(sha256), self._leaving(sha256)):
                self._remove(self.key(sha256))

    def put_back(self, sha256: str) -> None:
        with plainly():
            if self._head(self.key(sha256)) is None:
                self._copied(self._leaving(sha256), self.key(sha256))

    def erase(self, sha256: str) -> None:
        with plainly():
            self._remove(self._leaving(sha256))

    def _copied(self, one: str, other: str) -> bool:
        """False when there is nothing to copy."""
        source = {"Bucket": self.bucket.name, "Key": one}
        try:
            self.client.copy_object(Bucket=self.bucket.name, Key=other, CopySource=source, **self._encrypted)
        except ClientError as error:
            if code_of(error) in _NONE:
                return False
            raise
        return True

    def _remove(self, key: str) -> None:
        """With every earlier version that the bucket keeps. Unavailable when it does not let them go."""
        try:
            if not self.keeps_versions:
                self.client.delete_object(Bucket=self.bucket.name, Key=key)
                return
            for version in self._versions(key):
                self.client.delete_object(Bucket=self.bucket.name, Key=key, VersionId=version)
        except ClientError as error:
            if answer_of(error) == 403:  # no right to, or a lock on the object
                raise not_erased() from None
            raise

    @functools.cached_property
    def keeps_versions(self) -> bool:
        """Or has kept them: where it was suspended, earlier ones are still there."""
        try:
            return bool(self.client.get_bucket_versioning(Bucket=self.bucket.name).get("Status"))
        except ClientError as error:
            if answer_of(error) == 501:  # a server that knows no versions
                return False
            raise

    def locks_objects(self) -> bool:
        """False also where the server knows no locks, or does not say: erasing then says so itself."""
        with plainly():
            try:
                found = self.client.get_object_lock_configuration(Bucket=self.bucket.name)
            except ClientError as error:
                if answer_of(error) in (400, 403, 404, 405, 501):
                    return False
                raise
        return bool(found["ObjectLockConfiguration"].get("ObjectLockEnabled") == "Enabled")

    def _versions(self, key: str) -> list[str]:
        pages = self.client.get_paginator("list_object_versions").paginate(Bucket=self.bucket.name, Prefix=key)
        return [
            each["VersionId"]
            for page in pages
            for each in (*page.get("Versions", ()), *page.get("DeleteMarkers", ()))
            if each["Key"] == key
        ]

    def answers(self) -> None:
        with plainly():
            _client(self._way, os.getpid(), patient=False).head_bucket(Bucket=self.bucket.name)


class _Coming(io.RawIOBase):
    """What comes from the server, as a file; Unavailable when it breaks off."""

    def __init__(self, body: Any) -> None:
        self._body = body

    def readable(self) -> bool:
        return True

    def readinto(self, into: WriteableBuffer, /) -> int:
        room = memoryview(into).cast("B")
        with plainly():
            block: bytes = self._body.read(len(room))
        room[: len(block)] = block
        return len(block)

    def close(self) -> None:
        self._body.close()
        super().close()


@contextlib.contextmanager
def plainly() -> Iterator[None]:
    """What goes wrong on the way to the bucket becomes Unavailable."""
    try:
        yield
    except (ClientError, BotoCoreError) as error:
        raise in_plain_words(error) from None


def _for_header(kept: Kept) -> str:
    return base64.b64encode(bytes.fromhex(kept.sha256)).decode()


@functools.lru_cache(maxsize=8)
def _client(way: Bucket, process: int, *, patient: bool = True) -> Any:
    """One for each process: connections are not shared beyond it."""
    known = boto3.session.Session(
        aws_access_key_id=way.access_key or None, aws_secret_access_key=way.secret_key or None,
        aws_session_token=way.session or None, region_name=way.region or None,
    )  # fmt: skip
    how = Config(
        connect_timeout=5 if patient else 2, read_timeout=60 if patient else 4, tcp_keepalive=True, max_pool_connections=20,
        retries={"mode": "standard", "total_max_attempts": 4 if patient else 1},
        request_checksum_calculation="when_required", response_checksum_validation="when_required",
        s3={"addressing_style": "path" if way.endpoint else "auto"},
    )  # fmt: skip
    return known.client("s3", endpoint_url=way.endpoint or None, config=how)
