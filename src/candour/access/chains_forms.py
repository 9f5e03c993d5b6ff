"""The form on which a list of the pack is gone through: for each point what was found, and words on it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from candour.access.chains_lists import Points
from candour.access.forms_steps import Sent
from candour.access.models import Found, Point
from candour.policy.routes import ListedItem

_CONFIRM = " To confirm: ask Legal before you rely on it."


class GoThrough(forms.Form):
    """``answers``: what each value of ``Found`` is called here. ``only``: a last tick that nothing else is in it."""

    def __init__(
        self, sent: Sent, *, points: Mapping[str, ListedItem], answers: Mapping[Found, str],
        before: Mapping[str, Point], only: str = "",
    ) -> None:  # fmt: skip
        super().__init__(sent)
        self.points, self.answers = points, answers
        for key, point in points.items():
            earlier = before.get(key)
            mark = "" if point.checked == "verified" else _CONFIRM
            self.fields[f"found_{key}"] = forms.ChoiceField(
                label=point.title, help_text=f"{point.explanation} ({point.citation}){mark}",
                choices=[(value.value, words) for value, words in answers.items()], widget=forms.RadioSelect,
                initial=earlier.found if earlier else None,
            )  # fmt: skip
            self.fields[f"words_{key}"] = forms.CharField(
                label=f"On this point: {point.title[:1].lower()}{point.title[1:]}", required=False, max_length=1_000,
                help_text=f"A reason is needed for “{answers[Found.NOT_NEEDED].lower()}”.",
                initial=earlier.words if earlier else "",
            )  # fmt: skip
        if only:
            self.fields["only"] = forms.BooleanField(label=only)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        for key in self.points:
            nothing = not str(told.get(f"words_{key}", "")).strip()
            if told.get(f"found_{key}") == Found.NOT_NEEDED and nothing:
                self.add_error(f"words_{key}", "Say why, in a few words")
        return told


def points_from(told: Mapping[str, Any], keys: Mapping[str, ListedItem]) -> Points:
    return {key: (Found(told[f"found_{key}"]), told[f"words_{key}"]) for key in keys}
