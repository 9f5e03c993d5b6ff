"""The views of somebody who was kept out: as they were recorded, and by whom and when they were put to the meeting.

Who recorded them is known; a change takes back what the chair decided of the record on other views.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from candour.accounts.gate import check
from candour.accounts.models import User
from candour.accounts.roles import Act
from candour.cases.reasons import words
from candour.engine.errors import BadInput, Refused
from candour.ledger.acting import record
from candour.ledger.clock import now, today
from candour.ledger.verbs import Verb
from candour.meetings.attending import not_sent, take_back
from candour.meetings.entering import locked
from candour.meetings.models import Attendee, Meeting, Thing, Views


@dataclass(frozen=True, slots=True)
class Heard:
    """``text``: what they said; of who gave no views, how and when they were offered it."""

    views: str
    text: str
    presented_by: str = ""
    presented_on: date | None = None


def note_views(*, by: User, attendee: Attendee, heard: Heard) -> None:
    """BadInput for what does not go together, Refused for who was not kept out or has the record."""
    check(by, Act.KEEP_MEETINGS)
    there = locked(attendee.meeting)
    not_sent(attendee, Thing.RECORD)
    if attendee.excluded_at is None:
        raise Refused(
            "The chair did not keep this person out.",
            means="Their views are recorded here because they cannot give them in the room.",
            do="If they were kept out, the chair says so first.",
        )
    text = _text(heard)
    presented = heard.views == Views.PRESENTED
    if presented:
        _check_presented(there, heard)
    Attendee.objects.filter(pk=attendee.pk).update(
        views=heard.views, views_text=text, views_by=by, views_at=now(),
        presented_by=" ".join(heard.presented_by.split()) if presented else "",
        presented_on=heard.presented_on if presented else None,
    )  # fmt: skip
    take_back(attendee, by=by, thing=Thing.RECORD)
    record(
        Verb.MEETING_VIEWS_NOTED, case=there.case_id, object=f"meeting:{there.pk}", attendee=attendee.pk,
        views=str(heard.views),
    )  # fmt: skip


def _text(heard: Heard) -> str:
    if heard.views not in Views.values or heard.views == Views.NOT_NOTED:
        raise BadInput("It is not said what came of their views.", do="Choose one of the answers.")
    if heard.views == Views.NONE_GIVEN:
        return words(heard.text, "Say how and when they were offered to give their views.")
    text = heard.text.replace("\r\n", "\n").strip()
    if not text:
        raise BadInput("Their views are not recorded yet.", do="Write what they want the meeting to know.")
    return text


def _check_presented(meeting: Meeting, heard: Heard) -> None:
    if not heard.presented_by.strip():
        raise BadInput("Nobody has said who put their views to the meeting.", do="Write who did.")
    if heard.presented_on is None or not meeting.held_on <= heard.presented_on <= today():
        raise BadInput(
            "Views are put to a meeting on the day it is held, or when it goes on.",
            do="Give a day between the meeting and today.",
        )
