"""What is filled in on the pages of a disclosure. What may be decided is for the services to say."""

from __future__ import annotations

from typing import Any

from django import forms

from candour.accounts.offering import offer
from candour.cases.models import Case, Person
from candour.policy import Pack

BODIES = (("court", "The court"), ("police", "The police"), ("dbs", "Disclosure and Barring Service"))


class OpenDisclosure(forms.Form):
    """For whom and why."""

    recipient = forms.ChoiceField(label="Who receives the records?", widget=forms.RadioSelect)
    purpose = forms.ChoiceField(label="Why do they receive them?", widget=forms.RadioSelect)
    matter = forms.BooleanField(
        label="This belongs to a court case or another legal matter", required=False,
        help_text="A lawyer then approves before anything is released.",
    )  # fmt: skip

    def __init__(self, *args: Any, case: Case, pack: Pack, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = Person.objects.filter(case=case, found=False, gone_at=None).order_by("-child", "name")
        named = [(each.key, f"{each.name}, {each.role.replace('_', ' ')}") for each in people]
        offer(self, "recipient", [*named, *BODIES])
        offer(self, "purpose", [(each.id, each.title) for each in pack.purposes.values()])


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
