"""Figures of the work in hand, over the cases that the person sees: each a table, which the page also draws.

It counts and compares; it judges nobody. A rate is told with the number it is of.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.db.models import Count
from django.db.models.functions import TruncDate

from candour.accounts.queries import names
from candour.cases.models import Gap
from candour.disclosure.models import About, Decision, Disclosure, State
from candour.ledger.clock import LONDON, today

_DAYS = 28

# What stands of every mention that was decided by itself, with its like, or with its page, in disclosures that are seen.
_DECIDED = """
    with latest as (
        select distinct on (disclosure_id, about, key) * from disclosure_decision
        order by disclosure_id, about, key, version desc
    ), decided as (
        select by_id, ground, action from latest
        where about in ('mention', 'group', 'person', 'drawn') and action in ('keep', 'redact')
    )
"""
_GROUNDS = "select ground, count(*) from decided where action = 'redact' group by 1 order by 2 desc"
_REVIEWERS = """
    select by_id, count(*), round(100.0 * count(*) filter (where action = 'redact') / count(*), 1)
    from decided group by 1 order by 2 desc
"""


@dataclass(frozen=True, slots=True)
class Figure:
    """A table of one or two columns of numbers by label; ``kind``: how it is drawn (``bar`` or ``line``)."""

    key: str
    title: str
    means: str
    """What it shows, in a sentence."""
    columns: tuple[str, ...]
    """Of the label and of each number."""
    rows: tuple[tuple[str, *tuple[float, ...]], ...]
    kind: str = "bar"


def figures(*, grounds: dict[str, str]) -> list[Figure]:
    """``grounds``: titles by id, for words."""
    return [_in_hand(), _pages_a_day(), _by_ground(grounds), _by_reviewer(), _gaps()]


def _in_hand() -> Figure:
    counted = dict(Disclosure.objects.order_by().values_list("state").annotate(many=Count("pk")))
    rows = tuple((state.label, float(counted.get(state, 0))) for state in State if counted.get(state))
    means = "Disclosures in the cases that you see, by where they are."
    return Figure("in-hand", "Work in hand", means, ("State", "Disclosures"), rows)


def _pages_a_day() -> Figure:
    first = today() - timedelta(days=_DAYS - 1)
    made = Decision.objects.filter(about=About.PAGE).exclude(action="").annotate(day=TruncDate("at", tzinfo=LONDON))
    counted = dict(made.filter(day__gte=first).order_by().values_list("day").annotate(many=Count("key", distinct=True)))
    rows = tuple((_short(day), float(counted.get(day, 0))) for day in _days(first))
    means = f"Pages decided on each of the last {_DAYS} days."
    return Figure("pages", "Pages reviewed a day", means, ("Day", "Pages"), rows if counted else (), "line")


def _by_ground(grounds: dict[str, str]) -> Figure:
    found = _rows(_DECIDED + _GROUNDS)
    rows = tuple((grounds.get(ground, ground) or "No reason", float(many)) for ground, many in found)
    means = "Decisions to black something out, by the reason given."
    return Figure("grounds", "Redaction by reason", means, ("Reason", "Decisions"), rows)


def _by_reviewer() -> Figure:
    found = _rows(_DECIDED + _REVIEWERS)
    who = names(by for by, _, _ in found)
    rows = tuple((who.get(by, "Nobody"), float(many), float(share)) for by, many, share in found)
    means = "Of the decisions that stand, how many were to black out. Cases differ: a rate alone says little about a person."
    return Figure("reviewers", "Redaction by reviewer", means, ("Reviewer", "Decisions", "Blacked out, %"), rows)


def _gaps() -> Figure:
    there = Gap.objects.filter(gone_at=None).order_by()
    counted = dict(there.values_list("kind").annotate(many=Count("pk")))
    open_ = dict(there.filter(explained_at=None).values_list("kind").annotate(many=Count("pk")))
    rows = tuple(
        (kind.replace("_", " ").capitalize(), float(many), float(open_.get(kind, 0)))
        for kind, many in sorted(counted.items(), key=lambda item: -item[1])
    )
    means = "What is missing from case files or could not be read, and how much of it nobody has explained yet."
    return Figure("gaps", "Gaps found", means, ("Kind", "Found", "Not explained"), rows)


def _days(first: date) -> Sequence[date]:
    return [first + timedelta(days=number) for number in range(_DAYS)]


def _short(day: date) -> str:
    return f"{day.day} {day:%b}"


def _rows(query: str) -> list[tuple[Any, ...]]:
    """The database's own rules leave out what the person does not see."""
    with connection.cursor() as cursor:
        cursor.execute(query)
        return list(cursor.fetchall())
