"""What is asked when a request is logged, one thing on a page. What may be chosen comes from the pack in force."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, ClassVar, cast

from django import forms
from django.utils.formats import date_format

from candour.access.explaining import named_day
from candour.access.models import Request, Way
from candour.accounts.models import Team, User
from candour.accounts.offering import offer
from candour.accounts.queries import teams, teams_of
from candour.cases.models import Case
from candour.ledger.clock import today
from candour.policy import Pack
from candour.policy.finding import NO_ORDER, Answer, Ask, find
from candour.policy.routes import ORDER_FACT

UNKNOWN = "unknown"
"""The answer to a question of a route that nobody can answer yet."""
_TEXT = {"rows": 5}


class Page(forms.Form):
    """One page. ``before``: what the pages before it were answered with."""

    heading: ClassVar[str] = ""
    lines: ClassVar[tuple[str, ...]] = ()
    warning: ClassVar[str] = ""

    def __init__(self, *args: Any, pack: Pack, before: Mapping[str, Any], user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pack, self.before, self.user = pack, before, user
        self.hints: dict[str, str] = {}
        """A sentence for the value of a choice."""
        self.prepare()

    def prepare(self) -> None:
        """Says what can be chosen."""

    @property
    def asks_more(self) -> bool:
        """Whether what was sent brings up a question that was not on the page."""
        return False

    def rows(self) -> Iterator[tuple[str, str]]:
        """Each question with its answer in words, once it is valid; no words where nothing was said."""
        for name, field in self.fields.items():
            yield str(field.label), _in_words(field, self.cleaned_data[name])


class Who(Page):
    heading = "Who asks?"
    requester = forms.ChoiceField(label="They are", help_text="What somebody may see depends on who they are.")
    name = forms.CharField(label="Name", max_length=200, help_text="As they gave it.")
    organisation = forms.CharField(
        label="Organisation",
        max_length=200,
        required=False,
        help_text="If they ask for one, such as a solicitor’s firm.",
    )

    def prepare(self) -> None:
        there = [(each.id, each.title) for each in self.pack.access.requesters.values()]
        offer(self, "requester", [("", "Choose who asks"), *there])


class About(Page):
    heading = "Whom is it about?"
    lines = ("If they ask for records about themselves, give their own name.",)
    about = forms.CharField(
        label="Name of the child or other person, or what it is about",
        max_length=200,
        error_messages={"required": "Say whom the request is about, as far as you know"},
    )
    about_born = forms.CharField(
        label="Date of birth", max_length=40, required=False, help_text="As they said it. An approximate one will do."
    )
    case_file = forms.CharField(
        label="Reference of the case file",
        max_length=60,
        required=False,
        help_text="If you know it, and can see the case. Otherwise leave it empty: it can be linked later.",
    )

    def clean_case_file(self) -> Case | None:
        """Only one that the person may see: the database knows no other."""
        reference = str(self.cleaned_data["case_file"]).strip()
        if not reference:
            return None
        found = Case.objects.filter(reference__iexact=reference).first()
        if found is None:
            raise forms.ValidationError(
                "You can see no case file with this reference. Check it, or leave it empty and link the case file later"
            )
        return found


class Context(Page):
    heading = "What is it for?"
    context = forms.ChoiceField(label="They ask for, or in the course of", widget=forms.RadioSelect)

    def prepare(self) -> None:
        access = self.pack.access
        fitting = {
            each for route in access.routes if self.before["requester"] in route.requester for each in route.context
        }
        offer(self, "context", [(each.id, each.title) for each in access.contexts.values() if each.id in fitting])


class Orders(Page):
    heading = "Are there orders of a court that bear on whoever asks?"
    lines = (
        "Ask them, and look into the case file. An order can decide what they may be told, and where it may be sent.",
    )
    order = forms.MultipleChoiceField(
        label="Orders that bear on them",
        widget=forms.CheckboxSelectMultiple,
        help_text="Tick all that there are.",
        error_messages={"required": "Tick the orders that there are, or that it was asked and there is none"},
    )

    def prepare(self) -> None:
        orders = self.pack.access.orders.values()
        offer(self, "order", [*((each.id, each.title) for each in orders), (NO_ORDER, "It was asked: there is none")])
        self.hints = {each.id: each.explanation for each in orders}

    def clean_order(self) -> list[str]:
        chosen = list(self.cleaned_data["order"])
        if NO_ORDER in chosen and len(chosen) > 1:
            raise forms.ValidationError("Either tick the orders that there are, or that there is none")
        return chosen


class Facts(Page):
    """Only what the route, or what has to be shown, depends on; an answer can bring up another question."""

    heading = "What do you know about it?"
    lines = ("The rule that applies depends on this. Say so if you do not know it yet: nothing is assumed.",)

    def prepare(self) -> None:
        given = self.data if self.is_bound else self.initial
        for ask in asks(self.pack, self.before, given):
            self.fields[ask.fact] = forms.ChoiceField(
                label=ask.question,
                choices=[*ask.values.items(), (UNKNOWN, "Not known yet")],
                widget=forms.RadioSelect,
            )

    @property
    def asks_more(self) -> bool:
        return any(name not in self.data for name in self.fields) and any(name in self.data for name in self.fields)


class Contact(Page):
    heading = "How can they safely be reached?"
    lines = ("Ask them. Do not take it from the letterhead, the e-mail or the case file.",)
    warning = "A letter, call or message to the wrong place can put somebody in danger: a partner, parent or neighbour may see it."
    contact_way = forms.ChoiceField(label="The way that is safe", choices=Way.choices, widget=forms.RadioSelect)
    contact = forms.CharField(
        label="Address, number or person",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Give the address or number that is safe to use"},
    )
    contact_never = forms.CharField(
        label="What must never be used",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Such as a shared telephone, or the address where they live. Leave it empty if there is nothing.",
    )


class Wants(Page):
    heading = "What do they ask for?"
    wants = forms.CharField(
        label="What they want, in their own words",
        required=False,
        widget=forms.Textarea(attrs=_TEXT),
        max_length=10_000,
    )
    received_on = forms.DateField(
        label="When did it come?",
        widget=forms.SelectDateWidget,
        help_text="The day on which it reached anybody in the council. Its time counts from then.",
    )
    their_reference = forms.CharField(label="Their reference", max_length=100, required=False)
    stated_on = forms.DateField(
        label="By which day do they want the answer?",
        widget=forms.SelectDateWidget,
        required=False,
        help_text="As the letter or order says. Leave it empty if it names none, and ask them.",
    )
    team = forms.ModelChoiceField(
        label="Which team handles it?",
        queryset=Team.objects.none(),
        to_field_name="key",
        empty_label="Choose a team",
        help_text="Everybody in this team sees the request.",
    )

    def prepare(self) -> None:
        offer(self, "team", teams())
        self.fields["received_on"].initial = today()
        own = list(teams_of(self.user)[:2])
        if len(own) == 1:
            self.fields["team"].initial = own[0].key
        if not named_day(self.pack, answer_to(self.pack, self.before)):
            del self.fields["stated_on"]

    def clean_received_on(self) -> Any:
        day = self.cleaned_data["received_on"]
        if day > today():
            raise forms.ValidationError("The request cannot have come on a day that is yet to come")
        return day


class Save(forms.Form):
    """Whether it repeats a request that is there already, where there is one like it."""

    same_as = forms.ChoiceField(
        label="Is it one of these?",
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether it repeats one of these requests"},
    )

    def __init__(self, *args: Any, alike: list[Request], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.alike = {each.key: each for each in alike}
        if not alike:
            del self.fields["same_as"]
            return
        offer(
            self,
            "same_as",
            [
                ("new", "No, it is a new request"),
                *((key, f"It repeats {each.reference}") for key, each in self.alike.items()),
            ],
        )

    @property
    def repeats(self) -> Request | None:
        return self.alike.get(self.cleaned_data.get("same_as", ""))


PAGES: Mapping[str, type[Page]] = {
    "who": Who, "about": About, "context": Context, "orders": Orders, "facts": Facts, "contact": Contact, "wants": Wants,
}  # fmt: skip
"""In the order in which they are asked; orders come before facts, since one can lead to another route."""


def _in_words(field: Any, value: Any) -> str:
    if isinstance(value, Team):
        return value.name
    if isinstance(value, Case):
        return f"{value.reference}: {value.name}"
    if isinstance(value, date):
        return date_format(value)
    if isinstance(field, forms.ChoiceField):
        titles = dict(cast(Iterable[tuple[str, str]], field.choices))
        return "; ".join(str(titles[each]) for each in (value if isinstance(value, list) else [value]))
    return str(value or "")


def known(pack: Pack, answers: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """What is known of the facts, without those that nobody can answer yet."""
    found = {ORDER_FACT: tuple(answers["order"])} if answers.get("order") else {}
    facts = {fact: answers.get(fact) for fact in pack.access.facts}
    return {**found, **{fact: (value,) for fact, value in facts.items() if value and value != UNKNOWN}}


def answer_to(pack: Pack, answers: Mapping[str, Any]) -> Answer:
    facts = {fact: frozenset(values) for fact, values in known(pack, answers).items()}
    return find(pack.access, requester=answers["requester"], context=answers["context"], facts=facts)


def asks(pack: Pack, before: Mapping[str, Any], given: Mapping[str, Any]) -> Iterator[Ask]:
    """The questions that matter, as far as ``given`` answers them: each answer can bring up more."""
    answered = dict(before)
    seen: set[str] = set()
    while new := [each for each in answer_to(pack, answered).asks if each.fact not in seen and each.fact != ORDER_FACT]:
        for each in new:
            yield each
            seen.add(each.fact)
            value = given.get(each.fact)
            if value in each.values:
                answered[each.fact] = value
