"""What people fill in about courses, sessions, who comes to them, and workshops. Rules live in the services."""

from __future__ import annotations

from typing import Any

from django import forms

from candour.accounts.models import Team, User
from candour.accounts.offering import offer
from candour.accounts.queries import teams
from candour.accounts.roles import NAMES, Act, Role
from candour.cases.forms import Somebody, people_who
from candour.engine.errors import BadInput
from candour.ledger.clock import today
from candour.policy import recurring
from candour.training import coursing, planning, workshops
from candour.training.listing import LARGEST, Row, rows_of, typed
from candour.training.models import Course, Gap, Series, Session, Stage, Status
from candour.training.named import Whom, trainer

_EVERY = (recurring.Every.MONTH, recurring.Every.TWO_WEEKS, recurring.Every.QUARTER)


class CourseForm(forms.Form):
    title = forms.CharField(label="Title", max_length=200)
    covers = forms.CharField(label="What does it cover?", max_length=4_000, widget=forms.Textarea(attrs={"rows": 4}))
    months = forms.IntegerField(
        label="For how many months does it count?", min_value=1, max_value=240, required=False,
        help_text="After that somebody needs it again. Leave it empty if it counts for good.",
    )  # fmt: skip

    def __init__(self, *args: Any, course: Course | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if course:
            self.initial = {name: getattr(course, name) for name in self.fields}

    def about(self) -> coursing.About:
        return coursing.About(**self.cleaned_data)


class NeedForm(forms.Form):
    team: forms.ModelChoiceField[Team] = forms.ModelChoiceField(
        label="Team", queryset=Team.objects.none(), required=False, empty_label="Any team", to_field_name="key"
    )
    role = forms.ChoiceField(
        label="Role", required=False, choices=[("", "Any role"), *((role.value, NAMES[role]) for role in Role)]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "team", teams())

    def chosen(self) -> tuple[Team | None, Role | None]:
        role = self.cleaned_data["role"]
        return self.cleaned_data["team"], Role(role) if role else None


class SessionForm(forms.Form):
    day = forms.DateField(label="Day", widget=forms.SelectDateWidget, help_text="For example, 27 3 2027.")
    place = forms.CharField(label="Place and time", max_length=200, required=False, help_text="A room, or “online”.")
    trainer = forms.CharField(
        label="Who holds it?", max_length=200, required=False,
        help_text="The e-mail address of a colleague, or the name of somebody from outside.",
    )  # fmt: skip
    capacity = forms.IntegerField(
        label="For how many people is there room?", min_value=1, max_value=10_000, required=False,
        help_text="Leave it empty if there is no limit.",
    )  # fmt: skip

    def __init__(self, *args: Any, session: Session | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if session:
            self.initial = {
                "day": session.day, "place": session.place, "capacity": session.capacity,
                "trainer": session.trainer.email if session.trainer else session.trainer_name,
            }  # fmt: skip

    def clean_trainer(self) -> Whom | None:
        try:
            return trainer(self.cleaned_data["trainer"])
        except BadInput as error:
            raise forms.ValidationError(str(error)) from None

    def details(self) -> planning.Details:
        return planning.Details(**self.cleaned_data)


class PeopleForm(forms.Form):
    """Several people at once, as lines."""

    people = forms.CharField(
        label="Who?", max_length=60_000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text="One person a line: the e-mail address or the name of a colleague. Somebody from outside: name, organisation.",
    )  # fmt: skip
    status = forms.ChoiceField(label="What holds for them?", choices=Status.choices, widget=forms.RadioSelect)

    def rows(self) -> list[Row]:
        return typed(self.cleaned_data["people"], status=Status(self.cleaned_data["status"]).label)


class ListFile(forms.Form):
    file = forms.FileField(
        label="File with the people",
        help_text="A CSV file in UTF-8 (in Excel: “CSV UTF-8”), at most 1 MB.",
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
        error_messages={"required": "Choose a file.", "empty": "The file is empty. Choose another."},
    )

    def clean_file(self) -> list[Row]:
        try:
            return rows_of(self.cleaned_data["file"].read(LARGEST + 1))
        except BadInput as error:
            raise forms.ValidationError(str(error)) from None


class SeriesForm(forms.Form):
    title = forms.CharField(label="Title", max_length=200)
    about = forms.CharField(
        label="What is it for?", max_length=2_000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    every = forms.ChoiceField(
        label="How often?", choices=[(each.value, recurring.NAMES[each]) for each in _EVERY], widget=forms.RadioSelect,
        initial=recurring.Every.MONTH.value,
    )  # fmt: skip
    first = forms.DateField(
        label="From which day on?", widget=forms.SelectDateWidget,
        help_text="The first workshop is owed in the month, fortnight or quarter of this day.",
    )  # fmt: skip
    keeper = Somebody(
        label="Who sees to it that none is missed?", queryset=User.objects.none(), empty_label="Choose a colleague"
    )

    def __init__(self, *args: Any, series: Series | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "keeper", people_who(Act.KEEP_TRAINING))
        self.initial = {name: getattr(series, name) for name in self.fields} if series else {
            "first": today(), "every": recurring.Every.MONTH.value,
        }  # fmt: skip

    def about_it(self) -> workshops.About:
        return workshops.About(**self.cleaned_data)


class TopicsForm(forms.Form):
    gaps = forms.ModelMultipleChoiceField(
        label="Gaps that it is to close", queryset=Gap.objects.none(), required=False, to_field_name="key",
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    other = forms.CharField(label="Another topic", max_length=200, required=False)

    def __init__(self, *args: Any, session: Session, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        there = Gap.objects.filter(topics__session=session, stage=Stage.PLANNED)
        waiting = Gap.objects.filter(stage=Stage.NOTED)
        offered = Gap.objects.filter(
            pk__in=[*there.values_list("pk", flat=True), *waiting.values_list("pk", flat=True)]
        )
        offer(self, "gaps", offered.order_by("noted_at", "pk"))
        self.fields["gaps"].label_from_instance = lambda gap: gap.title  # type: ignore[attr-defined]
        if not offered.exists():
            del self.fields["gaps"]
        said = session.topics.exclude(title="").first()
        self.initial = {"gaps": list(there), "other": said.title if said else ""}

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not given.get("gaps") and not given.get("other"):
            raise forms.ValidationError("Choose a gap, or write another topic.")
        return given
