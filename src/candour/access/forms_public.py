"""What the public form asks, one thing on a page. Nothing is kept before it is sent: the pages carry the answers along."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from django import forms

from candour.access.arrivals_words import LABELS, ORDERS, WHO, words_of
from candour.access.models import Way
from candour.accounts.offering import offer

_LONGEST = 5_000
_ROWS = {"rows": 3}


class Page(forms.Form):
    """One page. ``said``: what was answered on the others."""

    heading: ClassVar[str] = ""
    lines: ClassVar[tuple[str, ...]] = ()
    warning: ClassVar[str] = ""

    def __init__(self, *args: Any, said: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.said = said
        self.hints: Mapping[str, str] = {}
        self.prepare()

    def prepare(self) -> None:
        """Asks what fits to the answers on other pages."""

    def rows(self) -> Iterator[tuple[str, str]]:
        """Each question with its answer in words."""
        for name, field in self.fields.items():
            yield str(field.label or LABELS[name]), words_of(name, str(self.cleaned_data[name]))


class Who(Page):
    heading = "Who are you?"
    who = forms.ChoiceField(
        label="Which of these is closest to you?",
        choices=[(value, each.words) for value, each in WHO.items()],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose which is closest to you"},
    )
    name = forms.CharField(label="Your name", max_length=200, error_messages={"required": "Give your name"})
    organisation = forms.CharField(
        label="Your organisation", max_length=200, required=False, help_text="Only if you write for one."
    )


class About(Page):
    heading = "Who is it about?"
    lines = ("This helps us to find the right records. Leave out what you do not know.",)
    about = forms.CharField(
        label="Name of the person the records are about",
        max_length=200,
        error_messages={"required": "Give the name of the person the records are about, as far as you know it"},
    )
    about_born = forms.CharField(
        label="Date of birth", max_length=40, required=False, help_text="For example 27 March 1998, or about 1998."
    )
    other_names = forms.CharField(
        label="Other names they had, and places where they lived",
        max_length=1_000,
        required=False,
        widget=forms.Textarea(attrs=_ROWS),
        help_text="Such as a name at birth, or towns, children’s homes and schools.",
    )
    relation = forms.CharField(
        label="What are you to this person, and why can you ask for them?",
        max_length=1_000,
        widget=forms.Textarea(attrs=_ROWS),
        help_text="For example: I am her mother. Or: I am his solicitor, and he has signed that I may. We may ask to see it later.",
        error_messages={"required": "Say what you are to this person"},
    )

    def prepare(self) -> None:
        who = WHO.get(self.said.get("who", ""))
        if who and who.about_self:
            del self.fields["relation"], self.fields["about"]
            self.fields["about_born"].label = "Your date of birth"
            self.fields["other_names"].label = "Other names you had, and places where you lived"


class Wants(Page):
    heading = "What do you want?"
    lines = (
        "Say it in your own words. You do not have to say why you want it.",
        "If you do not want everything, say which years or which things. We can find those sooner.",
    )
    wants = forms.CharField(
        label="What you want",
        max_length=_LONGEST,
        widget=forms.Textarea(attrs={"rows": 7}),
        error_messages={"required": "Say what you want"},
    )


class Contact(Page):
    heading = "How can we safely reach you?"
    lines = ("We use only the way that you choose here.",)
    warning = "Think of who else can open your letters, read your e-mails or pick up your telephone."
    contact_way = forms.ChoiceField(
        label="The way that is safe for you",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the way that is safe for you"},
    )
    contact = forms.CharField(
        label="The address, number or person",
        max_length=500,
        widget=forms.Textarea(attrs=_ROWS),
        help_text="With times at which it is safe, if that matters.",
        error_messages={"required": "Give the address, number or person"},
    )
    contact_never = forms.CharField(
        label="Is there anything that we must never use?",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs=_ROWS),
        help_text="Such as an old address, or a telephone that somebody else answers. Leave it empty if there is nothing.",
    )

    def prepare(self) -> None:
        offer(self, "contact_way", [(way.value, way.label) for way in Way if way is not Way.PERSON])


class Orders(Page):
    heading = "Is there a court order?"
    lines = (
        "For example one that says that somebody must not contact somebody else, where a child lives, or that a child was adopted.",
        "It decides what we can send, and where. You can ask whatever it is.",
    )
    orders = forms.ChoiceField(
        label="Is there an order about you, or about the person the records are about?",
        choices=list(ORDERS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether there is a court order. You can say that you do not know"},
    )
    orders_more = forms.CharField(
        label="What you know about it",
        max_length=1_000,
        required=False,
        widget=forms.Textarea(attrs=_ROWS),
        help_text="Such as what it says, which court made it and when.",
    )


class Support(Page):
    heading = "Do you need help, or another format?"
    lines = ("Records can be hard to read. Somebody can go through them with you.",)
    support = forms.CharField(
        label="What would help you",
        max_length=1_000,
        required=False,
        widget=forms.Textarea(attrs=_ROWS),
        help_text="Such as large print, another language, or a person beside you. Leave it empty if you need nothing.",
    )


PAGES: Mapping[str, type[Page]] = {
    "who": Who, "about": About, "wants": Wants, "contact": Contact, "orders": Orders, "support": Support,
}  # fmt: skip
FIELDS = tuple(dict.fromkeys(name for page in PAGES.values() for name in page.base_fields))
