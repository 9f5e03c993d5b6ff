"""What is filled in to say whom an unclear name means, and to enter a court order. The services say what may stand."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from candour.accounts.offering import offer
from candour.cases.models import Person
from candour.cases.plain import MARKS, ROLES
from candour.disclosure.models import Answer
from candour.disclosure.unclear_names import Unclear

_PERSON = "person:"
_OTHERS = [(Answer.SOMEBODY_ELSE.value, "Somebody else"), (Answer.CANNOT_TELL.value, "I cannot tell")]
_NONE = "Neither: somebody else"


class WhoIsIt(forms.Form):
    """One of those whom the name could mean, somebody else, or not to be told; for one mention or all alike."""

    who = forms.ChoiceField(
        label="Who is it?", widget=forms.RadioSelect, error_messages={"required": "Choose who it is."}
    )
    scope = forms.ChoiceField(label="Where?", widget=forms.RadioSelect, choices=[("all", "all"), ("one", "one")])
    shown_all = forms.CharField(max_length=32, widget=forms.HiddenInput)
    shown_one = forms.CharField(max_length=32, widget=forms.HiddenInput)
    last_all = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    last_one = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, group: Unclear, one: Unclear, people: Iterable[Person], scope: str = "all", **kwargs: Any
    ) -> None:
        seen = {"shown_all": group.shown, "last_all": group.last, "shown_one": one.shown, "last_one": one.last}
        kwargs["initial"] = {"scope": scope, **seen}
        super().__init__(*args, **kwargs)
        named = [(f"{_PERSON}{each.key}", f"{each.name} ({ROLES.get(each.role, each.role)})") for each in people]
        neither = _NONE if len(named) == 2 else _OTHERS[0][1]
        offer(self, "who", [*named, (_OTHERS[0][0], neither), _OTHERS[1]])
        everywhere = f"Everywhere it says the same: {group.total} mention{'s' if group.total != 1 else ''}"
        offer(self, "scope", [("all", everywhere), ("one", "Only this one mention")])

    def answer(self) -> tuple[Answer, str]:
        """What was chosen, and the key of the person."""
        given = str(self.cleaned_data["who"])
        if given.startswith(_PERSON):
            return Answer.PERSON, given.removeprefix(_PERSON)
        return Answer(given), ""


class CourtOrderForm(forms.Form):
    """As it stands in the order. ``person`` and what it lifts are checked against the register's marks."""

    person = forms.ChoiceField(
        label="Whose details does the order let them have?", widget=forms.RadioSelect,
        error_messages={"required": "Choose whose details the order names."},
    )  # fmt: skip
    fields_lifted = forms.MultipleChoiceField(
        label="What may they have by the order?", widget=forms.CheckboxSelectMultiple,
        choices=[(mark, name) for mark, (name, _) in MARKS.items()],
        help_text="Only what the order says in words. Everything else stays locked.",
        error_messages={"required": "Choose what the order lets them have."},
    )  # fmt: skip
    court = forms.CharField(label="Which court made it?", max_length=200)
    number = forms.CharField(label="Number of the case at the court", max_length=100)
    dated = forms.DateField(label="Date of the order", widget=forms.SelectDateWidget)
    place = forms.IntegerField(
        label="Where it is in this case file (optional)", required=False, min_value=1,
        help_text="The number of the page in the review where the order begins.",
    )  # fmt: skip

    def __init__(self, *args: Any, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(each.key, f"{each.name} ({ROLES.get(each.role, each.role)})") for each in people]
        offer(self, "person", named)
