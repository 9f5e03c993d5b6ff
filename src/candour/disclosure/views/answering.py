"""The forms with which redactions are answered, and what each of them asks the services to do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.forms import Form
from django.http import QueryDict

from candour.accounts.models import User
from candour.cases.waiting import counted
from candour.disclosure import forms_redactions as forms
from candour.disclosure.asking import pack_of
from candour.disclosure.choices import Choice
from candour.disclosure.models import Disclosure
from candour.disclosure.redactions import Redaction
from candour.disclosure.ruling import (
    Which,
    approve_redactions,
    change_redactions,
    explain_redactions,
    lift_redactions,
    send_back_redactions,
    shown_as,
)
from candour.engine.model import Action

Forms = Mapping[str, Form]
_SIMPLE = {"approve": forms.Approve, "explain": forms.Explain, "lift": forms.Lift, "back": forms.SendBack}
_DONE = {
    "approve": "Approved: {}.", "explain": "Explained: {}.", "lift": "Lifted: {}. Another lawyer approves that.",
    "back": "Sent back: {}.", "change": "Changed: {}. Another lawyer approves that.",
}  # fmt: skip


def empty(disclosure: Disclosure, several: Sequence[Redaction], *, group: str) -> dict[str, Form]:
    """One form for each answer, which holds what is answered as it is seen now."""
    if not several:
        return {}
    first = several[0]
    seen = {"shown": shown_as(several), "group": group}
    seen |= {} if group else {"about": first.about, "item": first.key}
    initial = {**seen, "ground": first.ground, "why": first.explanation, "action": first.action}
    made: dict[str, Form] = {name: form(initial=seen, auto_id=f"{name}_%s") for name, form in _SIMPLE.items()}
    made["change"] = forms.Change(
        initial=initial, auto_id="change_%s", pack=pack_of(disclosure), page=first.about == "page"
    )
    return made


def asked_for(name: str, given: QueryDict, *, disclosure: Disclosure) -> Form:
    if name == "change":
        return forms.Change(given, auto_id="change_%s", pack=pack_of(disclosure), page="action" in given)
    return _SIMPLE[name](given, auto_id=f"{name}_%s")


def answered(name: str, given: dict[str, Any], *, by: User, disclosure: Disclosure) -> str:
    """Does it; returns what was done, in words."""
    which = Which(given["shown"], given["about"], given["item"], given["group"])
    asked: dict[str, Any] = {"by": by, "disclosure": disclosure, "which": which}
    if name == "approve":
        many = approve_redactions(**asked, explanation=given["explanation"])
    elif name == "explain":
        many = explain_redactions(**asked, explanation=given["explanation"])
    elif name == "lift":
        many = lift_redactions(**asked, reason=given["lift_reason"])
    elif name == "back":
        many = send_back_redactions(**asked, reason=given["back_reason"])
    else:
        action = Action(given.get("action") or Action.REDACT)
        many = change_redactions(**asked, choice=Choice(action, given["ground"], given["why"]))
    return _DONE[name].format(counted(many, "redaction", "redactions"))
