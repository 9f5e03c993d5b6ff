"""Which days are no working days, and what they are called: weekends and bank holidays. It reads no wall clock."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

_NATIONS: Mapping[str, str] = {"ENG": "England", "WLS": "Wales", "SCT": "Scotland", "NIR": "Northern Ireland"}
_WHOSE: Mapping[str, tuple[str, ...]] = {"england": ("ENG",), "any_uk": tuple(_NATIONS)}
"""What a pack's word for whose bank holidays count covers."""
_SATURDAY = 5
BANK_HOLIDAYS = "Banking and Financial Dealings Act 1971"


def in_words(day: date) -> str:
    """Such as "Monday 6 April 2026"."""
    return f"{day:%A} {day.day} {day:%B} {day.year}"


def is_working(day: date, *, holidays: str) -> bool:
    return day.weekday() < _SATURDAY and day not in _named(day.year, holidays)


def why_free(day: date, *, holidays: str) -> str:
    """What a day that is no working day is: "a Saturday", "Easter Monday", "New Year Holiday (in Scotland)"."""
    return f"a {day:%A}" if day.weekday() >= _SATURDAY else _named(day.year, holidays)[day]


def bank_holidays(first: date, last: date, *, holidays: str) -> list[date]:
    """Bank holidays from one day to another, both included, but for those on a weekend, which is free anyway."""
    named = [day for year in range(first.year, last.year + 1) for day in _named(year, holidays)]
    return [day for day in named if first <= day <= last and day.weekday() < _SATURDAY]


@lru_cache(maxsize=256)
def _named(year: int, holidays: str) -> Mapping[date, str]:
    from holidays import country_holidays  # takes a fifth of a second, and most commands count no days

    nations = {each: country_holidays("GB", subdiv=each, years=year) for each in _WHOSE[holidays]}
    named: dict[date, str] = {}
    for day in sorted({day for there in nations.values() for day in there}):
        where = [each for each, there in nations.items() if day in there]
        name = nations[where[0]][day]
        named[day] = (
            name if len(where) == len(nations) else f"{name} (in {_listed([_NATIONS[each] for each in where])})"
        )
    return named


def _listed(words: list[str]) -> str:
    return " and ".join((", ".join(words[:-1]), words[-1]) if len(words) > 1 else words)
