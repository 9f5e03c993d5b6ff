"""Whom recipients can turn to is a value of the pack: shipped with a source and a mark, and a council's to replace."""

from __future__ import annotations

from pathlib import Path

import pytest

from candour.policy import check, diff, load_pack, show

HEAD = '[pack]\nname = "m"\nversion = "1"\ntitle = "M"\nextends = "england"\n'
OWN = """
[helplines.samaritans]
title = "Samaritans of Moorland"
words = "Ring Samaritans of Moorland on 01632 960999."
told_to = ["parents"]
source = "our own list"
checked = "verified"
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "m.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_shipped_ones_are_sourced_marked_and_fit_who_reads() -> None:
    pack = load_pack("england")
    assert all(each.source and each.checked in ("verified", "to_confirm") for each in pack.helplines.values())
    told = "\n".join(pack.helplines_for(recipient="subject"))
    assert all(number in told for number in ("999", "116 123", "85258", "0800 1111", "0800 023 2033"))
    assert "Childline" not in "".join(pack.helplines_for(recipient="father"))
    assert "Samaritans" in "".join(pack.helplines_for(recipient="father"))
    assert "0800 023 2033" in show(pack)
    assert "TO CONFIRM: try it" in show(pack)


def test_a_council_replaces_adds_and_removes(tmp_path: Path) -> None:
    more = OWN + OWN.replace("helplines.samaritans", "helplines.ours").replace("parents", "any").replace("Ring", "Call")
    path = written(tmp_path, HEAD + 'remove = ["helplines.shout", "plain"]\n' + more)
    pack, england = load_pack(path), load_pack("england")
    assert list(pack.helplines) == ["emergency", "samaritans", "childline", "become", "ours"]  # the order stays
    assert pack.helplines_for(recipient="father")[1:] == (
        "Ring Samaritans of Moorland on 01632 960999.", "Call Samaritans of Moorland on 01632 960999.",
    )  # fmt: skip
    assert not any("Samaritans" in each and "Ring" in each for each in pack.helplines_for(recipient="subject"))
    changes = diff(england, pack)
    assert {"removed: helplines.shout", "added: helplines.ours"} <= set(changes)


@pytest.mark.parametrize(
    ("old", "new", "line", "key"),
    [
        ('words = "Ring', 'word = "Ring', 7, "helplines.samaritans.words"),
        ("verified", "sure", 12, "helplines.samaritans.checked"),
        ('source = "our own list"\n', "", 7, "helplines.samaritans.source"),
        ("parents", "parentz", 10, "helplines.samaritans.told_to"),
        ('title = "Samaritans of Moorland"', 'title = ""', 8, "helplines.samaritans.title"),
    ],
)
def test_a_fault_is_named_by_file_line_and_key(tmp_path: Path, old: str, new: str, line: int, key: str) -> None:
    problems = check(written(tmp_path, HEAD + OWN.replace(old, new)))
    assert ("m.toml", line, key) in {(each.file, each.line, each.key) for each in problems}
