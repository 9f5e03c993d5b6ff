"""A disk that takes no more is one clear error, whatever the system calls it."""

from __future__ import annotations

import contextlib
import os
import resource
from collections.abc import Iterator
from pathlib import Path

import pytest

from candour.engine.errors import Unavailable
from candour.engine.store import FULL, Store, disk_errors


@contextlib.contextmanager
def no_file_larger_than(size: int) -> Iterator[None]:
    ends = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, ends[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, ends)


@pytest.mark.parametrize("number", sorted(FULL))
def test_each_name_of_it_is_known(number: int, tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="no space left"), disk_errors(where=tmp_path):
        raise OSError(number, os.strerror(number))


def test_a_file_that_may_not_grow_is_not_kept(tmp_path: Path) -> None:
    store = Store(tmp_path)
    with pytest.raises(Unavailable, match="no space left"), no_file_larger_than(1 << 16):
        store.add_bytes(os.urandom(1 << 20))
    assert [each for each in (tmp_path / "files").rglob("*") if each.is_file()] == []
    store.close()
