"""What people fill in about tokens of other systems. Rules live in the services."""

from __future__ import annotations

from typing import Any

from django import forms

from candour.accounts.models import Team, User
from candour.accounts.offering import offer
from candour.cases import tokens


class MakeToken(forms.Form):
    name = forms.CharField(label="Which system", max_length=200, help_text="For example: Liquidlogic, nightly export")
    team: forms.ModelChoiceField[Team] = forms.ModelChoiceField(
        label="Team",
        queryset=Team.objects.none(),
        empty_label="Choose a team",
        help_text="It can add files to every case of this team, and to no other, and hand in requests for it. Choose one of your teams.",
    )
    last_day = forms.DateField(
        label="Last day",
        widget=forms.SelectDateWidget,
        help_text="Within the next year. For example, 27 3 2027",
        error_messages={"required": "Give the last day", "invalid": "The last day is not a date"},
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "team", tokens.teams(user=user))
