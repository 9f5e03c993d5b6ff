"""The times over which requests are counted: the last twelve months, and financial years with their quarters. It counts nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from candour.ledger.clock import today

_MONTHS, _QUARTER, _APRIL = 12, 3, 4
_YEARS = 3
"""Financial years that are offered, this one among them."""


@dataclass(frozen=True, slots=True)
class Period:
    """``key``: as it stands in an address, empty for the last twelve months. ``since`` and ``until``: first days of months."""

    key: str
    title: str
    since: date
    until: date
    """The day after its last one."""

    @property
    def months(self) -> list[date]:
        """The first days of its months that have begun, the latest last."""
        many = (self.until.year - self.since.year) * _MONTHS + self.until.month - self.since.month
        return [first for first in (later(self.since, each) for each in range(many)) if first <= today()]


def periods() -> Mapping[str, Period]:
    """Those that have begun, by key; the last twelve months first, then the latest financial year first."""
    first = today().replace(day=1)
    last = Period("", "The last 12 months", later(first, 1 - _MONTHS), later(first, 1))
    this = first.year if first.month >= _APRIL else first.year - 1
    found = [last, *(each for year in range(this, this - _YEARS, -1) for each in _of(year))]
    return {each.key: each for each in found if each.since <= today()}


def _of(year: int) -> list[Period]:
    """A financial year and its quarters."""
    begins, name = date(year, _APRIL, 1), f"{year} to {year + 1}"
    whole = Period(str(year), f"April {year} to March {year + 1}", begins, later(begins, _MONTHS))
    quarters = [
        Period(
            f"{year}-q{each + 1}", f"{name}, quarter {each + 1}: {_named(begins, each)}", since, later(since, _QUARTER)
        )
        for each, since in enumerate(later(begins, _QUARTER * number) for number in range(_MONTHS // _QUARTER))
    ]
    return [whole, *quarters]


def _named(begins: date, quarter: int) -> str:
    since = later(begins, _QUARTER * quarter)
    return f"{since:%B} to {later(since, _QUARTER - 1):%B %Y}"


def later(first: date, many: int) -> date:
    """The first day of the month so many months later; less than none: before it."""
    at = first.year * _MONTHS + first.month - 1 + many
    return date(at // _MONTHS, at % _MONTHS + 1, 1)
