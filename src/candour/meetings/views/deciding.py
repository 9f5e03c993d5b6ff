"""Who gets what, by which rule; and the decisions of those to whom the rule leaves it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from candour.accounts.gate import BOTH, WRITE, AuthorisedRequest
from candour.cases.forms import Reasoned
from candour.cases.views.forming import one_form, saved
from candour.meetings import deciding
from candour.meetings.deciding import Choice
from candour.meetings.distribution import lines_of, missing, report_missing, sending_of
from candour.meetings.duties import Step, may, pack_of
from candour.meetings.forms import Decide, Together
from candour.meetings.gate import on_meeting
from candour.meetings.models import Attendee, Instruction, Meeting, Thing
from candour.meetings.naming import named
from candour.meetings.views.attending import about, around_person, done_with
from candour.meetings.wording import shown


@on_meeting()
def distribution(request: AuthorisedRequest, meeting: Meeting) -> HttpResponse:
    return _page(request, meeting)


def _page(request: AuthorisedRequest, meeting: Meeting, *, form: Form | None = None) -> HttpResponse:
    """``form``: one that was sent and could not be saved."""
    pack = pack_of(meeting)
    lines = lines_of(meeting, pack=pack)
    told = Instruction.objects.filter(meeting=meeting, withdrawn_at=None)
    instructed = set(told.values_list("attendee", "thing"))
    mine = request.user.pk in (meeting.chair_id, meeting.social_worker_id)
    together = (
        deciding.in_one_go(meeting, lines) if mine and may(meeting, Step.DECIDE, by=request.user, pack=pack) else []
    )
    shown_as = {
        "case": meeting.case, "meeting": meeting, "named": named(meeting), "pack": pack,
        "missing": missing(meeting, lines), "report_missing": report_missing(meeting, lines),
        "form": form or (Together(lines=together) if together else None),
        "rows": [
            {**shown(each), "sending": sending_of(each), "instructed": (each.attendee.pk, each.thing) in instructed}
            for each in lines
        ],
    }  # fmt: skip
    return render(request, "meetings/distribution.html", shown_as, status=422 if form else 200)


@on_meeting(Step.DECIDE, methods=WRITE)
def together(request: AuthorisedRequest, meeting: Meeting) -> HttpResponse:
    form = Together(request.POST, lines=deciding.in_one_go(meeting, lines_of(meeting, pack=pack_of(meeting))))

    def save(answers: dict[str, Any]) -> str:
        chosen = Attendee.objects.filter(meeting=meeting, key__in=answers["attendees"])
        people = list(chosen.select_related("meeting"))
        many = deciding.decide_together(by=request.user, meeting=meeting, attendees=people)
        messages.success(request, f"Decided: {many} of them get the record.")
        return reverse("meetings:distribution", args=[meeting.key])

    goes_to = saved(form, save) if form.is_valid() else ""
    return HttpResponseRedirect(goes_to) if goes_to else _page(request, meeting, form=form)


@on_meeting(Step.DECIDE, methods=BOTH)
def decide(request: AuthorisedRequest, meeting: Meeting, who: str, thing: str) -> HttpResponse:
    attendee = about(meeting, who, thing)
    line = deciding.line_for(meeting, attendee, thing)
    now = {"outcome": line.decision.outcome, "removed": line.decision.removed, "information": line.decision.information,
           "reasons": line.decision.reasons} if line.decision else {}  # fmt: skip
    given = request.POST if request.method == "POST" else None
    form = Decide(given, line=line, outcomes=deciding.outcomes(line), initial=now)

    def save(answers: dict[str, Any]) -> str:
        deciding.decide(by=request.user, attendee=attendee, thing=thing, choice=Choice(**answers))
        return done_with(request, meeting, attendee, "Your decision is noted.")

    told = {
        "heading": f"{Thing(thing).label}: {attendee.name}", "button": "Decide", "line": line,
        "attendee": attendee, **around_person(meeting, attendee),
    }  # fmt: skip
    return one_form(request, form=form, save=save, shown=told, template="meetings/decide.html")


@on_meeting(Step.DECIDE, methods=WRITE)
def agree(request: AuthorisedRequest, meeting: Meeting, who: str, thing: str) -> HttpResponse:
    attendee = about(meeting, who, thing)
    deciding.agree(by=request.user, attendee=attendee, thing=thing)
    return HttpResponseRedirect(done_with(request, meeting, attendee, "You have agreed. It is decided now."))


@on_meeting(Step.DECIDE, methods=BOTH)
def undo(request: AuthorisedRequest, meeting: Meeting, who: str, thing: str) -> HttpResponse:
    attendee = about(meeting, who, thing)

    def save(answers: dict[str, Any]) -> str:
        deciding.undo(by=request.user, attendee=attendee, thing=thing, **answers)
        return done_with(request, meeting, attendee, "The decision is taken back.")

    told = {
        "heading": f"Take back what was decided for {attendee.name}", "button": "Take it back",
        **around_person(meeting, attendee),
    }  # fmt: skip
    return one_form(request, form=Reasoned(request.POST if request.method == "POST" else None), save=save, shown=told)
