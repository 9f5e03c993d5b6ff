"""Who has to say that they read a version of a protocol: asked, reminded, said, by people and, for a service, by a manager of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.mail import send_mail
from django.db.models import F, QuerySet

from candour.accounts.gate import check
from candour.accounts.models import Membership, Team, User
from candour.accounts.queries import allowed
from candour.accounts.roles import Act
from candour.engine.errors import BadInput, Refused
from candour.jobs import daily, job
from candour.ledger.acting import NOBODY, acting, record
from candour.ledger.clock import now, today
from candour.ledger.verbs import Verb
from candour.litigation.models import Acknowledgement, ProtocolVersion
from candour.litigation.protocols import agreed
from candour.packs import in_force


@dataclass(frozen=True, slots=True)
class Reading:
    """How far the reading of a version is."""

    rows: tuple[Acknowledgement, ...]
    said: int
    late: int


def ask(*, by: User, version: ProtocolVersion, users: Collection[User], teams: Collection[Team], due: date) -> int:
    """How many were asked; who is asked already is not asked twice. Refused before both services have agreed."""
    check(by, Act.AGREE_PROTOCOLS)
    if not agreed(version):
        raise Refused("This version is not agreed by both services yet.", do="Have it agreed before people read it.")
    if not users and not teams:
        raise BadInput("Nobody was chosen.", do="Choose people, or services as a whole.")
    if due < today():
        raise BadInput("The day is over.", do="Give a day to come by which they should have read it.")
    asked = [_ask(by, version, due, user=user) for user in users] + [
        _ask(by, version, due, team=team) for team in teams
    ]
    return sum(asked)


def say(*, by: User, reading: Acknowledgement) -> None:
    """That they read it: themselves, or for their service. Refused for anybody else."""
    if not may_say(reading, by):
        raise Refused(
            "You were not asked to read this.", do="Ask whoever asked for it if you think that you should be."
        )
    if Acknowledgement.objects.filter(pk=reading.pk, said_at=None).update(said_by=by, said_at=now()):
        record(Verb.ACKNOWLEDGED, object=f"protocol:{reading.version.protocol_id}", version=reading.version.number)


def may_say(reading: Acknowledgement, user: User) -> bool:
    if reading.withdrawn_at is not None:
        return False
    if reading.user_id is not None:
        return reading.user_id == user.pk
    member = Membership.objects.filter(team=reading.team_id, user=user, ended_at=None).exists()
    return member and allowed(user, Act.AGREE_PROTOCOLS)


def withdraw(*, by: User, reading: Acknowledgement) -> None:
    """They need not read it. Refused once they did."""
    check(by, Act.AGREE_PROTOCOLS)
    changed = Acknowledgement.objects.filter(pk=reading.pk, said_at=None, withdrawn_at=None).update(withdrawn_at=now())
    if not changed:
        raise Refused("This was read or withdrawn already.", do="Load the page again.")
    record(Verb.READING_WITHDRAWN, object=f"protocol:{reading.version.protocol_id}")


def remind(*, by: User, reading: Acknowledgement) -> None:
    check(by, Act.AGREE_PROTOCOLS)
    found = open_of(reading.version).filter(pk=reading.pk).first()
    if found is None:
        raise Refused("Nobody waits for this.", do="Load the page again.")
    _remind(found)


def reading_of(version: ProtocolVersion) -> Reading:
    rows = tuple(
        Acknowledgement.objects.filter(version=version, withdrawn_at=None)
        .select_related("user", "team", "said_by").order_by("said_at", "due", "user__name", "team__name", "pk")
    )  # fmt: skip
    late = sum(each.said_at is None and each.due < today() for each in rows)
    return Reading(rows, sum(each.said_at is not None for each in rows), late)


def open_of(version: ProtocolVersion | None = None) -> QuerySet[Acknowledgement]:
    """What nobody has said yet."""
    found = Acknowledgement.objects.filter(said_at=None, withdrawn_at=None).select_related("version__protocol", "team")
    return found.filter(version=version) if version else found


@daily("litigation.chase_readings", steps=True)
def chase() -> None:
    """Everybody who is late and was not reminded for as long as the policy says."""
    with acting(NOBODY):
        before = now() - timedelta(days=in_force.reminder("search_chased"))
        late = open_of().filter(due__lt=today())
        for each in late.filter(reminded_at=None) | late.filter(reminded_at__lt=before):
            _remind(each)


@job("litigation.remind_to_read", beside=True)
def remind_by_mail(*, case: int | None, user: int) -> None:
    """It is about no case."""
    send_mail(
        "Candour: a reminder to read a protocol",
        "You were asked to read a protocol and to say that you did.\n\nSign in to Candour: My work leads to it.\n",
        None,
        [User.objects.values_list("email", flat=True).get(pk=user)],
    )


def _remind(reading: Acknowledgement) -> None:
    """A service through those of its people who can answer for it."""
    Acknowledgement.objects.filter(pk=reading.pk).update(reminded_at=now(), reminders=F("reminders") + 1)
    record(Verb.READING_REMINDED, object=f"protocol:{reading.version.protocol_id}", reading=reading.pk)
    people = [reading.user_id] if reading.user_id else _of_team(reading.team_id or 0)
    for user in people:
        assert user is not None
        remind_by_mail.enqueue(case=None, user=user)


def _of_team(team: int) -> list[int | None]:
    there = User.objects.filter(
        is_active=True, pk__in=Membership.objects.filter(team=team, ended_at=None).values("user")
    )
    return [user.pk for user in there if allowed(user, Act.AGREE_PROTOCOLS)]


def _ask(by: User, version: ProtocolVersion, due: date, *, user: User | None = None, team: Team | None = None) -> bool:
    _, new = Acknowledgement.objects.get_or_create(
        version=version, user=user, team=team, withdrawn_at=None,
        defaults={"asked_by": by, "asked_at": now(), "due": due},
    )  # fmt: skip
    if new:
        whom = f"user:{user.pk}" if user else f"team:{team.pk}" if team else ""
        record(Verb.READING_ASKED, object=f"protocol:{version.protocol_id}", whom=whom, version=version.number)
    return new
