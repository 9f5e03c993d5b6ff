"""A request as one line of a list: what comes next, and how its clock stands. What it needs was read for all lines at once."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from candour.access.models import Request, State
from candour.access.next_steps import Next, the_next
from candour.access.policies import pack_of, route_of, rules_of
from candour.access.timing import clock_of
from candour.accounts.models import User
from candour.ledger.clock import today

KINDS: Mapping[str, str] = {
    "records": "Records",
    "minutes": "Minutes of a meeting",
    "dbs": "Disclosure and Barring Service",
    "police": "Police",
    "sharing": "Sharing between professionals",
    "report": "A report",
    "information": "Information without the file",
    "adoption": "Adoption",
}
"""The kinds of work that routes lead to, in words."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a clock stands, in words; ``colour``: of the tag beside it."""

    words: str
    colour: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    request: Request
    who: str
    route: str
    step: Next | None
    standing: Standing
    colour: str


def line(request: Request, *, user: User) -> Line:
    asks = rules_of(request).requesters.get(request.requester)
    return Line(
        request,
        asks.title if asks else request.requester,
        route_title(request),
        None if request.state == State.CLOSED else the_next(request, user=user),
        standing(request),
        STATE_COLOURS[State(request.state)],
    )


STATE_COLOURS: Mapping[State, str] = {
    State.OPEN: "", State.DECIDED: "purple", State.ANSWERED: "green", State.CLOSED: "grey",
}  # fmt: skip


def route_title(request: Request) -> str:
    route = route_of(request)
    return route.title if route else ""


def standing(request: Request) -> Standing:
    """How its clock stands today; what was answered has none running."""
    if request.state in (State.ANSWERED, State.CLOSED):
        return Standing("Answered" if request.answered_on else "Closed", "grey")
    if request.due_on is None:
        return Standing(_without_day(request), "grey")
    left = (request.due_on - today()).days
    if left < 0:
        return Standing(f"Overdue by {_days(-left)}", "red")
    soon = left <= pack_of(request).reminders.get("clock_at_risk", 0)
    return Standing("Due today" if left == 0 else f"{_days(left)} left", "orange" if soon else "")


def as_csv(found: Iterable[Request]) -> str:
    """Reference, route, days and state of each; no names, and nothing in anybody's words."""
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(("Reference", "Route", "Received", "Due", "State", "Days left", "Answered"))
    for each in found:
        running = each.state in (State.OPEN, State.DECIDED) and each.due_on is not None
        rows.writerow(
            (
                each.reference, route_title(each) or "Not known yet", each.received_on.isoformat(),
                each.due_on.isoformat() if each.due_on else "", State(each.state).label,
                (each.due_on - today()).days if running and each.due_on else "",
                each.answered_on.isoformat() if each.answered_on else "",
            )
        )  # fmt: skip
    return out.getvalue()


def _without_day(request: Request) -> str:
    if not request.route:
        return "No route yet"
    clock = clock_of(request)
    if clock is None:
        return "No time is stated"
    return "Ask for the day" if clock.unit == "stated" and request.stated_on is None else "Stands still"


def _days(many: int) -> str:
    return f"{many} day{'' if many == 1 else 's'}"
