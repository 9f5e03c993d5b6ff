"""What waits for people with the minutes of meetings: to sign, to decide, to instruct, to send. It decides nothing.

Whether somebody's role lets them is asked of the policy in force; whose meeting it is stands in the meeting. It asks the
database the same number of questions however many meetings there are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

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
    lines_of_each,
    missing,
    sending_of,
    things_for,
)
from candour.meetings.duties import Step, may, pack_of, sendable
from candour.meetings.models import RELATED, Instruction, Meeting
from candour.meetings.naming import named
from candour.policy import Pack


def to_sign(user: User) -> Iterator[Waiting]:
    found = Meeting.objects.filter(chair=user, minutes__isnull=False).select_related(*RELATED)
    for each in found.order_by("held_on", "pk"):
        if each.signed_at is None or changed_since(each):
            more = "They have changed since you signed them." if each.signed_at else "Nothing is sent before."
            yield _of(each, "Sign the minutes of the {}", "overview", "You chaired it.", more)


def to_decide(user: User) -> Iterator[Waiting]:
    """Of signed minutes: what is left to the person, and afterwards the instructions."""
    named_in = Q(chair=user) | Q(social_worker=user) | Q(reviewing_officer=user)
    found = Meeting.objects.filter(named_in, signed_at__isnull=False).select_related(*RELATED).order_by("held_on", "pk")
    packs = {each: pack_of(each) for each in found if not changed_since(each)}
    standing = Instruction.objects.filter(meeting__in=packs, withdrawn_at=None)
    told = set(standing.values_list("attendee", flat=True))
    for meeting, lines in lines_of_each(packs).items():
        left = [each for each in lines if sending_of(each.attendee) is None]
        yield from _asked(meeting, left, told, user=user, pack=packs[meeting])


def _asked(meeting: Meeting, lines: Sequence[Line], told: set[int], *, user: User, pack: Pack) -> Iterator[Waiting]:
    mine = [each for each in lines if _asks(meeting, each, user)]
    waits = {each.attendee.pk for each in lines if things_for([each])} - told
    if mine and may(meeting, Step.DECIDE, by=user, pack=pack):
        more = "One decision is open." if len(mine) == 1 else f"{len(mine)} decisions are open."
        yield _of(meeting, "Decide who gets the minutes of the {}", "distribution", "The rule leaves it to you.", more)
    elif waits and not missing(meeting, lines) and may(meeting, Step.INSTRUCT, by=user, pack=pack):
        what, why = "Say how the minutes of the {} are sent", "Business support send on clear instructions only."
        more = "One person waits for it." if len(waits) == 1 else f"{len(waits)} people wait for it."
        yield _of(meeting, what, "distribution", why, more)


def _asks(meeting: Meeting, line: Line, user: User) -> bool:
    if line.standing in SETTLED or not decides(meeting, line, by=user):
        return False
    return line.standing is not Standing.SECOND or line.decision is None or line.decision.by_id != user.pk


def to_send(user: User) -> Iterator[Waiting]:
    """One for each meeting of which something is to be sent."""
    open_: dict[Meeting, list[datetime]] = {}
    standing = Instruction.objects.filter(withdrawn_at=None, attendee__sending=None).select_related("meeting")
    for each in standing.order_by("at", "pk"):
        open_.setdefault(each.meeting, []).append(each.at)
    mine = sendable({each: pack_of(each) for each in open_}, by=user)
    for meeting, since in open_.items():
        if meeting.pk in mine:
            more = "For one person." if len(since) == 1 else f"For {len(since)} people."
            yield _of(
                meeting, "Send the minutes of the {}", "distribution", "Business support send them.", more, since[0]
            )


def _of(meeting: Meeting, what: str, page: str, why: str, more: str, since: datetime | None = None) -> Waiting:
    address = reverse(f"meetings:{page}", args=[meeting.key])
    since = since or meeting.signed_at or meeting.entered_at
    return Waiting(what.format(named(meeting)), address, why, Pressing.NEXT, meeting.case_id, more, since)
