"""A backup made while the site runs comes back elsewhere with the same rows, files and ledger; a damaged one does not."""

from __future__ import annotations

import io
import json
import tarfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from tests.site.running import candour, clear, served
from tests.web.people import PASSWORD

from candour.site.backup import NOT_KEPT
from candour.site.embedded import SUPERUSER, Embedded

CHANGING = {*NOT_KEPT, "ledger_entry", "procrastinate_jobs", "procrastinate_events", "procrastinate_workers",
            "procrastinate_periodic_defers"}  # fmt: skip
"""What a running site writes to meanwhile; of the ledger it is told on its own."""


@pytest.fixture(scope="module")
def backup(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Path]]:
    """A home with an administrator and a file, and its backup, made while the site ran."""
    home = tmp_path_factory.mktemp("backup") / "home"
    words, archive = home.parent / "words", home.parent / "made.tar"
    words.write_text(PASSWORD)
    assert candour(home, "createadmin", "--name", "Ruth", "--email", "ruth@council.example",
                   "--password-file", str(words)).returncode == 0  # fmt: skip
    (home / "files/ab").mkdir(parents=True)
    (home / "files/ab/abcd").write_bytes(b"A file as it was received" * 1000)
    (home / "files/arriving").mkdir()
    (home / "files/arriving/half").write_bytes(b"half")
    with served(home) as site:
        done = candour(home, "backup", str(archive))
        assert done.returncode == 0, done.stderr
        assert "not encrypted" in done.stderr
        assert site.status("/health/ready") == 200
    yield home, archive
    clear(home)


def rows(home: Path) -> dict[str, list[tuple[object, ...]]]:
    server = Embedded(home)
    server.start()
    try:
        with psycopg.connect(**server.connection(SUPERUSER)) as connection:
            tables = connection.execute("select tablename from pg_tables where schemaname = 'public'").fetchall()
            return {
                table: sorted(
                    connection.execute(sql.SQL("select t::text from {} t").format(sql.Identifier(table))).fetchall()
                )
                for (table,) in tables
            }
    finally:
        server.leave()


def changed(archive: Path, target: Path, name: str, content: bytes) -> Path:
    """The archive with one member replaced, and its sum too: as somebody would who knows how it is made."""
    import hashlib

    with tarfile.open(archive) as old, tarfile.open(target, "w", format=tarfile.PAX_FORMAT) as new:
        members = {member.name: old.extractfile(member).read() for member in old}  # type: ignore[union-attr]
        sums = json.loads(members["sums.json"])
        members[name] = content
        sums[name] = hashlib.sha256(content).hexdigest()
        members["sums.json"] = json.dumps(sums, sort_keys=True).encode()
        for each, data in members.items():
            info = tarfile.TarInfo(each)
            info.size = len(data)
            new.addfile(info, io.BytesIO(data))
    return target


def test_only_its_owner_may_read_it_and_it_holds_no_password_of_the_database(backup: tuple[Path, Path]) -> None:
    home, archive = backup
    assert archive.stat().st_mode & 0o077 == 0
    with tarfile.open(archive) as tar:
        names = tar.getnames()
    assert "home/files/ab/abcd" in names
    assert "home/secret-key" in names
    assert not [name for name in names if "database.json" in name or "arriving" in name]
    assert json.loads((home / "database.json").read_text())["admin"].encode() not in archive.read_bytes()


def test_it_comes_back_elsewhere_with_the_same_rows_files_and_ledger(backup: tuple[Path, Path], tmp_path: Path) -> None:
    home, archive = backup
    new = tmp_path / "new"
    done = candour(new, "restore", str(archive))
    try:
        assert done.returncode == 0, done.stderr
        assert "the ledger holds" in done.stdout
        before, after = rows(home), rows(new)
        assert before.keys() == after.keys()
        assert {name: before[name] for name in before.keys() - CHANGING} == {
            name: after[name] for name in after.keys() - CHANGING
        }
        assert (new / "files/ab/abcd").read_bytes() == (home / "files/ab/abcd").read_bytes()
        assert (new / "secret-key").read_text() == (home / "secret-key").read_text()
        assert (new / "database.json").read_text() != (home / "database.json").read_text()
        lines = [row for (row,) in after["ledger_entry"]]
        assert any("restored" in line for line in lines)
        verified = candour(new, "ledger", "verify")
        assert verified.returncode == 0, verified.stderr
        with served(new, "--workers", "0") as site:
            assert site.status("/sign-in/login/") == 200
    finally:
        clear(new)


def test_a_home_that_is_in_use_is_left_alone(backup: tuple[Path, Path]) -> None:
    home, archive = backup
    before = sorted(home.iterdir())
    done = candour(home, "restore", str(archive))
    assert done.returncode == 3
    assert "not empty" in done.stderr
    assert sorted(home.iterdir()) == before


def test_a_file_that_is_there_is_not_overwritten(backup: tuple[Path, Path]) -> None:
    home, archive = backup
    size = archive.stat().st_size
    done = candour(home, "backup", str(archive))
    assert done.returncode == 3
    assert archive.stat().st_size == size


def test_a_damaged_one_is_refused_with_one_message_and_leaves_nothing(
    backup: tuple[Path, Path], tmp_path: Path
) -> None:
    _, archive = backup
    damaged = bytearray(archive.read_bytes())
    damaged[len(damaged) // 2] ^= 1
    (tmp_path / "damaged.tar").write_bytes(damaged)
    done = candour(tmp_path / "new", "restore", str(tmp_path / "damaged.tar"))
    assert done.returncode == 2
    assert "damaged" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["damaged.tar"]
    assert candour(tmp_path / "new", "restore", str(tmp_path / "none.tar")).returncode == 2


def test_one_whose_ledger_does_not_end_as_it_says_is_refused_and_leaves_nothing(
    backup: tuple[Path, Path], tmp_path: Path
) -> None:
    _, archive = backup
    with tarfile.open(archive) as tar:
        about = json.load(tar.extractfile("candour-backup.json"))  # type: ignore[arg-type]
    about["heads"]["0"][1] = "0" * 64
    other = changed(archive, tmp_path / "other.tar", "candour-backup.json", json.dumps(about).encode())
    done = candour(tmp_path / "new", "restore", str(other))
    assert done.returncode == 5, done.stderr
    assert "does not end where it ended" in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["other.tar"]
    assert not Embedded(tmp_path / "new").made()


@pytest.mark.long
def test_one_of_a_newer_version_is_refused(backup: tuple[Path, Path], tmp_path: Path) -> None:
    _, archive = backup
    with tarfile.open(archive) as tar:
        about = json.load(tar.extractfile("candour-backup.json"))  # type: ignore[arg-type]
    about["migrations"].append("cases.9999_of_tomorrow")
    other = changed(archive, tmp_path / "other.tar", "candour-backup.json", json.dumps(about).encode())
    done = candour(tmp_path / "new", "restore", str(other))
    assert done.returncode == 3
    assert "newer version" in done.stderr
