"""What people fill in about the views of who was kept out, and about the text that is sent instead of a record."""

from __future__ import annotations

from typing import Any

from django import forms

from candour.ledger.clock import today
from candour.meetings.informing import LONGEST
from candour.meetings.models import Attendee, Meeting, Views


class NoteViews(forms.Form):
    views = forms.ChoiceField(
        label="What came of their views?", choices=[each for each in Views.choices if each[0]], widget=forms.RadioSelect
    )
    text = forms.CharField(
        label="Their views",
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="In their own words where you have them. If they gave none: how and when they were offered it.",
    )
    presented_by = forms.CharField(
        label="Who put them to the meeting?", max_length=200, required=False, help_text="Only if they were presented."
    )
    presented_on = forms.DateField(
        label="When?", required=False, widget=forms.SelectDateWidget, help_text="Only if they were presented."
    )

    def __init__(self, *args: Any, meeting: Meeting, attendee: Attendee, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = meeting.held_on if meeting.held_on <= today() else None
        self.initial = {
            "views": attendee.views, "text": attendee.views_text, "presented_by": attendee.presented_by,
            "presented_on": attendee.presented_on or held,
        }  # fmt: skip


class WriteInformation(forms.Form):
    text = forms.CharField(
        label="Text",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 18}),
        help_text="A line that begins with “# ” is a heading, one with “- ” an item of a list. An empty line begins a new "
        "paragraph. Their name, the meeting, the day and your names are put around it.",
    )
    after = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class AgreeInformation(forms.Form):
    read = forms.BooleanField(
        label="I have read it. Nothing in it lets them find where the child lives: no school, nursery, surgery or children’s "
        "centre, no part of a postcode, no carer’s place of work.",
        error_messages={"required": "Read it with that in mind, and say so."},
    )
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
