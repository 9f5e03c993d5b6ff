"""A second, slow way of counting, day by day and with bank holidays of its own, by which the first is checked."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

DAY = timedelta(days=1)
EASTER = {
    2015: (4, 5), 2016: (3, 27), 2017: (4, 16), 2018: (4, 1), 2019: (4, 21), 2020: (4, 12), 2021: (4, 4),
    2022: (4, 17), 2023: (4, 9), 2024: (3, 31), 2025: (4, 20), 2026: (4, 5), 2027: (3, 28), 2028: (4, 16),
    2029: (4, 1), 2030: (4, 21), 2031: (4, 13), 2032: (3, 28), 2033: (4, 17), 2034: (4, 9), 2035: (3, 25),
    2036: (4, 13),
}  # fmt: skip
"""Sundays, from an almanac."""
MOVED = {date(2020, 5, 4): date(2020, 5, 8), date(2022, 5, 30): date(2022, 6, 2)}
EXTRA = {date(2022, 6, 3), date(2022, 9, 19), date(2023, 5, 8)}
"""Jubilee, funeral, coronation."""
SCOTLAND_EXTRA = {date(2026, 6, 15)}


def _monday(year: int, month: int, *, last: bool = False) -> date:
    days = [day for each in range(1, 32) if (day := _maybe(year, month, each)) and day.weekday() == 0]
    return days[-1] if last else days[0]


def _maybe(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _instead(days: list[date]) -> set[date]:
    """Fixed days; one on a weekend is taken on the next weekday that is free."""
    taken = {day for day in days if day.weekday() < 5}
    for day in days:
        if day.weekday() >= 5:
            while day.weekday() >= 5 or day in taken:
                day += DAY
            taken.add(day)
    return taken


def _common(year: int) -> set[date]:
    easter = date(year, *EASTER[year])
    days = {easter - 2 * DAY, _monday(year, 5), _monday(year, 5, last=True)}
    days |= _instead([date(year, 12, 25), date(year, 12, 26)])
    return {MOVED.get(day, day) for day in days} | {day for day in EXTRA if day.year == year}


@cache
def england(year: int) -> frozenset[date]:
    easter = date(year, *EASTER[year])
    return frozenset(_common(year) | {easter + DAY, _monday(year, 8, last=True)} | _instead([date(year, 1, 1)]))


@cache
def any_uk(year: int) -> frozenset[date]:
    scotland = _common(year) | {_monday(year, 8)} | _instead([date(year, 1, 1), date(year, 1, 2)])
    scotland |= _instead([date(year, 11, 30)]) | {day for day in SCOTLAND_EXTRA if day.year == year}
    return frozenset(england(year) | scotland | _instead([date(year, 3, 17)]) | _instead([date(year, 7, 12)]))


def working(day: date, *, uk: bool = False) -> bool:
    return day.weekday() < 5 and day not in (any_uk if uk else england)(day.year)


def rolled(day: date) -> date:
    while not working(day):
        day += DAY
    return day


def nth_working_day(after: date, number: int, *, uk: bool = False, still: tuple[date, date] | None = None) -> date:
    """``still``: days that do not count, both included."""
    day = after
    while number:
        day += DAY
        number -= working(day, uk=uk) and not (still and still[0] <= day <= still[1])
    return day


def in_months(start: date, months: int) -> date:
    """Goes on a day at a time until the month is the one meant and the date is there, or the month is over."""
    day, wanted = start, start.year * 12 + start.month + months
    while day.year * 12 + day.month < wanted or (day.day < start.day and (day + DAY).month == day.month):
        day += DAY
    return day


def month_due(start: date, months: int, pauses: list[tuple[date, date]]) -> date:
    still = {each[0] + number * DAY for each in pauses for number in range((each[1] - each[0]).days + 1)}
    return rolled(in_months(start, months) + len([day for day in still if day >= start]) * DAY)
