"""Deadlines that anybody can check with a calendar: ``clock_cases.csv``, written out by hand, and their derivations."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from candour.policy import load_pack
from candour.policy.counting import Asked, Came, Deadline, due

PACK = load_pack("england")
CASES = list(csv.DictReader(Path(__file__).with_name("clock_cases.csv").open(encoding="utf-8", newline="")))


def _day(given: str) -> date | None:
    return date.fromisoformat(given) if given else None


def _came(given: str) -> Came:
    return "awaited" if given == "awaited" else _day(given)


def _asked(given: str) -> Iterator[Asked]:
    for each in given.split():
        asked, _, answered = each.partition(":")
        yield date.fromisoformat(asked), _day(answered)


def _fee(given: str) -> dict[str, Came]:
    """A day, or from the fees notice to the day of the fee; nothing after the colon: it has not come."""
    asked, colon, paid = given.partition(":")
    return {"fee_asked": _day(asked), "fee": _day(paid)} if colon else {"fee": _came(given)}


def reckoned(case: dict[str, str]) -> Deadline:
    return due(
        PACK.clocks[case["kind"]], received=date.fromisoformat(case["received"]), identity=_came(case["identity"]),
        clarifications=list(_asked(case["clarifications"])), extended_on=_day(case["extend"]),
        stated=_day(case["stated"]), **_fee(case["fee"]),
    )  # fmt: skip


def test_there_are_enough_of_them() -> None:
    assert len(CASES) >= 200
    assert len({tuple(each.values())[:7] for each in CASES}) == len(CASES)
    assert {each["kind"] for each in CASES} == set(PACK.clocks)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['kind']} {case['received']} {case['why']}")
def test_the_day_is_the_one_written_down(case: dict[str, str]) -> None:
    found = reckoned(case)
    assert found.due == _day(case["due"])
    assert bool(found.waiting_for) == (found.due is None)
    assert all(step.says.endswith(".") and step.law for step in found.derivation)
    assert any(step.says == "The request came." for step in found.derivation[:2])
    if found.due:
        assert found.derivation[-1].date == found.due


def _read(kind: str, received: str, **more: Any) -> list[str]:
    found = due(PACK.clocks[kind], received=date.fromisoformat(received), **more)
    return [f"{step.date} {step.says}" for step in found.derivation]


def test_a_derivation_can_be_read_and_checked_by_hand() -> None:
    pauses = [(date(2026, 3, 18), date(2026, 3, 20)), (date(2026, 3, 16), date(2026, 3, 18))]
    told = _read("subject-access", "2026-03-02", identity=date(2026, 3, 10), clarifications=pauses)
    assert told == [
        "2026-03-02 The request came.",
        "2026-03-10 Proof of identity came.",
        "2026-03-10 The clock starts: this is the latest of the days it waits for.",
        "2026-04-10 1 month after the start.",
        "2026-04-15 It stood still: Monday 16 March 2026 to Friday 20 March 2026, both included (5 days)."
        " The last day moves to Wednesday 15 April 2026.",
        "2026-04-15 The last day is Wednesday 15 April 2026.",
    ]


def test_a_month_without_the_date_and_free_days_are_named() -> None:
    assert _read("subject-access", "2024-01-31")[2].endswith(
        "February 2024 has no day 31, so it is the last day of the month."
    )
    assert _read("subject-access", "2026-03-03")[2:] == [
        "2026-04-03 1 month after the start.",
        "2026-04-03 It is Good Friday: no working day.",
        "2026-04-04 It is a Saturday: no working day.",
        "2026-04-05 It is a Sunday: no working day.",
        "2026-04-06 It is Easter Monday: no working day.",
        "2026-04-07 The next working day is Tuesday 7 April 2026.",
        "2026-04-07 The last day is Tuesday 7 April 2026.",
    ]


def test_an_extension_shows_both_deadlines_and_that_the_notice_was_in_time() -> None:
    told = _read("subject-access", "2026-03-04", extended_on=date(2026, 4, 7))
    assert told[-4:] == [
        "2026-04-07 The next working day is Tuesday 7 April 2026.",
        "2026-04-07 Notice of extension, with reasons, in time: the last day for it then was Tuesday 7 April 2026.",
        "2026-06-04 3 months after the start, counted from the start and not from the first deadline.",
        "2026-06-04 The last day is Thursday 4 June 2026.",
    ]


def test_working_days_name_each_holiday_and_where_it_is_one() -> None:
    assert _read("foi", "2025-12-08")[2:] == [
        "2025-12-25 Christmas Day: no working day.",
        "2025-12-26 Boxing Day: no working day.",
        "2026-01-01 New Year's Day: no working day.",
        "2026-01-02 New Year Holiday (in Scotland): no working day.",
        "2026-01-09 Working day 20 after the start; Saturdays, Sundays and bank holidays do not count.",
        "2026-01-09 The last day is Friday 9 January 2026.",
    ]
    assert "2025-08-25 Late Summer Bank Holiday (in England, Wales and Northern Ireland): no working day." in _read(
        "foi", "2025-08-18"
    )
