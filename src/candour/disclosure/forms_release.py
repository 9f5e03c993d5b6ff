"""What is filled in on the pages of checking, approving, sending and collecting. The services say what may be done."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from candour.accounts.offering import offer
from candour.disclosure.enquiring import LONGEST
from candour.disclosure.models import Asking, Channel, Contact, Disclosure

_WORDS = forms.Textarea(attrs={"rows": 3})


class StartRound(forms.Form):
    """Every page, or a sample."""

    scope = forms.ChoiceField(
        label="How much do you check?", widget=forms.RadioSelect,
        choices=[("whole", "Every page"), ("sample", "A sample of pages")],
    )  # fmt: skip
    size = forms.IntegerField(
        label="How many pages in the sample?", required=False, min_value=1,
        help_text="Candour draws them. Anybody can draw the same pages again later.",
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("scope") == "sample" and not given.get("size") and "size" not in self.errors:
            self.add_error("size", "Say how many pages the sample has")
        return given


class Mark(forms.Form):
    agrees = forms.ChoiceField(choices=[("yes", "I agree"), ("no", "I do not agree")])
    note = forms.CharField(
        label="What should be different?", required=False, max_length=5000, widget=_WORDS,
        help_text="Needed when you do not agree. It stays in the house.",
    )  # fmt: skip


class Reason(forms.Form):
    """One sentence that others will depend on; ``label`` asks for it."""

    reason = forms.CharField(max_length=2000, widget=_WORDS)

    def __init__(self, *args: Any, label: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = label


class Letter(forms.Form):
    greeting = forms.CharField(
        label="Greeting", required=False, max_length=200, help_text="Stands above the letter, for example: Dear Sam"
    )
    contact = forms.CharField(
        label="Who to ask", required=False, max_length=500, widget=_WORDS,
        help_text="Empty: as the policy has it.",
    )  # fmt: skip
    paragraph = forms.CharField(
        label="One more paragraph", required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 8})
    )


class NewContact(forms.Form):
    channel = forms.ChoiceField(label="How?", widget=forms.RadioSelect, choices=Channel.choices)
    value = forms.CharField(
        label="Address or number", required=False, max_length=500,
        help_text="Only one that the recipient has told you is safe. Not needed in person.",
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("channel") == Channel.EMAIL and given.get("value"):
            try:
                forms.EmailField().clean(given["value"].strip())
            except forms.ValidationError:
                self.add_error("value", "Give an e-mail address in the form name@example.org")
        return given


class _Contacts(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic when it runs
    def label_from_instance(self, obj: Contact) -> str:
        return f"{obj.get_channel_display()}{f': {obj.value}' if obj.value else ''}"


class Deliver(forms.Form):
    link_to = _Contacts(
        label="The link goes to", queryset=Contact.objects.none(), widget=forms.RadioSelect, empty_label=None
    )
    code_to = _Contacts(
        label="The code goes to", queryset=Contact.objects.none(), widget=forms.RadioSelect, empty_label=None
    )
    last_day = forms.DateField(
        label="Last day",
        widget=forms.SelectDateWidget(),
        help_text="Within 90 days. After it the link no longer opens.",
    )

    def __init__(self, *args: Any, disclosure: Disclosure, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("link_to", "code_to"):
            offer(self, name, _safe(disclosure))


class AnotherCode(forms.Form):
    code_to = _Contacts(
        label="The new code goes to", queryset=Contact.objects.none(), widget=forms.RadioSelect, empty_label=None
    )

    def __init__(self, *args: Any, disclosure: Disclosure, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "again_%s")  # other forms of the page have a field of that name
        super().__init__(*args, **kwargs)
        offer(self, "code_to", _safe(disclosure))


class Extend(forms.Form):
    last_day = forms.DateField(
        label="New last day", widget=forms.SelectDateWidget(), help_text="Within 90 days from today."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "later_%s")  # another form of the page has a field of that name
        super().__init__(*args, **kwargs)


class EnterCode(forms.Form):
    code = forms.CharField(
        label="Your code", max_length=40,
        help_text="8 digits, which we told you in another way than the link.",
    )  # fmt: skip


class Enquire(forms.Form):
    kind = forms.ChoiceField(label="What is it about?", widget=forms.RadioSelect, choices=Asking.choices)
    text = forms.CharField(
        label="What would you like to say?", max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 6})
    )
    answer_to = forms.CharField(
        label="How may we answer you safely? (optional)", required=False, max_length=300,
        help_text="For example: text me, do not ring. We only use what you write here.",
    )  # fmt: skip


def _safe(disclosure: Disclosure) -> QuerySet[Contact]:
    return Contact.objects.filter(disclosure=disclosure, erased_at=None).order_by("pk")
