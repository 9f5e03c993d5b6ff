"""Sets up courses and says who needs them. A course that is no longer given ends; it is never removed, and neither is who came."""

from __future__ import annotations

from dataclasses import dataclass

from candour.accounts.gate import check
from candour.accounts.models import Team, User
from candour.accounts.roles import Act, Role
from candour.engine.errors import BadInput, Refused
from candour.ledger.acting import record
from candour.ledger.clock import now
from candour.ledger.verbs import Verb
from candour.training.models import Course, Need


@dataclass(frozen=True, slots=True)
class About:
    """``months``: how long it counts; None: for good."""

    title: str
    covers: str
    months: int | None


def set_up(*, by: User, about: About) -> Course:
    """BadInput without a title and what it covers, Refused for a title that is there already."""
    check(by, Act.KEEP_TRAINING)
    about = _fit(about)
    made = Course.objects.create(title=about.title, covers=about.covers, months=about.months, made_by=by, made_at=now())
    record(Verb.COURSE_MADE, object=f"course:{made.pk}")
    return made


def change(*, by: User, course: Course, about: About) -> None:
    """How long it counts holds for all who came to it, also before."""
    check(by, Act.KEEP_TRAINING)
    about = _fit(about, course)
    Course.objects.filter(pk=course.pk).update(title=about.title, covers=about.covers, months=about.months)
    record(Verb.COURSE_CHANGED, object=f"course:{course.pk}", months=about.months)


def _fit(about: About, course: Course | None = None) -> About:
    title, covers = " ".join(about.title.split()), about.covers.strip()
    if not title or not covers:
        raise BadInput("A course needs a title and what it covers.", do="Write both.")
    if about.months is not None and not 1 <= about.months <= 240:
        raise BadInput("A course counts for 1 to 240 months, or for good.", do="Give a number, or leave it empty.")
    if Course.objects.filter(title__iexact=title).exclude(pk=course.pk if course else 0).exists():
        raise Refused("There is a course with this title already.", do="Use that one, or give this one another title.")
    return About(title, covers, about.months)


def need(*, by: User, course: Course, team: Team | None, role: Role | None) -> Need:
    """Everybody in ``team``, everybody with ``role``, or with both who has the role in the team."""
    check(by, Act.KEEP_TRAINING)
    _runs(course)
    if team is None and role is None:
        raise BadInput("Nobody has said who needs it.", do="Choose a team, a role, or both.")
    made, new = Need.objects.get_or_create(
        course=course, team=team, role=role or "", ended_at=None, defaults={"by": by, "since": now()}
    )
    if new:
        record(Verb.COURSE_NEEDED, object=f"course:{course.pk}", role=str(role or ""), need=made.pk)
    return made


def no_longer_needed(*, by: User, need: Need) -> None:
    check(by, Act.KEEP_TRAINING)
    if Need.objects.filter(pk=need.pk, ended_at=None).update(ended_at=now()):
        record(Verb.COURSE_NEEDED, object=f"course:{need.course_id}", role=need.role, need=need.pk, ended=True)


def end(*, by: User, course: Course) -> None:
    """It is no longer given, and nobody misses it any more."""
    check(by, Act.KEEP_TRAINING)
    if Course.objects.filter(pk=course.pk, ended_at=None).update(ended_at=now()):
        record(Verb.COURSE_ENDED, object=f"course:{course.pk}")


def take_up_again(*, by: User, course: Course) -> None:
    check(by, Act.KEEP_TRAINING)
    if Course.objects.filter(pk=course.pk).exclude(ended_at=None).update(ended_at=None):
        record(Verb.COURSE_BACK, object=f"course:{course.pk}")


def _runs(course: Course) -> None:
    if course.ended_at is not None:
        raise Refused("This course has ended.", do="Take it up again first.")
