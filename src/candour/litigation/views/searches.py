"""The search certificate of a matter: its page and files, its scope, its places, and the lawyer's steps on them."""

from __future__ import annotations

from typing import Any

from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import render

from candour.accounts.gate import BOTH, AuthorisedRequest
from candour.accounts.roles import Act
from candour.cases.forms import Confirm
from candour.cases.views.printed_file import printed_file
from candour.ledger.verbs import Verb
from candour.litigation import answering, certificate, chasing, scoping, searching, searching_words
from candour.litigation.forms import Reasoned
from candour.litigation.forms_search import AnswerForm, PlaceForm, ScopeForm
from candour.litigation.gate import on_matter
from candour.litigation.models import Matter, Place, PlaceKind
from candour.litigation.views.around import answered, around
from candour.litigation.working import note

_HERE = "litigation:certificate"


@on_matter()
def page(request: AuthorisedRequest, matter: Matter) -> HttpResponse:
    rows, left = certificate.places(matter), certificate.not_needed(matter)
    there = {each.place.kind for each in rows} | {each.kind for each in left}
    shown = {
        "certificate": certificate.of(matter), "rows": rows, "not_needed": left, "missing": certificate.lacks(matter),
        "open_kinds": [kind for kind in searching.USUAL if kind.value not in there],
    }  # fmt: skip
    return render(request, "litigation/search_certificate.html", {**around(request, matter), **shown})


@on_matter()
def file(request: AuthorisedRequest, matter: Matter, form: str) -> HttpResponse:
    """As Word or PDF; its name holds no name."""
    made = printed_file("search-certificate", form, lambda: searching_words.blocks(matter), title="Search certificate")
    note(matter, Verb.SEARCH_DOWNLOADED, form=form)
    return made


@on_matter(Act.KEEP_MATTERS, methods=BOTH)
def scope(request: AuthorisedRequest, matter: Matter) -> HttpResponse:
    now = certificate.of(matter)
    initial = {name: getattr(now, name) for name in ScopeForm.base_fields} if now else {"scope": matter.issues}
    form = ScopeForm(request.POST if request.method == "POST" else None, initial=initial)

    def do(_: dict[str, Any]) -> None:
        scoping.set_scope(by=request.user, matter=matter, scope=form.told())

    shown = {"heading": "Say what is searched for", "button": "Save"}
    return answered(request, matter, form, do, told="Saved.", to=_HERE, shown=shown)


@on_matter(Act.KEEP_MATTERS, methods=BOTH)
def ask(request: AuthorisedRequest, matter: Matter) -> HttpResponse:
    kind = request.GET.get("kind", "")
    terms = "\n".join(searching.usual_terms(matter))
    initial = {"kind": kind if kind in PlaceKind.values else "", "due": searching.usual_due(), "terms": terms}
    form = PlaceForm(request.POST if request.method == "POST" else None, initial=initial)

    def do(_: dict[str, Any]) -> None:
        searching.ask(by=request.user, matter=matter, asked=form.told())

    shown = {
        "heading": "Ask for a search", "button": "Ask for it",
        "lines": ["Whoever has an account is told by e-mail, which says nothing of the matter, and answers in Candour."],
    }  # fmt: skip
    return answered(request, matter, form, do, told="It is asked for.", to=_HERE, shown=shown)


@on_matter(Act.KEEP_MATTERS, methods=BOTH)
def usual(request: AuthorisedRequest, matter: Matter) -> HttpResponse:
    form = Confirm(request.POST if request.method == "POST" else None)

    def do(_: dict[str, Any]) -> None:
        searching.ask_usual(by=request.user, matter=matter)

    shown = {
        "heading": "Ask for every usual place", "button": "Ask for them",
        "lines": [
            f"{matter.case.manager.name}, who manages the case, is asked for each kind of place that nobody is asked for yet.",
            "To begin with, the words are the numbers of the cases and the names of the children. Change each place as you need.",
        ],
    }  # fmt: skip
    told = "They are asked for. Look at each of them, and change who searches and with which words."
    return answered(request, matter, form, do, told=told, to=_HERE, shown=shown)


@on_matter(Act.KEEP_MATTERS, methods=BOTH)
def not_needed(request: AuthorisedRequest, matter: Matter, kind: str) -> HttpResponse:
    form = Reasoned(request.POST if request.method == "POST" else None)

    def do(answers: dict[str, Any]) -> None:
        searching.not_needed(by=request.user, matter=matter, kind=kind, **answers)

    shown = {"heading": f"{_kind(kind)}: no search is needed", "button": "Save", "lines": ["The certificate says why."]}
    return answered(request, matter, form, do, told="Saved.", to=_HERE, shown=shown)


