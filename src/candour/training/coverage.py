"""Who needs which course, who has it and whose ends soon: numbers for everybody, names as far as the database shows them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db import connection

from candour.accounts.models import Membership, RoleHeld, Team, User
from candour.accounts.roles import NAMES, Role
from candour.ledger.clock import today
from candour.packs import in_force
from candour.training.models import Course

WHICH: Mapping[str, str] = {
    "missing": "Missing it",
    "ending": "Ends soon",
    "covered": "Covered",
    "needed": "Need it",
}


@dataclass(frozen=True, slots=True)
class Count:
    """``ending``: of those covered, whose ends soon."""

    needed: int = 0
    covered: int = 0
    ending: int = 0

    @property
    def missing(self) -> int:
        return self.needed - self.covered

    @property
    def percent(self) -> int:
        """Rounded down: 100 means everybody."""
        return 100 * self.covered // self.needed if self.needed else 0


@dataclass(frozen=True, slots=True)
class Counts:
    """Of courses by number: all of them, by team (number) and by role."""

    all_: Mapping[int, Count]
    by_team: Mapping[tuple[int, int], Count]
    by_role: Mapping[tuple[int, str], Count]


def counts() -> Counts:
    """As it is today; two questions to the database, however many people there are."""
    all_: dict[int, Count] = {}
    by_team: dict[tuple[int, int], Count] = {}
    by_role: dict[tuple[int, str], Count] = {}
    with connection.cursor() as cursor:
        cursor.execute("select * from training_counts(%s, %s)", [today(), _soon()])
        for course, team, role, *numbers in cursor.fetchall():
            count = Count(*numbers)
            if team is not None:
                by_team[course, team] = count
            elif role is not None:
                by_role[course, role] = count
            else:
                all_[course] = count
    return Counts(all_, by_team, by_role)


def _soon() -> date:
    return today() + timedelta(days=in_force.reminder("training_ends_soon"))


@dataclass(frozen=True, slots=True)
class Cell:
    """``of``: words for whom it is, for who hears it read; ``address``: what says in an address whose rows they are."""

    course: Course
    count: Count
    of: str
    address: str


@dataclass(frozen=True, slots=True)
class GridRow:
    label: str
    cells: tuple[Cell | None, ...]


def by_team(found: Counts, courses: Sequence[Course]) -> list[GridRow]:
    """Teams in which anybody needs any of the courses."""
    names = dict(Team.objects.filter(pk__in={team for _, team in found.by_team}).values_list("pk", "name"))
    keys = dict(Team.objects.filter(pk__in=names).values_list("pk", "key"))
    return [
        _grid_row(name, courses, {course.pk: found.by_team.get((course.pk, team)) for course in courses}, f"team={keys[team]}")
        for team, name in sorted(names.items(), key=lambda each: each[1].casefold())
    ]  # fmt: skip


def by_role(found: Counts, courses: Sequence[Course]) -> list[GridRow]:
    there = {role for _, role in found.by_role}
    return [
        _grid_row(NAMES[role], courses, {course.pk: found.by_role.get((course.pk, role)) for course in courses}, f"role={role}")
        for role in Role
        if role in there
    ]  # fmt: skip


def everybody(found: Counts, courses: Sequence[Course]) -> GridRow:
    return _grid_row("Everybody", courses, found.all_, "")


def _grid_row(label: str, courses: Sequence[Course], counts: Mapping[int, Count | None], address: str) -> GridRow:
    cells = ((course, counts.get(course.pk)) for course in courses)
    return GridRow(label, tuple(Cell(course, count, label, address) if count else None for course, count in cells))


@dataclass(frozen=True, slots=True)
class Stands:
    """How somebody stands with a course. ``until``: the last day it counts; None with ``held``: for good."""

    user: User
    held: date | None
    until: date | None
    teams: str = ""

    @property
    def covered(self) -> bool:
        return self.held is not None and (self.until is None or self.until >= today())

    def is_(self, which: str, *, soon: date) -> bool:
        ending = self.covered and self.until is not None and self.until <= soon
        return {"missing": not self.covered, "ending": ending, "covered": self.covered}.get(which, True)


def people(
    course: Course, *, which: str = "needed", team: Team | None = None, role: Role | None = None
) -> list[Stands]:
    """Those whom the person sees by name; who is missing first, then whose ends first."""
    rows = [row for row in _people() if row[0] == course.pk]
    wanted = {user for _, user, _, _ in rows}
    if team is not None:
        wanted &= set(Membership.objects.filter(team=team, ended_at=None).values_list("user", flat=True))
    if role is not None:
        wanted &= set(RoleHeld.objects.filter(role=role, ended_at=None).values_list("user", flat=True))
    soon, users = _soon(), User.objects.in_bulk(wanted)
    found = [Stands(users[user], held, until) for _, user, held, until in rows if user in users]
    found = [each for each in found if each.is_(which, soon=soon)]
    ordered = sorted(
        found, key=lambda each: (each.covered, each.until or date.max, each.user.name.casefold(), each.user.pk)
    )
    return _with_teams(ordered)


def _with_teams(found: Iterable[Stands]) -> list[Stands]:
    several = list(found)
    names: dict[int, list[str]] = {}
    there = Membership.objects.filter(user__in=[each.user.pk for each in several], ended_at=None)
    for user, name in there.order_by("team__name").values_list("user", "team__name"):
        names.setdefault(user, []).append(name)
    return [replace(each, teams=", ".join(names.get(each.user.pk, []))) for each in several]


@dataclass(frozen=True, slots=True)
class Own:
    """A course that the person needs. ``by``: the last day it counts, where that is near."""

    course: Course
    stands: Stands
    ending: bool


def own(user: User) -> list[Own]:
    """What is missing first."""
    mine = {course: (held, until) for course, who, held, until in _people() if who == user.pk}
    soon, courses = _soon(), Course.objects.filter(pk__in=mine).order_by("title")
    found = [(course, Stands(user, *mine[course.pk])) for course in courses]
    rows = [Own(course, each, each.is_("ending", soon=soon)) for course, each in found]
    return sorted(rows, key=lambda each: (each.stands.covered, not each.ending))


def lacking(user: User) -> dict[Course, list[int]]:
    """Courses that people whom the person sees by name are missing, without the person; numbers of the people."""
    found: dict[int, list[int]] = {}
    for course, who, held, until in _people():
        if who != user.pk and not (held is not None and (until is None or until >= today())):
            found.setdefault(course, []).append(who)
    return {course: found[course.pk] for course in Course.objects.filter(pk__in=found).order_by("title")}


def _people() -> list[tuple[int, int, date | None, date | None]]:
    with connection.cursor() as cursor:
        cursor.execute("select course_id, user_id, held, until from training_people(%s)", [today()])
        return list(cursor.fetchall())
