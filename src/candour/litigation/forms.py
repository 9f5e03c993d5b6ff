"""What people fill in about a matter, who is in it and its dates. Rules live in the services."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from candour.accounts.models import RoleHeld, User
from candour.accounts.offering import offer
from candour.accounts.roles import MAY, Act
from candour.cases.forms import Somebody
from candour.cases.models import Person
from candour.ledger.clock import today
from candour.litigation.kinds import kinds
from candour.litigation.models import LEGAL, Capacity, Matter, Side
from candour.litigation.opening import Details
from candour.litigation.parties import Named
from candour.litigation.scope import cases_of
from candour.packs import in_force

_DAY = forms.SelectDateWidget


class MatterForm(forms.Form):
    """The details of the proceedings."""

    title = forms.CharField(
        label="What are the proceedings called?",
        max_length=300,
        help_text="As the court has it, such as R (KM) v Mosswick Council.",
    )
    court = forms.CharField(label="Court or tribunal", max_length=200, required=False)
    claim_number = forms.CharField(label="The court’s number", max_length=60, required=False)
    reference = forms.CharField(label="Legal’s own reference", max_length=60, required=False)
    issued_on = forms.DateField(
        label="When were proceedings issued?", required=False, widget=_DAY,
        help_text="Leave it empty until they are. The time that the law gives is counted from it.",
    )  # fmt: skip
    issues = forms.CharField(
        label="What is in dispute?", required=False, widget=forms.Textarea(attrs={"rows": 5}),
        help_text="As far as it decides which records are relevant.",
    )  # fmt: skip

    def details(self) -> Details:
        given = {name: self.cleaned_data[name] for name in MatterForm.base_fields}
        return Details(**given)


class OpenMatter(MatterForm):
    case = forms.CharField(
        label="Case number", max_length=60,
        help_text="The council’s own number. You need not see the case yet: you will from the moment you open the matter.",
    )  # fmt: skip
    kind = forms.ChoiceField(label="Kind of proceedings", widget=forms.RadioSelect)
    field_order = ("case", "kind")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        there = kinds(in_force.current(on=today()))
        offer(self, "kind", [(key, each.title) for key, each in there.items()])


class LinkCase(forms.Form):
    case = forms.CharField(label="Case number", max_length=60, help_text="The council’s own number.")


class Reasoned(forms.Form):
    """Why; it stands in the history."""

    reason = forms.CharField(label="Why?", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


class Ended(forms.Form):
    outcome = forms.CharField(label="How did it end?", max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))


class Join(forms.Form):
    user = Somebody(label="Person", queryset=User.objects.none(), empty_label="Choose a person")
    capacity = forms.ChoiceField(
        label="What are they in this matter?", choices=Capacity.choices, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = RoleHeld.objects.filter(role__in=MAY[Act.SEE_MATTERS], ended_at=None).values("user")
        offer(self, "user", User.objects.filter(is_active=True, pk__in=held).order_by("name", "pk"))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        user, capacity = given.get("user"), given.get("capacity")
        if user and capacity in LEGAL and not RoleHeld.objects.filter(
            user=user, role__in=MAY[Act.KEEP_MATTERS], ended_at=None
        ).exists():  # fmt: skip
            self.add_error("user", "Only somebody in Legal can be that. Choose another person, or another part.")
        return given


class PartyForm(forms.Form):
    name = forms.CharField(label="Name", max_length=200)
    side = forms.ChoiceField(label="What are they in the proceedings?", choices=Side.choices, widget=forms.RadioSelect)
    person = forms.ModelChoiceField(
        label="Who are they in the register of the case?", queryset=Person.objects.none(), required=False,
        empty_label="Nobody in it",
        help_text="Whatever is prepared for them from then on is overseen by a lawyer, a subject access request too.",
    )  # fmt: skip
    represented_by = forms.CharField(label="Solicitor or representative", max_length=300, required=False)

    def __init__(self, *args: Any, matter: Matter, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "person", registered(matter))

    def named(self) -> Named:
        return Named(**self.cleaned_data)


def registered(matter: Matter) -> QuerySet[Person]:
    """Everybody in the registers of its cases."""
    found = Person.objects.filter(case__in=cases_of(matter), found=False, gone_at=None)
    return found.order_by("-child", "name", "pk")


class DateForm(forms.Form):
    title = forms.CharField(
        label="What happens?", max_length=200, help_text="Such as Acknowledgment of service, or Final hearing."
    )
    on = forms.DateField(label="When?", widget=_DAY)
    ordered = forms.BooleanField(label="A court ordered this date", required=False)


class MoveDate(forms.Form):
    to = forms.DateField(label="The new date", widget=_DAY)
    reason = forms.CharField(
        label="Why does it move, and who decided it?", max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )


class DoneOn(forms.Form):
    on = forms.DateField(label="When was it done?", widget=_DAY)
