"""Meetings of the demonstration whose minutes go out: a conference from which a father was kept out, one that is nearly sent,
and a review at which he was not. Each step is taken once, by the person whose step it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import QuerySet

from candour.accounts.models import User
from candour.cases.models import Case, Person, Record
from candour.demo.authority import STANWAY, somebody
from candour.ledger.acting import Actor, acting
from candour.ledger.clock import today
from candour.meetings import attending, deciding, entering, informing, sending
from candour.meetings.attending import Told
from candour.meetings.deciding import Choice
from candour.meetings.distribution import Line, lines_of, missing_for
from candour.meetings.duties import pack_of
from candour.meetings.hearing import Heard, note_views
from candour.meetings.models import Attendee, Decision, Instruction, Kind, Meeting, Outcome, Sending, Thing, Views
from candour.meetings.sending import held_up

_WHY = "Contact is supervised, and the record tells where the children live. A summary tells him what was agreed."
_SAID = """He says that he never raised his hand against the children, and that the school sees only one side.
He wants to see the children at his sister’s, and asks that somebody tells him what is agreed about that."""
_INSTEAD = """# What was agreed

- Contact stays as it is: each second Saturday, for two hours, with somebody of the team in the room.
- At the end of each term you are told how the children do at school, without the name of the school.

# What happens next

