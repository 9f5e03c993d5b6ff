"""Rates of redaction with the numbers that they are of, now and in the council's own past, and how often a lawyer undid one.

A rate alone judges nobody: cases differ. Where numbers are small the interval in which it may lie is wide, and is told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from math import sqrt
from typing import Any

from django.db.models import F, Max, QuerySet, Sum

from candour.disclosure.measuring import by_role
from candour.disclosure.models import Disclosure, Measured, Oversight, Ruling
from candour.ledger.clock import LONDON

RECENT, PAST = timedelta(days=90), timedelta(days=365)
_Z = 1.959964
"""Of 95 in 100."""
Row = tuple[str, str, int | None, int, int]
"""Ground, role, author, decided, blacked out."""


@dataclass(frozen=True, slots=True)
class Rate:
    """``part`` of ``of``; both 0: there is none."""

    part: int = 0
    of: int = 0

    @property
    def share(self) -> float | None:
        """In a hundred."""
        return 100 * self.part / self.of if self.of else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Where it may lie, 95 times in 100 (Wilson), in a hundred."""
        return wilson(self.part, self.of) if self.of else None


def wilson(part: int, of: int) -> tuple[float, float]:
    """Wilson's score interval of ``part`` in ``of``, in a hundred. ValueError for none of none."""
    if of <= 0 or not 0 <= part <= of:
        raise ValueError("There is no such share.")
    share, z = part / of, _Z
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    half = z * sqrt(share * (1 - share) / of + z * z / (4 * of * of)) / (1 + z * z / of)
    return 100 * max(0.0, middle - half), 100 * min(1.0, middle + half)


@dataclass(frozen=True, slots=True)
class Compared:
    """``key``: a ground, a role or the number of an author; ``undone``: lifted by a lawyer, of those a lawyer answered."""

    key: str
    now: Rate
    past: Rate
    undone: Rate
    changed: Rate


@dataclass(frozen=True, slots=True)
class Rates:
    """``since``: the first day of the time that is looked at; None: of one disclosure as it stands."""

    all: Compared
    grounds: list[Compared]
    authors: list[Compared]
    roles: list[Compared]
    since: date | None
    past_since: date


def rates(*, on: date, disclosure: Disclosure | None = None) -> Rates:
    """Of one disclosure as it stands, or of all that were checked in the last 90 days; against the 12 months before."""
    if disclosure is None:
        since = on - RECENT
        now_rows, past_until, answers = _measured(since, None), since, answered().filter(at__gte=_at(since))
    else:
        since, past_until = None, on
        now_rows, answers = by_role(disclosure), answered().filter(disclosure=disclosure)
    past_rows = _measured(past_until - PAST, past_until, but=disclosure)
    said = list(answers.values_list("ground", "author", "ruling"))
    made: dict[str, list[Compared]] = {}
    for name, of, answered_of in _KEYS:
        made[name] = _compared(now_rows, past_rows, said, of, answered_of)
    (whole,) = made["all"] or [Compared("", Rate(), Rate(), Rate(), Rate())]
    return Rates(whole, made["grounds"], made["authors"], made["roles"], since, past_until - PAST)


def measured(since: date, until: date | None) -> QuerySet[Measured]:
    """The last check of each disclosure that was passed in a time."""
    asked = Measured.objects.filter(at__gte=_at(since))
    asked = asked.filter(at__lt=_at(until)) if until else asked
    last = asked.order_by().values("disclosure").annotate(last=Max("round")).values("last")
    return asked.filter(round__in=last)


def answered() -> QuerySet[Oversight]:
    """What lawyers answered to redactions: of each and its author the last answer."""
    rulings = (Ruling.APPROVED, Ruling.CHANGED, Ruling.LIFTED)
    asked = Oversight.objects.filter(removal=False, ruling__in=rulings)
    return asked.order_by("disclosure", "about", "key", "author", "-pk").distinct(
        "disclosure", "about", "key", "author"
    )


def _measured(since: date, until: date | None, *, but: Disclosure | None = None) -> list[Row]:
    asked = measured(since, until)
    asked = asked.exclude(disclosure=but) if but else asked
    return list(
        asked.order_by()
        .values_list("ground", "role", "author")
        .annotate(decided=Sum(F("decided")), redacted=Sum(F("redacted")))
    )


def _at(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=LONDON)


_Key = Callable[[Any], str]
_KEYS: tuple[tuple[str, _Key, _Key | None], ...] = (
    ("all", lambda row: "", lambda said: ""),
    ("grounds", lambda row: row[0], lambda said: said[0]),
    ("authors", lambda row: str(row[2] or ""), lambda said: str(said[1] or "")),
    ("roles", lambda row: row[1], None),
)
"""Name, key of a row, and key of an answer where answers have one."""


def _compared(
    now_rows: Iterable[Row], past_rows: Iterable[Row], said: Iterable[tuple[str, int | None, str]], of: _Key,
    answered_of: _Key | None,
) -> list[Compared]:  # fmt: skip
    now_, past = _summed(now_rows, of), _summed(past_rows, of)
    undone, changed = _answers(said, answered_of, Ruling.LIFTED), _answers(said, answered_of, Ruling.CHANGED)
    none = Rate()
    made = [
        Compared(key, now_.get(key, none), past.get(key, none), undone.get(key, none), changed.get(key, none))
        for key in {*now_, *undone}
    ]
    return sorted(made, key=lambda each: (-each.now.of, each.key))


def _summed(several: Iterable[Row], of: _Key) -> dict[str, Rate]:
    found: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for row in several:
        found[of(row)][0] += row[4]
        found[of(row)][1] += row[3]
    return {key: Rate(part, whole) for key, (part, whole) in found.items()}


def _answers(said: Iterable[tuple[str, int | None, str]], of: _Key | None, ruling: Ruling) -> dict[str, Rate]:
    found: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for row in said if of else ():
        assert of is not None
        found[of(row)][0] += row[2] == ruling
        found[of(row)][1] += 1
    return {key: Rate(part, whole) for key, (part, whole) in found.items()}
