"""What is filled in on the pages of a disclosure. What may be decided is for the services to say."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.formats import date_format

from candour.accounts.offering import offer
from candour.cases.models import Case, Person, Record
from candour.disclosure.choosing import choosable, with_words
from candour.policy import Pack

BODIES = (
    ("court", "The court"), ("guardian", "The children’s guardian"), ("police", "The police"),
    ("dbs", "Disclosure and Barring Service"), ("legal", "A lawyer"), ("professional", "Another body or professional"),
)  # fmt: skip
"""Recipients who need not be in the register; the same as the policy's ``RECIPIENTS_OUTSIDE``."""


AT_ONCE = 500
"""Records that are offered at one time; words find the others."""
_WHOLE, _SOME = "whole", "some"


def named(record: Record) -> str:
    day = date_format(record.date) if record.date else record.date_said or "No date"
    pages = "1 page" if record.pages_count == 1 else f"{record.pages_count} pages"
    return f"{day}: {record.title or record.path} ({', '.join(filter(None, (record.type, pages)))})"


class OpenDisclosure(forms.Form):
    """For whom, why, and of which records."""

    recipient = forms.ChoiceField(label="Who receives the records?", widget=forms.RadioSelect)
    purpose = forms.ChoiceField(label="Why do they receive them?", widget=forms.RadioSelect)
    matter = forms.BooleanField(
        label="This belongs to a court case or another legal matter", required=False,
        help_text="A lawyer then approves before anything is released.",
    )  # fmt: skip
    part = forms.ChoiceField(
        label="What of the file do they receive?", widget=forms.RadioSelect, required=False, initial=_WHOLE,
        choices=[(_WHOLE, "The whole file, after review"), (_SOME, "Some records only")],
    )  # fmt: skip
    only_why = forms.CharField(
        label="Why these records only?", required=False, max_length=500,
        help_text="It stands in the certificate of the bundle. Name nobody: “These minutes were asked for.”",
    )  # fmt: skip
    find = forms.CharField(
        label="Find records", required=False, max_length=200,
        help_text="Words of the title, the type, the author or the file’s name",
    )  # fmt: skip
    only = forms.MultipleChoiceField(label="Records", required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, case: Case, pack: Pack, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = Person.objects.filter(case=case, found=False, gone_at=None).order_by("-child", "name")
        named = [(each.key, f"{each.name}, {each.role.replace('_', ' ')}") for each in people]
        offer(self, "recipient", [*named, *BODIES])
        offer(self, "purpose", [(each.id, each.title) for each in pack.purposes.values()])
        self._offer_records(choosable(case))

    def _offer_records(self, there: QuerySet[Record]) -> None:
        """What is chosen stands first, then what has the words. What is not in the file cannot be chosen."""
        picked = [each for each in map(str, self["only"].value() or ()) if each.isdecimal()]
        first, found = list(there.filter(pk__in=picked)), with_words(there, str(self["find"].value() or ""))
        shown = [*first, *found.exclude(pk__in=picked)[:AT_ONCE]]
        self._keys = {str(each.pk): each.key for each in shown}
        self.found, self.all_records, self.chosen = found.count(), there.count(), len(first)
        offer(self, "only", [(str(each.pk), named(each)) for each in shown])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        some, only = given.get("part") == _SOME, list(given.get("only") or ())
        if some and not only and "only" not in self.errors:
            self.add_error("only", "Choose at least one record, or the whole file")
        if some and not given.get("only_why"):
            self.add_error("only_why", "Say why it is these records only")
        if only and not some:
            self.add_error("part", "You chose records: choose “Some records only”, or take the ticks out")
        return {
            **{name: given.get(name) for name in ("recipient", "purpose", "matter")},
            "only": [self._keys[each] for each in only], "only_why": given.get("only_why", ""),
        }  # fmt: skip


class Decide(forms.Form):
    """One decision, as the list beside the picture or a key sends it."""

    about = forms.ChoiceField(choices=[(each, each) for each in ("mention", "drawn", "page", "draw")])
    item = forms.CharField(required=False, max_length=220)
    action = forms.CharField(max_length=20)
    ground = forms.CharField(required=False, max_length=60)
    explanation = forms.CharField(required=False, max_length=2000)
    version = forms.IntegerField(min_value=0, required=False)
    group_version = forms.IntegerField(min_value=0, required=False)
    similar = forms.BooleanField(required=False)
    shown = forms.CharField(required=False, max_length=64)
    box = forms.CharField(required=False, max_length=100)


class Note(forms.Form):
    item = forms.CharField(required=False, max_length=40)
    text = forms.CharField(label="Note for colleagues", widget=forms.Textarea(attrs={"rows": 3}), max_length=5000)
