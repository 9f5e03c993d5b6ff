"""What is filled in to write a letter: what it is about, its subject and its text. The services say what may be done."""

from __future__ import annotations

from typing import Any

from django import forms

from candour.access.forms_steps import day, line
from candour.access.letters_kept import LONGEST_BODY, LONGEST_SUBJECT
from candour.access.letters_known import on
from candour.access.models import Complaint, Consultation, Request
from candour.accounts.offering import offer
from candour.policy.placeholders import COMPLAINT, CONSULTATION


class _Consulted(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic when it runs
    def label_from_instance(self, obj: Consultation) -> str:
        return f"{obj.name}, asked on {on(obj.asked_on)}"


class _Complaints(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic when it runs
    def label_from_instance(self, obj: Complaint) -> str:
        return f"{obj.get_kind_display()} of {on(obj.received_on)}"


class Begin(forms.Form):
    """Which person or complaint the letter is about; nothing to fill in for the others."""

    def __init__(self, *args: Any, request: Request, of: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if of == CONSULTATION:
            asked = request.consultations.exclude(asked_on=None).order_by("pk")
            self.fields[of] = _Consulted(
                label="Who is asked?", queryset=asked.none(), widget=forms.RadioSelect, empty_label=None
            )
            offer(self, of, asked)
        elif of == COMPLAINT:
            there = request.complaints.order_by("pk")
            self.fields[of] = _Complaints(
                label="Which complaint or review?", queryset=there.none(), widget=forms.RadioSelect, empty_label=None
            )
            offer(self, of, there)


class Posted(forms.Form):
    on = day("On which day was it sent?")
    how = line("How was it sent?", hint="By which way, and a number to follow it if there is one. No address.")


class Text(forms.Form):
    """``version``: the one that was changed."""

    subject = forms.CharField(label="Subject", max_length=LONGEST_SUBJECT)
    body = forms.CharField(
        label="Text",
        max_length=LONGEST_BODY,
        widget=forms.Textarea(attrs={"rows": 30}),
        help_text="A line that begins with “# ” is a heading, one that begins with “- ” an item of a list. An empty line "
        "begins a new paragraph. The letterhead, the address, the day and the references are put above it.",
    )
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
