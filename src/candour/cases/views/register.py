"""The register of a case: who is in it, whom the engine found besides, and the forms that change it."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.formats import date_format

from candour.accounts.gate import BOTH, AuthorisedRequest
from candour.accounts.roles import Act
from candour.cases import plain, queries, registering
from candour.cases.forms import Confirm, Reasoned
from candour.cases.forms_register import Into, OnePerson, PeopleFile, filled
from candour.cases.gate import on_case
from candour.cases.models import Case, Person
from candour.cases.views.asked import asked, forget, keep
from candour.cases.views.forming import one_form
from candour.cases.wording import history_of
from candour.engine import model

_ON_A_PAGE = 50
_HINTS = {mark: hint for mark, (_, hint) in plain.MARKS.items()}


@on_case()
def people(request: AuthorisedRequest, case: Case) -> HttpResponse:
    there = [_row(person) for person in queries.register(case)]
    found = Paginator(queries.found(case), _ON_A_PAGE).get_page(request.GET.get("page"))
    shown = {
        "children": [row for row in there if row["person"].child],
        "others": [row for row in there if not row["person"].child],
        "found": [_row(person) for person in found],
        "page": found,
    }
    return render(request, "cases/people.html", {"case": case, **shown})


def _row(person: Person) -> dict[str, Any]:
    return {
        "person": person,
        "role": plain.ROLES.get(person.role, person.role),
        "born": date_format(date.fromisoformat(person.date_of_birth)) if person.date_of_birth else "",
        "marks": [plain.MARKS[mark][0] for mark in plain.marks_of(person.never_disclose)],
    }


@on_case(Act.CHANGE_CASE, methods=BOTH)
def add(request: AuthorisedRequest, case: Case) -> HttpResponse:
    form = OnePerson(request.POST if request.method == "POST" else None)
    del form.fields["reason"]

    def save(_: dict[str, Any]) -> str:
        registering.add(by=request.user, case=case, person=form.person())
        return _done(request, case, "The person is in the register. The file is searched for them now.")

    shown = {"heading": "Add a person", "button": "Add this person", "hints": _HINTS, **_around(case)}
    return one_form(request, form=form, save=save, shown=shown, template="cases/person.html")


@on_case(Act.CHANGE_CASE, methods=BOTH)
def change(request: AuthorisedRequest, case: Case, number: int) -> HttpResponse:
    """Changes somebody, or registers somebody who was found."""
    person = _person(case, number)
    form = OnePerson(request.POST if request.method == "POST" else None, initial=filled(person))
    if not person.never_disclose:
        del form.fields["reason"]

    def save(answers: dict[str, Any]) -> str:
        to, reason = form.person(person.key), answers.get("reason", "")
        registering.change(by=request.user, person=person, to=to, reason=reason)
        return _done(request, case, "Saved.")

    heading, button = (
        ("Register a person found in the file", "Register") if person.found else ("Change a person", "Save")
    )
    shown = {
        "heading": heading, "button": button, "hints": _HINTS, "person": person, "history": history_of(case, person),
        **_around(case),
    }  # fmt: skip
    return one_form(request, form=form, save=save, shown=shown, template="cases/person.html")


@on_case(Act.CHANGE_CASE, methods=BOTH)
def remove(request: AuthorisedRequest, case: Case, number: int) -> HttpResponse:
    person = _person(case, number, found=False)

    def save(answers: dict[str, Any]) -> str:
        registering.remove(by=request.user, person=person, **answers)
        return _done(request, case, "The person is no longer in the register.")

    shown = {
        "heading": f"Take {person.name} out of the register",
        "warning": "Nothing of theirs is protected any more by the register, whatever was marked.",
        "button": "Take them out",
        "danger": True,
        **_around(case),
    }
    form = Reasoned(request.POST if request.method == "POST" else None)
    return one_form(request, form=form, save=save, shown=shown)


@on_case(Act.CHANGE_CASE, methods=BOTH)
def merge(request: AuthorisedRequest, case: Case, number: int) -> HttpResponse:
    person = _person(case, number)
    form = Into(request.POST if request.method == "POST" else None, case=case, person=person)

    def save(answers: dict[str, Any]) -> str:
        registering.merge(by=request.user, person=person, into=answers["into"])
        return _done(request, case, "They are one person now.")

    shown = {
        "heading": f"{person.name} is somebody in the register",
        "lines": ["Their names are added to the person you choose, whose own details stay. Marks of both are kept."],
        "button": "They are one person",
        **_around(case),
    }
    return one_form(request, form=form, save=save, shown=shown)


@on_case(Act.CHANGE_CASE, methods=BOTH)
def dismiss(request: AuthorisedRequest, case: Case, number: int) -> HttpResponse:
    person = _person(case, number, found=True)

    def save(_: dict[str, Any]) -> str:
        registering.dismiss(by=request.user, person=person)
        return _done(request, case, "They are no longer suggested.")

    shown = {
        "heading": f"{person.name} needs no place in the register",
        "lines": ["Choose this when it is no person, or nobody who matters. They are then no longer suggested."],
        "button": "Do not suggest them",
        **_around(case),
    }
    form = Confirm(request.POST if request.method == "POST" else None)
    return one_form(request, form=form, save=save, shown=shown)


@on_case(Act.CHANGE_CASE, methods=BOTH)
def bring_in(request: AuthorisedRequest, case: Case) -> HttpResponse:
    given = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = PeopleFile(*given)

    def go_on(answers: dict[str, Any]) -> str:
        kept = {"people": msgspec.to_builtins(answers["file"]), "case": case.pk}
        return f"{reverse('cases:check_import', args=[case.key])}?asked={keep(request, kept)}"

    shown = {"heading": "Bring people in from a file", "button": "Continue", **_around(case)}
    return one_form(request, form=form, save=go_on, shown=shown, template="cases/import_people.html")


@on_case(Act.CHANGE_CASE, methods=BOTH)
def check_import(request: AuthorisedRequest, case: Case) -> HttpResponse:
    """What the file would change, before anything is saved."""
    kept = asked(request)
    if kept.get("case") != case.pk:
        return HttpResponseRedirect(reverse("cases:import_people", args=[case.key]))
    given = msgspec.convert(kept["people"], type=list[model.Person])
    if request.method == "POST":
        brought = registering.bring_in(by=request.user, case=case, people=given)
        forget(request)
        told = f"{len(brought.added)} people were added and {len(brought.changed)} changed."
        return HttpResponseRedirect(_done(request, case, told))
    brought = registering.compare(case=case, people=given)
    rows = [("New", each) for each in brought.added] + [("Changed", each) for each in brought.changed]
    shown = {
        "rows": [
            {
                "state": state,
                "person": each,
                "role": plain.ROLES[each.role],
                "marks": [plain.MARKS[mark][0] for mark in plain.marks_of(each.never_disclose)],
            }
            for state, each in rows
        ],
        "same": len(brought.same),
    }
    return render(request, "cases/check_import.html", {"case": case, **shown})


def _person(case: Case, number: int, *, found: bool | None = None) -> Person:
    there = Person.objects.select_related("case").filter(case=case, gone_at=None)
    return get_object_or_404(there if found is None else there.filter(found=found), pk=number)


def _around(case: Case) -> dict[str, Any]:
    return {"case": case, "back": reverse("cases:people", args=[case.key])}


def _done(request: AuthorisedRequest, case: Case, told: str) -> str:
    messages.success(request, told)
    return reverse("cases:people", args=[case.key])
