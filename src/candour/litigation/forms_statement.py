"""What is filled in about a statement and its paragraphs. What may be changed, and by whom, is for the services to say."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from candour.accounts.models import User
from candour.accounts.offering import offer
from candour.cases import searching
from candour.cases.forms import Somebody
from candour.cases.models import Record
from candour.cases.wording import title
from candour.engine.errors import BadInput
from candour.litigation.bringing_in import LARGEST, text_of
from candour.litigation.drafting import About
from candour.litigation.linking import Link
from candour.litigation.models import Basis, Capacity, Kind, Matter, Member, Statement
from candour.litigation.noting import Made
from candour.litigation.paragraphs import LONGEST, Words
from candour.litigation.scope import records_of

_BASES = (
    (Basis.NOT_SAID.value, "Not said yet"), (Basis.OWN.value, "The witness knows it themselves"),
    (Basis.INFORMATION.value, "The witness was told or believes it"),
)  # fmt: skip
_DAY = forms.SelectDateWidget


def people(matter: Matter, capacity: Capacity) -> QuerySet[User]:
    """Those who are on the matter as ``capacity`` now, by name."""
    on_it = Member.objects.filter(matter=matter, capacity=capacity, ended_at=None).values("user")
    return User.objects.filter(pk__in=on_it, is_active=True).order_by("name", "pk")


class Details(forms.Form):
    """Of a statement that is there."""

    supervisor = Somebody(
        label="Supervising lawyer", queryset=User.objects.none(), empty_label=None,
        help_text="Who approves the statement before it is filed.",
    )  # fmt: skip
    title = forms.CharField(
        label="Title", max_length=200, required=False,
        help_text="Leave it empty for the usual one, such as “First witness statement of Ada Marsh”.",
    )  # fmt: skip
    exhibit = forms.CharField(
        label="Exhibit mark", max_length=40, required=False,
        help_text="Leave it empty for initials and number, such as AM1. No other statement of the matter may have it.",
    )  # fmt: skip
    due = forms.DateField(label="When does it have to be filed?", required=False, widget=_DAY)

    def __init__(self, *args: Any, matter: Matter, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "supervisor", people(matter, Capacity.SUPERVISING))

    def about(self) -> About:
        return About(**{name: self.cleaned_data[name] for name in Details.base_fields})


class Begin(Details):
    author = Somebody(
        label="Witness", queryset=User.objects.none(), empty_label=None,
        help_text="Whose knowledge it is, and who signs it. They have to be on the matter as a witness.",
    )  # fmt: skip
    field_order = ("author", "supervisor")

    def __init__(self, *args: Any, matter: Matter, only: User | None, **kwargs: Any) -> None:
        """``only``: somebody who may begin none but their own."""
        super().__init__(*args, matter=matter, **kwargs)
        found = people(matter, Capacity.WITNESS)
        offer(self, "author", found.filter(pk=only.pk) if only else found)


class _Records(forms.ModelChoiceField):  # type: ignore[type-arg]  # not so at run time
    def label_from_instance(self, obj: Record) -> str:
        return f"{obj.date:%d.%m.%Y} {title(obj)}" if obj.date else f"No date: {title(obj)}"


class Elsewhere(forms.Form):
    """A statement that was made outside Candour."""

    author = Somebody(label="Witness", queryset=User.objects.none(), empty_label=None)
    record = _Records(
        label="Which record of the case file is it?", queryset=Record.objects.none(), empty_label="Choose a record",
        help_text="Add it to the case file first, as it was signed.",
    )  # fmt: skip
    signed_on = forms.DateField(label="When was it signed?", widget=_DAY)
    filed_on = forms.DateField(
        label="When was it filed?", required=False, widget=_DAY, help_text="Leave it empty if it was not filed."
    )
    title = forms.CharField(
        label="Title", max_length=200, required=False, help_text="Leave it empty for the usual one."
    )
    exhibit = forms.CharField(label="Exhibit mark, if it has one", max_length=40, required=False)

    def __init__(self, *args: Any, matter: Matter, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "author", people(matter, Capacity.WITNESS))
        offer(self, "record", records_of(matter))

    def made(self) -> Made:
        return Made(**self.cleaned_data)


class FiledOn(forms.Form):
    on = forms.DateField(label="When was it filed?", widget=_DAY)


class Paragraph(forms.Form):
    """A paragraph as somebody writes it. ``seen``: the version of it that they began from; 0: it is new.

    ``words``, ``record`` and ``page`` look for a page to link and are no part of it.
    """

    kind = forms.ChoiceField(
        label="What is this paragraph?", choices=Kind.choices, initial=Kind.ASSERTION, widget=forms.RadioSelect
    )
    text = forms.CharField(label="Words", max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 8}))
    basis = forms.ChoiceField(
        label="From what does the witness say this?", choices=_BASES, required=False, widget=forms.RadioSelect,
        initial=Basis.NOT_SAID.value,
    )  # fmt: skip
    source = forms.CharField(
        label="Who told them, or why they believe it", required=False, max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Only for what they were told or believe. The court wants the source of each such statement.",
    )  # fmt: skip
    no_record = forms.CharField(
        label="If no record shows it, why not?", required=False, max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput, initial=0)
    words = forms.CharField(
        label="Look for pages", max_length=searching.MOST, required=False,
        help_text="Words on the page, or of the record’s title. Put “quotes” around words that stand together.",
    )  # fmt: skip
    record = _Records(label="Record", queryset=Record.objects.none(), required=False, empty_label="Choose a record")
    page = forms.IntegerField(label="Page", min_value=1, required=False, initial=1)

    def __init__(self, *args: Any, matter: Matter, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "record", records_of(matter))

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        if answers.get("kind") == Kind.HEADING and any(answers.get(name) for name in ("basis", "source", "no_record")):
            self.add_error("kind", "A heading says nothing that needs a source. Take the answers below away.")
        if answers.get("source") and answers.get("basis") != Basis.INFORMATION and not self.errors:
            self.add_error("basis", "There is a source, so choose that the witness was told or believes it.")
        return answers

    def said(self, links: tuple[Link, ...]) -> Words:
        given = {name: self.cleaned_data[name] for name in ("text", "kind", "basis", "source", "no_record")}
        return Words(links=links, **given)


class Answered(forms.Form):
    """What somebody says of one passage that may contradict the statement."""

    paragraph = forms.CharField(max_length=16, widget=forms.HiddenInput)
    name = forms.CharField(max_length=64, widget=forms.HiddenInput)
    reason = forms.CharField(
        label="Why does the statement say what it says?", max_length=2_000, widget=forms.Textarea(attrs={"rows": 3})
    )


class BringIn(forms.Form):
    """A text that was written elsewhere: in a file, or pasted."""

    file = forms.FileField(
        label="A Word (.docx) or text (.txt) file", required=False, widget=forms.FileInput(attrs={"accept": ".docx,.txt"}),
        help_text=f"Not larger than {LARGEST >> 20} MB. The file itself is not kept.",
    )  # fmt: skip
    text = forms.CharField(
        label="Or paste the text", required=False, widget=forms.Textarea(attrs={"rows": 20}),
        help_text="An empty line begins a new paragraph. A line that begins with “# ” is a heading.",
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """``text`` is that of the file, where there is one."""
        answers = super().clean() or {}
        file = answers.get("file")
        if file:
            try:
                answers["text"] = text_of(file, name=file.name or "", size=file.size or 0)
            except BadInput as error:
                self.add_error("file", str(error))
        elif not (answers.get("text") or "").strip() and not self.errors:
            self.add_error("text", "Choose a file, or paste a text")
        return answers


def details_of(statement: Statement) -> dict[str, Any]:
    return {name: getattr(statement, name) for name in Details.base_fields}
