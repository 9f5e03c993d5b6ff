"""Who belongs to a meeting: adding and changing them, one person with all that concerns them, and what the chair alone says."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from candour.accounts.gate import BOTH, AuthorisedRequest
from candour.accounts.models import User
from candour.accounts.roles import Act
from candour.cases.forms import Confirm, Reasoned
from candour.cases.views.forming import one_form
from candour.ledger.clock import today
from candour.meetings import attending
from candour.meetings.deciding import decides
from candour.meetings.distribution import Line, Standing, lines_of, missing_for, people_of, sending_of
from candour.meetings.duties import Step, may, pack_of
from candour.meetings.forms import AttendeeForm, ParentSaid
from candour.meetings.gate import on_meeting
from candour.meetings.models import Attendee, Instruction, Meeting, Outcome, Thing
from candour.meetings.naming import named
from candour.meetings.protecting import to_redact
from candour.meetings.sending import held_up, linked
from candour.meetings.views.meetings import around, done
from candour.meetings.wording import shown, what_goes, what_happened


def one_of(meeting: Meeting, who: str) -> Attendee:
    found = next((each for each in people_of(meeting) if each.key == who), None)
    if found is None:
        raise Http404
    found.meeting = meeting
    return found


def about(meeting: Meeting, who: str, thing: str) -> Attendee:
    """404 for a thing that there is not."""
    if thing not in Thing.values:
        raise Http404
    return one_of(meeting, who)


@on_meeting()
def person(request: AuthorisedRequest, meeting: Meeting, who: str) -> HttpResponse:
    """One person: what happened, what they get and why, instructions, what was sent."""
    attendee, pack, user = one_of(meeting, who), pack_of(meeting), request.user
    every = lines_of(meeting, pack=pack)
    own = [each for each in every if each.attendee.pk == attendee.pk]
    told = Instruction.objects.filter(attendee=attendee, withdrawn_at=None).select_related("by")
    instructions = {each.thing: each for each in told}
    instructs, sends = (may(meeting, step, by=user, pack=pack) for step in (Step.INSTRUCT, Step.SEND))
    rows = [
        {
            **_row(meeting, each, user), **_going(meeting, each, instructions.get(each.thing)),
            "missing": missing_for(meeting, every, each), "instructs": instructs, "sends": sends,
        }
        for each in own
    ]  # fmt: skip
    shown = {
        "case": meeting.case, "meeting": meeting, "named": named(meeting), "attendee": attendee, "rows": rows, "pack": pack,
        "happened": what_happened(attendee), "record_sent": any(row["sending"] for row in rows if row["record"]),
        "anything_sent": any(row["sending"] for row in rows), "chairs": may(meeting, Step.CHAIR, by=user, pack=pack),
        "removable": not attendee.decisions.exists() and not attendee.supporters.exists(),
        "with_parent": attendee.capacity in attending.WITH_A_PARENT,
    }  # fmt: skip
    return render(request, "meetings/person.html", shown)


def _going(meeting: Meeting, line: Line, instruction: Instruction | None) -> dict[str, Any]:
    """Instructions, what has to be removed first, and what was sent."""
    made = linked(meeting, line)
    return {
        "record": line.thing == Thing.RECORD, "sending": sending_of(line), "instruction": instruction,
        "instructed": what_goes(instruction) if instruction else "", "needed": to_redact(meeting, line),
        "made": made[0] if made else None, "held_up": held_up(meeting, line),
        "informs": line.decision is not None and line.decision.outcome == Outcome.INFORMATION,
    }  # fmt: skip


def _row(meeting: Meeting, line: Line, user: User) -> dict[str, Any]:
    mine = decides(meeting, line, by=user) and may(meeting, Step.DECIDE, by=user)
    settled = line.decision is not None or line.standing in (Standing.OPEN, Standing.GETS)
    ready = line.thing == Thing.REPORT or meeting.signed_at is not None
    second = line.standing is Standing.SECOND and line.decision is not None and line.decision.by_id != user.pk
    return {
        **shown(line), "decide": mine and settled and ready, "agree": mine and second, "ready": ready,
    }  # fmt: skip


@on_meeting(act=Act.KEEP_MEETINGS, methods=BOTH)
def add(request: AuthorisedRequest, meeting: Meeting) -> HttpResponse:
    form = AttendeeForm(request.POST if request.method == "POST" else None, meeting=meeting)

    def save(_: dict[str, Any]) -> str:
        made = attending.add(by=request.user, meeting=meeting, told=form.told())
        return done_with(request, meeting, made, "They are on the list of the meeting.")

    told = {"heading": "Add somebody who belongs to the meeting", "button": "Add them", **around(meeting)}
    return one_form(request, form=form, save=save, shown=told)


@on_meeting(act=Act.KEEP_MEETINGS, methods=BOTH)
def change(request: AuthorisedRequest, meeting: Meeting, who: str) -> HttpResponse:
    attendee = one_of(meeting, who)
    form = AttendeeForm(request.POST if request.method == "POST" else None, meeting=meeting, attendee=attendee)

    def save(_: dict[str, Any]) -> str:
        attending.change(by=request.user, attendee=attendee, told=form.told())
        return done_with(request, meeting, attendee, "Saved. What was decided of them before no longer counts.")

    told = {"heading": f"Change what is noted of {attendee.name}", "button": "Save", **around_person(meeting, attendee)}
    return one_form(request, form=form, save=save, shown=told)


@on_meeting(act=Act.KEEP_MEETINGS, methods=BOTH)
def remove(request: AuthorisedRequest, meeting: Meeting, who: str) -> HttpResponse:
    attendee = one_of(meeting, who)

    def save(_: dict[str, Any]) -> str:
        attending.remove(by=request.user, attendee=attendee)
        return done(request, meeting, "They are no longer on the list of the meeting.")

    told = {
        "heading": f"Take {attendee.name} off the list", "button": "Take them off", "danger": True, **around_person(meeting, attendee),
        "lines": ["For somebody who was entered by mistake."],
    }  # fmt: skip
    return one_form(request, form=Confirm(request.POST if request.method == "POST" else None), save=save, shown=told)


@on_meeting(Step.CHAIR, methods=BOTH)
def exclude(request: AuthorisedRequest, meeting: Meeting, who: str) -> HttpResponse:
    attendee = one_of(meeting, who)

    def save(answers: dict[str, Any]) -> str:
        attending.exclude(by=request.user, attendee=attendee, **answers)
        return done_with(request, meeting, attendee, "Noted. Say next whether their views were put to the meeting.")

    told = {
        "heading": f"You kept {attendee.name} out of the meeting", "button": "Note it", **around_person(meeting, attendee),
        "lines": ["Somebody who was kept out gets other papers than somebody who was there."],
    }  # fmt: skip
    return one_form(request, form=Reasoned(request.POST if request.method == "POST" else None), save=save, shown=told)


@on_meeting(Step.CHAIR, methods=BOTH)
def let_in(request: AuthorisedRequest, meeting: Meeting, who: str) -> HttpResponse:
    attendee = one_of(meeting, who)

    def save(answers: dict[str, Any]) -> str:
        attending.let_in(by=request.user, attendee=attendee, **answers)
        return done_with(request, meeting, attendee, "They no longer count as kept out.")

    told = {"heading": f"{attendee.name} was not kept out", "button": "Note it", **around_person(meeting, attendee)}
    return one_form(request, form=Reasoned(request.POST if request.method == "POST" else None), save=save, shown=told)


@on_meeting(Step.CHAIR, methods=BOTH)
def parent(request: AuthorisedRequest, meeting: Meeting, who: str) -> HttpResponse:
    attendee = one_of(meeting, who)
    now = {"said": attendee.parent_said, "asked_on": attendee.parent_asked_on or today()}

    def save(answers: dict[str, Any]) -> str:
        attending.parent_said(by=request.user, attendee=attendee, **answers)
        return done_with(request, meeting, attendee, "Noted.")

    told = {
        "heading": f"What the parent said about {attendee.name}", "button": "Note it", **around_person(meeting, attendee),
        "lines": [f"{attendee.name} came with {attendee.supports.name}. May they have a copy of the minutes?"] if attendee.supports else [],
    }  # fmt: skip
    form = ParentSaid(request.POST if request.method == "POST" else None, initial=now)
    return one_form(request, form=form, save=save, shown=told)


def around_person(meeting: Meeting, attendee: Attendee) -> dict[str, Any]:
    return {**around(meeting), "back": address_of(meeting, attendee)}


def address_of(meeting: Meeting, attendee: Attendee) -> str:
    return reverse("meetings:person", args=[meeting.key, attendee.key])


def done_with(request: AuthorisedRequest, meeting: Meeting, attendee: Attendee, told: str) -> str:
    messages.success(request, told)
    return address_of(meeting, attendee)
