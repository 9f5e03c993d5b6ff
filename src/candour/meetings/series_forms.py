"""What people fill in about series of meetings, their sittings and agendas. Rules live in the services."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from candour.accounts.models import User
from candour.accounts.offering import offer
from candour.accounts.roles import Act
from candour.cases.forms import Somebody, people_who
from candour.meetings.series import Here, Item, Presence, Series, SeriesKind, Sitting
from candour.meetings.series_keeping import Terms
from candour.meetings.sitting import Attended
from candour.policy.recurring import NAMES


class TermsForm(forms.Form):
    name = forms.CharField(label="What are these meetings called?", max_length=200)
    kind = forms.ChoiceField(
        label="Kind",
        choices=SeriesKind.choices,
        widget=forms.RadioSelect,
        help_text="The agenda of a litigation meeting is made of open disclosure issues, and heads of litigation see it.",
    )
    every = forms.ChoiceField(
        label="How often are they held?", choices=[(each.value, name) for each, name in NAMES.items()], widget=forms.RadioSelect
    )  # fmt: skip
    first = forms.DateField(
        label="When is or was the first one?",
        widget=forms.SelectDateWidget,
        help_text="From its week, month, quarter or year on, one that is not held counts as missed.",
    )
    chair = Somebody(label="Chair", queryset=User.objects.none(), empty_label="Choose the chair")
    place = forms.CharField(label="Where are they usually held?", max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "chair", people_who(Act.SEE_ACTIONS))

    def terms(self) -> Terms:
        return Terms(**self.cleaned_data)


class AddMember(forms.Form):
    user = Somebody(label="Who belongs to it from now on?", queryset=User.objects.none(), empty_label="Choose a person")

    def __init__(self, *args: Any, series: Series, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        there = [each.user_id for each in series.members.all()]
        offer(self, "user", people_who(Act.SEE_ACTIONS).exclude(pk__in=there))


class EndSeries(forms.Form):
    on = forms.DateField(label="What was its last day?", widget=forms.SelectDateWidget)
    reason = forms.CharField(label="Why are no more held?", max_length=1_000, widget=forms.Textarea(attrs={"rows": 3}))


class PlanSitting(forms.Form):
    on = forms.DateField(label="On which day?", widget=forms.SelectDateWidget)
    place = forms.CharField(
        label="Where?", max_length=200, required=False, help_text="Leave it empty for the usual place."
    )


class CancelSitting(forms.Form):
    needed = forms.ChoiceField(
        label="Is another one needed in its place?",
        choices=[
            ("yes", "Yes, this time still needs a meeting"),
            ("no", "No, there is nothing to meet about this time"),
        ],
        widget=forms.RadioSelect,
        help_text="Only the chair can say that none is needed. Otherwise the time counts as missed if no other is held.",
    )
    reason = forms.CharField(label="Why is it not held?", max_length=1_000, widget=forms.Textarea(attrs={"rows": 3}))


class HoldSitting(forms.Form):
    """A question for each member; names for the others."""

    chaired_by = Somebody(label="Who was in the chair?", queryset=User.objects.none(), empty_label=None)
    others = forms.CharField(
        label="Who else was there?",
        required=False,
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Name and organisation or role, each on a line of its own.",
    )

    def __init__(self, *args: Any, sitting: Sitting, belongs: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        noted = list(Presence.objects.filter(sitting=sitting))
        known = {each.user_id: each.here for each in noted}
        self.of = {f"here_{each.pk}": each for each in belongs}
        for name, each in self.of.items():
            self.fields[name] = forms.ChoiceField(label=each.name, choices=Here.choices, widget=forms.RadioSelect)
        offer(self, "chaired_by", User.objects.filter(pk__in=[each.pk for each in belongs]).order_by("name", "pk"))
        self.initial = {
            "chaired_by": sitting.chaired_by or sitting.series.chair,
            "others": "\n".join(each.name for each in noted if each.user_id is None),
            **{name: known[each.pk] for name, each in self.of.items() if each.pk in known},
        }
        self.order_fields(["chaired_by", *self.of, "others"])

    def attended(self) -> Attended:
        given = self.cleaned_data
        members = {each.pk: given[name] for name, each in self.of.items()}
        return Attended(members, given["chaired_by"], tuple(given["others"].splitlines()))


class AddItem(forms.Form):
    title = forms.CharField(label="What is to be talked about?", max_length=500)
    why = forms.CharField(label="Why?", required=False, max_length=4_000, widget=forms.Textarea(attrs={"rows": 3}))


class SayNote(forms.Form):
    text = forms.CharField(label="What was said?", max_length=10_000, widget=forms.Textarea(attrs={"rows": 5}))


class SayDecision(forms.Form):
    text = forms.CharField(
        label="What was decided?",
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="A decision that was noted before stays to be seen, and this one takes its place.",
    )
    settles = forms.BooleanField(
        label="This settles the item: it does not come back on the next agenda", required=False
    )

    def __init__(self, *args: Any, item: Item, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if item.source:  # it comes back as long as it is open where it comes from
            del self.fields["settles"]
