"""What holds of every deadline, whatever the dates, over more than 20 years; a slow second count agrees with the first."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.policy import reckoning

from candour.policy import load_pack
from candour.policy.counting import due
from candour.policy.working_days import is_working

CLOCKS = load_pack("england").clocks
COUNTED = sorted(key for key, each in CLOCKS.items() if each.unit != "stated")
ROLLING = sorted(key for key, each in CLOCKS.items() if each.rolls)
RIGHTS = sorted(key for key, each in CLOCKS.items() if each.extend_months)
EXTENDABLE = sorted(key for key, each in CLOCKS.items() if each.extend_months or each.extend_days)
SAR = CLOCKS["subject-access"]
DAY = timedelta(days=1)
days = st.dates(date(2015, 1, 1), date(2035, 12, 31))
counted = st.sampled_from(COUNTED)


def _due(kind: str, received: date, **more: object) -> date:
    found = due(CLOCKS[kind], received=received, **more).due  # type: ignore[arg-type]
    assert found is not None
    return found


def test_both_know_the_same_holidays() -> None:
    day = date(2015, 1, 1)
    while day < date(2037, 1, 1):
        assert is_working(day, holidays="england") == reckoning.working(day), day
        assert is_working(day, holidays="any_uk") == reckoning.working(day, uk=True), day
        day += DAY


@pytest.mark.parametrize("year", range(2015, 2036))
def test_every_day_of_21_years_agrees_with_the_slow_count(year: int) -> None:
    day = date(year, 1, 1)
    while day.year == year:
        assert _due("subject-access", day) == reckoning.month_due(day, 1, [])
        assert _due("foi", day) == reckoning.nth_working_day(day, 20, uk=True)
        assert _due("police", day) == reckoning.nth_working_day(day, 20)
        assert _due("complaint", day) == reckoning.rolled(day + 30 * DAY)
        day += DAY


@given(days, st.integers(0, 40), st.lists(st.tuples(st.integers(0, 27), st.integers(0, 60)), max_size=4))
def test_pauses_agree_with_the_slow_count(received: date, later: int, pauses: list[tuple[int, int]]) -> None:
    start = received + later * DAY
    asked = [(received + begins * DAY, received + (begins + length) * DAY) for begins, length in pauses]
    found = due(SAR, received=received, identity=start, clarifications=asked)
    assert found.started == start
    assert found.due == reckoning.month_due(start, 1, asked)


@given(days, st.integers(0, 27), st.integers(0, 80))
def test_a_fees_notice_agrees_with_the_slow_count(received: date, later: int, wait: int) -> None:
    asked, paid = received + later * DAY, received + (later + wait) * DAY
    found = due(CLOCKS["foi"], received=received, fee_asked=asked, fee=paid)
    assert found.due == reckoning.nth_working_day(received, 20, uk=True, still=(asked, paid))
    waiting = due(CLOCKS["foi"], received=received, fee_asked=asked)
    assert (waiting.due, waiting.waiting_for) == (None, "fee")
    assert waiting.pay_by is not None
    assert waiting.pay_by + DAY >= reckoning.in_months(asked, 3)


@given(days, st.sampled_from(RIGHTS), st.integers(0, 27))
def test_three_months_count_from_the_start(received: date, kind: str, notice: int) -> None:
    assert _due(kind, received, extended_on=received + notice * DAY) == reckoning.month_due(received, 3, [])


@given(days, st.sampled_from(ROLLING))
def test_a_deadline_that_moves_is_never_on_a_free_day(received: date, kind: str) -> None:
    assert reckoning.working(_due(kind, received))


@given(days, counted, st.integers(0, 40))
def test_what_came_later_is_never_due_earlier(received: date, kind: str, later: int) -> None:
    assert _due(kind, received) <= _due(kind, received + later * DAY)


@given(days, st.integers(0, 45), st.integers(0, 60), st.integers(0, 60))
def test_a_longer_pause_never_shortens(received: date, begins: int, length: int, more: int) -> None:
    asked = min(received + begins * DAY, _due("subject-access", received))
    short = _due("subject-access", received, clarifications=[(asked, asked + length * DAY)])
    longer = _due("subject-access", received, clarifications=[(asked, asked + (length + more) * DAY)])
    assert _due("subject-access", received) <= short <= longer
    assert short > asked + length * DAY  # never over before the answer is there


@given(days, counted, st.integers(0, 20), st.integers(0, 30))
def test_a_question_never_shortens(received: date, kind: str, begins: int, length: int) -> None:
    asked = received + begins * DAY
    assert _due(kind, received, clarifications=[(asked, asked + length * DAY)]) >= _due(kind, received)


@given(days, st.sampled_from(EXTENDABLE), st.integers(0, 60))
def test_an_extension_is_in_time_until_the_first_deadline_and_only_lengthens(
    received: date, kind: str, notice: int
) -> None:
    first = due(CLOCKS[kind], received=received)
    assert first.latest_extension == first.due == first.first_due
    assert first.due is not None
    on = received + notice * DAY
    if on <= first.due:
        extended = due(CLOCKS[kind], received=received, extended_on=on)
        assert extended.due is not None
        assert extended.first_due == first.due < extended.due
    else:
        with pytest.raises(ValueError, match="too late"):
            due(CLOCKS[kind], received=received, extended_on=on)


@given(
    days,
    counted,
    st.none() | st.integers(0, 60),
    st.lists(st.tuples(st.integers(0, 18), st.integers(0, 30)), max_size=3),
)
def test_the_derivation_begins_with_the_request_and_ends_with_the_deadline(
    received: date, kind: str, identity: int | None, pauses: list[tuple[int, int]]
) -> None:
    came = None if identity is None else received + identity * DAY
    asked = [(received + begins * DAY, received + (begins + length) * DAY) for begins, length in pauses]
    found = due(CLOCKS[kind], received=received, identity=came, clarifications=asked)
    assert found.derivation[0].date == received
    assert found.derivation[0].says == "The request came."
    assert found.derivation[-1].date == found.due
    assert all(step.says and step.law for step in found.derivation)


@settings(max_examples=50)
@given(st.dates(date(2015, 1, 1), date(2045, 12, 31)), counted)
def test_years_further_on_work_too(received: date, kind: str) -> None:
    clock = CLOCKS[kind]
    longest = {"months": 31, "days": 1, "working_days": 2}[clock.unit] * clock.length + 14
    assert received < _due(kind, received) <= received + longest * DAY
