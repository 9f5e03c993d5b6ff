"""When something happened, as a span of days; a date that cannot be told from the text and the record's own date is left out."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from candour.engine.written_dates import LONE_YEAR, MONTH, WrittenDate, calendar_day, dates_in, from_iso, month_number

EVER = (1, 3_650_000)
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY = r"(?P<day>monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
_RELATIVE = re.compile(
    rf"\b(?P<word>today|yesterday)\b|\b(?:last|on|this)\s+{_DAY}\b(?!,?\s+(?:the\s+)?\d)", re.IGNORECASE
)
_LONE_MONTH = re.compile(
    rf"\b(?:in|during|since|until|by|early|late|mid|of|end of)\s+(?P<month>{MONTH})(?!\s*\d)", re.IGNORECASE
)
_BOUND = re.compile(
    r"\b(?:(?P<from>(?<!looked )after|since|following|from)|(?P<to>(?<!letter )before|until|till|prior to|up to|by))\s+(?:the\s+)?$"
    r"|\b(?:(?P<from2>(?<!looked )after|since|following)|(?P<to2>(?<!letter )before|until|till|prior to))\s+"
    r"(?:(?!was|were|is|took)(?-i:[a-z]+)\s+){1,4}(?:of|on|in)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
"""The second line: "after the disclosure of 12 April"."""
_BETWEEN = re.compile(r"\b(?:between|from)\s+(?:the\s+)?$", re.IGNORECASE)
_JOIN = re.compile(r"\s*(?:and|to|until|-|–)\s*(?:the\s+)?", re.IGNORECASE)
_WEEKDAY = re.compile(
    r"\b(mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?\s+(?:the\s+)?$", re.IGNORECASE
)
_FIGURE = re.compile(r"\d")
_NAMED_DAY = re.compile(r"(mon|tue|wed|thu|fri|sat|sun)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class When:
    """From day ``low`` to day ``high`` (ordinals, both counted), as written at ``start`` to ``end``."""

    start: int
    end: int
    low: int
    high: int
    bounded: str = ""
    """``until`` where only the end was written (before, until), ``since`` where only the beginning was."""
    written: str = ""

    @property
    def told(self) -> str:
        """As it is written; the day itself where it was only counted ("now")."""
        if self.written:
            return f"“{' '.join(self.written.split())}”"
        day = datetime.date.fromordinal(self.low)
        return f"{day.day} {day:%B %Y}"

    @property
    def width(self) -> int:
        return self.high - self.low

    def meets(self, other: When) -> bool:
        return self.low <= other.high and other.low <= self.high

    def apart(self, other: When) -> int:
        """Days between the two, 0 where they meet."""
        return max(0, self.low - other.high, other.low - self.high)


def whens_in(text: str, *, told: str) -> list[When]:
    """Every time written in ``text``, in order. ``told`` is the date of the record or statement, ISO or empty."""
    day = from_iso(told) if told else None
    found = [*_written(text, day), *_relative(text, day)]
    found.sort(key=lambda each: each.start)
    return [replace(when, written=text[when.start : when.end]) for when in _ranges(text, found)]


def _written(text: str, told: datetime.date | None) -> Iterator[When]:
    taken: list[tuple[int, int]] = []
    figured = _FIGURE.search(text) is not None
    year = 0
    for date in dates_in(text) if figured else ():
        taken.append((date.start, date.end))
        span = _span(date, told=told, year=year)
        year = date.year or year
        if span:
            yield When(date.start, date.end, *span)
    for match in _LONE_MONTH.finditer(text):
        if not any(low <= match.start("month") < high for low, high in taken) and match["month"][0].isupper():
            date = WrittenDate(match.start("month"), match.end("month"), 0, month_number(match["month"]), 0)
            if span := _span(date, told=told, year=year):
                yield When(date.start, date.end, *span)
    for match in LONE_YEAR.finditer(text) if figured else ():
        if not any(low <= match.start() < high for low, high in taken):
            number = int(match[0])
            yield When(match.start(), match.end(), _ordinal(number, 1, 1), _ordinal(number, 12, 31))


def _span(date: WrittenDate, *, told: datetime.date | None, year: int) -> tuple[int, int] | None:
    """A date without a year is that of the date before it, else the latest before the record was made."""
    number = date.year or year or (told.year if told else 0)
    if not number or not date.month:
        return None
    if not date.year and not year and told and (date.month, date.day) > (told.month, told.day):
        number -= 1
    if date.day:
        exact = calendar_day(year=number, month=date.month, day=date.day)
        return (exact.toordinal(), exact.toordinal()) if exact else None
    last = calendar.monthrange(number, date.month)[1]
    return _ordinal(number, date.month, 1), _ordinal(number, date.month, last)


def _ordinal(year: int, month: int, day: int) -> int:
    return datetime.date(year, month, day).toordinal()


def _relative(text: str, told: datetime.date | None) -> Iterator[When]:
    """ "last Tuesday" may be the one of this week or of the week before: both are within the span."""
    for match in _RELATIVE.finditer(text) if told else ():
        today = told.toordinal() if told else 0
        if word := match["word"]:
            low = high = today - (word.lower() == "yesterday")
        else:
            back = (told.weekday() - _DAYS.index(match["day"][:3].lower())) % 7 if told else 0
            high = today - (back or 7)
            low = high - 7 if match[0].lower().startswith("last") else high
        yield When(match.start(), match.end(), low, high)


def _ranges(text: str, found: list[When]) -> list[When]:
    out: list[When] = []
    for when in found:
        ahead = text[max(0, when.start - 50) : when.start]
        if out and _BETWEEN.search(text[: out[-1].start]) and _JOIN.fullmatch(text[out[-1].end : when.start]):
            first = out.pop()
            out.append(When(first.start, when.end, min(first.low, when.low), when.high))
        elif _BETWEEN.search(ahead) and "between" in ahead.lower():
            out.append(when)
        elif bound := _BOUND.search(ahead):
            out.append(
                _bounded(
                    when,
                    since=bool(bound["from"] or bound["from2"]),
                    counted=bound[0].lower().startswith(("by", "up to")),
                )
            )
        else:
            out.append(when)
    return out


def _bounded(when: When, *, since: bool, counted: bool) -> When:
    if since:
        return When(when.start, when.end, when.low, EVER[1], "since")
    return When(when.start, when.end, EVER[0], when.high if counted else when.low - 1, "until")


def false_weekday(text: str) -> tuple[int, int, str] | None:
    """Where a weekday does not fit its date: start, end, and the right weekday."""
    for date in dates_in(text):
        exact = date.exact
        written = _NAMED_DAY.match(text, date.start) or _WEEKDAY.search(text, max(0, date.start - 16), date.start)
        if exact and written and _DAYS.index(written[1][:3].lower()) != exact.weekday():
            return min(written.start(), date.start), date.end, exact.strftime("%A")
    return None
