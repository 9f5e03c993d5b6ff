"""Opens cases and says who may see them: teams, grants with a purpose and an end, emergencies, bars."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from django.db import IntegrityError, connection, transaction

from candour.accounts.gate import check
from candour.accounts.models import Team, User
from candour.accounts.queries import allowed
from candour.accounts.roles import Act
from candour.cases.models import Bar, Case, CaseTeam, Grant, random_key
from candour.cases.reasons import words
from candour.cases.telling import tell_manager
from candour.engine.errors import BadInput, Refused
from candour.ledger.acting import record
from candour.ledger.clock import now, today
from candour.ledger.verbs import Verb

_SETTING_UP = timedelta(days=14)
"""How long whoever opens a case for others can still see it."""
_EMERGENCY = timedelta(days=1)
"""An emergency access ends with the next day, unless somebody grants one."""
_LONGEST = timedelta(days=366)


def open_case(*, by: User, reference: str, name: str, manager: User, teams: Collection[Team]) -> Case:
    """Raises BadInput for missing words, Refused for a reference that is there already."""
    check(by, Act.OPEN_CASE)
    reference, name = reference.strip(), " ".join(name.split())
    if not reference or not name:
        raise BadInput(
            "A case needs a reference and a name.", do="Give the council's own number, and whom it is about."
        )
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "select candour_open_case(%s, %s, %s, %s, %s, %s, %s)",
                [random_key(), reference, name, manager.pk, [team.pk for team in teams], now(), today() + _SETTING_UP],
            )
            (number,) = cursor.fetchone()
    except IntegrityError:
        raise Refused(
            "This reference cannot be used.",
            means="It may be in use for a case that you are not allowed to see.",
            do="Look it up in the case-management system, or ask information governance.",
        ) from None
    record(Verb.CASE_OPENED, case=number)
    return Case.objects.get(pk=number)


def change_case(*, by: User, case: Case, name: str, manager: User) -> None:
    """Whom the file is about, and who answers for it. The reference stays: other systems know the case by it."""
    check(by, Act.CHANGE_CASE)
    name = " ".join(name.split())
    if not name:
        raise BadInput("A case needs a name.", do="Write whom the file is about.")
    if not allowed(manager, Act.GRANT_ACCESS):
        raise Refused("This person cannot answer for a case.", do="Choose somebody whose role lets them give access.")
    if manager != case.manager:
        check(by, Act.GRANT_ACCESS)
    before = (case.name, case.manager_id)
    case.name, case.manager = name, manager
    if (name, manager.pk) != before:
        Case.objects.filter(pk=case.pk).update(name=name, manager=manager)
        record(Verb.CASE_CHANGED, case=case.pk, manager=manager.pk)


def add_team(*, by: User, case: Case, team: Team, reason: str = "") -> None:
    check(by, Act.GRANT_ACCESS)
    _, made = CaseTeam.objects.get_or_create(case=case, team=team, ended_at=None, defaults={"since": now()})
    if made:
        record(Verb.ACCESS_GRANTED, case=case.pk, object=f"team:{team.pk}", reason=reason.strip())


def remove_team(*, by: User, case: Case, team: Team, reason: str = "") -> None:
    """An end needs no reason to hold: who must not see a case stops seeing it first."""
    check(by, Act.GRANT_ACCESS)
    if CaseTeam.objects.filter(case=case, team=team, ended_at=None).update(ended_at=now()):
        record(Verb.ACCESS_ENDED, case=case.pk, object=f"team:{team.pk}", reason=reason.strip())


def grant(*, by: User, case: Case, user: User, purpose: str, last_day: date) -> Grant:
    """Access until the end of ``last_day``. Nobody grants access to themselves; a bar is not overridden: Refused."""
    check(by, Act.GRANT_ACCESS)
    purpose = words(purpose, "Say for what the access is needed.")
    if by == user:
        raise Refused("Nobody gives access to themselves.", do="Ask another manager, or information governance.")
    if not today() <= last_day <= today() + _LONGEST:
        raise BadInput("The last day has to be within the next year.", do="Give a day on which the need will be over.")
    if Bar.objects.filter(case=case, user=user, lifted_at=None).exists():
        raise Refused(
            "This person is barred from the case.",
            means="Whoever has a conflict of interest gets no access, whatever the purpose.",
            do="If the bar is wrong, information governance can lift it.",
        )
    made = Grant.objects.create(case=case, user=user, purpose=purpose, given_by=by, given_at=now(), last_day=last_day)
    record(Verb.ACCESS_GRANTED, case=case.pk, object=f"user:{user.pk}", reason=purpose, until=last_day.isoformat())
    return made


def end_grant(*, by: User, grant: Grant, reason: str = "") -> None:
    check(by, Act.GRANT_ACCESS)
    if Grant.objects.filter(pk=grant.pk, ended_at=None).update(ended_at=now()):
        record(Verb.ACCESS_ENDED, case=grant.case_id, object=f"user:{grant.user_id}", reason=reason.strip())


def break_glass(*, by: User, reference: str, reason: str) -> Case:
    """Emergency access until tomorrow night, whoever the case belongs to; its manager is told.

    Refused alike for a case that is not there and for one the person is barred from.
    """
    check(by, Act.BREAK_GLASS)
    reason = words(reason, "Say what the emergency is.")
    with connection.cursor() as cursor:
        cursor.execute(
            "select candour_break_glass(%s, %s, %s, %s)", [reference.strip(), reason, now(), today() + _EMERGENCY]
        )
        (number,) = cursor.fetchone()
    if number is None:
        raise Refused(
            "There is no such case that you could open.",
            means="The reference may be wrong, or you may be barred from the case.",
            do="Check the reference; otherwise ask the duty manager.",
        )
    record(Verb.GLASS_BROKEN, case=number, object=f"user:{by.pk}", reason=reason)
    tell_manager.enqueue(case=number)
    return Case.objects.get(pk=number)


def note_emergency(*, by: User, grant: Grant) -> None:
    """The manager has seen that the glass was broken. Nobody notes their own emergency: Refused."""
    check(by, Act.GRANT_ACCESS)
    if by.pk == grant.user_id:
        raise Refused("Nobody notes their own emergency access.", do="Another manager has to look at it.")
    if Grant.objects.filter(pk=grant.pk, emergency=True, noted_at=None).update(noted_at=now()):
        record(Verb.EMERGENCY_NOTED, case=grant.case_id, object=f"user:{grant.user_id}")


def bar(*, by: User, case: Case, user: User, reason: str) -> None:
    """From now on the person never sees this case, whatever team they are in and whatever is granted."""
    check(by, Act.GRANT_ACCESS)
    reason = words(reason, "Say what the conflict of interest is.")
    _, made = Bar.objects.get_or_create(case=case, user=user, lifted_at=None, defaults={"set_by": by, "set_at": now()})
    if made:
        record(Verb.BAR_SET, case=case.pk, object=f"user:{user.pk}", reason=reason)


def lift_bar(*, by: User, bar: Bar, reason: str) -> None:
    check(by, Act.GRANT_ACCESS)
    reason = words(reason, "Say why there is no conflict any more.")
    if Bar.objects.filter(pk=bar.pk, lifted_at=None).update(lifted_at=now()):
        record(Verb.BAR_LIFTED, case=bar.case_id, object=f"user:{bar.user_id}", reason=reason)
