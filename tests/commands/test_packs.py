"""``candour policy diff`` tells what a council's own pack changes."""

from pathlib import Path

import pytest

from candour.cli import main

OWN = """
[pack]
name = "moorland"
version = "2026.1"
title = "Moorland Council"
extends = "england"
remove = ["{removed}"]
"""


def test_a_removed_rule_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from candour.engine.inputs import read_pack

    removed = read_pack("england").disclosure[0].id
    own = tmp_path / "moorland.toml"
    own.write_text(OWN.format(removed=removed))
    assert main(["policy", "diff", "england", str(own)]) == 0
    assert capsys.readouterr().out.splitlines() == [f"removed: disclosure.{removed}"]


def test_a_pack_does_not_differ_from_itself(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["policy", "diff", "england", "england"]) == 0
    assert capsys.readouterr().out == ""


def test_two_packs_are_needed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["policy", "diff", "england"]) == 2
    assert "second policy pack" in capsys.readouterr().err
