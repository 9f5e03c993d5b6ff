"""What people fill in about a case: searching, opening, emergencies, access. Rules live in the services."""

from __future__ import annotations

from typing import Any

from django import forms

from candour.accounts.models import RoleHeld, Team, User
from candour.accounts.roles import MAY, Act
from candour.cases import queries


def people_who_may(act: Act) -> list[int]:
    """Numbers of the people one of whose roles may do ``act``."""
    return list(RoleHeld.objects.filter(role__in=MAY[act], ended_at=None).values_list("user", flat=True))


class Somebody(forms.ModelChoiceField):
    """A person who uses Candour, by name and address."""

    def label_from_instance(self, obj: User) -> str:
        return f"{obj.name} ({obj.email})"


class Narrow(forms.Form):
    """Narrows the list of cases."""

    text = forms.CharField(label="Reference or name", max_length=200, required=False)
    team = forms.ChoiceField(label="Team", required=False)
    state = forms.ChoiceField(label="State", required=False, choices=[("", "Any state"), *queries.STATES.items()])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        teams = [(str(team.pk), team.name) for team in queries.teams_with_cases()]
        self.fields["team"] = forms.ChoiceField(label="Team", required=False, choices=[("", "Any team"), *teams])
        self.order_fields(["text", "team", "state"])


class OpenCase(forms.Form):
    reference = forms.CharField(
        label="Reference", max_length=60, help_text="The number that your case-management system gives this case."
    )
    name = forms.CharField(label="Name", max_length=200, help_text="Whom the file is about, as colleagues know them.")
    manager = Somebody(
        label="Manager",
        queryset=User.objects.none(),
        empty_label="Choose a manager",
        help_text="Answers for the case, and is told when somebody opens it in an emergency.",
    )
    teams = forms.ModelMultipleChoiceField(
        label="Teams",
        queryset=Team.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Everybody in these teams will see the case. You can change this later.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["manager"].queryset = managers()  # type: ignore[attr-defined]
        self.fields["teams"].queryset = Team.objects.order_by("name")  # type: ignore[attr-defined]


def managers() -> Any:
    """People who can answer for a case: they may say who sees it."""
    return User.objects.filter(is_active=True, pk__in=people_who_may(Act.GRANT_ACCESS)).order_by("name", "pk")


class Emergency(forms.Form):
    reference = forms.CharField(label="Reference of the case", max_length=60)
    reason = forms.CharField(
        label="What is the emergency?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="The manager of the case reads this today. Write why it cannot wait until somebody gives you access.",
    )
