"""What people fill in about somebody in the register of a case, and the file that brings many."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from django import forms
from django.core.validators import validate_email

from candour.accounts.offering import offer
from candour.cases.models import Case, Person
from candour.cases.plain import MARKS, ROLES, marks_of
from candour.engine import model
from candour.engine.errors import BadInput
from candour.engine.inputs import read_people
from candour.ledger.clock import today

_LARGEST = 1 << 20
"""Bytes of a file with people."""


class Lines(forms.CharField):
    """Several values, one a line; ``longest``: characters of each."""

    widget = forms.Textarea(attrs={"rows": 3})

    def __init__(self, *, longest: int, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=5_000, **kwargs)
        self.longest = longest

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list | tuple) else value

    def to_python(self, value: Any) -> Any:
        lines = (" ".join(line.split()) for line in str(value or "").splitlines())
        return list(dict.fromkeys(line for line in lines if line))

    def validate(self, value: Any) -> None:
        if any(len(line) > self.longest for line in value):
            raise forms.ValidationError(f"A line has more than {self.longest} characters. Shorten it.")

    def run_validators(self, value: Any) -> None:
        """Those of a text do not fit a list."""


class Emails(Lines):
    def validate(self, value: Any) -> None:
        super().validate(value)
        for line in value:
            try:
                validate_email(line)
            except forms.ValidationError:
                raise forms.ValidationError("Write each address as name@example.org, one a line.") from None


class OnePerson(forms.Form):
    """As ``engine.model.Person``. ``reason`` is asked for when a mark goes."""

    name = forms.CharField(label="Name", max_length=200, error_messages={"required": "Write their name."})
    role = forms.ChoiceField(
        label="What they are to the child",
        choices=[("", "Choose a role"), *ROLES.items()],
        error_messages={"required": "Choose what they are to the child."},
    )
    aliases = Lines(
        label="Other names", longest=200, help_text="Nicknames, earlier names, other spellings. One a line."
    )
    date_of_birth = forms.DateField(
        label="Date of birth",
        required=False,
        widget=forms.SelectDateWidget,
        error_messages={"invalid": "Write the date of birth as 27 3 2009, or leave it empty."},
    )
    address = forms.CharField(
        label="Address", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="With its postcode.",
    )  # fmt: skip
    phones = Lines(label="Phone numbers", longest=60, help_text="One a line.")
    emails = Emails(label="E-mail addresses", longest=254, help_text="One a line.")
    identifiers = Lines(
        label="Numbers", longest=60, help_text="NHS, National Insurance, pupil or case numbers, vehicles. One a line."
    )
    never_disclose = forms.MultipleChoiceField(
        label="What must never be told",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[(mark, name) for mark, (name, _) in MARKS.items()],
        help_text="A mark binds everybody: no reviewer can lift it for a disclosure. Only the person themselves, and whom "
        "a court order names, can still be told.",
    )
    notes = forms.CharField(label="Notes", max_length=5_000, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    reason = forms.CharField(
        label="If you took a mark away: why?",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="It is kept in the ledger of the case.",
    )

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        if not any(character.isalpha() for character in name):
            raise forms.ValidationError("A name has at least one letter.")
        return name

    def clean_address(self) -> str:
        return " ".join(self.cleaned_data["address"].split())

    def clean_date_of_birth(self) -> str:
        born = self.cleaned_data["date_of_birth"]
        if born and born > today():
            raise forms.ValidationError("The date of birth is in the future.")
        return born.isoformat() if born else ""

    def person(self, key: str = "") -> model.Person:
        """What was filled in; ``key``: of who is there already."""
        given = self.cleaned_data
        return model.Person(
            id=key, name=given["name"], role=given["role"], aliases=tuple(given["aliases"]),
            date_of_birth=given["date_of_birth"], address=given["address"], phones=tuple(given["phones"]),
            emails=tuple(given["emails"]), identifiers=tuple(given["identifiers"]),
            never_disclose=frozenset(given["never_disclose"]), notes=given["notes"],
        )  # fmt: skip


def filled(row: Person) -> dict[str, Any]:
    """What stands in the register, for the form."""
    names = [name for name in OnePerson.base_fields if name != "reason"]
    return {**{name: getattr(row, name) for name in names}, "never_disclose": marks_of(row.never_disclose)}


class _InRegister(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic when it runs
    def label_from_instance(self, obj: Person) -> str:
        return f"{obj.name} ({ROLES[obj.role]})"


class Into(forms.Form):
    """With whom somebody is one person."""

    into = _InRegister(
        label="Who are they?", queryset=Person.objects.none(), empty_label="Choose somebody in the register"
    )

    def __init__(self, *args: Any, case: Case, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        there = Person.objects.filter(case=case, found=False, gone_at=None).exclude(pk=person.pk)
        offer(self, "into", there.order_by("name"))


class PeopleFile(forms.Form):
    file = forms.FileField(
        label="File with people",
        help_text="A CSV file in UTF-8 (in Excel: “CSV UTF-8”), at most 1 MB.",
        error_messages={"required": "Choose a file.", "empty": "The file is empty. Choose another."},
    )

    def clean_file(self) -> tuple[model.Person, ...]:
        """The people in it; errors name the line, never what stands in it."""
        given = self.cleaned_data["file"]
        if (given.size or 0) > _LARGEST:
            raise forms.ValidationError("The file is larger than 1 MB. Bring the people in several smaller files.")
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "people.csv"
            path.write_bytes(given.read())
            try:
                return _fitting(read_people(path))
            except BadInput as error:
                raise forms.ValidationError(str(error)) from None


def _fitting(people: tuple[model.Person, ...]) -> tuple[model.Person, ...]:
    """BadInput when a value is longer than the register can hold."""
    for number, person in enumerate(people, start=1):
        several = {"aliases": 200, "phones": 60, "emails": 254, "identifiers": 60}
        long = [name for name, most in {"id": 40, "name": 200, "address": 500}.items()
                if len(getattr(person, name)) > most]  # fmt: skip
        long += [name for name, most in several.items() if any(len(each) > most for each in getattr(person, name))]
        if long:
            raise BadInput(f"Person {number} of the file: the {long[0]} is too long.", do="Shorten it.")
    return people
