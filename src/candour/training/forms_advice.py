"""What people fill in about questions to Legal. Rules live in the services; what is looked for never stands in an address."""

from __future__ import annotations

from typing import Any

from django import forms

from candour.accounts.models import Team, User
from candour.accounts.offering import offer
from candour.accounts.queries import teams, teams_of
from candour.cases.models import Case
from candour.ledger.clock import today
from candour.training import advice_log
from candour.training.advising import Question

_THEMES = "Separate several with commas, for example: redaction, police requests."


def split(text: str) -> tuple[str, ...]:
    return tuple(each for each in (part.strip() for part in text.split(",")) if each)


class AboutCase(forms.Form):
    """A case is named by its reference, and only one that the person sees is taken."""

    case = forms.CharField(
        label="Reference of the case", max_length=60, required=False,
        help_text="Only if the question is about one case. Advice about a case is privileged: it is shown to who asked, who answered, "
        "and lawyers who may see the case.",
    )  # fmt: skip

    def clean_case(self) -> Case | None:
        reference = self.cleaned_data["case"].strip()
        if not reference:
            return None
        found = Case.objects.filter(reference__iexact=reference).first()
        if found is None:
            raise forms.ValidationError(
                "There is no case with this reference that you can see. Check it, or leave it empty."
            )
        return found


class AskForm(AboutCase):
    question = forms.CharField(
        label="What do you want to know?", max_length=8_000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text="If it is about no case, name no child and no family.",
    )  # fmt: skip
    team: forms.ModelChoiceField[Team] = forms.ModelChoiceField(
        label="For which of your teams do you ask?", queryset=Team.objects.none(), to_field_name="key", empty_label=None
    )
    field_order = ("question", "team", "case")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = teams_of(user)
        offer(self, "team", own)
        if not own.exists():
            del self.fields["team"]

    def asked(self) -> Question:
        given = self.cleaned_data
        return Question(given["question"], given.get("team"), given["case"])


class LogForm(AboutCase):
    asked_by = forms.EmailField(label="E-mail address of who asked", max_length=254)
    asked_on = forms.DateField(label="When was it asked?", widget=forms.SelectDateWidget)
    team: forms.ModelChoiceField[Team] = forms.ModelChoiceField(
        label="Their team", queryset=Team.objects.none(), required=False, to_field_name="key", empty_label="No team"
    )
    question = forms.CharField(label="What was asked?", max_length=8_000, widget=forms.Textarea(attrs={"rows": 4}))
    answer = forms.CharField(label="What was advised?", max_length=20_000, widget=forms.Textarea(attrs={"rows": 6}))
    themes = forms.CharField(label="Themes", max_length=400, required=False, help_text=_THEMES)
    field_order = ("asked_by", "asked_on", "team", "case", "question", "answer", "themes")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "team", teams())
        self.fields["asked_on"].initial = today()

    def clean_asked_by(self) -> User:
        user = User.objects.filter(email__iexact=self.cleaned_data["asked_by"], is_active=True).first()
        if user is None:
            raise forms.ValidationError("Nobody with this address uses Candour")
        return user

    def asked(self) -> Question:
        given = self.cleaned_data
        return Question(given["question"], given["team"], given["case"], split(given["themes"]))


class AnswerForm(forms.Form):
    text = forms.CharField(label="Advice", max_length=20_000, widget=forms.Textarea(attrs={"rows": 8}))


class ThemesForm(forms.Form):
    themes = forms.CharField(label="Themes", max_length=400, required=False, help_text=_THEMES)


class Narrow(forms.Form):
    """What the log is narrowed by is sent by POST and kept in the session: words may be a name."""

    words = forms.CharField(
        label="Words to look for", max_length=200, required=False,
        help_text="In questions, answers and themes. “Quotes” keep words together.",
    )  # fmt: skip
    state = forms.ChoiceField(label="State", required=False, choices=[("", "Any state"), *advice_log.STATES.items()])
    theme = forms.ChoiceField(label="Theme", required=False)
    team = forms.ChoiceField(label="Team", required=False)
    lawyer = forms.ChoiceField(label="Answered by", required=False)
    since = forms.DateField(label="Asked from", required=False, widget=forms.SelectDateWidget)
    until = forms.DateField(label="Asked to", required=False, widget=forms.SelectDateWidget)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "theme", [("", "Any theme"), *((each, each) for each in advice_log.themes())])
        offer(self, "team", [("", "Any team"), *((str(each.key), each.name) for each in advice_log.teams())])
        offer(self, "lawyer", [("", "Anybody"), *((str(each.key), each.name) for each in advice_log.lawyers())])

    def clean_words(self) -> str:
        """Typographic quotes count as quotes."""
        return str(self.cleaned_data["words"]).translate({ord("“"): '"', ord("”"): '"', 0: " "})

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("since") and given.get("until") and given["since"] > given["until"]:
            self.add_error("until", "“Asked to” has to be the same day as “Asked from”, or a later one.")
        return given

    def wanted(self) -> advice_log.Wanted:
        return advice_log.Wanted(**self.cleaned_data) if self.is_bound and self.is_valid() else advice_log.Wanted()
