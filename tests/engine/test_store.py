"""The work folder keeps whole things only."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from candour.engine import store
from candour.engine.errors import Unavailable
from candour.engine.store import Store, disk_errors, key_of


def test_files_are_kept_under_their_hash(tmp_path: Path) -> None:
    store = Store(tmp_path / "work")
    (tmp_path / "a").write_bytes(b"some bytes")
    name = store.add_file(tmp_path / "a")
    assert name == hashlib.sha256(b"some bytes").hexdigest() == store.add_bytes(b"some bytes")
    assert store.read_bytes(name) == b"some bytes"
    assert len([path for path in (tmp_path / "work" / "files").rglob("*") if path.is_file()]) == 1


def test_results_survive_and_are_replaced(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put("read", "k", b"one")
    store.put("read", "k", b"two")
    store.close()
    assert Store(tmp_path).get("read", "k") == b"two"
    assert Store(tmp_path).get("read", "other") is None


def test_several_results_are_kept_together_or_not_at_all(tmp_path: Path) -> None:
    store = Store(tmp_path)

    def broken() -> Iterator[tuple[str, bytes]]:
        yield "one", b"1"
        raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        store.put_all("read", broken())
    assert store.held("read", ["one"]) == set()
    store.put_all("read", [("one", b"1"), ("two", b"2")])
    store.put("other", "three", b"3")
    assert store.held("read", ["one", "two", "three", "four"]) == {"one", "two"}
    assert Store(tmp_path).get("read", "two") == b"2"


def test_keys_do_not_run_together() -> None:
    assert key_of("ab", "c") != key_of("a", "bc")
    assert key_of(b"1") == key_of("1")


def test_full_disk_is_one_clear_error(tmp_path: Path) -> None:
    import errno

    with pytest.raises(Unavailable, match="no space left"), disk_errors(where=tmp_path):
        raise OSError(errno.ENOSPC, "full")
    with pytest.raises(PermissionError), disk_errors(where=tmp_path):
        raise PermissionError(errno.EACCES, "no")


def test_a_result_depends_on_all_code_that_made_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def digest(**changed: str) -> str:
        code = {"read/page": "from candour.a import (\n    one,\n)", "a": "from candour import b", "b": "", "other": ""}
        for name, text in (code | changed).items():
            (tmp_path / f"candour/{name}.py").write_text(text)
        store.code_digest.cache_clear()
        return store.code_digest(tmp_path / "candour/read")

    (tmp_path / "candour/read").mkdir(parents=True)
    monkeypatch.setattr(store, "_SOURCE", tmp_path)
    assert digest() == digest(other="x = 1")
    assert len({digest(), digest(b="x = 1"), digest(**{"read/page": "from candour import a\nx = 1"})}) == 3
    store.code_digest.cache_clear()
