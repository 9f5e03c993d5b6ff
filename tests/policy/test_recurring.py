"""What recurs: its windows over the ends of months and years, and which of them were held, missed, due or are to come."""

from __future__ import annotations

from datetime import date

from candour.policy.recurring import Every, State, standing, windows


def _ends(every: Every, first: date, until: date, ended: date | None = None) -> list[tuple[str, str, str]]:
    found = windows(every=every, first=first, until=until, ended=ended)
    return [(each.start.isoformat(), each.end.isoformat(), each.label) for each in found]


def test_months_over_short_ones_and_the_end_of_a_year() -> None:
    assert _ends(Every.MONTH, date(2027, 11, 30), date(2028, 3, 1)) == [
        ("2027-11-01", "2027-11-30", "November 2027"),
        ("2027-12-01", "2027-12-31", "December 2027"),
        ("2028-01-01", "2028-01-31", "January 2028"),
        ("2028-02-01", "2028-02-29", "February 2028"),
        ("2028-03-01", "2028-03-31", "March 2028"),
    ]


def test_weeks_begin_on_mondays_and_fortnights_on_that_of_the_first() -> None:
    assert _ends(Every.WEEK, date(2026, 12, 31), date(2027, 1, 4)) == [
        ("2026-12-28", "2027-01-03", "Week of 28 December 2026"),
        ("2027-01-04", "2027-01-10", "Week of 4 January 2027"),
    ]
    assert _ends(Every.TWO_WEEKS, date(2026, 2, 22), date(2026, 3, 2)) == [
        ("2026-02-16", "2026-03-01", "16 February 2026 to 1 March 2026"),
        ("2026-03-02", "2026-03-15", "2 March 2026 to 15 March 2026"),
    ]


def test_quarters_and_years() -> None:
    assert _ends(Every.QUARTER, date(2026, 12, 1), date(2027, 1, 1)) == [
        ("2026-10-01", "2026-12-31", "October to December 2026"),
        ("2027-01-01", "2027-03-31", "January to March 2027"),
    ]
    assert _ends(Every.YEAR, date(2026, 7, 1), date(2027, 1, 1)) == [
        ("2026-01-01", "2026-12-31", "2026"),
        ("2027-01-01", "2027-12-31", "2027"),
    ]


def test_nothing_before_the_first_or_after_the_end() -> None:
    assert _ends(Every.MONTH, date(2026, 5, 2), date(2026, 5, 1)) == []
    assert _ends(Every.MONTH, date(2026, 5, 2), date(2026, 9, 1), ended=date(2026, 5, 1)) == []
    cut = windows(every=Every.MONTH, first=date(2026, 5, 2), until=date(2026, 9, 1), ended=date(2026, 6, 12))
    assert [(each.end, each.owed) for each in cut] == [(date(2026, 5, 31), True), (date(2026, 6, 12), False)]
    whole = windows(every=Every.MONTH, first=date(2026, 5, 2), until=date(2026, 9, 1), ended=date(2026, 6, 30))
    assert [each.owed for each in whole] == [True, True]


def test_held_missed_due_and_to_come() -> None:
    found = windows(every=Every.MONTH, first=date(2026, 1, 15), until=date(2026, 6, 1))
    held = {date(2026, 1, 1), date(2026, 3, 31), date(2026, 3, 2), date(2026, 5, 9)}
    told = standing(found, held=held, excused={date(2026, 2, 14)}, on=date(2026, 5, 8))
    assert [each.state for each in told] == [
        State.HELD, State.EXCUSED, State.HELD, State.MISSED, State.DUE, State.TO_COME,
    ]  # fmt: skip
    assert told[2].held == (date(2026, 3, 2), date(2026, 3, 31))
    assert told[4].held == (), "a day after this one is not held yet"


def test_a_window_is_missed_from_the_day_after_its_last() -> None:
    found = windows(every=Every.WEEK, first=date(2026, 12, 28), until=date(2026, 12, 28))
    states = [standing(found, held=(), on=date(2027, 1, day))[0].state for day in (3, 4)]
    assert states == [State.DUE, State.MISSED]


def test_the_window_in_which_a_series_ended_counts_only_when_it_was_held() -> None:
    cut = windows(every=Every.MONTH, first=date(2026, 5, 2), until=date(2026, 9, 1), ended=date(2026, 6, 12))
    assert [each.state for each in standing(cut, held=(), on=date(2026, 9, 1))] == [State.MISSED]
    held = standing(cut, held={date(2026, 6, 12)}, on=date(2026, 9, 1))
    assert [each.state for each in held] == [State.MISSED, State.HELD]