The next review is in six months. If you want to tell it something, tell the social worker before, in any way that suits you."""
_WAY = sending.Told("post", "The address that they gave at the meeting", "Nothing is known that speaks against it")


@dataclass(frozen=True, slots=True)
class _Planned:
    kind: Kind
    held_on: date
    chair: str
    minutes: str
    """The title of a record, as ``report``."""
    people: Mapping[str, Told]
    """By key in the register."""
    report: str = ""
    excluded: str = ""
    informed: str = ""
    """Who gets written information instead, says the social worker; the reviewing officer has not agreed yet."""


_ATTENDED = Told(capacity="professional", invited=True, attended=True)
_PARENT = replace(_ATTENDED, capacity="parent")
_AWAY = Told(capacity="parent", invited=True, contributed=True)
_PLAN = (
    _Planned(
        Kind.CONFERENCE, date(2014, 5, 9), "Mary Keogh", "Initial child protection conference 9 May 2014",
        {"SB02": _PARENT, "SB03": _AWAY, "SB16": _ATTENDED},
        report="Core assessment March 2014", excluded="SB03",
    ),
    _Planned(
        Kind.CONFERENCE, date(2014, 8, 1), "Mary Keogh", "Review conference 1 August 2014",
        {"SB02": _PARENT, "SB16": _ATTENDED},
    ),
    _Planned(
        Kind.CARE_REVIEW, date(2016, 12, 7), "Desmond Achebe", "Looked after review 7 December 2016",
        {"SB02": _PARENT, "SB03": replace(_AWAY, contact="supervised")}, informed="SB03",
    ),
)  # fmt: skip


def hold() -> None:
    """As far as the records are there; what was done before is not done again."""
    for planned in _PLAN:
        if (meeting := _entered(planned)) is not None:
            _gone_on(meeting, planned)


def _entered(planned: _Planned) -> Meeting | None:
    by = somebody("Bethan Pryce")
    with acting(Actor(user=by.pk)):
        case = Case.objects.get(reference=STANWAY)
        minutes, report = _record(case, planned.minutes), _record(case, planned.report)
        there = Meeting.objects.filter(case=case, kind=planned.kind, held_on=planned.held_on).first()
        if there is not None or minutes is None:
            return there
        chair = somebody(planned.chair)
        officer = chair if planned.kind == Kind.CARE_REVIEW else None
        details = entering.Details(planned.kind, planned.held_on, chair, by, officer)
        made = entering.enter(by=by, case=case, details=details)
        entering.choose_papers(by=by, meeting=made, minutes=minutes, report=report)
        for key, told in planned.people.items():
            attending.add(by=by, meeting=made, told=replace(told, person=Person.objects.get(case=case, key=key)))
        return made


def _gone_on(meeting: Meeting, planned: _Planned) -> None:
    chair, worker = somebody(planned.chair), somebody("Bethan Pryce")
    _does(chair, meeting, lambda there: _excluded(there, planned, by=chair))
    _does(worker, meeting, lambda there: _heard(there, planned, by=worker))
    _does(chair, meeting, lambda there: _signed(there, by=chair))
    _does(chair, meeting, lambda there: _together(there, by=chair))
    _does(worker, meeting, lambda there: _informed(there, planned, by=worker))
    _does(worker, meeting, lambda there: _instructed(there, by=worker))
    sender = somebody("Tobias Lunt")
    _does(sender, meeting, lambda there: _sent(there, by=sender))


def _does(by: User, meeting: Meeting, do: Callable[[Meeting], Any]) -> None:
    with acting(Actor(user=by.pk)):
        people = ("case", "chair", "social_worker", "reviewing_officer", "minutes", "report")
        do(Meeting.objects.select_related(*people).get(pk=meeting.pk))


def _excluded(meeting: Meeting, planned: _Planned, *, by: User) -> None:
    for each in _attendees(meeting).filter(person__key=planned.excluded, excluded_at=None):
        attending.exclude(by=by, attendee=each, reason="He threatened the mother in the corridor.")


def _heard(meeting: Meeting, planned: _Planned, *, by: User) -> None:
    for each in _attendees(meeting).filter(person__key=planned.excluded, views=""):
        heard = Heard(Views.PRESENTED, _SAID, presented_by=by.name, presented_on=meeting.held_on)
        note_views(by=by, attendee=each, heard=heard)


def _signed(meeting: Meeting, *, by: User) -> None:
    if meeting.signed_at is None:
        deciding.sign(by=by, meeting=meeting, on=today())


def _together(meeting: Meeting, *, by: User) -> None:
    if open_ := deciding.in_one_go(meeting, _lines(meeting)):
        deciding.decide_together(by=by, meeting=meeting, attendees=[each.attendee for each in open_])


def _informed(meeting: Meeting, planned: _Planned, *, by: User) -> None:
    for each in _attendees(meeting).filter(person__key=planned.informed):
        if not Decision.objects.filter(attendee=each, undone_at=None).exists():
            choice = Choice(Outcome.INFORMATION, reasons=_WHY, information="A summary of what was agreed for contact")
            deciding.decide(by=by, attendee=each, thing=Thing.RECORD, choice=choice)
            informing.write(by=by, attendee=each, text=_INSTEAD, after=0)
            informing.agree(by=by, attendee=each, version=1)


def _instructed(meeting: Meeting, *, by: User) -> None:
    """Whatever goes out and waits for nothing."""
    lines = _lines(meeting)
    told = set(Instruction.objects.filter(meeting=meeting, withdrawn_at=None).values_list("attendee", "thing"))
    for each in lines:
        if each.goes_out and (each.attendee.pk, each.thing) not in told and not missing_for(meeting, lines, each):
            whom = _attendees(meeting).get(pk=each.attendee.pk)
            sending.instruct(by=by, attendee=whom, thing=each.thing, told=_WAY)


def _sent(meeting: Meeting, *, by: User) -> None:
    """The first for which there are instructions, where nothing has to be removed first."""
    if Sending.objects.filter(meeting=meeting).exists():
        return
    told = set(Instruction.objects.filter(meeting=meeting, withdrawn_at=None).values_list("attendee", "thing"))
    free = [each for each in _lines(meeting) if (each.attendee.pk, each.thing) in told and not held_up(meeting, each)]
    for each in free[:1]:
        whom = _attendees(meeting).get(pk=each.attendee.pk)
        sending.note_sent(by=by, attendee=whom, thing=each.thing, on=today())


def _lines(meeting: Meeting) -> list[Line]:
    return lines_of(meeting, pack=pack_of(meeting))


def _attendees(meeting: Meeting) -> QuerySet[Attendee]:
    return Attendee.objects.filter(meeting=meeting).select_related("meeting__case", "person", "supports", "case")


def _record(case: Case, title: str) -> Record | None:
    return Record.objects.filter(case=case, title=title, gone_at=None).first() if title else None
