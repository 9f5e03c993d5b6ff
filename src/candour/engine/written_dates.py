"""Dates as people write them in case files, read day first; it does not guess what a date is the date of."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
WEEKDAY = r"(?:(?:mon|tue(?:s)?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?\s+(?:the\s+)?)?"
YEAR = r"(?:(?:19|20)\d\d|'\d\d)"
DATE = re.compile(
    rf"(?<![\d./-])(?:"
    rf"(?P<iso>(?:19|20)\d\d-[01]\d-[0-3]\d)(?!\d)"
    rf"|(?P<num>[0-3]?\d\s?(?P<sep>[/.-])\s?[01]?\d\s?(?P=sep)\s?(?:(?:19|20)\d\d|\d\d))(?![\d/-]|\.\d)"
    rf"|{WEEKDAY}(?P<day>[0-3]?\d)(?:\s?(?:st|nd|rd|th))?(?:\s+of)?[\s-]+(?P<month>{MONTH})"
    rf"(?:,?[\s-]*(?P<year>{YEAR}|(?<=-)\d\d)(?!\d))?"
    rf"|\b(?P<month2>{MONTH})\s+(?P<day2>[0-3]?\d)(?:st|nd|rd|th)?,?\s+(?P<year2>(?:19|20)\d\d)(?!\d)"
    rf"|\b(?P<month3>{MONTH})\s+(?P<year3>(?:19|20)\d\d)(?!\d)"
    rf")",
    re.IGNORECASE,
)
LONE_YEAR = re.compile(r"(?<![\d./-])(?:19|20)\d\d(?![\d/-]|\.\d)")


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date as written: 0 stands for a part that is not written. Offsets are code points into the text."""

    start: int
    end: int
    year: int
    month: int
    day: int

    @property
    def exact(self) -> datetime.date | None:
        """The calendar day, where all three parts are written."""
        return calendar_day(year=self.year, month=self.month, day=self.day)


def calendar_day(*, year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day) if year and month and day else None
    except ValueError:
        return None


def from_iso(text: str) -> datetime.date | None:
    """The date at the start of an ISO string (a time may follow), or None."""
    try:
        return datetime.date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None


def full_year(text: str) -> int:
    """``17`` and ``'17`` are 2017, ``63`` is 1963: two digits above 40 belong to the last century."""
    digits = text.strip("'")
    number = int(digits)
    if len(digits) == 4:
        return number
    return 1900 + number if number > 40 else 2000 + number


def month_number(name: str) -> int:
    return MONTHS.index(name[:3].lower()) + 1


def dates_in(text: str) -> Iterator[WrittenDate]:
    """Every date written in ``text``, in order. Impossible days (31 February) are left out."""
    for match in DATE.finditer(text):
        year, month, day = _parts(match)
        if month > 12 or not (0 <= day <= 31) or (year and day and not calendar_day(year=year, month=month, day=day)):
            continue
        yield WrittenDate(start=match.start(), end=match.end(), year=year, month=month, day=day)


def _parts(match: re.Match[str]) -> tuple[int, int, int]:
    if iso := match["iso"]:
        return int(iso[:4]), int(iso[5:7]), int(iso[8:10])
    if num := match["num"]:
        day, month, year = (part.strip() for part in num.split(match["sep"]))
        return full_year(year), int(month) or 99, int(day)
    if match["day"]:
        return full_year(match["year"]) if match["year"] else 0, month_number(match["month"]), int(match["day"])
    if match["day2"]:
        return int(match["year2"]), month_number(match["month2"]), int(match["day2"])
    return int(match["year3"]), month_number(match["month3"]), 0
