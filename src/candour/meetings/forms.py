"""What people fill in about a meeting, who belongs to it, and what is decided and sent. Rules live in the services."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.formats import date_format

from candour.accounts.models import Membership, RoleHeld, User
from candour.accounts.offering import offer
from candour.accounts.roles import Role
from candour.cases import queries
from candour.cases.forms import Somebody
from candour.cases.models import Case, Person, Record
from candour.cases.wording import title
from candour.meetings.attending import WITH_A_PARENT, Told
from candour.meetings.distribution import Line
from candour.meetings.entering import CHAIRS, Details
from candour.meetings.models import Attendee, Capacity, Contact, Kind, Meeting, Outcome, Said, Way
from candour.meetings.released import Made
from candour.policy.minutes import RECORD_OR_INFORMATION

_ABOUT = timedelta(days=120)
"""Papers of a meeting are mostly dated around it."""
_HAPPENED = {
    "invited": "They were invited",
    "attended": "They were there",
    "contributed": "They gave their views in another way",
}


def who_sees(case: Case, roles: Collection[Role]) -> QuerySet[User]:
    """People with one of ``roles`` who see the case now, by name."""
    held = RoleHeld.objects.filter(role__in=roles, ended_at=None).values("user")
    teams = Membership.objects.filter(team__in=queries.teams_of(case).values("team"), ended_at=None).values("user")
    given = queries.grants_running(case).values("user")
    sees = Q(pk=case.manager_id) | Q(pk__in=teams) | Q(pk__in=given)
    found = User.objects.filter(sees, is_active=True, pk__in=held).exclude(pk__in=queries.bars_of(case).values("user"))
    return found.order_by("name", "pk")


class MeetingForm(forms.Form):
    """Only people who see the case are offered: the others could not do what is theirs."""

    kind = forms.ChoiceField(label="Kind of meeting", choices=Kind.choices, widget=forms.RadioSelect)
    held_on = forms.DateField(label="When is or was it held?", widget=forms.SelectDateWidget)
    chair = Somebody(label="Chair", queryset=User.objects.none(), empty_label="Choose the chair")
    social_worker = Somebody(
        label="Social worker", queryset=User.objects.none(), empty_label="Choose the social worker"
    )
    reviewing_officer = Somebody(
        label="Reviewing officer",
        queryset=User.objects.none(),
        empty_label="None",
        required=False,
        help_text="Needed for a child in care review, where they decide some things together with the social worker.",
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "chair", who_sees(case, CHAIRS))
        offer(self, "social_worker", who_sees(case, {Role.PRACTITIONER}))
        offer(self, "reviewing_officer", who_sees(case, {Role.REVIEWING_OFFICER}))

    def details(self) -> Details:
        return Details(**self.cleaned_data)


class Paper(forms.ModelChoiceField):  # type: ignore[type-arg]  # not so at run time
    """A record of the case file, by date and title."""

    def label_from_instance(self, obj: Record) -> str:
        return f"{date_format(obj.date) if obj.date else 'Undated'}: {title(obj)}"


class Papers(forms.Form):
    minutes = Paper(
        label="The minutes", queryset=Record.objects.none(), required=False, empty_label="Not in the case file yet"
    )
    report = Paper(
        label="The social worker’s report to the meeting",
        queryset=Record.objects.none(),
        required=False,
        empty_label="None, or not in the case file yet",
    )  # fmt: skip
    everything = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, meeting: Meeting, everything: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = Record.objects.filter(case=meeting.case_id, gone_at=None).order_by("-date", "title", "pk")
        if not everything:
            around = Q(date__range=(meeting.held_on - _ABOUT, meeting.held_on + _ABOUT))
            found = found.filter(around | Q(pk__in=[meeting.minutes_id or 0, meeting.report_id or 0]))
        offer(self, "minutes", found)
        offer(self, "report", found)


class Sign(forms.Form):
    on = forms.DateField(label="When did you sign them?", widget=forms.SelectDateWidget)


class Named(forms.ModelChoiceField):  # type: ignore[type-arg]  # not so at run time
    """Somebody of the register or of the meeting, by name."""

    def label_from_instance(self, obj: Person | Attendee) -> str:
        return obj.name


class AttendeeForm(forms.Form):
    """``attendee`` None: somebody new. What does not matter for their capacity is not asked."""

    person = Named(
        label="In the register",
        queryset=Person.objects.none(),
        required=False,
        empty_label="Nobody in the register",
        help_text="What must never be told of others is looked for by the register.",
    )
    name = forms.CharField(
        label="Name", max_length=200, required=False, help_text="Leave it empty to take it from the register."
    )
    part = forms.CharField(
        label="Role at the meeting", max_length=200, required=False, help_text="For example: health visitor, grandmother."
    )  # fmt: skip
    agency = forms.CharField(label="Agency", max_length=200, required=False)
    capacity = forms.ChoiceField(label="They belong to it as", choices=Capacity.choices, widget=forms.RadioSelect)
    happened = forms.MultipleChoiceField(
        label="What happened?",
        choices=list(_HAPPENED.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Choose all that is so. That somebody was kept out is said by the chair.",
    )
    supports = Named(
        label="With which parent did they come?",
        queryset=Attendee.objects.none(),
        required=False,
        empty_label="Not known yet",
        help_text="For a friend, supporter or solicitor of a parent. Add the parent first.",
    )
    contact = forms.ChoiceField(
        label="Is their contact with the child limited?", choices=Contact.choices, required=False, widget=forms.RadioSelect
    )  # fmt: skip
    requested_on = forms.DateField(
        label="When did they ask for the minutes?",
        required=False,
        widget=forms.SelectDateWidget,
        help_text="Leave it empty if they have not.",
    )

    def __init__(self, *args: Any, meeting: Meeting, attendee: Attendee | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = _as_it_is(attendee) if attendee else {}
        self.kept = attendee
        offer(self, "person", queries.register(meeting.case))
        offer(self, "supports", meeting.attendees.filter(capacity=Capacity.PARENT).order_by("name", "pk"))
        for name in _not_asked(attendee):
            del self.fields[name]

    def told(self) -> Told:
        """What is not asked stays as it was."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "happened"}
        kept = {name: getattr(self.kept, name) for name in ("supports", "contact", "requested_on")} if self.kept else {}
        happened = {name: name in self.cleaned_data["happened"] for name in _HAPPENED}
        return Told(**{**kept, **given, **happened})


