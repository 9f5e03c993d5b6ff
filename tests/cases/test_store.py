"""The store of files: under their hash, whole or not at all, never twice, never changed."""

from __future__ import annotations

import dataclasses
import hashlib
import io
import os
import resource
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import override_settings

from candour.cases import store
from candour.engine.errors import Unavailable


@pytest.fixture(autouse=True)
def home(tmp_path: Path) -> Iterator[Path]:
    with override_settings(ENVIRONMENT=dataclasses.replace(settings.ENVIRONMENT, home=tmp_path)):
        yield tmp_path


def on_the_way() -> list[Path]:
    return list((store.folder() / "arriving").iterdir())


def test_what_is_put_in_stands_under_its_hash_for_its_owner_only() -> None:
    kept = store.put(io.BytesIO(b"minutes"))
    assert kept == store.Kept(hashlib.sha256(b"minutes").hexdigest(), 7)
    assert store.path(kept.sha256).parent.name == kept.sha256[:2]
    assert stat.S_IMODE(store.path(kept.sha256).stat().st_mode) == 0o600
    assert store.opened(kept.sha256).read() == b"minutes"
    assert on_the_way() == []


def test_the_same_bytes_again_leave_the_file_as_it_is() -> None:
    first = store.path(store.put(io.BytesIO(b"minutes")).sha256)
    before = first.stat()
    store.put(io.BytesIO(b"minutes"))
    assert (first.stat().st_ino, first.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert on_the_way() == []


def test_an_empty_file_is_a_file() -> None:
    assert store.opened(store.put(io.BytesIO()).sha256).read() == b""


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "a" * 63, "A" * 64, "a" * 64 + "\n"])
def test_only_a_hash_names_a_file(name: str) -> None:
    with pytest.raises(ValueError, match="SHA-256"):
        store.path(name)


def test_what_is_discarded_is_gone() -> None:
    arriving = store.Arriving()
    arriving.write(b"half of it")
    arriving.discard()
    assert on_the_way() == []


def test_a_disk_without_space_is_one_clear_error_and_nothing_half_written() -> None:
    """The system's own limit on the size of files stands for the end of the disk."""
    ends = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 16, ends[1]))
    try:
        with pytest.raises(Unavailable, match="no space left"):
            store.put(io.BytesIO(bytes(1 << 20)))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, ends)
    assert [path for path in store.folder().rglob("*") if path.is_file()] == []


def test_a_process_killed_half_way_leaves_nothing_in_the_store(home: Path) -> None:
    code = (
        "import os, sys, time, tests.web\n"
        "from dataclasses import replace\n"
        "from pathlib import Path\n"
        "from django.conf import settings\n"
        "settings.ENVIRONMENT = replace(settings.ENVIRONMENT, home=Path(sys.argv[1]))\n"
        "from candour.cases import store\n"
        "arriving = store.Arriving()\n"
        "arriving.write(b'half of it' * 100000)\n"
        "print('written', flush=True)\n"
        "time.sleep(60)\n"
    )
    child = subprocess.Popen([sys.executable, "-c", code, str(home)], stdout=subprocess.PIPE)
    assert child.stdout is not None
    assert child.stdout.readline() == b"written\n"
    child.send_signal(signal.SIGKILL)
    child.wait()
    child.stdout.close()
    (left,) = on_the_way()
    assert [path for path in store.folder().rglob("*") if path.is_file()] == [left]
    assert store.sweep() == 0  # it may still be on its way
    os.utime(left, (time.time() - 90_000,) * 2)
    assert store.sweep() == 1
    assert on_the_way() == []


def test_memory_stays_flat() -> None:
    class Long(io.RawIOBase):
        left = 200 << 20

        def read(self, size: int = -1) -> bytes:
            size = min(size, self.left)
            self.left -= size
            return bytes(size)

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert store.put(Long()).size == 200 << 20  # type: ignore[arg-type]
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20 << 10
