"""One session or workshop: what it is, who is on its list, who came; and lists brought in from a file, looked at first."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from candour.accounts.gate import BOTH, WRITE, AuthorisedRequest, needs
from candour.accounts.roles import Act
from candour.cases.forms import Confirm, Reasoned
from candour.cases.views.asked import asked, forget, keep
from candour.cases.views.forming import one_form, saved
from candour.training import attending, planning, queries, workshops
from candour.training.forms import ListFile, PeopleForm, SessionForm, TopicsForm
from candour.training.listing import Row, State, understood
from candour.training.models import Session, Status
from candour.training.naming import named

_STATUS = "status-"


def _found(key: str) -> Session:
    return get_object_or_404(Session.objects.select_related(*queries.RELATED), key=key)


@needs(Act.SEE_TRAINING)
def session(request: AuthorisedRequest, key: str) -> HttpResponse:
    found = _found(key)
    (row,) = queries.rows([found])
    people = list(queries.people(found))
    shown = {
        "session": found, "named": named(found), "row": row, "people": people, "topics": queries.topics(found),
        "unseen": row.booked + row.attended + row.absent - len(people),
    }  # fmt: skip
    return render(request, "training/session.html", shown)


@needs(Act.KEEP_TRAINING, methods=BOTH)
def change(request: AuthorisedRequest, key: str) -> HttpResponse:
    found = _found(key)
    form = SessionForm(request.POST if request.method == "POST" else None, session=found)

    def save(_: dict[str, Any]) -> str:
        planning.change(by=request.user, session=found, details=form.details())
        return _done(request, found, "Saved.")

    return one_form(request, form=form, save=save, shown={"heading": "Change it", "button": "Save", **_around(found)})


@needs(Act.KEEP_TRAINING, methods=BOTH)
def cancel(request: AuthorisedRequest, key: str) -> HttpResponse:
    found = _found(key)

    def save(answers: dict[str, Any]) -> str:
        planning.cancel(by=request.user, session=found, reason=answers["reason"])
        return _done(request, found, "It is cancelled. Candour tells nobody: tell those who were booked.")

    shown = {
        "heading": f"Cancel the {named(found)}", "button": "Cancel it", "danger": True, "lines": ["The reason stays on its page."],
        **_around(found),
    }  # fmt: skip
    return one_form(request, form=Reasoned(request.POST if request.method == "POST" else None), save=save, shown=shown)


@needs(Act.KEEP_TRAINING, methods=BOTH)
def attendance(request: AuthorisedRequest, key: str) -> HttpResponse:
    """Everybody on the list, on one page. ``all``: the button that says everybody booked came."""
    found = _found(key)
    people = list(queries.people(found))
    form = Confirm(request.POST if request.method == "POST" else None)

    def save(_: dict[str, Any]) -> str:
        said = {each.key: request.POST.get(f"{_STATUS}{each.key}", each.status) for each in people}
        if request.POST.get("all"):
            said = {key: Status.ATTENDED if status == Status.BOOKED else status for key, status in said.items()}
        many = attending.note(by=request.user, session=found, statuses=said)
        return _done(request, found, f"Saved: {many} {'person' if many == 1 else 'people'} changed.")

    shown = {"session": found, "named": named(found), "people": people, "choices": Status.choices, **_around(found)}
    return one_form(request, form=form, save=save, shown=shown, template="training/attendance.html")


@needs(Act.KEEP_TRAINING, methods=BOTH)
def people(request: AuthorisedRequest, key: str) -> HttpResponse:
    """Puts several people on the list, all of them or none."""
    found = _found(key)
    form = PeopleForm(request.POST if request.method == "POST" else None, initial={"status": Status.BOOKED})

    def save(_: dict[str, Any]) -> str:
        many = attending.bring_in(by=request.user, session=found, rows=form.rows())
        return _done(request, found, f"{many[State.NEW]} added, {many[State.CHANGED]} changed.")

    if form.is_bound and form.is_valid():
        for line in understood(session=found, rows=form.rows()):
            if line.state is State.NOT_UNDERSTOOD:
                form.add_error("people", f"Line {line.row.number}: {line.why}")
    shown = {"heading": "Put people on the list", "button": "Put them on the list", **_around(found)}
    return one_form(request, form=form, save=save, shown=shown)


@needs(Act.KEEP_TRAINING, methods=WRITE)
def remove(request: AuthorisedRequest, key: str, person: str) -> HttpResponse:
    found = _found(key)
    attending.remove(by=request.user, session=found, key=person)
    messages.success(request, "They are no longer on the list.")
    return HttpResponseRedirect(reverse("training:attendance", args=[found.key]))


@needs(Act.KEEP_TRAINING, methods=BOTH)
def bring_in(request: AuthorisedRequest, key: str) -> HttpResponse:
    found = _found(key)
    form = ListFile(*((request.POST, request.FILES) if request.method == "POST" else ()))

    def go_on(answers: dict[str, Any]) -> str:
        kept = {"rows": [asdict(each) for each in answers["file"]], "session": found.key}
        return f"{reverse('training:check_import', args=[found.key])}?asked={keep(request, kept)}"

    shown = {"heading": "Bring in who came from a file", "button": "Continue", "named": named(found), **_around(found)}
    return one_form(request, form=form, save=go_on, shown=shown, template="training/import.html")


@needs(Act.KEEP_TRAINING, methods=BOTH)
def check_import(request: AuthorisedRequest, key: str) -> HttpResponse:
    """What each row would do, before anything is saved."""
    found, kept = _found(key), asked(request)
    if kept.get("session") != found.key:
        return HttpResponseRedirect(reverse("training:import", args=[found.key]))
    rows = [Row(**each) for each in kept["rows"]]
    form = Confirm(request.POST if request.method == "POST" else None)

    def save(_: dict[str, Any]) -> str:
        many = attending.bring_in(by=request.user, session=found, rows=rows, imported=True)
        forget(request)
        told = f"{many[State.NEW]} added, {many[State.CHANGED]} changed, {many[State.NOT_UNDERSTOOD]} left out."
        return _done(request, found, told)

    lines = understood(session=found, rows=rows)
    shown = {
        "named": named(found), "lines": lines,
        "saves": sum(each.state in (State.NEW, State.CHANGED) for each in lines),
        "wrong": sum(each.state is State.NOT_UNDERSTOOD for each in lines), **_around(found),
    }  # fmt: skip
    return one_form(request, form=form, save=save, shown=shown, template="training/check_import.html")


@needs(Act.KEEP_TRAINING, methods=BOTH)
def topics(request: AuthorisedRequest, key: str) -> HttpResponse:
    found = _found(key)
    form = TopicsForm(request.POST if request.method == "POST" else None, session=found)

    def save(answers: dict[str, Any]) -> str:
        chosen = answers.get("gaps") or ()
        workshops.choose_topics(by=request.user, session=found, gaps=list(chosen), other=answers["other"])
        return _done(request, found, "Saved.")

    shown = {
        "heading": f"What is the {named(found)} about?", "button": "Save", **_around(found),
        "lines": ["Gaps that wait for a workshop are offered, the oldest first."],
    }  # fmt: skip
    return one_form(request, form=form, save=save, shown=shown)


@needs(Act.KEEP_TRAINING, methods=WRITE)
def hold(request: AuthorisedRequest, key: str) -> HttpResponse:
    found, form = _found(key), Confirm(request.POST)
    form.is_valid()

    def save(_: dict[str, Any]) -> str:
        workshops.hold(by=request.user, session=found)
        return _done(
            request, found, "It is noted as held. Its gaps wait for evidence, which somebody else has to give."
        )

    if goes_to := saved(form, save):
        return HttpResponseRedirect(goes_to)
    messages.error(request, str(form.non_field_errors()[0]))
    return HttpResponseRedirect(reverse("training:session", args=[found.key]))


def _around(found: Session) -> dict[str, Any]:
    return {"session": found, "back": reverse("training:session", args=[found.key])}


def _done(request: AuthorisedRequest, found: Session, told: str) -> str:
    messages.success(request, told)
    return reverse("training:session", args=[found.key])
