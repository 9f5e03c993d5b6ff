"""What people tick and say about what is due to be destroyed. Rules live in the services."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from candour.accounts.offering import offer
from candour.policy import NamedHold

_NONE = {"required": "Tick at least one line.", "invalid_choice": "A line is not there any more: tick again."}


class Ticked(forms.Form):
    """Lines of a list, each by its key. ``do``: which of the page's buttons it was."""

    things = forms.MultipleChoiceField(
        label="Lines of the list", widget=forms.CheckboxSelectMultiple, error_messages=_NONE
    )
    reason = forms.CharField(label="Reason", max_length=500, widget=forms.Textarea(attrs={"rows": 3}), required=False)
    does: tuple[str, ...] = ()

    def __init__(self, *args: Any, keys: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "things", [(each, each) for each in keys])

    @property
    def do(self) -> str:
        asked = self.data.get("do", "")
        return asked if asked in self.does else self.does[0]

    def ticked(self) -> list[str]:
        """As they were sent, so that the page that says what is wrong has them ticked."""
        return [str(each) for each in self["things"].value() or ()]


class Due(Ticked):
    does = ("propose", "hold")
    not_covered = forms.MultipleChoiceField(
        label="Legal has said that this does not cover what is ticked",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="While a hold of the policy may cover something, it cannot be proposed.",
    )

    def __init__(self, *args: Any, holds: Iterable[NamedHold], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        standing = [(each.id, each.title) for each in holds]
        offer(self, "not_covered", standing)
        if not standing:
            del self.fields["not_covered"]
        self.fields["reason"].help_text = "Why nobody needs it any more, or what it must be kept for. Name nobody."


class Proposed(Ticked):
    """``many``: typed, so that nothing is destroyed by a tick too many."""

    does = ("approve", "withdraw")
    many = forms.IntegerField(
        label="To destroy them: how many have you ticked?",
        required=False,
        min_value=1,
        help_text="Nobody can bring back what is destroyed. Open each line that you do not know first.",
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = "To withdraw them: why are they kept?"
        self.order_fields(["things", "many", "reason"])

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        things = given.get("things")
        if self.do == "approve" and things and "many" in given and given["many"] != len(things):
            self.add_error("many", f"You ticked {len(things)}. Type that number if all of them are to be destroyed.")
        return given


class Held(Ticked):
    does = ("lift",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = "Why need they not be kept for this any more?"
