"""Plans sessions of courses and workshops of series, changes them and cancels them with a reason. Nothing is removed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from candour.accounts.gate import check
from candour.accounts.models import User
from candour.accounts.roles import Act
from candour.cases.reasons import words
from candour.engine.errors import BadInput, Refused
from candour.ledger.acting import record
from candour.ledger.clock import now, today
from candour.ledger.verbs import Verb
from candour.training.models import Course, Gap, Series, Session, Stage
from candour.training.named import Whom


@dataclass(frozen=True, slots=True)
class Details:
    """``trainer``: a colleague, or somebody from outside by name; None: not known yet."""

    day: date
    place: str = ""
    trainer: Whom | None = None
    capacity: int | None = None


def plan(*, by: User, details: Details, course: Course | None = None, series: Series | None = None) -> Session:
    """Of a course or of a series. A session of the past may be entered too: its attendance counts."""
    check(by, Act.KEEP_TRAINING)
    if course is not None and course.ended_at is not None:
        raise Refused("This course has ended.", do="Take it up again first.")
    if series is not None:
        _in_series(series, details.day)
    made = Session.objects.create(course=course, series=series, made_by=by, made_at=now(), **_columns(details))
    record(Verb.SESSION_PLANNED, object=_object(made))
    return made


def change(*, by: User, session: Session, details: Details) -> None:
    """Refused once it was cancelled, or noted as held: the day and who held it are what a closed gap rests on."""
    check(by, Act.KEEP_TRAINING)
    there = locked(session)
    stands(there)
    if there.held_at is not None:
        raise Refused("It was noted that this workshop was held.", do="Plan another one.")
    if there.series is not None:
        _in_series(there.series, details.day)
    if details.day > today() and there.attendances.exclude(status="booked").exists():
        raise Refused("It is noted who came to it.", means="So it cannot be yet to come.", do="Give the day it was.")
    Session.objects.filter(pk=session.pk).update(**_columns(details))
    record(Verb.SESSION_CHANGED, object=_object(session))


def cancel(*, by: User, session: Session, reason: str) -> None:
    """Gaps that it was to be about wait for another workshop. Refused once it was held, or anybody came."""
    check(by, Act.KEEP_TRAINING)
    reason = words(
        reason, "Say why it is cancelled.", means="People who were booked, and who looks at it later, want to know."
    )
    there = locked(session)
    stands(there)
    if there.held_at is not None or there.attendances.filter(status="attended").exists():
        raise Refused("People came to it, so it cannot be cancelled.", do="Change who came if that is wrong.")
    Session.objects.filter(pk=session.pk).update(cancelled_at=now(), cancelled_by=by, cancelled_because=reason[:500])
    put_back(gap for gap in Gap.objects.filter(topics__session=session, stage=Stage.PLANNED))
    record(Verb.SESSION_CANCELLED, object=_object(session), reason=reason)


def put_back(gaps: Iterable[Gap]) -> None:
    """They wait for a workshop again."""
    Gap.objects.filter(pk__in=[each.pk for each in gaps]).update(stage=Stage.NOTED)


def locked(session: Session) -> Session:
    """As it is now; nobody else changes it until the transaction ends."""
    found = Session.objects.select_for_update(of=("self",)).select_related("course", "series")
    return found.get(pk=session.pk)


def stands(session: Session) -> None:
    if session.cancelled_at is not None:
        raise Refused("This was cancelled.", do="Plan another one.")


def _in_series(series: Series, day: date) -> None:
    if day < series.first:
        raise BadInput(
            "This day is before the series begins.", do="Give a later day, or change when the series begins."
        )
    if series.ended_on is not None and day > series.ended_on:
        raise Refused("The series has ended by then.", do="Begin a new one.")


def _object(session: Session) -> str:
    return f"training_session:{session.pk}"


def _columns(details: Details) -> dict[str, object]:
    if details.capacity is not None and not 1 <= details.capacity <= 10_000:
        raise BadInput("A session has room for 1 to 10,000 people.", do="Give a number, or leave it empty.")
    trainer = details.trainer
    return {
        "day": details.day, "place": " ".join(details.place.split())[:200], "capacity": details.capacity,
        "trainer": trainer.user if trainer else None, "trainer_name": trainer.name if trainer else "",
    }  # fmt: skip
