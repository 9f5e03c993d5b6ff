"""From which day a file may be destroyed, worked out step by step as somebody would explain it. It never guesses a date."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from candour.policy import RetentionRule

_MISSING = {
    "birth": "the date of birth of every child of the file",
    "death": "the day on which the child died",
    "adoption_order": "the day of the adoption order",
    "closed": "the day on which the case was closed",
}
_WORDS = {
    "birth": "the birth of the youngest child",
    "death": "the child's death",
    "adoption_order": "the adoption order",
    "closed": "the closing of the case",
}


@dataclass(frozen=True, slots=True)
class Days:
    """What is known of a case. ``born``: of its youngest child, None unless it is known of all ``children``."""

    born: date | None = None
    died: date | None = None
    adopted: date | None = None
    closed: date | None = None
    children: int = 1

    def of(self, name: str) -> date | None:
        return {"birth": self.born, "death": self.died, "adoption_order": self.adopted, "closed": self.closed}[name]


@dataclass(frozen=True, slots=True)
class Due:
    """``not_before``: the first day on which it may be destroyed; None: it cannot be worked out, for want of ``missing``."""

    not_before: date | None
    steps: tuple[str, ...]
    missing: tuple[str, ...] = ()


def work_out(rule: RetentionRule, days: Days) -> Due:
    steps: list[str] = []
    if rule.died_under and days.died is not None:
        if days.children > 1:
            steps.append(
                "The file is about more than one child, so the death of one does not shorten how long it is kept."
            )
        elif days.born is None:
            return Due(None, (), (_MISSING["birth"],))
        elif days.died < anniversary(days.born, rule.died_under):
            last = anniversary(days.died, rule.died_years)
            steps.append(f"The child was born on {_said(days.born)} and died before the age of {rule.died_under}.")
            steps.append(_counted(rule.died_years, "death", days.died, last))
            return _until(last, steps)
    return _counted_from(rule, days, steps)


def _counted_from(rule: RetentionRule, days: Days, steps: list[str]) -> Due:
    found, missing = [], []
    for name, years in _periods(rule):
        day = days.of(name)
        if day is None:
            missing.append(_MISSING[name])
        else:
            found.append(anniversary(day, years))
            steps.append(_counted(years, name, day, found[-1]))
    if missing:
        return Due(None, tuple(steps), tuple(missing))
    if len(found) > 1:
        steps.append(f"The later of the two counts: {_said(max(found))}.")
    return _until(max(found), steps)


def _periods(rule: RetentionRule) -> Iterator[tuple[str, int]]:
    yield rule.counted_from, rule.years
    if rule.or_counted_from:
        yield rule.or_counted_from, rule.or_years


def _until(last: date, steps: list[str]) -> Due:
    first = last + timedelta(days=1)
    steps.append(f"It is kept to the end of {_said(last)}, and may be destroyed from {_said(first)}.")
    return Due(first, tuple(steps))


def anniversary(day: date, years: int) -> date:
    """The same day ``years`` later; of 29 February in a common year 1 March, so that nothing goes a day too soon."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def _counted(years: int, name: str, day: date, last: date) -> str:
    return f"{years} years from {_WORDS[name]} on {_said(day)}: {_said(last)}."


def _said(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
