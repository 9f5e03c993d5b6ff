"""What is filled in to sign, approve and file a statement, to name a gap, and to consider one document."""

from __future__ import annotations

from typing import Any

from django import forms

from candour.accounts.models import User
from candour.accounts.offering import offer
from candour.accounts.roles import Act
from candour.cases.forms import Somebody, people_who
from candour.litigation import considering, gaps

_DAY = forms.SelectDateWidget


class Seen(forms.Form):
    """``version``: of the words that stand on the page; another one is refused."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class Sign(Seen):
    confirmed = forms.BooleanField(
        label="I have read this statement as it stands here, and the statement of truth is mine"
    )


class FileIt(Seen):
    on = forms.DateField(label="When was it, or will it be today, filed with the court?", widget=_DAY)


class Consider(forms.Form):
    """``content``: of the document as it was shown; another one is refused."""

    content = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    reason = forms.CharField(
        label="What does this document mean for the statement?",
        max_length=considering.LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="In words of its own: why the statement mentions it or does not, and what in it helps or harms.",
    )


class NameGap(forms.Form):
    words = forms.CharField(
        label="What does the statement say about it?",
        max_length=gaps.LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="It stands in the statement itself, where the court and the other parties read it. Name nobody needlessly.",
    )
    reason = forms.CharField(
        label="Why can it not wait?", max_length=gaps.LONGEST, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Such as the deadline of the court’s order.",
    )  # fmt: skip
    owner = Somebody(
        label="Who puts it right?", queryset=User.objects.none(), empty_label="Choose somebody",
        help_text="It becomes their action.",
    )  # fmt: skip
    due = forms.DateField(label="By which day?", widget=_DAY)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "owner", people_who(Act.SEE_ACTIONS))
