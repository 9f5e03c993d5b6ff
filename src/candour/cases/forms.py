"""What people fill in about a case: searching, opening, emergencies, access. Rules live in the services."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from candour.accounts.models import RoleHeld, Team, User
from candour.accounts.offering import offer
from candour.accounts.roles import MAY, Act
from candour.cases import chronology, queries, searching
from candour.cases.models import Case, CaseTeam, Record


def people_who(act: Act) -> QuerySet[User]:
    """People one of whose roles may do ``act``, by name."""
    held = RoleHeld.objects.filter(role__in=MAY[act], ended_at=None).values("user")
    return User.objects.filter(is_active=True, pk__in=held).order_by("name", "pk")


class Somebody(forms.ModelChoiceField):  # type: ignore[type-arg]  # not so at run time
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
        offer(self, "manager", people_who(Act.GRANT_ACCESS))
        offer(self, "teams", Team.objects.order_by("name"))


class Emergency(forms.Form):
    reference = forms.CharField(label="Reference of the case", max_length=60)
    reason = forms.CharField(
        label="What is the emergency?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="The manager of the case reads this today. Write why it cannot wait until somebody gives you access.",
    )


class ChangeCase(forms.Form):
    name = forms.CharField(label="Name", max_length=200, help_text="Whom the file is about, as colleagues know them.")
    manager = Somebody(
        label="Manager",
        queryset=User.objects.none(),
        help_text="Answers for the case, and is told when somebody opens it in an emergency.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "manager", people_who(Act.GRANT_ACCESS))


class Chronology(forms.Form):
    """Narrows ``some`` records. Types and authors are those of the records themselves."""

    type = forms.ChoiceField(label="Type", required=False)
    author = forms.ChoiceField(label="Author", required=False)
    only = forms.ChoiceField(label="Records", required=False, choices=[("", "All records"), *chronology.ONLY.items()])
    since = forms.DateField(label="Dated from", required=False, widget=forms.SelectDateWidget)
    until = forms.DateField(label="Dated to", required=False, widget=forms.SelectDateWidget)
    added = forms.DateField(label="Came into the file since", required=False, widget=forms.SelectDateWidget)

    def __init__(self, *args: Any, some: QuerySet[Record], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("type", "author"):
            there = [(value, value) for value in chronology.values(some, name)]
            offer(self, name, [("", f"Any {name}"), *there])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("since") and given.get("until") and given["since"] > given["until"]:
            self.add_error("until", "“Dated to” has to be the same day as “Dated from”, or a later one.")
        return given


class Reasoned(forms.Form):
    """Why something is ended; kept in the ledger of the case."""

    reason = forms.CharField(label="Reason", max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class Confirm(forms.Form):
    """Nothing to fill in: the button says it all."""


class AddTeam(Reasoned):
    team = forms.ModelChoiceField(label="Team", queryset=Team.objects.none(), empty_label="Choose a team")
    field_order = ("team", "reason")

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        there = CaseTeam.objects.filter(case=case, ended_at=None).values("team")
        offer(self, "team", Team.objects.exclude(pk__in=there).order_by("name"))


class GiveAccess(forms.Form):
    user = Somebody(label="Person", queryset=User.objects.none(), empty_label="Choose a person")
    purpose = forms.CharField(
        label="What do they need it for?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="For example: advice on the hearing of 3 March.",
    )
    last_day = forms.DateField(
        label="Last day",
        widget=forms.SelectDateWidget,
        help_text="When the need will be over, at most a year from now. For example, 27 3 2027.",
        error_messages={"required": "Give the last day of the access.", "invalid": "Give a day, as 27 3 2027."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "user", people_who(Act.SEE_CASES))


class SetBar(Reasoned):
    user = Somebody(label="Person", queryset=User.objects.none(), empty_label="Choose a person")
    field_order = ("user", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = "What is the conflict of interest?"
        self.fields["reason"].help_text = "For example: she is the child’s aunt."
        offer(self, "user", people_who(Act.SEE_CASES))


class Search(forms.Form):
    words = forms.CharField(
        label="Words to look for",
        max_length=searching.MOST,
        help_text="Use “quotes” for words that stand together, a minus before a word that must not be there, or “or”.",
        error_messages={"required": "Write at least one word to look for."},
    )

    def clean_words(self) -> str:
        """Typographic quotes count as quotes: many keyboards make nothing else."""
        return str(self.cleaned_data["words"]).translate({ord("“"): '"', ord("”"): '"', 0: " "})


class Explain(forms.Form):
    text = forms.CharField(
        label="What is known about it",
        max_length=1_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="For example: the paper file was lost in the flood of 2012. Leave it empty to take an explanation back.",
    )
