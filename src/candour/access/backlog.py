"""Requests that are not answered, by how long they have waited: over all of them, as rows only as far as seen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection
from django.db.models import QuerySet

from candour.access.models import Request
from candour.access.policies import rules_of
from candour.access.queries import Wanted, listed
from candour.accounts.models import User
from candour.ledger.clock import today

AGES = (30, 60, 90, 180)
"""Days since a request came: the last of each band but the last band."""
BANDS: Mapping[str, str] = {
    "0": "Up to 30 days",
    "1": "31 to 60",
    "2": "61 to 90",
    "3": "91 to 180",
    "4": "More than 180",
}
NO_ROUTE = "none"


@dataclass(frozen=True, slots=True)
class Waiting:
    """So many requests of one route and team. ``band``: a key of BANDS; ``route``: an id, ``none`` where there is none."""

    route: str
    title: str
    team: str
    team_name: str
    band: str
    many: int
    overdue: int


def waiting() -> list[Waiting]:
    with connection.cursor() as cursor:
        cursor.execute("select * from candour_backlog(%s, %s)", [today(), list(AGES)])
        found = cursor.fetchall()
    return [
        Waiting(route or NO_ROUTE, _title(route, version), team, name, str(band), many, overdue)
        for route, version, team, name, band, many, overdue in found
    ]


def _title(route: str, version: str) -> str:
    routes = rules_of(Request(pack_sha256=version)).routes if route else ()
    return next((each.title for each in routes if each.id == route), "No route yet")


def number(found: Iterable[Waiting], *, band: str = "", route: str = "", team: str = "") -> int:
    """Of all that are like this; empty: whatever it is."""
    return sum(
        each.many for each in found if band in ("", each.band) and route in ("", each.route) and team in ("", each.team)
    )


def rows(*, user: User, band: str = "", route: str = "", team: str = "") -> QuerySet[Request]:
    """Those behind a number that the person may see."""
    found = listed(Wanted(), user=user)
    if band:
        found = found.filter(received_on__range=_days(int(band)))
    if route:
        found = found.filter(route="" if route == NO_ROUTE else route)
    return found.filter(team__key=team) if team else found


def _days(band: int) -> tuple[date, date]:
    """The first and the last day on which a request of the band came."""
    oldest = today() - timedelta(days=AGES[band]) if band < len(AGES) else date.min
    return oldest, today() - timedelta(days=AGES[band - 1] + 1) if band else today()
