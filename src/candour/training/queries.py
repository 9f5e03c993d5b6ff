"""Courses, sessions, gaps and workshops as their pages show them. Who came is left to the database to show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import Prefetch, Q, QuerySet

from candour.accounts.models import Team
from candour.accounts.roles import NAMES, Role
from candour.ledger.clock import today
from candour.training.models import Attendance, Closing, Course, Gap, Need, Series, Session, Stage, Status, Topic

RELATED = ("course", "series", "trainer", "held_by", "cancelled_by")


def courses(*, ended: bool = False) -> QuerySet[Course]:
    return Course.objects.filter(ended_at__isnull=not ended).order_by("title", "pk")


def needs(course: Course) -> QuerySet[Need]:
    return Need.objects.filter(course=course, ended_at=None).select_related("team").order_by("team__name", "role")


def who(need: Need) -> str:
    """Within a sentence."""
    role = NAMES[Role(need.role)].lower() if need.role else ""
    if need.team is None:
        return f"Everybody with the role {role}"
    return f"Everybody with the role {role} in {need.team.name}" if role else f"Everybody in {need.team.name}"


@dataclass(frozen=True, slots=True)
class Row:
    """A session and how many are booked, came and did not come."""

    session: Session
    booked: int
    attended: int
    absent: int

    @property
    def cancelled(self) -> bool:
        return self.session.cancelled_at is not None

    @property
    def past(self) -> bool:
        return self.session.day < today()

    @property
    def to_note(self) -> bool:
        """Its day has come, and people stand on the list of whom nobody has said whether they came."""
        return self.session.day <= today() and not self.cancelled and self.booked > 0


def rows(sessions: Iterable[Session]) -> list[Row]:
    several = list(sessions)
    many = came([each.pk for each in several])
    return [
        Row(each, *(many.get((each.pk, status), 0) for status in (Status.BOOKED, Status.ATTENDED, Status.ABSENT)))
        for each in several
    ]


def came(sessions: Collection[int]) -> Mapping[tuple[int, str], int]:
    """How many of each session have each status: numbers for everybody."""
    with connection.cursor() as cursor:
        cursor.execute("select session_id, status, many from training_came(%s)", [list(sessions)])
        return {(session, status): many for session, status, many in cursor.fetchall()}


def sessions(*, course: Course | None = None, series: Series | None = None) -> QuerySet[Session]:
    """The latest first."""
    found = Session.objects.select_related(*RELATED).order_by("-day", "-pk")
    return found.filter(course=course) if course else found.filter(series=series)


def people(session: Session) -> QuerySet[Attendance]:
    """As far as the person sees them by name."""
    return session.attendances.select_related("user").order_by("user__name", "name", "pk")


def topics(session: Session) -> QuerySet[Topic]:
    return Topic.objects.filter(session=session).select_related("gap").order_by("pk")


def series(*, ended: bool = False) -> QuerySet[Series]:
    found = Series.objects.filter(ended_on__isnull=not ended).select_related("keeper")
    workshops = Prefetch("workshops", Session.objects.order_by("day", "pk"))
    return found.prefetch_related(workshops).order_by("title", "pk")


@dataclass(frozen=True, slots=True)
class Column:
    """Of the board: gaps of one stage. ``many`` of them, the oldest shown first."""

    stage: Stage
    gaps: Sequence[Gap]
    many: int


_SHOWN = 50


def board(*, team: Team | None = None) -> list[Column]:
    """``team``: gaps of the team, and those that are everybody's."""
    found = Gap.objects.prefetch_related("teams").order_by("noted_at", "pk")
    if team is not None:
        found = found.filter(Q(teams=team) | Q(teams=None)).distinct()
    several = list(found)
    many = Counter(each.stage for each in several)
    return [Column(stage, [each for each in several if each.stage == stage][:_SHOWN], many[stage]) for stage in Stage]


def closings(gap: Gap) -> QuerySet[Closing]:
    """The latest first, without their files."""
    return gap.closings.defer("file").select_related("by", "reopened_by", "session__series").order_by("-pk")
