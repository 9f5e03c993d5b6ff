"""Who is trained: a grid of courses by team and by role, the people behind each number, and the same as CSV."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from candour.accounts.gate import AuthorisedRequest, needs
from candour.accounts.models import Team
from candour.accounts.roles import NAMES, Act, Role
from candour.cases.views.table_file import table_file
from candour.ledger.acting import record
from candour.ledger.clock import today
from candour.ledger.verbs import Verb
from candour.training import coverage, queries
from candour.training.figures import covered
from candour.training.models import Course

_ON_A_PAGE = 50
_HEADS = ("By", "Whom", "Course", "Need it", "Covered", "Ends soon", "Missing it")


@needs(Act.SEE_TRAINING)
def grid(request: AuthorisedRequest) -> HttpResponse:
    found, courses = coverage.counts(), list(queries.courses())
    needed = [each for each in courses if each.pk in found.all_]
    shown = {
        "courses": needed, "everybody": coverage.everybody(found, needed),
        "grids": [("By team", "Team", coverage.by_team(found, needed)), ("By role", "Role", coverage.by_role(found, needed))],
        "figure": covered(found, needed), "any": bool(courses),
    }  # fmt: skip
    return render(request, "training/coverage.html", shown)


@needs(Act.SEE_TRAINING)
def rows(request: AuthorisedRequest, key: str) -> HttpResponse:
    """The people behind a number, as far as the person sees them by name; of the others only how many."""
    course = get_object_or_404(Course, key=key)
    which = request.GET.get("which", "")
    which = which if which in coverage.WHICH else "needed"
    team, role = _team(request.GET.get("team", "")), _role(request.GET.get("role", ""))
    found = coverage.people(course, which=which, team=team, role=role)
    page = Paginator(found, _ON_A_PAGE).get_page(request.GET.get("page"))
    counted = coverage.counts()
    count = (
        counted.by_team.get((course.pk, team.pk)) if team
        else counted.by_role.get((course.pk, role)) if role else counted.all_.get(course.pk)
    ) or coverage.Count()  # fmt: skip
    shown = {
        "course": course, "which": coverage.WHICH[which], "of": team.name if team else NAMES[role] if role else "",
        "page": page, "unseen": getattr(count, which) - len(found), "many": getattr(count, which),
    }  # fmt: skip
    return render(request, "training/coverage_rows.html", shown)


@needs(Act.SEE_TRAINING)
def table(request: AuthorisedRequest) -> HttpResponse:
    """The grid as CSV: numbers, no names."""
    found, courses = coverage.counts(), list(queries.courses())
    lines = [
        *_lines("Team", coverage.by_team(found, courses)),
        *_lines("Role", coverage.by_role(found, courses)),
        *_lines("All", [coverage.everybody(found, courses)]),
    ]
    record(Verb.COVERAGE_DOWNLOADED, many=len(lines))
    return table_file(f"training-{today().isoformat()}", _HEADS, lines)


def _lines(by: str, rows: Iterable[coverage.GridRow]) -> list[tuple[object, ...]]:
    return [
        (by, row.label, cell.course.title, cell.count.needed, cell.count.covered, cell.count.ending, cell.count.missing)
        for row in rows
        for cell in row.cells
        if cell is not None
    ]


def _team(key: str) -> Team | None:
    try:
        return Team.objects.filter(key=UUID(key)).first()
    except ValueError:
        return None


def _role(value: str) -> Role | None:
    return Role(value) if value in list(Role) else None
