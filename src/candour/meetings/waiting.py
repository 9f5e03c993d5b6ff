"""What waits for people with the minutes of meetings: to sign, to decide, to instruct, to send. It decides nothing.

Whether somebody's role lets them is asked of the policy in force; whose meeting it is stands in the meeting.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse

from candour.accounts.models import User
from candour.accounts.waiting import Pressing, Waiting
from candour.meetings.deciding import decides
from candour.meetings.distribution import (
    SETTLED,
    Line,
    Standing,
    changed_since,
    lines_of,
    missing,
    sending_of,
    things_for,
)
from candour.meetings.duties import Step, may, pack_of
from candour.meetings.models import Instruction, Meeting
from candour.meetings.naming import named

_PEOPLE = ("case", "chair", "social_worker", "reviewing_officer", "minutes", "report")


def to_sign(user: User) -> Iterator[Waiting]:
    found = Meeting.objects.filter(chair=user, minutes__isnull=False, sendings=None).select_related(*_PEOPLE)
    for each in found.order_by("held_on", "pk"):
        if each.signed_at is None or changed_since(each):
            more = "They have changed since you signed them." if each.signed_at else "Nothing is sent before."
            yield _of(each, "Sign the minutes of the {}", "overview", "You chaired it.", more=more)


def to_decide(user: User) -> Iterator[Waiting]:
    """Of signed minutes: what is left to the person, and afterwards the instructions."""
    named_in = Q(chair=user) | Q(social_worker=user) | Q(reviewing_officer=user)
    found = Meeting.objects.filter(named_in, signed_at__isnull=False).select_related(*_PEOPLE).distinct()
    for each in found.order_by("held_on", "pk"):
        if not changed_since(each):
            yield from _left(each, user)


def _left(meeting: Meeting, user: User) -> Iterator[Waiting]:
    pack = pack_of(meeting)
    lines = [each for each in lines_of(meeting, pack=pack) if sending_of(each.attendee) is None]
    mine = [each for each in lines if _asks(meeting, each, user)]
    if mine and may(meeting, Step.DECIDE, by=user, pack=pack):
        more = "One decision is open." if len(mine) == 1 else f"{len(mine)} decisions are open."
        yield _of(
            meeting, "Decide who gets the minutes of the {}", "distribution", "The rule leaves it to you.", more=more
        )
    elif not missing(meeting, lines) and may(meeting, Step.INSTRUCT, by=user, pack=pack):
        many = len(_uninstructed(meeting, lines))
        if many:
            more = "One person waits for it." if many == 1 else f"{many} people wait for it."
            what, why = "Say how the minutes of the {} are sent", "Business support send on clear instructions only."
            yield _of(meeting, what, "distribution", why, more=more)


def _asks(meeting: Meeting, line: Line, user: User) -> bool:
    if line.standing in SETTLED or not decides(meeting, line, by=user):
        return False
    return line.standing is not Standing.SECOND or line.decision is None or line.decision.by_id != user.pk


def _uninstructed(meeting: Meeting, lines: list[Line]) -> set[int]:
    told = set(Instruction.objects.filter(meeting=meeting, withdrawn_at=None).values_list("attendee", flat=True))
    return {each.attendee.pk for each in lines if things_for([each])} - told


def to_send(user: User) -> Iterator[Waiting]:
    """One for each meeting of which something is to be sent."""
    open_ = Instruction.objects.filter(withdrawn_at=None, attendee__sending=None)
    found = Meeting.objects.filter(pk__in=open_.values("meeting")).select_related(*_PEOPLE).order_by("held_on", "pk")
    for each in found:
        if may(each, Step.SEND, by=user):
            waits = open_.filter(meeting=each).order_by("at")
            many, since = len(waits), waits[0].at
            more = "For one person." if many == 1 else f"For {many} people."
            yield Waiting(
                f"Send the minutes of the {named(each)}", reverse("meetings:distribution", args=[each.key]),
                "Business support send them.", Pressing.NEXT, each.case_id, more, since,
            )  # fmt: skip


def _of(meeting: Meeting, what: str, page: str, why: str, *, more: str) -> Waiting:
    address = reverse(f"meetings:{page}", args=[meeting.key])
    since = meeting.signed_at or meeting.entered_at
    return Waiting(what.format(named(meeting)), address, why, Pressing.NEXT, meeting.case_id, more, since)
