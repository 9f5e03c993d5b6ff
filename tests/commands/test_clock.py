"""``candour clock`` tells the deadline with its derivation, and refuses what cannot be in one message."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from candour.cli import main

MARCH = ("--received", "2026-03-10")
OWN = """
[pack]
name = "moorland"
version = "2026.1"
title = "Moorland Council"
extends = "england"

[clocks.subject-access]
title = "Subject access request"
unit = "days"
length = 21
counts_from = ["received"]
holidays = "england"
rolls = true
clarification = "pause"
citation = "Our own promise"
in_force_from = 2026-01-01
checked = "verified"
explanation = "We answer within three weeks."
"""


def told(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    assert main(["clock", *words]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_the_deadline_is_told_with_each_step_and_the_pack(capsys: pytest.CaptureFixture[str]) -> None:
    found = told(capsys, "subject-access", *MARCH, "--clarification", "2026-03-16:2026-03-20", "--extend", "2026-04-15")
    assert list(found) == [
        "kind", "title", "due", "started", "first_due", "latest_extension", "pay_by", "waiting_for", "derivation",
        "law", "checked", "policy",
    ]  # fmt: skip
    days = [found[key] for key in ("due", "started", "first_due", "latest_extension")]
    assert days == ["2026-06-15", "2026-03-10", "2026-04-15", "2026-04-15"]
    assert found["derivation"][0] == {
        "date": "2026-03-10", "says": "The request came.", "law": "UK GDPR Art 12(3) and 12A",
    }  # fmt: skip
    assert found["derivation"][-1]["date"] == found["due"]
    assert (found["policy"]["name"], found["checked"], len(found["policy"]["sha256"])) == ("england", "to_confirm", 64)


@pytest.mark.parametrize(
    "kind", ["Subject Access Request", "SAR", "subject_access", "SUBJECT-ACCESS", "right of access"]
)
def test_a_clock_goes_by_other_words_too(capsys: pytest.CaptureFixture[str], kind: str) -> None:
    assert told(capsys, kind, *MARCH)["kind"] == "subject-access"


@pytest.mark.parametrize(
    ("words", "waiting", "started"),
    [
        (("sar", *MARCH, "--identity", "awaited"), "identity", None),
        (("sar", *MARCH, "--fee", "awaited"), "fee", None),
        (("sar", *MARCH, "--clarification", "2026-03-16:"), "clarification", "2026-03-10"),
        (("dbs", *MARCH), "stated", "2026-03-10"),
    ],
)
def test_what_it_waits_for_is_told_instead_of_a_day(
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...], waiting: str, started: str | None
) -> None:
    found = told(capsys, *words)
    assert (found["due"], found["waiting_for"], found["started"]) == (None, waiting, started)
    assert main(["clock", *words, "--text"]) == 0
    assert "No day yet: " in capsys.readouterr().out


def test_several_clarifications_and_a_named_day(capsys: pytest.CaptureFixture[str]) -> None:
    two = ("--clarification", "2026-03-16:2026-03-20", "--clarification", "2026-03-18:2026-03-24")
    assert told(capsys, "sar", *MARCH, *two)["due"] == "2026-04-20"
    assert told(capsys, "dbs", *MARCH, "--stated", "2026-03-20")["due"] == "2026-03-20"


def test_it_prints_a_derivation_for_paper(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["clock", "sar", "--received", "2026-03-03", "--text"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[:3] == [
        "Subject access request", "Due: Tuesday 7 April 2026",
        "Last day for a notice of extension: Tuesday 7 April 2026",
    ]  # fmt: skip
    assert "2026-04-06  It is Easter Monday: no working day." in lines
    assert any("TO CONFIRM" in line for line in lines)
    assert lines[-1].startswith("Rules: england ")


def test_a_fee_is_awaited_and_then_its_days_do_not_count(capsys: pytest.CaptureFixture[str]) -> None:
    found = told(capsys, "foi", *MARCH, "--fee-notice", "2026-03-16")
    assert [found[key] for key in ("due", "waiting_for", "pay_by")] == [None, "fee", "2026-06-15"]
    found = told(capsys, "foi", *MARCH, "--fee-notice", "2026-03-16", "--fee", "2026-03-20")
    assert [found[key] for key in ("due", "waiting_for", "pay_by")] == ["2026-04-16", None, None]


def test_a_councils_own_clock_counts(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    own = tmp_path / "moorland.toml"
    own.write_text(OWN, encoding="utf-8")
    found = told(capsys, "subject-access", *MARCH, "--policy", str(own))
    assert (found["due"], found["law"], found["policy"]["name"]) == ("2026-03-31", "Our own promise", "moorland")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("sarr", *MARCH), "no such clock. Choose from: subject-access, rectification"),
        (("sar", "--received", "10 March"), "'10 March' is not a date. Write it as YYYY-MM-DD"),
        (("sar", "--received", "2026-02-30"), "is not a date"),
        (("sar", *MARCH, "--identity", "soon"), "is not a date"),
        (("sar", *MARCH, "--clarification", "2026-03-16"), "a colon between them"),
        (("sar", *MARCH, "--clarification", ":2026-03-16"), "a colon between them"),
        (("sar", "--received", "2026-W11-2"), "is not a date"),
        (("foi", *MARCH, "--fee", "2026-03-16"), "Give the day of the fees notice"),
        (("sar", *MARCH, "--clarification", "2026-03-16:2026-03-15"), "is before the question"),
        (("sar", *MARCH, "--clarification", "2026-04-13:"), "the time was over on Friday 10 April 2026"),
        (("sar", *MARCH, "--extend", "2026-04-11"), "came too late: its last day was Friday 10 April 2026"),
        (("foi", *MARCH, "--extend", "2026-03-11"), "cannot be lengthened"),
        (("sar", *MARCH, "--stated", "2026-03-11"), "Leave out the named day"),
        (("sar", *MARCH, "--policy", "nowhere.toml"), "nowhere.toml"),
    ],
)
def test_what_cannot_be_is_one_message(capsys: pytest.CaptureFixture[str], words: tuple[str, ...], says: str) -> None:
    assert main(["clock", *words]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert says in captured.err
    assert len(captured.err.splitlines()) == 1
