"""One action with its story, and a page for each step that can be taken on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from candour.accounts.gate import BOTH, AuthorisedRequest
from candour.accounts.models import User
from candour.actions import closing, forms, queries, services
from candour.actions.duties import keeps, works_on
from candour.actions.gate import on_action
from candour.actions.lists import lines
from candour.actions.models import UNFINISHED, Action, Evidence, State
from candour.actions.services import enter
from candour.cases.forms import Reasoned
from candour.cases.originals import plain_ending
from candour.cases.views.forming import one_form
from candour.engine.errors import Refused
from candour.ledger.verbs import Verb


@on_action()
def one(request: AuthorisedRequest, action: Action) -> HttpResponse:
    enter(Verb.ACTION_VIEWED, action)
    (line,) = lines(queries.shown().filter(pk=action.pk))
    evidence = Evidence.objects.filter(action=action).select_related("record").defer("content").order_by("pk")
    shown = {
        "line": line, "action": line.action, "case": action.case, "steps": _told(action, list(evidence)),
        "ways": [(name, _STEPS[name].heading) for name in _open_to(request.user, action)],
    }  # fmt: skip
    return render(request, "actions/one.html", shown)


@on_action(methods=BOTH)
def step(request: AuthorisedRequest, action: Action, step: str) -> HttpResponse:
    """The form of one step. Whose step it is says the service too, which refuses who may not take it."""
    if step not in _STEPS:
        raise Http404
    if request.method != "POST" and step not in _open_to(request.user, action):
        raise Refused(
            "You cannot take this step now.",
            means="It is another person’s, or the action is no longer where it was.",
            do="The page of the action says what you can do.",
        )
    taken, back = _STEPS[step], reverse("actions:one", args=[action.key])
    given = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = taken.form(action, *given)

    def save(_: dict[str, Any]) -> str:
        taken.take(request.user, action, form)
        messages.success(request, taken.done)
        return back if Action.objects.filter(pk=action.pk).exists() else reverse("actions:list")

    shown = {
        "heading": taken.heading,
        "button": taken.button,
        "back": back,
        "case": action.case,
        "lines": [action.what],
    }
    return one_form(request, form=form, save=save, shown=shown)


@on_action(methods=("GET",))  # a HEAD would be entered as a download
def evidence(request: AuthorisedRequest, action: Action, file: str) -> HttpResponse:
    found = Evidence.objects.filter(action=action, key=file, content__isnull=False).first()
    if found is None:
        raise Http404
    enter(Verb.ACTION_EVIDENCE_DOWNLOADED, action, sha256=found.sha256)
    answer = HttpResponse(bytes(found.content or b""), content_type="application/octet-stream")
    answer.headers["Content-Disposition"] = f'attachment; filename="evidence-{found.key}{plain_ending(found.name)}"'
    return answer


def _told(action: Action, evidence: list[Evidence]) -> list[tuple[Any, list[Evidence]]]:
    return [(each, [one for one in evidence if one.step_id == each.pk]) for each in queries.story(action)]


def _open_to(user: User, action: Action) -> list[str]:
    """Steps that the person can take now, in order."""
    open_, works, kept = action.state == State.OPEN, works_on(user, action), keeps(user, action)
    second = action.state == State.TO_CONFIRM and user == action.confirmer
    can = {
        "confirm": second, "send-back": second, "note": works and action.state in UNFINISHED,
        "close": works and open_ and user != action.confirmer, "move": works and open_, "owners": kept and open_,
        "reopen": (works or user == action.confirmer) and not open_,
        "cancel": kept and action.state in UNFINISHED,
    }  # fmt: skip
    return [name for name, it in can.items() if it]


@dataclass(frozen=True, slots=True)
class _Taken:
    """``done``: what is said when it was taken."""

    heading: str
    button: str
    done: str
    form: Callable[..., Form]
    take: Callable[[User, Action, Any], object]


def _plain(form: type[Form]) -> Callable[..., Form]:
    return lambda action, *given: form(*given)


def _days(action: Action, *given: Any) -> Form:
    form = forms.MoveForm(*given)
    form.initial = {"by_when": action.by_when, "review_on": action.review_on}
    return form


_STEPS: Mapping[str, _Taken] = {
    "note": _Taken(
        "Note how it gets on", "Note it", "Noted. It stays as you wrote it.", _plain(forms.NoteForm),
        lambda by, action, form: services.note(by=by, action=action, **form.cleaned_data),
    ),
    "move": _Taken(
        "Move its day", "Move it", "The day is moved. The old one stays to be seen.", _days,
        lambda by, action, form: services.move(
            by=by, action=action, days=form.days(), reason=form.cleaned_data["reason"]
        ),
    ),
    "owners": _Taken(
        "Change who owns it", "Save", "Saved.", lambda action, *given: forms.OwnersForm(*given, action=action),
        lambda by, action, form: services.change_owners(
            by=by, action=action, owners=form.owners(), confirmer=form.cleaned_data["confirmer"],
            reason=form.cleaned_data["reason"],
        ),
    ),
    "close": _Taken(
        "Say that it is done", "Close it", "Noted, with its evidence.",
        lambda action, *given: forms.CloseForm(*given, action=action),
        lambda by, action, form: closing.close(by=by, action=action, shown=form.shown()),
    ),
    "confirm": _Taken(
        "Confirm that it is done", "Confirm it", "The action is done.", _plain(forms.ConfirmForm),
        lambda by, action, form: closing.confirm(by=by, action=action, **form.cleaned_data),
    ),
    "send-back": _Taken(
        "Send it back as not done", "Send it back", "It is open again, and its owners are told in My work.",
        _plain(Reasoned), lambda by, action, form: closing.send_back(by=by, action=action, **form.cleaned_data),
    ),
    "reopen": _Taken(
        "Open it again", "Open it again", "It is open again.", _plain(Reasoned),
        lambda by, action, form: closing.reopen(by=by, action=action, **form.cleaned_data),
    ),
    "cancel": _Taken(
        "Cancel it", "Cancel it", "The action is cancelled.", _plain(Reasoned),
        lambda by, action, form: closing.cancel(by=by, action=action, **form.cleaned_data),
    ),
}  # fmt: skip
"""By the last part of the address."""
