"""What waits for people with the minutes of meetings: to sign, decide, write, instruct and send. It decides nothing.

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
    missing_for,
    report_missing,
    sending_of,
)
from candour.meetings.duties import Step, may, pack_of, sendable
from candour.meetings.models import RELATED, Attendee, Instruction, Meeting, Thing
from candour.meetings.naming import named
from candour.policy import Pack

_WHAT = {Thing.RECORD: "minutes of", Thing.REPORT: "report to"}
_TOLD = set[tuple[int, str]]
"""Person and thing for which there are instructions."""


def to_sign(user: User) -> Iterator[Waiting]:
    found = Meeting.objects.filter(chair=user, minutes__isnull=False).select_related(*RELATED)
    for each in found.order_by("held_on", "pk"):
        if each.signed_at is None or changed_since(each):
            more = "They have changed since you signed them." if each.signed_at else "No record is sent before."
            yield _of(each, "Sign the minutes of the {}", "overview", "You chaired it.", more)


def to_decide(user: User) -> Iterator[Waiting]:
    """Of the record once it is signed, of the report from the beginning: what is left to the person, then the instructions."""
    named_in = Q(chair=user) | Q(social_worker=user) | Q(reviewing_officer=user)
    found = Meeting.objects.filter(named_in).select_related(*RELATED).order_by("held_on", "pk")
    packs = {each: pack_of(each) for each in found}
    standing = Instruction.objects.filter(meeting__in=packs, withdrawn_at=None)
    told = set(standing.values_list("attendee", "thing"))
    for meeting, lines in lines_of_each(packs).items():
        left = [each for each in lines if sending_of(each) is None and (each.thing == Thing.REPORT or _signed(meeting))]
        for thing in Thing:
            yield from _asked(meeting, thing, left, told, user=user, pack=packs[meeting])
        yield from _lacking(meeting, left, user=user, pack=packs[meeting])


def _signed(meeting: Meeting) -> bool:
    return meeting.signed_at is not None and not changed_since(meeting)


def _asked(
    meeting: Meeting, thing: Thing, lines: Sequence[Line], told: _TOLD, *, user: User, pack: Pack
) -> Iterator[Waiting]:
    of = [each for each in lines if each.thing == thing]
    mine = [each for each in of if _asks(meeting, each, user)]
    waits = {each.attendee.pk for each in of if each.goes_out and (each.attendee.pk, str(thing)) not in told
             and not missing_for(meeting, lines, each)}  # fmt: skip
    if mine and may(meeting, Step.DECIDE, by=user, pack=pack):
        more = "One decision is open." if len(mine) == 1 else f"{len(mine)} decisions are open."
        what = f"Decide who gets the {_WHAT[thing]} the {{}}"
        yield _of(meeting, what, "distribution", "The rule leaves it to you.", more)
    elif waits and may(meeting, Step.INSTRUCT, by=user, pack=pack):
        what = f"Say how the {_WHAT[thing]} the {{}} {'are' if thing == Thing.RECORD else 'is'} sent"
        more = "One person waits for it." if len(waits) == 1 else f"{len(waits)} people wait for it."
        yield _of(meeting, what, "distribution", "Business support send on clear instructions only.", more)


def _asks(meeting: Meeting, line: Line, user: User) -> bool:
    if line.standing in SETTLED or not decides(meeting, line, by=user):
        return False
    return line.standing is not Standing.SECOND or line.decision is None or line.decision.by_id != user.pk


def _lacking(meeting: Meeting, lines: Sequence[Line], *, user: User, pack: Pack) -> Iterator[Waiting]:
    """The text that goes instead of a record; and of the social worker the report, and views that are not noted."""
    for line in lines:
        mine = line.standing is Standing.INFORMATION and decides(meeting, line, by=user)
        if mine and may(meeting, Step.DECIDE, by=user, pack=pack):
            if line.text is None:
                yield _about(
                    meeting, line.attendee, "Write what is sent instead of the minutes of the {}", "It is decided."
                )
            elif user in line.text.waits_for(meeting):
                what = "Agree to what is sent instead of the minutes of the {}"
                yield _about(meeting, line.attendee, what, "Both of you agree to its last version.")
    if user.pk != meeting.social_worker_id:
        return
    if report_missing(meeting, lines):
        more = "Somebody who was kept out gets it."
        yield _of(meeting, "Say which record the report to the {} is", "papers", "You are the social worker.", more)
    if any(each.standing is Standing.WAITS and each.attendee.excluded_at for each in lines):
        more = "The chair decides about the record afterwards."
        what = "Note the views of who was kept out of the {}"
        yield _of(meeting, what, "overview", "You are the social worker.", more)


def to_send(user: User) -> Iterator[Waiting]:
    """One for each meeting of which something is to be sent."""
    open_: dict[Meeting, list[datetime]] = {}
    standing = Instruction.objects.filter(withdrawn_at=None, sendings=None).select_related("meeting")
    for each in standing.order_by("at", "pk"):
        open_.setdefault(each.meeting, []).append(each.at)
    mine = sendable({each: pack_of(each) for each in open_}, by=user)
    for meeting, since in open_.items():
        if meeting.pk in mine:
            more = "One thing is to be sent." if len(since) == 1 else f"{len(since)} things are to be sent."
            yield _of(
                meeting, "Send what goes out after the {}", "distribution", "Business support send it.", more, since[0]
            )


def _about(meeting: Meeting, attendee: Attendee, what: str, why: str) -> Waiting:
    address = reverse("meetings:information", args=[meeting.key, attendee.key])
    return Waiting(what.format(named(meeting)), address, why, Pressing.NEXT, meeting.case_id, "", meeting.signed_at)


def _of(meeting: Meeting, what: str, page: str, why: str, more: str, since: datetime | None = None) -> Waiting:
    address = reverse(f"meetings:{page}", args=[meeting.key])
    since = since or meeting.signed_at or meeting.entered_at
    return Waiting(what.format(named(meeting)), address, why, Pressing.NEXT, meeting.case_id, more, since)
