"""Forms of the pages about people and the ledger. They check the shape only; the services say what is allowed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms

from candour.accounts.models import Team, User
from candour.accounts.offering import offer
from candour.accounts.queries import people, teams
from candour.accounts.roles import NAMES, Role
from candour.engine.errors import CandourError
from candour.ledger.acting import attempt

ROLES = [(role.value, NAMES[role]) for role in Role]


def done(form: forms.Form, do: Callable[[], object]) -> bool:
    """Whether ``do`` worked; otherwise the form says why not, and nothing of it was done."""
    try:
        with attempt():
            do()
    except CandourError as error:
        form.add_error(None, str(error))
        return False
    return True


class PersonForm(forms.Form):
    name = forms.CharField(
        max_length=200,
        label="Name",
        help_text="The name that colleagues know.",
        error_messages={"required": "Enter the person’s name"},
    )
    email = forms.EmailField(
        max_length=254,
        label="E-mail address",
        help_text="They sign in with it, and get a link to set a password there.",
        error_messages={
            "required": "Enter an e-mail address",
            "invalid": "Enter an e-mail address in the form name@council.example",
        },
    )


class RolesForm(forms.Form):
    roles = forms.MultipleChoiceField(
        choices=ROLES,
        required=False,
        label="Roles",
        widget=forms.CheckboxSelectMultiple,
        help_text="What somebody may do at all. Which cases they see depends on their teams.",
    )

    def chosen(self) -> set[Role]:
        return {Role(role) for role in self.cleaned_data["roles"]}


class TeamsForm(forms.Form):
    teams: forms.ModelMultipleChoiceField[Team] = forms.ModelMultipleChoiceField(
        queryset=Team.objects.none(),
        required=False,
        label="Teams",
        widget=forms.CheckboxSelectMultiple,
        to_field_name="key",
        help_text="Everybody in a team sees the cases of that team.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "teams", teams())


class NewPersonForm(TeamsForm, RolesForm, PersonForm):
    field_order = ("name", "email", "roles", "teams")


class TeamForm(forms.Form):
    name = forms.CharField(max_length=200, label="Name of the team", error_messages={"required": "Enter a name"})


class MembersForm(forms.Form):
    email = forms.EmailField(
        label="E-mail address of the person to put into the team",
        error_messages={
            "required": "Enter an e-mail address",
            "invalid": "Enter an e-mail address in the form name@council.example",
        },
    )

    def clean_email(self) -> User:
        user = User.objects.filter(email__iexact=self.cleaned_data["email"]).first()
        if user is None:
            raise forms.ValidationError("Nobody with this address has been added")
        return user


class PeopleFilter(forms.Form):
    """Everything may be left empty; what cannot be read counts as empty."""

    words = forms.CharField(required=False, max_length=200, label="Name or e-mail address")
    role = forms.ChoiceField(required=False, choices=[("", "Any role"), *ROLES], label="Role")
    team: forms.ModelChoiceField[Team] = forms.ModelChoiceField(
        queryset=Team.objects.none(), required=False, empty_label="Any team", label="Team", to_field_name="key"
    )
    access = forms.ChoiceField(
        required=False,
        choices=[("now", "People with access"), ("ended", "People whose access ended"), ("all", "Everybody")],
        label="Access",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "team", teams())

    def asked(self) -> dict[str, Any]:
        """What ``queries.people`` understands."""
        self.is_valid()
        given = self.cleaned_data
        access = given.get("access") or "now"
        return {
            "words": given.get("words", ""),
            "role": Role(given["role"]) if given.get("role") else None,
            "team": given.get("team"),
            "active": {"now": True, "ended": False}.get(access),
        }


class LedgerFilter(forms.Form):
    """By whom, what, and from which day to which (in England)."""

    person: forms.ModelChoiceField[User] = forms.ModelChoiceField(
        queryset=User.objects.none(), required=False, empty_label="Anybody", label="Who", to_field_name="key"
    )
    verb = forms.ChoiceField(required=False, label="What")
    first = forms.DateField(required=False, label="From", widget=forms.DateInput(attrs={"type": "date"}))
    last = forms.DateField(required=False, label="To", widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, verbs: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "person", people())
        offer(self, "verb", [("", "Anything"), *verbs])

    def clean_last(self) -> date | None:
        first: date | None = self.cleaned_data.get("first")
        last: date | None = self.cleaned_data["last"]
        if first and last and last < first:
            raise forms.ValidationError("The last day has to be the same as the first or later")
        return last
