"""Notes who is booked for a session, who came and who did not: by hand, several at once, or from a file that was looked at first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from candour.accounts.gate import check
from candour.accounts.models import User
from candour.accounts.roles import Act
from candour.engine.errors import BadInput, Refused
from candour.ledger.acting import record
from candour.ledger.clock import now, today
from candour.ledger.verbs import Verb
from candour.training.listing import Row, State, understood
from candour.training.models import Attendance, Session, Status
from candour.training.planning import locked, stands


def note(*, by: User, session: Session, statuses: Mapping[str, str]) -> int:
    """``statuses`` by the keys of the people's rows; returns how many changed. Refused before the day of the session."""
    check(by, Act.KEEP_TRAINING)
    there = locked(session)
    stands(there)
    rows = {each.key: each for each in there.attendances.all()}
    changed = [(rows[key], status) for key, status in statuses.items() if key in rows and rows[key].status != status]
    if any(status not in Status.values for _, status in changed):
        raise BadInput("This is not an answer that the page offers.", do="Load the page again.")
    if there.day > today() and any(status != Status.BOOKED for _, status in changed):
        raise Refused("The session is yet to come.", means="Nobody can have come to it.", do="Note it on the day.")
    for row, status in changed:
        Attendance.objects.filter(pk=row.pk).update(status=status, by=by, at=now())
    if changed:
        _enter(Verb.ATTENDANCE_NOTED, session, [status for _, status in changed])
    return len(changed)


def remove(*, by: User, session: Session, key: str) -> None:
    """For somebody who was put on the list by mistake."""
    check(by, Act.KEEP_TRAINING)
    stands(locked(session))
    gone, _ = Attendance.objects.filter(session=session, key=key).delete()
    if gone:
        record(Verb.ATTENDANCE_NOTED, object=f"training_session:{session.pk}", removed=1)


def bring_in(*, by: User, session: Session, rows: Sequence[Row], imported: bool = False) -> Counter[State]:
    """Saves the rows that are understood, as they are now, and returns how many of each state there are.

    Refused when more were booked than there is room for: then nobody is.
    """
    check(by, Act.KEEP_TRAINING)
    there = locked(session)
    stands(there)
    lines = understood(session=there, rows=rows)
    for line in lines:
        if line.state is State.NEW and line.whom is not None:
            Attendance.objects.create(
                session=there, user=line.whom.user, name=line.whom.name, organisation=line.whom.organisation,
                status=line.status, by=by, at=now(),
            )  # fmt: skip
        elif line.state is State.CHANGED and line.there is not None:
            Attendance.objects.filter(pk=line.there).update(status=line.status, by=by, at=now())
    _room(there, lines and any(line.state is State.NEW and line.status == Status.BOOKED for line in lines))
    saved = [line.status for line in lines if line.state in (State.NEW, State.CHANGED)]
    if saved:
        _enter(Verb.ATTENDANCE_IMPORTED if imported else Verb.ATTENDANCE_NOTED, session, saved)
    return Counter(line.state for line in lines)


def _room(session: Session, booked: object) -> None:
    """Who came has come; only a booking can be one too many."""
    if not booked or session.capacity is None:
        return
    taken = session.attendances.exclude(status=Status.ABSENT).count()
    if taken > session.capacity:
        raise Refused(
            f"There is room for {session.capacity}, and this would make {taken}.",
            means="Nobody was booked.",
            do="Book fewer people, plan another session, or change how many there is room for.",
        )


def _enter(verb: Verb, session: Session, statuses: Sequence[str]) -> None:
    record(verb, object=f"training_session:{session.pk}", counted=dict(Counter(statuses)))
