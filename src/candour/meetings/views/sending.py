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
from candour.meetings.distribution import lines_of
from candour.meetings.duties import Step, pack_of
from candour.meetings.forms import Instruct, Link, Sent
from candour.meetings.gate import on_meeting
from candour.meetings.models import Instruction, Meeting, Way
from candour.meetings.naming import named
from candour.meetings.protecting import to_redact
from candour.meetings.released import made_for
from candour.meetings.views.attending import around_person, done_with, one_of
from candour.meetings.wording import things

_ON_A_PAGE = 50


@needs(Act.KEEP_MEETINGS)
def to_send(request: AuthorisedRequest) -> HttpResponse:
    """What business support were told to send, the oldest instructions first."""
    found = Instruction.objects.filter(withdrawn_at=None, attendee__sending=None)
    found = found.select_related("attendee", "meeting", "case", "by").order_by("at", "pk")
    page = Paginator(found, _ON_A_PAGE).get_page(request.GET.get("page"))
    rows = [(each, named(each.meeting), things(each.things), Way(each.way).label) for each in page]
    return render(request, "meetings/to_send.html", {"page": page, "rows": rows})


@on_meeting(Step.INSTRUCT, methods=BOTH)
def instruct(request: AuthorisedRequest, meeting: Meeting, who: str) -> HttpResponse:
    attendee = one_of(meeting, who)
    standing = Instruction.objects.filter(attendee=attendee).order_by("-pk").first()
    now = {name: getattr(standing, name) for name in ("way", "to", "safe_contact")} if standing else {}
    form = Instruct(request.POST if request.method == "POST" else None, initial=now)

    def save(answers: dict[str, Any]) -> str:
        sending.instruct(by=request.user, attendee=attendee, told=sending.Told(**answers))
        return done_with(request, meeting, attendee, "Business support can send it now.")

    shown = {
        "heading": f"What goes to {attendee.name}", "button": "Give these instructions",
        "lines": ["Business support do what stands here and decide nothing. They see it on this person’s page."],
        **around_person(meeting, attendee),
    }  # fmt: skip
    return one_form(request, form=form, save=save, shown=shown)


@on_meeting(Step.INSTRUCT, methods=WRITE)
def withdraw(request: AuthorisedRequest, meeting: Meeting, who: str) -> HttpResponse:
    attendee = one_of(meeting, who)
    sending.withdraw(by=request.user, attendee=attendee)
    return HttpResponseRedirect(done_with(request, meeting, attendee, "The instructions are withdrawn."))


@on_meeting(act=Act.KEEP_MEETINGS, methods=BOTH)
def link(request: AuthorisedRequest, meeting: Meeting, who: str) -> HttpResponse:
    attendee = one_of(meeting, who)
    own = [each for each in lines_of(meeting, pack=pack_of(meeting)) if each.attendee.pk == attendee.pk]
    needed = to_redact(meeting, own)
    made = made_for(attendee, papers=needed.keys()) if needed else []
    form = Link(
        request.POST if request.method == "POST" else None, made=made, initial={"disclosure": attendee.disclosure}
    )

    def save(answers: dict[str, Any]) -> str:
        sending.link(by=request.user, attendee=attendee, disclosure=answers["disclosure"])
        return done_with(request, meeting, attendee, "Saved.")

    shown = {
        "heading": f"Removing details for {attendee.name}", "button": "Choose it", "attendee": attendee,
        "needed": list(needed.values()), "made": made, "open": reverse("disclosure:open", args=[meeting.case.key]),
        **around_person(meeting, attendee),
    }  # fmt: skip
    return one_form(request, form=form, save=save, shown=shown, template="meetings/link.html")


@on_meeting(Step.SEND, methods=BOTH)
def send(request: AuthorisedRequest, meeting: Meeting, who: str) -> HttpResponse:
    attendee = one_of(meeting, who)
    standing = Instruction.objects.filter(attendee=attendee, withdrawn_at=None).first()

    def save(answers: dict[str, Any]) -> str:
        sending.note_sent(by=request.user, attendee=attendee, on=answers["on"])
        return done_with(request, meeting, attendee, "Noted as sent.")

    told = [f"What: {', '.join(things(standing.things))}.", f"By: {Way(standing.way).label}.", f"To: {standing.to}",
            f"Safe contact: {standing.safe_contact}"] if standing else ["Nobody has given instructions for this person."]  # fmt: skip
    shown = {
        "heading": f"What was sent to {attendee.name}", "button": "Note it as sent", "lines": told,
        "warning": "Once it is noted as sent, nothing about it can be undone.", **around_person(meeting, attendee),
    }  # fmt: skip
    form = Sent(request.POST if request.method == "POST" else None, initial={"on": today()})
    return one_form(request, form=form, save=save, shown=shown)
