"""``candour ledger verify`` of a site: every chain, as the owner of the database, and a cut tail by its anchors."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connections
from tests.ledger.tampering import tamper
from tests.web.people import case, person

from candour.accounts.roles import Role
from candour.cli import main
from candour.ledger import anchors, queries
from candour.ledger.acting import NOBODY, acting

pytestmark = pytest.mark.usefixtures("database")


def test_a_site_whose_ledger_holds(capsys: pytest.CaptureFixture[str]) -> None:
    case(manager=person(Role.MANAGER))
    entries = sum(seq for seq, _ in queries.heads().values())
    assert main(["ledger", "verify"]) == 0
    assert capsys.readouterr().out == f"{entries} entries in 2 chains, unbroken.\n"


def test_a_broken_chain_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    one = case(manager=person(Role.MANAGER))
    tamper(f"update ledger_entry set actor = 99 where chain = {one.pk}")
    assert main(["ledger", "verify"]) == 5
    told = capsys.readouterr()
    assert told.out == f"chain {one.pk}, entry 1: its columns were changed\n"
    assert "1 of 2 chains" in told.err


def test_a_cut_tail_is_told_by_the_anchors(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one, file = case(manager=person(Role.MANAGER)), tmp_path / "anchors.jsonl"
    with acting(NOBODY):
        anchors.anchor(file=file)
    tamper(f"delete from ledger_entry where chain = {one.pk}")
    assert main(["ledger", "verify"]) == 0
    assert main(["ledger", "verify", "--anchors", str(file)]) == 5
    assert main(["ledger", "verify", "--anchors", str(tmp_path / "none")]) == 2
    assert "entries that an anchor tells of are missing" in capsys.readouterr().out


def test_without_the_owner_s_address_nothing_is_said_to_hold(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delitem(connections.settings, "owner")
    assert main(["ledger", "verify"]) == 6
    assert "DATABASE_OWNER_URL" in capsys.readouterr().err


def test_a_file_is_checked_without_a_site_and_without_django(tmp_path: Path) -> None:
    (tmp_path / "ledger.jsonl").write_text("")
    seen = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; from candour.cli import main; code = main(['ledger', 'verify', sys.argv[1]]);"
            "print(code, 'django' in sys.modules)",
            str(tmp_path / "ledger.jsonl"),
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    assert seen.stdout == "0 entries, unbroken.\n0 False\n"


def test_anchors_beside_a_file_are_refused(tmp_path: Path) -> None:
    assert main(["ledger", "verify", str(tmp_path / "x"), "--anchors", str(tmp_path / "y")]) == 2
