"""The text that is sent instead of a record: read, written, agreed to, and as files."""

from __future__ import annotations

from typing import Any

from django.forms import Form
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from candour.accounts.gate import BOTH, WRITE, AuthorisedRequest
from candour.cases.printed import parts
from candour.cases.views.forming import one_form, saved
from candour.meetings import informing
from candour.meetings.deciding import decides
from candour.meetings.distribution import Line, sending_of
from candour.meetings.duties import Step, StepRefused, may
from candour.meetings.forms_informing import AgreeInformation, WriteInformation
from candour.meetings.gate import on_meeting
from candour.meetings.locating import hindrances
from candour.meetings.models import Attendee, Information, Instruction, Meeting, Thing
from candour.meetings.sending import line_of
from candour.meetings.views.attending import around_person, done_with, one_of


@on_meeting()
def information(request: AuthorisedRequest, meeting: Meeting, who: str) -> HttpResponse:
    attendee, line = _of(meeting, who)
    return _page(request, meeting, attendee, line)


def _page(
    request: AuthorisedRequest, meeting: Meeting, attendee: Attendee, line: Line, *, form: Form | None = None
) -> HttpResponse:
    """``form``: one that was sent and could not be saved."""
    text, sent = line.text, sending_of(line)
    writes = decides(meeting, line, by=request.user) and may(meeting, Step.DECIDE, by=request.user) and sent is None
    waits = text.waits_for(meeting) if text else []
    agrees = writes and request.user in waits
    if form is None and agrees and text:
        form = AgreeInformation(initial={"version": text.it.version})
    earlier = Information.objects.filter(attendee=attendee).select_related("by").order_by("-version")
    told = {
        "attendee": attendee, "line": line, "text": text, "parts": parts(text.it.text) if text else [], "waits": waits,
        "agreed": text is not None and text.agreed(meeting), "writes": writes, "form": form, "sending": sent,
        "earlier": [(each, parts(each.text)) for each in earlier if text is None or each.pk != text.it.pk],
        "against": hindrances(attendee, text.it.text) if text and sent is None else [],
        "may_download": _may_download(request, meeting, line),
        **around_person(meeting, attendee),
    }  # fmt: skip
    return render(request, "meetings/information.html", told, status=422 if form is not None and form.errors else 200)


@on_meeting(Step.DECIDE, methods=BOTH)
def write(request: AuthorisedRequest, meeting: Meeting, who: str) -> HttpResponse:
    attendee, line = _of(meeting, who)
    last = Information.objects.filter(attendee=attendee).order_by("-version").first()
    now = {"text": last.text if last else "", "after": last.version if last else 0}
    form = WriteInformation(request.POST if request.method == "POST" else None, initial=now)

    def save(answers: dict[str, Any]) -> str:
        informing.write(by=request.user, attendee=attendee, **answers)
        done_with(request, meeting, attendee, "Saved. Both of you read and agree to this version.")
        return address_of(meeting, attendee)

    told = {
        "heading": f"What {attendee.name} gets instead of the record", "button": "Save this version", "line": line,
        **around_person(meeting, attendee), "back": address_of(meeting, attendee),
    }  # fmt: skip
    return one_form(request, form=form, save=save, shown=told, template="meetings/information_write.html")


@on_meeting(Step.DECIDE, methods=WRITE)
def agree(request: AuthorisedRequest, meeting: Meeting, who: str) -> HttpResponse:
    attendee, line = _of(meeting, who)
    form = AgreeInformation(request.POST)

    def save(answers: dict[str, Any]) -> str:
        informing.agree(by=request.user, attendee=attendee, version=answers["version"])
        done_with(request, meeting, attendee, "You have agreed to this version.")
        return address_of(meeting, attendee)

    goes_to = saved(form, save) if form.is_valid() else ""
    return HttpResponseRedirect(goes_to) if goes_to else _page(request, meeting, attendee, line, form=form)


@on_meeting()
def file(request: AuthorisedRequest, meeting: Meeting, who: str, form: str) -> HttpResponse:
    attendee, _ = _of(meeting, who)
    if form not in informing.FORMS:
        raise Http404
    made = informing.download(by=request.user, attendee=attendee, form=form)
    named = {"Content-Disposition": f'attachment; filename="written-information.{form}"'}
    return HttpResponse(made, content_type=informing.FORMS[form][0], headers=named)


def _of(meeting: Meeting, who: str) -> tuple[Attendee, Line]:
    """Refused where nobody decided that they get a text."""
    attendee = one_of(meeting, who)
    line = line_of(meeting, attendee, Thing.RECORD)
    informing.decision_of(line)
    return attendee, line


def _may_download(request: AuthorisedRequest, meeting: Meeting, line: Line) -> bool:
    try:
        informing.guard_download(meeting, line, by=request.user)
    except StepRefused:
        return False
    told = Instruction.objects.filter(attendee=line.attendee, thing=Thing.RECORD, withdrawn_at=None)
    return decides(meeting, line, by=request.user) or told.exists()


def address_of(meeting: Meeting, attendee: Attendee) -> str:
    return reverse("meetings:information", args=[meeting.key, attendee.key])
