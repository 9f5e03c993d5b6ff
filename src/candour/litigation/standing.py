"""How a matter stands on candour: what is missing, searched, not disclosed, unexplained, and its statements. It judges nothing."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from candour.litigation import alerts, certificate, disclosed, provided
from candour.litigation.models import Matter, State, Statement
from candour.litigation.scope import in_scope
from candour.litigation.sweep_checks import CHECKS, counted


@dataclass(frozen=True, slots=True)
class Line:
    """``words``: the answer; ``colour``: of its tag; ``href``: the page with the rows behind it."""

    title: str
    words: str
    colour: str
    href: str


@dataclass(frozen=True, slots=True)
class Glance:
    """What the list of matters shows of one: a number of things missing and of records that came later, the search, statements."""

    missing: int
    certified: bool
    later: int
    statements: tuple[Statement, ...]


def glance(matter: Matter) -> Glance:
    return Glance(
        len(provided.lacks(matter)), certificate.certified(matter), alerts.open_of(matter).count(), _statements(matter)
    )


def lines(matter: Matter) -> list[Line]:
    """Each question of the candour board with its answer today."""
    missing, lacking = len(provided.lacks(matter)), len(certificate.lacks(matter))
    left, all_ = len(disclosed.not_yet(matter)), in_scope(matter).count()
    later = alerts.open_of(matter).count()
    unexplained, awaiting = (counted(CHECKS[each].look(matter).items) for each in ("unexplained", "awaiting"))
    certified = certificate.certified(matter)
    return [
        _line(matter, "Provided to Legal", "gaps", missing, "Nothing is missing", f"{missing} missing or unreadable"),
        _line(
            matter, "Search", "certificate", 0 if certified else 1, "Certified",
            f"{lacking} point{'' if lacking == 1 else 's'} missing" if lacking else "Complete, not certified",
        ),
        _line(matter, "Disclosed", "documents", left, f"All {all_} documents", f"{left} of {all_} not disclosed"),
        _line(matter, "Came after disclosure", "alerts", later, "Nothing open", f"{later} not settled"),
        Line(
            "Redactions", f"{awaiting} await a lawyer, {unexplained} without explanation" if awaiting else "All answered",
            "red" if unexplained else "yellow" if awaiting else "green", reverse("disclosure:all_redactions"),
        ),
        Line("Statements", _told(_statements(matter)), "", reverse("litigation:statements", args=[matter.key])),
    ]  # fmt: skip


def _line(matter: Matter, title: str, page: str, open_: int, good: str, bad: str) -> Line:
    href = reverse(f"litigation:{page}", args=[matter.key])
    return Line(title, bad if open_ else good, "red" if open_ else "green", href)


def _statements(matter: Matter) -> tuple[Statement, ...]:
    return tuple(Statement.objects.filter(matter=matter).exclude(state=State.WITHDRAWN).order_by("due", "pk"))


def _told(some: tuple[Statement, ...]) -> str:
    filed = sum(each.state == State.FILED for each in some)
    return f"{len(some) - filed} in hand, {filed} filed" if some else "None"
