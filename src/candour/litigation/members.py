"""Who of the council works on a matter: lawyers and witnesses see its cases whole, instructing managers the matter only."""

from __future__ import annotations

from django.db import connection

from candour.accounts.models import User
from candour.accounts.queries import allowed
from candour.accounts.roles import Act
from candour.cases.reasons import words
from candour.engine.errors import BadInput, Refused
from candour.ledger.clock import now
from candour.ledger.verbs import Verb
from candour.litigation.models import LEGAL, SEE_THE_FILE, Capacity, Matter, Member, Statement
from candour.litigation.scope import cases_of
from candour.litigation.working import live, note


def join(*, by: User, matter: Matter, user: User, capacity: str) -> Member:
    """Seen at once. Refused for a lawyer's part without a lawyer's role, and for somebody barred from a case of it."""
    matter = live(matter, by=by)
    part = _capacity(capacity)
    if part in LEGAL and not allowed(user, Act.KEEP_MATTERS):
        raise Refused(
            "Only a lawyer can be that in a matter.", do="Choose somebody in Legal, or another part for them."
        )
    if not allowed(user, Act.SEE_MATTERS):
        raise Refused("The role of this person does not let them see matters.", do="Ask an administrator for the role.")
    if _barred(matter, user):
        raise Refused(
            "This person cannot work on the matter.",
            means="They are barred from a case of it.",
            do="Choose somebody else. If the bar is wrong, information governance can lift it.",
        )
    if part is Capacity.SUPERVISING:
        _one_supervises(matter, by=by)
    made, new = Member.objects.get_or_create(
        matter=matter, user=user, capacity=part, ended_at=None, defaults={"added_by": by, "since": now()}
    )
    if new:
        note(matter, Verb.MATTER_JOINED, user=user.pk, capacity=part.value)
        if part in SEE_THE_FILE:
            for case in cases_of(matter):
                note(matter, Verb.ACCESS_GRANTED, case=case.pk, object=f"user:{user.pk}", matter=matter.pk)
    return made


def leave(*, by: User, member: Member, reason: str) -> None:
    """Refused for the last lawyer, and for a witness or supervisor of a statement that is not filed."""
    matter = live(member.matter, by=by)
    reason = words(reason, "Say why they are no longer on it.")
    staying = Member.objects.filter(matter=matter, ended_at=None, capacity__in=LEGAL).exclude(pk=member.pk)
    if member.capacity in LEGAL and not staying.exists():
        raise Refused("They are the last lawyer on the matter.", do="Put another lawyer on it first.")
    if _needed(member):
        raise Refused(
            "A statement that is not filed needs them.",
            means="They are its witness, or the lawyer who approves it.",
            do="File or withdraw it first, or name somebody else in it.",
        )
    if Member.objects.filter(pk=member.pk, ended_at=None).update(ended_at=now(), ended_by=by):
        note(matter, Verb.MATTER_LEFT, user=member.user_id, capacity=member.capacity, reason=reason)


def of(matter: Matter) -> list[Member]:
    """Who is on it now: lawyers first."""
    order = {part: number for number, part in enumerate(Capacity)}
    found = Member.objects.filter(matter=matter, ended_at=None).select_related("user")
    return sorted(found, key=lambda each: (order[Capacity(each.capacity)], each.user.name, each.pk))


def is_lawyer(matter: Matter, user: User) -> bool:
    """Whether somebody is a lawyer of this matter, or heads litigation."""
    named = Member.objects.filter(matter=matter, user=user, ended_at=None, capacity__in=LEGAL).exists()
    return named or allowed(user, Act.HEAD_LITIGATION)


def _capacity(value: str) -> Capacity:
    try:
        return Capacity(value)
    except ValueError:
        raise BadInput("This is no part that somebody has in a matter.", do="Choose one of the list.") from None


def _one_supervises(matter: Matter, *, by: User) -> None:
    """Another one took over."""
    Member.objects.filter(matter=matter, capacity=Capacity.SUPERVISING, ended_at=None).update(
        ended_at=now(), ended_by=by
    )


def _needed(member: Member) -> bool:
    open_ = Statement.objects.filter(matter=member.matter, state__in=("draft", "signed", "approved"), elsewhere=False)
    names = {Capacity.WITNESS: "author", Capacity.SUPERVISING: "supervisor", Capacity.LAWYER: "supervisor"}
    name = names.get(Capacity(member.capacity))
    return name is not None and open_.filter(**{name: member.user_id}).exists()


def _barred(matter: Matter, user: User) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("select candour_barred_from_matter(%s, %s)", [matter.pk, user.pk])
        (found,) = cursor.fetchone()
    return bool(found)
