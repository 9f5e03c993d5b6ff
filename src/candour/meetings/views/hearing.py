"""The views of somebody who was kept out: recorded, and noted as presented."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from candour.accounts.gate import BOTH, AuthorisedRequest
from candour.accounts.roles import Act
from candour.cases.views.forming import one_form
from candour.meetings.forms_informing import NoteViews
from candour.meetings.gate import on_meeting
from candour.meetings.hearing import Heard, note_views
from candour.meetings.models import Meeting
from candour.meetings.views.attending import around_person, done_with, one_of


@on_meeting(act=Act.KEEP_MEETINGS, methods=BOTH)
def views(request: AuthorisedRequest, meeting: Meeting, who: str) -> HttpResponse:
    attendee = one_of(meeting, who)
    form = NoteViews(request.POST if request.method == "POST" else None, meeting=meeting, attendee=attendee)

    def save(answers: dict[str, Any]) -> str:
        note_views(by=request.user, attendee=attendee, heard=Heard(**answers))
        return done_with(request, meeting, attendee, "Their views are noted.")

    told = {
        "heading": f"The views of {attendee.name}", "button": "Save", **around_person(meeting, attendee),
        "lines": [
            "Whoever is kept out of a meeting can have their views recorded and put to it. The chair decides about the record "
            "when that is done. A change takes back what the chair decided about it before."
        ],
    }  # fmt: skip
    return one_form(request, form=form, save=save, shown=told)