@on_matter(Act.KEEP_MATTERS, methods=BOTH)
def needed(request: AuthorisedRequest, matter: Matter, kind: str) -> HttpResponse:
    form = Confirm(request.POST if request.method == "POST" else None)

    def do(_: dict[str, Any]) -> None:
        searching.needed(by=request.user, matter=matter, kind=kind)

    shown = {"heading": f"{_kind(kind)}: a search is needed after all", "button": "Take it back"}
    return answered(request, matter, form, do, told="Ask somebody to search there next.", to=_HERE, shown=shown)


@on_matter(Act.KEEP_MATTERS, methods=BOTH)
def certify(request: AuthorisedRequest, matter: Matter) -> HttpResponse:
    form = Confirm(request.POST if request.method == "POST" else None)

    def do(_: dict[str, Any]) -> None:
        searching.certify(by=request.user, matter=matter)

    shown = {
        "heading": "Certify that the search is complete", "button": "Certify it",
        "lines": ["Your name stands under it. Anything that is asked or answered later opens it again."],
    }  # fmt: skip
    return answered(request, matter, form, do, told="The search is certified.", to=_HERE, shown=shown)


@on_matter()
def place(request: AuthorisedRequest, matter: Matter, which: str) -> HttpResponse:
    found = _place(matter, which)
    shown = {"place": found, "answers": answering.answers_of(found)}
    return render(request, "litigation/search_place.html", {**around(request, matter), **shown})


@on_matter(Act.KEEP_MATTERS, methods=BOTH)
def change_place(request: AuthorisedRequest, matter: Matter, which: str) -> HttpResponse:
    found = _place(matter, which)
    initial = {name: getattr(found, name) for name in PlaceForm.base_fields}
    form = PlaceForm(request.POST if request.method == "POST" else None, initial=initial)

    def do(_: dict[str, Any]) -> None:
        searching.change_place(by=request.user, place=found, asked=form.told())

    return answered(request, matter, form, do, told="Saved.", to=_HERE, shown=_step(found, "Change what is asked"))


@on_matter(Act.KEEP_MATTERS, methods=BOTH)
def answer_place(request: AuthorisedRequest, matter: Matter, which: str) -> HttpResponse:
    """For somebody who told the lawyer."""
    found = _place(matter, which)
    form = AnswerForm(request.POST if request.method == "POST" else None, initial={"terms": found.terms})

    def do(_: dict[str, Any]) -> None:
        answering.answer_for(by=request.user, place=found, answered=form.told())

    shown = {
        **_step(found, "Enter what came of the search"),
        "lines": ["As whoever searched told you. Your name stands beside it."],
    }
    return answered(request, matter, form, do, told="Saved.", to=_HERE, shown=shown)


@on_matter(Act.KEEP_MATTERS, methods=BOTH)
def remind(request: AuthorisedRequest, matter: Matter, which: str) -> HttpResponse:
    found = _place(matter, which)
    form = Confirm(request.POST if request.method == "POST" else None)

    def do(_: dict[str, Any]) -> None:
        chasing.remind(by=request.user, place=found)

    shown = {
        **_step(found, "Send a reminder"), "button": "Send it",
        "lines": ["By e-mail, which says nothing of the matter. Whoever is late is reminded by itself as well."],
    }  # fmt: skip
    return answered(request, matter, form, do, told="The reminder is on its way.", to=_HERE, shown=shown)


@on_matter(Act.KEEP_MATTERS, methods=BOTH)
def drop(request: AuthorisedRequest, matter: Matter, which: str) -> HttpResponse:
    found = _place(matter, which)
    form: Form = Reasoned(request.POST if request.method == "POST" else None)

    def do(answers: dict[str, Any]) -> None:
        searching.drop(by=request.user, place=found, **answers)

    shown = {
        **_step(found, "This place is not searched"), "button": "Withdraw it", "danger": True,
        "lines": ["What was answered of it stays in the history."],
    }  # fmt: skip
    return answered(request, matter, form, do, told="Nobody is asked for it any more.", to=_HERE, shown=shown)


def _place(matter: Matter, which: str) -> Place:
    related = ("matter", "custodian", "asked_by", "dropped_by")
    found = Place.objects.filter(matter=matter, key=which).select_related(*related).first()
    if found is None:
        raise Http404
    return found


def _step(place: Place, heading: str) -> dict[str, Any]:
    return {"heading": f"{heading}: {place.name}", "button": "Save"}


def _kind(kind: str) -> str:
    if kind not in PlaceKind.values:
        raise Http404
    return PlaceKind(kind).label
