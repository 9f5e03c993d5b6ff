"""Instructions for each person, the disclosure in which details are removed, and what business support sent."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from candour.accounts.gate import BOTH, WRITE, AuthorisedRequest, needs
from candour.accounts.roles import Act
from candour.cases.views.forming import one_form
from candour.ledger.clock import today
from candour.meetings import sending
from candour.meetings.distribution import Standing
from candour.meetings.duties import Step
from candour.meetings.forms import Instruct, Link, Sent
from candour.meetings.gate import on_meeting
from candour.meetings.models import Attendee, Instruction, Meeting, Thing, Way
from candour.meetings.naming import named
from candour.meetings.protecting import to_redact
from candour.meetings.views.attending import about, around_person, done_with
from candour.meetings.wording import what_goes

_ON_A_PAGE = 50


@needs(Act.KEEP_MEETINGS)
def to_send(request: AuthorisedRequest) -> HttpResponse:
    """What business support were told to send, the oldest instructions first."""
    found = Instruction.objects.filter(withdrawn_at=None, sendings=None)
    found = found.select_related("attendee", "meeting", "case", "by").order_by("at", "pk")
    page = Paginator(found, _ON_A_PAGE).get_page(request.GET.get("page"))
    rows = [(each, named(each.meeting), what_goes(each), Way(each.way).label) for each in page]
    return render(request, "meetings/to_send.html", {"page": page, "rows": rows})


@on_meeting(Step.INSTRUCT, methods=BOTH)
def instruct(request: AuthorisedRequest, meeting: Meeting, who: str, thing: str) -> HttpResponse:
    attendee = about(meeting, who, thing)
    standing = Instruction.objects.filter(attendee=attendee).order_by("-pk").first()
    now = {name: getattr(standing, name) for name in ("way", "to", "safe_contact")} if standing else {}
    form = Instruct(request.POST if request.method == "POST" else None, initial=now)

    def save(answers: dict[str, Any]) -> str:
        sending.instruct(by=request.user, attendee=attendee, thing=thing, told=sending.Told(**answers))
        return done_with(request, meeting, attendee, "Business support can send it now.")

    shown = {
        "heading": f"How it goes to {attendee.name}", "button": "Give these instructions",
        "lines": [
            f"What: {_what(meeting, attendee, thing)}.",
            "Business support do what stands here and decide nothing. They see it on this person’s page.",
        ],
        **around_person(meeting, attendee),
    }  # fmt: skip
    return one_form(request, form=form, save=save, shown=shown)


@on_meeting(Step.INSTRUCT, methods=WRITE)
def withdraw(request: AuthorisedRequest, meeting: Meeting, who: str, thing: str) -> HttpResponse:
    attendee = about(meeting, who, thing)
    sending.withdraw(by=request.user, attendee=attendee, thing=thing)
    return HttpResponseRedirect(done_with(request, meeting, attendee, "The instructions are withdrawn."))


@on_meeting(act=Act.KEEP_MEETINGS, methods=BOTH)
def link(request: AuthorisedRequest, meeting: Meeting, who: str, thing: str) -> HttpResponse:
    attendee = about(meeting, who, thing)
    line = sending.line_of(meeting, attendee, thing)
    made = sending.fitting_disclosures(meeting, line)
    chosen = {"disclosure": sending.chosen(line)}
    form = Link(request.POST if request.method == "POST" else None, made=made, initial=chosen)

    def save(answers: dict[str, Any]) -> str:
        sending.link(by=request.user, attendee=attendee, thing=thing, disclosure=answers["disclosure"])
        return done_with(request, meeting, attendee, "Saved.")

    shown = {
        "heading": f"Removing details for {attendee.name}", "button": "Choose it", "attendee": attendee,
        "needed": to_redact(meeting, line), "made": made, "open": reverse("disclosure:open", args=[meeting.case.key]),
        **around_person(meeting, attendee),
    }  # fmt: skip
    return one_form(request, form=form, save=save, shown=shown, template="meetings/link.html")


@on_meeting(Step.SEND, methods=BOTH)
def send(request: AuthorisedRequest, meeting: Meeting, who: str, thing: str) -> HttpResponse:
    attendee = about(meeting, who, thing)
    standing = Instruction.objects.filter(attendee=attendee, thing=thing, withdrawn_at=None).first()

    def save(answers: dict[str, Any]) -> str:
        sending.note_sent(by=request.user, attendee=attendee, thing=thing, on=answers["on"])
        return done_with(request, meeting, attendee, "Noted as sent.")

    told = [f"What: {what_goes(standing)}.", f"By: {Way(standing.way).label}.", f"To: {standing.to}",
            f"Safe contact: {standing.safe_contact}"] if standing else ["Nobody has given instructions for this person."]  # fmt: skip
    shown = {
        "heading": f"What was sent to {attendee.name}", "button": "Note it as sent", "lines": told,
        "warning": "Once it is noted as sent, nothing about it can be undone.", **around_person(meeting, attendee),
    }  # fmt: skip
    form = Sent(request.POST if request.method == "POST" else None, initial={"on": today()})
    return one_form(request, form=form, save=save, shown=shown)


def _what(meeting: Meeting, attendee: Attendee, thing: str) -> str:
    line = sending.line_of(meeting, attendee, thing)
    return "Other written information" if line.standing is Standing.INFORMATION else Thing(thing).label
