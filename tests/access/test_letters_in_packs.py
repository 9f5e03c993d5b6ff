"""A council's own letters: they take the place of the shipped ones, and what is wrong in one is told with file, key and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from candour.policy import check, load_pack
from candour.policy.placeholders import PLACEHOLDERS

PACK = """[pack]
name = "moorland"
version = "1"
title = "Moorland"
extends = "england"

[templates.acknowledgement]
title = "We have it"
step = "receive"
subject = "Your request"
body = "Dear {requester}, we have your request {reference}."
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "moorland.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_councils_letter_replaces_the_shipped_one(tmp_path: Path) -> None:
    pack = load_pack(written(tmp_path, PACK))
    assert pack.access.templates["acknowledgement"].body == "Dear {requester}, we have your request {reference}."
    assert len(pack.access.templates) == len(load_pack("england").access.templates)


@pytest.mark.parametrize(
    ("old", "new", "key", "line", "says"),
    [
        ("{reference}", "{refrence}", "body", 11, "refrence"),
        ("{reference}", "{ reference }", "body", 11, "brace"),
        ("Your request", "About {about}", "subject", 10, "names_child"),
        ('step = "receive"', 'step = "received"', "step", 9, "received"),
        ('step = "receive"', 'step = "receive"\nto = "consulted"', "body", 12, "requester"),
        ("{reference}", "{consulted}", "body", 11, "consulted"),
        ('step = "receive"', 'step = "receive"\nto = "everybody"', "to", 10, "inside"),
        ('step = "receive"', 'step = "receive"\noutcomes = ["maybe"]', "outcomes", 10, "nothing"),
    ],
)
def test_a_fault_is_told_with_file_key_and_line(
    tmp_path: Path, old: str, new: str, key: str, line: int, says: str
) -> None:
    (problem,) = check(written(tmp_path, PACK.replace(old, new)))
    assert (problem.file, problem.line, problem.key) == ("moorland.toml", line, f"templates.acknowledgement.{key}")
    assert says in problem.what


def test_a_letter_may_name_the_child_where_the_council_says_so(tmp_path: Path) -> None:
    text = PACK.replace("Your request", "About {about}").replace(
        'step = "receive"', 'step = "receive"\nnames_child = true'
    )
    assert check(written(tmp_path, text)) == []


def test_every_placeholder_is_documented() -> None:
    told = (Path(__file__).parents[2] / "docs/letters.md").read_text(encoding="utf-8")
    assert [name for name in PLACEHOLDERS if f"`{{{name}}}`" not in told] == []
