"""A real server of the S3 protocol on this machine, buckets in it, and a line to it that can be made to fail."""

from __future__ import annotations

import contextlib
import functools
import logging
import socket
import threading
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import boto3
from moto.server import ThreadedMotoServer

from candour.cases.store.bucket import Bucket

REGION = "eu-west-2"


@functools.cache
def port() -> int:
    """Of the one server of this process."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    return int(server.get_host_and_port()[1])


@functools.cache
def client() -> Any:
    """Past the product, as whoever runs the server."""
    known = boto3.session.Session(aws_access_key_id="test", aws_secret_access_key="test", region_name=REGION)
    return known.client("s3", endpoint_url=f"http://127.0.0.1:{port()}")


def new_bucket(*, locks: bool = False) -> Bucket:
    """An empty one, with a prefix."""
    name = f"files-{uuid.uuid4().hex}"
    where = {"LocationConstraint": REGION}
    client().create_bucket(Bucket=name, CreateBucketConfiguration=where, ObjectLockEnabledForBucket=locks)
    return Bucket(
        name, "council/", endpoint=f"http://127.0.0.1:{port()}", region=REGION, access_key="test", secret_key="test"
    )  # fmt: skip


def surroundings_of(bucket: Bucket) -> dict[str, str]:
    """The same as settings of a process."""
    return {
        "CANDOUR_FILES": f"s3://{bucket.name}/{bucket.prefix}",
        "AWS_ENDPOINT_URL": bucket.endpoint,
        "AWS_REGION": bucket.region,
        "AWS_ACCESS_KEY_ID": bucket.access_key,
        "AWS_SECRET_ACCESS_KEY": bucket.secret_key,
    }


def names(bucket: Bucket) -> list[str]:
    """Everything in it, whatever it is."""
    return [each["Key"] for each in client().list_objects_v2(Bucket=bucket.name).get("Contents", ())]


@dataclass
class Line:
    """``change``: what becomes of each piece that is sent. ``answers``: given to that many requests instead of the server's."""

    port: int = 0
    change: Callable[[bytes], bytes] = bytes
    sent_most: int | None = None
    """Bytes after which the line breaks, each way and for each connection."""
    got_most: int | None = None
    answers: list[bytes] | None = None


@contextlib.contextmanager
def line_to(bucket: Bucket) -> Iterator[tuple[Bucket, Line]]:
    """The same bucket through a line that does as it is told."""
    line = Line()
    with socket.create_server(("127.0.0.1", 0)) as listening:
        line.port = listening.getsockname()[1]
        threading.Thread(target=_accepting, args=(listening, line), daemon=True).start()
        yield replace(bucket, endpoint=f"http://127.0.0.1:{line.port}"), line


def _accepting(listening: socket.socket, line: Line) -> None:
    with contextlib.suppress(OSError):
        while True:
            here, _ = listening.accept()
            threading.Thread(target=_connected, args=(here, line), daemon=True).start()


def _connected(here: socket.socket, line: Line) -> None:
    if line.answers:
        with here, contextlib.suppress(OSError):
            here.recv(1 << 20)
            here.sendall(line.answers.pop(0))
        return
    there = socket.create_connection(("127.0.0.1", port()))
    back = threading.Thread(target=_passed, args=(there, here, bytes, line.got_most), daemon=True)
    back.start()
    _passed(here, there, line.change, line.sent_most)
    back.join(timeout=10)


def _passed(one: socket.socket, other: socket.socket, change: Callable[[bytes], bytes], most: int | None) -> None:
    passed = 0
    with contextlib.suppress(OSError):
        while block := one.recv(1 << 16):
            passed += len(block)
            if most is not None and passed > most:
                break
            other.sendall(change(block))
    for each in (one, other):
        with contextlib.suppress(OSError):
            each.shutdown(socket.SHUT_RDWR)


def answer(status: str, code: str) -> bytes:
    """What a server says that refuses."""
    body = f"<Error><Code>{code}</Code><Message>.</Message></Error>"
    return (
        f"HTTP/1.1 {status}\r\nContent-Type: application/xml\r\nContent-Length: {len(body)}\r\n"
        f"Connection: close\r\n\r\n{body}"
    ).encode()
