"""Files for tests of receiving: as they are sent and come in, before anybody's transaction, and where they then are."""

from __future__ import annotations

import contextlib
import io
import threading
import zipfile
from collections.abc import Callable, Iterator, Mapping

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from tests.jobs.process import wait_for

from candour.accounts.models import User
from candour.cases import files, receiving, store
from candour.cases.arriving import Named, arrived
from candour.cases.models import Case, File, Upload
from candour.ledger.acting import Actor, acting


def named(path: str, data: bytes = b"text") -> Named:
    return Named(path, arrived(io.BytesIO(data)))


def add(user: User, case: Case, *several: Named, upload: Upload | None = None) -> list[File]:
    with acting(Actor(user=user.pk)):
        upload = upload or receiving.begin(by=user, case=case)
        return receiving.receive(by=user, case=case, upload=upload, files=several)


def zipped(members: Mapping[str, bytes], *, packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packing) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data, packing)
    return out.getvalue()


def sent(name: str = "a.txt", data: bytes = b"text") -> SimpleUploadedFile:
    """As a part of a form."""
    return SimpleUploadedFile(name, data)


def here(user: User, case: Case) -> list[str]:
    """The paths of the case's files."""
    with acting(Actor(user=user.pk)):
        return list(files.files(case=case).values_list("path", flat=True))


def on_the_way() -> set[str]:
    """What has come in and is not yet kept."""
    return {path.name for path in store.arriving().iterdir()}


@contextlib.contextmanager
def being_received(user: User, case: Case, data: bytes, *, gone: Callable[[], bool]) -> Iterator[None]:
    """Meanwhile the same bytes are found in the store and named, in a transaction that ends only when they are ``gone``."""
    found = threading.Event()

    def receive() -> None:
        with acting(Actor(user=user.pk)):
            upload = receiving.begin(by=user, case=case)
            receiving.receive(by=user, case=case, upload=upload, files=[named("same.txt", data)])
            found.set()
            wait_for(gone)
        connection.close()

    thread = threading.Thread(target=receive)
    thread.start()
    assert found.wait(20)
    yield
    thread.join()
