"""What people fill in about actions; other apps show ``ActionForm`` on pages of their own. Rules live in the services."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet

from candour.accounts.models import User
from candour.accounts.offering import offer
from candour.accounts.roles import Act
from candour.actions import belonging, queries
from candour.actions.closing import LARGEST, Shown
from candour.actions.models import Action, Priority
from candour.actions.services import About, Agreed, Days, Owners
from candour.cases.forms import Somebody, people_who
from candour.cases.models import Record

_RECORD = re.compile(r"/cases/[\w-]+/records/(\d{1,18})(?:/|$)")
_OWNERS = 3
"""How many can be chosen at once; the page of an action that has more offers more."""


class WithDays(forms.Form):
    by_when = forms.DateField(
        label="By when?", required=False, widget=forms.SelectDateWidget, help_text="The day that was agreed."
    )
    review_on = forms.DateField(
        label="When is it looked at again?",
        required=False,
        widget=forms.SelectDateWidget,
        help_text="Needed where no day was agreed. It comes up in My work on that day.",
    )

    def days(self) -> Days:
        return Days(self.cleaned_data["by_when"], self.cleaned_data["review_on"])


class WithOwners(forms.Form):
    """Selects for people who use Candour, a line each for those who do not."""

    outside = forms.CharField(
        label="Owners who do not use Candour",
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Name and organisation, each on a line of its own. You tell them, and note how it gets on.",
    )
    confirmer = Somebody(
        label="Who confirms that it is done?",
        queryset=User.objects.none(),
        required=False,
        empty_label="Nobody: its owners close it",
        help_text="A second person, who does not own it and looks at the evidence.",
    )

    def __init__(self, *args: Any, people: QuerySet[User] | None = None, owners: int = _OWNERS, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = people_who(Act.SEE_ACTIONS) if people is None else people
        self.named = [f"owner_{number}" for number in range(1, max(owners, _OWNERS) + 1)]
        for number, name in enumerate(self.named, start=1):
            self.fields[name] = Somebody(
                label="Owner" if number == 1 else f"Owner {number}",
                queryset=offered,
                required=False,
                empty_label="Choose a person" if number == 1 else "Nobody else",
            )
        offer(self, "confirmer", offered)

    def owners(self) -> Owners:
        users = dict.fromkeys(user for name in self.named if (user := self.cleaned_data[name]))
        return Owners(tuple(users), tuple(self.cleaned_data["outside"].splitlines()))


class ActionForm(WithOwners, WithDays):
    """``people``: those who may be chosen; None: everybody whose role lets them see actions."""

    what = forms.CharField(label="What is to be done?", max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    why = forms.CharField(
        label="Why?",
        required=False,
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="What it goes back to, in the words of the meeting or document where there are any.",
    )
    priority = forms.ChoiceField(
        label="Priority", choices=Priority.choices, initial=Priority.NORMAL, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["what", "why", *self.named, "outside", "by_when", "review_on", "priority", "confirmer"])

    def agreed(self, about: About | None = None) -> Agreed:
        """What ``services.make`` takes; ``about``: what the page that shows the form belongs to."""
        given = self.cleaned_data
        return Agreed(
            given["what"], self.owners(), self.days(), given["why"], given["priority"], given["confirmer"],
            about or About(),
        )  # fmt: skip


class OwnersForm(WithOwners):
    reason = forms.CharField(label="Why does that change?", max_length=500, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, action: Action, **kwargs: Any) -> None:
        standing = list(action.owners.filter(ended_at=None).select_related("user").order_by("pk"))
        users = [each.user for each in standing if each.user]
        super().__init__(*args, owners=len(users) + 1, **kwargs)
        self.initial = {
            "outside": "\n".join(each.name for each in standing if each.name), "confirmer": action.confirmer,
            **dict(zip(self.named, users, strict=False)),
        }  # fmt: skip
        self.order_fields([*self.named, "outside", "confirmer", "reason"])


class MoveForm(WithDays):
    reason = forms.CharField(
        label="Why is it moved?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="The day that it had and this reason stay to be seen.",
    )


class NoteForm(forms.Form):
    text = forms.CharField(label="How does it get on?", max_length=4_000, widget=forms.Textarea(attrs={"rows": 3}))


class ConfirmForm(forms.Form):
    text = forms.CharField(label="What did you look at?", max_length=4_000, widget=forms.Textarea(attrs={"rows": 3}))


class CloseForm(forms.Form):
    text = forms.CharField(
        label="What was done, and where can it be seen?",
        required=False,
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    record = forms.CharField(
        label="Record of the case file",
        required=False,
        max_length=400,
        help_text="If a record shows that it is done: copy the address of its page, or its id in the case-management system.",
    )
    file = forms.FileField(
        label="File",
        required=False,
        help_text=f"Up to {LARGEST // 2**20} MB. It is kept with its hash and never changed.",
    )

    def __init__(self, *args: Any, action: Action, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.action = action
        if action.case_id is None:
            del self.fields["record"]

    def clean_record(self) -> Record | None:
        given = str(self.cleaned_data["record"]).strip()
        if not given:
            return None
        named = _RECORD.search(given)
        which = {"pk": int(named[1])} if named else {"key": given}
        found = Record.objects.filter(case=self.action.case_id, gone_at=None, **which).first()
        if found is None:
            raise forms.ValidationError("There is no such record in the case file that this action is about.")
        return found

    def clean_file(self) -> UploadedFile[Any] | None:
        file: UploadedFile[Any] | None = self.cleaned_data["file"]
        if file is not None and (file.size or 0) > LARGEST:
            raise forms.ValidationError(f"The file has to be smaller than {LARGEST // 2**20} MB.")
        return file

    def shown(self) -> Shown:
        given, file = self.cleaned_data, self.cleaned_data.get("file")
        return Shown(given["text"], given.get("record"), file.name or "" if file else "", file.read() if file else b"")


class Narrow(forms.Form):
    """Narrows the list of actions."""

    whose = forms.ChoiceField(label="Whose", required=False, choices=list(queries.WHOSE.items()))
    state = forms.ChoiceField(label="State", required=False, choices=list(queries.STATES.items()))
    about = forms.ChoiceField(label="Belongs to", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "about", [("", "Anything or nothing"), *belonging.kinds().items()])

    def wanted(self) -> queries.Wanted:
        """What cannot be read asks for nothing special."""
        given = self.cleaned_data if self.is_bound and self.is_valid() else {}
        usual = queries.Wanted()
        return queries.Wanted(
            given.get("whose") or usual.whose, given.get("state") or usual.state, given.get("about") or ""
        )
