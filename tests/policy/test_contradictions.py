"""Rules of a pack that stand against themselves are refused by file, line and key, and nothing relied on is taken away."""

from pathlib import Path

import pytest

from candour.policy import check

CLOCK = """[pack]
name = "moorland"
version = "1"
title = "Moorland"
extends = "england"

[clocks.slow]
title = "Slow"
unit = "{unit}"
{more}
counts_from = ["received"]
holidays = "england"
citation = "Moorland protocol"
in_force_from = 2024-01-01
checked = "verified"
explanation = "It is slow."
"""
PLAIN = 'rolls = false\nclarification = "none"'
HEAD = CLOCK[: CLOCK.index("[clocks")]


def faults(folder: Path, text: str) -> list[tuple[int, str, str]]:
    path = folder / "moorland.toml"
    path.write_text(text, encoding="utf-8")
    found = check(path)
    assert all(each.file == "moorland.toml" for each in found)
    return [(each.line, each.key.rpartition(".")[2], each.what) for each in found]


@pytest.mark.parametrize(
    ("unit", "more", "line", "key", "says"),
    [
        ("months", "extend_days = 2\nlength = 1\n" + PLAIN, 10, "extend_days", "write extend_months"),
        ("working_days", "extend_months = 2\nlength = 9\n" + PLAIN, 10, "extend_months", "write extend_days"),
        ("days", "extend_months = 2\nlength = 9\n" + PLAIN, 10, "extend_months", "counted in days"),
        ("stated", "extend_days = 2\n" + PLAIN, 10, "extend_days", "asked for a later one"),
        ("stated", 'rolls = true\nclarification = "none"', 10, "rolls", "never moved"),
        ("stated", 'clarification = "pause"\nrolls = false', 10, "clarification", "never moved"),
        ("stated", "length = 3\n" + PLAIN, 10, "length", "the requester names the day"),
        ("days", 'extend_citation = "x"\nlength = 3\n' + PLAIN, 10, "extend_citation", "cannot be lengthened"),
        ("days", 'clarification_citation = "x"\nlength = 3\n' + PLAIN, 10, "clarification_citation", "does not stop"),
        ("days", 'rolls_citation = "x"\nlength = 3\n' + PLAIN, 10, "rolls_citation", "does not move"),
        ("days", "fee_pauses = true\nlength = 3\n" + PLAIN, 10, "fee_pauses", "working_days"),
        ("working_days", "fee_months = 3\nlength = 3\n" + PLAIN, 10, "fee_months", "fee_pauses = true"),
        (
            "working_days", "fee_days = 60\nfee_months = 3\nfee_pauses = true\nlength = 3\n" + PLAIN, 10, "fee_days",
            "how long there is to pay",
        ),
    ],
)  # fmt: skip
def test_a_clock_does_not_contradict_itself(
    tmp_path: Path, unit: str, more: str, line: int, key: str, says: str
) -> None:
    ((at, named, what),) = faults(tmp_path, CLOCK.format(unit=unit, more=more))
    assert (at, named) == (line, key)
    assert says in what


def test_a_clock_starts_with_the_fee_or_stands_still_for_it(tmp_path: Path) -> None:
    text = CLOCK.format(unit="working_days", more="length = 3\nfee_pauses = true\n" + PLAIN)
    ((line, key, what),) = faults(tmp_path, text.replace('["received"]', '["received", "fee"]'))
    assert (line, key) == (11, "fee_pauses")
    assert "take fee out of counts_from" in what


def test_somebody_can_take_each_step(tmp_path: Path) -> None:
    duty = """[duties.close]
title = "Close"
may = ["manager"]
never = ["manager"]
apart_from = ["close"]
citation = "Moorland protocol"
in_force_from = 2024-01-01
checked = "verified"
explanation = "It ends."
"""
    told = faults(tmp_path, HEAD + duty)
    assert [(line, key) for line, key, _ in told] == [(10, "never"), (11, "apart_from")]
    route = """[[route]]
id = "own"
title = "Own"
requester = ["ofsted"]
context = ["inspection"]
decides = { who = ["court"], why = "They said so." }
citation = "Moorland protocol"
in_force_from = 2024-01-01
checked = "verified"
explanation = "Ofsted comes."
"""
    ((line, key, what),) = faults(tmp_path, HEAD + route)
    assert (line, key) == (12, "decides")
    assert "without a role in the council (court)" in what


def test_what_candour_relies_on_is_replaced_and_not_taken_away(tmp_path: Path) -> None:
    gone = HEAD + 'remove = ["clocks.complaint", "clocks.eir-review"]\n'
    ((line, key, what),) = faults(tmp_path, gone)
    assert (line, key) == (7, "remove")
    assert "write another [clocks.complaint] instead" in what
    own = CLOCK.format(unit="days", more="length = 10\n" + PLAIN).replace("clocks.slow", "clocks.complaint")
    assert faults(tmp_path, own.replace('"england"\n\n', '"england"\nremove = ["clocks.complaint"]\n\n', 1)) == []


def test_what_is_no_table_is_said_and_not_passed_over(tmp_path: Path) -> None:
    told = faults(tmp_path, 'reminders = [1]\nclocks = "x"\nletter = 3\n' + HEAD + "[groups]\nperson = 3\nmoon = 4\n")
    assert [(line, key) for line, key, _ in told] == [
        (2, "clocks"), (1, "reminders"), (3, "letter"), (11, "person"), (12, "moon")
    ]  # fmt: skip
    ((line, key, what),) = faults(tmp_path, HEAD + "[clocks]\nslow = 3\n")
    assert (line, key, what) == (8, "slow", "has to be a table of its own: [clocks.slow]")
    ((line, key, what),) = faults(tmp_path, HEAD + '[reminders.tea]\ntitle = "Tea"\n')
    assert (line, key) == (7, "days")


@pytest.mark.parametrize(
    ("old", "new", "key", "says"),
    [
        ('"england"', '"engerland"', "extends", "neither beside this file nor a pack of Candour (devon, england)"),
        ('"england"', '"moorland"', "extends", "names moorland"),
        ('"england"', '"england"\nfiles = ["own/gone.toml"]', "files", "names own/gone.toml, which is not there"),
    ],
)
def test_what_a_pack_builds_on_is_there(tmp_path: Path, old: str, new: str, key: str, says: str) -> None:
    ((line, named, what),) = faults(tmp_path, HEAD.replace(old, new))
    assert (line, named) == (5 if key == "extends" else 6, key)
    assert says in what
