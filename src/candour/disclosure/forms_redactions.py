"""What is filled in to answer redactions. What may be answered, and by whom, is for the services to say."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from candour.accounts.offering import offer
from candour.policy import Pack

_WORDS = forms.Textarea(attrs={"rows": 3})
_OF_PAGES = (
    ("withhold", "Withhold the page"), ("duplicate", "Leave out: a duplicate"), ("out_of_scope", "Leave out: not asked for"),
    ("later_stage", "Comes in a later stage"),
)  # fmt: skip
SHOWN = (
    ("open", "Not answered yet"), ("awaiting", "Awaiting a lawyer"), ("sent_back", "Sent back"),
    ("unexplained", "Without an explanation"), ("answered", "Answered"), ("all", "All"),
)  # fmt: skip


class Which(forms.Form):
    """Hidden: what is answered, as it was seen."""

    shown = forms.CharField(max_length=64, widget=forms.HiddenInput)
    group = forms.CharField(max_length=16, required=False, widget=forms.HiddenInput)
    about = forms.CharField(max_length=10, required=False, widget=forms.HiddenInput)
    item = forms.CharField(max_length=220, required=False, widget=forms.HiddenInput)


class Approve(Which):
    explanation = forms.CharField(
        label="Why does it have to be left out?", required=False, max_length=2000, widget=_WORDS,
        help_text="In your own words, for whoever asks the council to explain it. Name nobody who is protected.",
    )  # fmt: skip


class Explain(Approve):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["explanation"].required = True


class Change(Which):
    action = forms.ChoiceField(label="What is done with the page", required=False, choices=_OF_PAGES)
    ground = forms.ChoiceField(label="The right reason")
    why = forms.CharField(label="Explanation", max_length=2000, widget=_WORDS)

    def __init__(self, *args: Any, pack: Pack, page: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "ground", [("", "Choose a reason"), *((each.id, each.title) for each in pack.grounds.values())])
        if not page:
            del self.fields["action"]


class Lift(Which):
    lift_reason = forms.CharField(label="Why does it not have to be left out?", max_length=2000, widget=_WORDS)


class SendBack(Which):
    back_reason = forms.CharField(
        label="What is wrong with it, or what do you need to know?", max_length=2000, widget=_WORDS
    )


class Filter(forms.Form):
    show = forms.ChoiceField(label="Show", required=False, choices=SHOWN)
    ground = forms.ChoiceField(label="Reason", required=False)
    author = forms.ChoiceField(label="Decided by", required=False)

    def __init__(
        self, *args: Any, grounds: Iterable[tuple[str, str]], authors: Iterable[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "ground", [("", "Every reason"), *grounds])
        offer(self, "author", [("", "Everybody"), *authors])


class FilterAll(Filter):
    """Over all disclosures: of one case as well."""

    case = forms.ChoiceField(label="Case", required=False)
    field_order = ("case", "ground", "author")

    def __init__(self, *args: Any, cases: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["show"]
        offer(self, "case", [("", "Every case"), *cases])