def _as_it_is(attendee: Attendee) -> dict[str, Any]:
    names = ("person", "name", "part", "agency", "capacity", "supports", "contact", "requested_on")
    return {
        **{name: getattr(attendee, name) for name in names},
        "happened": [each for each in _HAPPENED if getattr(attendee, each)],
    }


def _not_asked(attendee: Attendee | None) -> list[str]:
    if attendee is None:
        return ["contact", "requested_on"]
    asked = {
        "supports": attendee.capacity in WITH_A_PARENT,
        "contact": attendee.capacity == Capacity.PARENT,
        "requested_on": attendee.capacity == Capacity.CHILDS_LAWYER,
    }
    return [name for name, needed in asked.items() if not needed]


class ParentSaid(forms.Form):
    said = forms.ChoiceField(
        label="What did the parent say?", choices=[each for each in Said.choices if each[0]], widget=forms.RadioSelect
    )
    asked_on = forms.DateField(label="When did you ask?", widget=forms.SelectDateWidget)


class Decide(forms.Form):
    """By the rule that fits: answers that it does not allow are not offered."""

    outcome = forms.ChoiceField(label="What do they get?", widget=forms.RadioSelect)
    information = forms.CharField(
        label="Which written information do they get instead?",
        required=False,
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="What it has to tell of, in short. You write the text itself next, and both of you agree to it.",
    )
    removed = forms.CharField(
        label="Which details have to be removed?",
        required=False,
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Leave it empty if none. They are removed in a disclosure, which has to be released before anything is sent.",
    )
    reasons = forms.CharField(
        label="Why?",
        required=False,
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Needed when somebody is left out, details are removed, or two people decide together.",
    )

    def __init__(self, *args: Any, line: Line, outcomes: Collection[Outcome], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "outcome", [(each.value, each.label) for each in outcomes])
        if line.rule is None or line.rule.gives != RECORD_OR_INFORMATION:
            del self.fields["information"]


class Together(forms.Form):
    attendees = forms.MultipleChoiceField(
        label="Professionals who get the record", widget=forms.CheckboxSelectMultiple, required=True
    )

    def __init__(self, *args: Any, lines: Collection[Line], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "attendees", [(each.attendee.key, told_of(each.attendee)) for each in lines])


def told_of(attendee: Attendee) -> str:
    """Name, and what they are."""
    return ", ".join(each for each in (attendee.name, attendee.part, attendee.agency) if each)


class Instruct(forms.Form):
    way = forms.ChoiceField(label="By which way?", choices=Way.choices, widget=forms.RadioSelect)
    to = forms.CharField(
        label="Where to?", max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="The address, or where and when it is handed over.",
    )  # fmt: skip
    safe_contact = forms.CharField(
        label="How can they safely be reached?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="What must not be used, who must not open it. Write “Nothing speaks against this way” if that is so.",
    )


class Link(forms.Form):
    disclosure = forms.ChoiceField(label="Disclosure", required=False, widget=forms.RadioSelect)

    def __init__(self, *args: Any, made: Collection[Made], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "disclosure", [(each.key, f"{each.to}: {each.state}") for each in made])


class Sent(forms.Form):
    on = forms.DateField(label="When was it sent?", widget=forms.SelectDateWidget)
