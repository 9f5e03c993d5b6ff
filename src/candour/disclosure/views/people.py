"""Who is who: everybody found in a disclosure, and one decision for all of a person."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from candour.accounts.gate import WRITE, AuthorisedRequest
from candour.accounts.roles import Act
from candour.cases import plain
from candour.disclosure import people_now, sentences
from candour.disclosure.asking import pack_of
from candour.disclosure.choices import Choice
from candour.disclosure.deciding import Decided, decide_person, undo
from candour.disclosure.forms_people import DecidePerson, DecideUnclear
from candour.disclosure.gate import on_disclosure
from candour.disclosure.models import CourtOrder, Disclosure, State
from candour.disclosure.ordering import lifted_for, worded
from candour.disclosure.people_now import PersonNow
from candour.disclosure.renewing import stale
from candour.disclosure.unclear_names import said_names
from candour.disclosure.views.disclosures import recipients
from candour.disclosure.views.showing import ACTIONS
from candour.engine.errors import CandourError
from candour.engine.model import Action
from candour.ledger import acting
from candour.ledger.verbs import Verb

SHOWN: dict[str, tuple[str, Callable[[PersonNow], bool]]] = {
    "": ("Everybody", lambda each: True),
    "undecided": ("Not decided", lambda each: each.open),
    "children": ("Children", lambda each: each.child),
    "professionals": ("Professionals", lambda each: each.professional),
    "found": ("Found, not registered", lambda each: each.person.found),
}
"""Which of them the list shows: its word in the address, its name, who that is."""
SORTED: dict[str, tuple[str, Callable[[PersonNow], Any]]] = {
    "": ("Most often named first", lambda each: (-each.counts.total, each.person.name)),
    "open": ("Most undecided first", lambda each: (each.counts.decided - each.counts.total, each.person.name)),
    "name": ("By name", lambda each: each.person.name.casefold()),
}
_ON_A_PAGE = 20
_SAMPLES, _MORE_SAMPLES = 3, 5


@on_disclosure()
def people(request: AuthorisedRequest, disclosure: Disclosure) -> HttpResponse:
    shown, order = request.GET.get("show", ""), request.GET.get("sort", "")
    shown, order = shown if shown in SHOWN else "", order if order in SORTED else ""
    everybody = people_now.people(disclosure)
    chosen = sorted(filter(SHOWN[shown][1], everybody), key=SORTED[order][1])
    page = Paginator(chosen, _ON_A_PAGE).get_page(request.GET.get("page"))
    keys = [each.person.key for each in page]
    samples = sentences.samples(disclosure, keys, many=_SAMPLES) if keys else {}
    viewed(disclosure, page=page.number)
    lifted = lifted_for(disclosure)
    waits = sum(each.saying.waits for each in said_names(disclosure.case_id))
    counts = [(word, name, sum(map(who, everybody))) for word, (name, who) in SHOWN.items()]
    return render(request, "disclosure/people.html", {
        "page": page,
        "rows": [
            {**about(each), "samples": samples.get(each.person.key, []), "orders": _lifted(lifted.get(each.person.key, []))}
            for each in page
        ],
        "filters": counts,
        "sorts": [(word, name) for word, (name, _) in SORTED.items()],
        "waiting": f"{waits} wait{'s' if waits == 1 else ''} for a second person" if waits else "",
        "stale": stale(disclosure),
        "show": shown,
        "sort": order,
        "unclear": len(people_now.unclear(disclosure, undecided=True)),
        **around(disclosure),
    })  # fmt: skip


@on_disclosure()
def person(request: AuthorisedRequest, disclosure: Disclosure, number: int) -> HttpResponse:
    now = _person(disclosure, number)
    viewed(disclosure, person=now.person.key)
    return _person_shown(
        request, disclosure, now, DecidePerson(pack=pack_of(disclosure), initial=_first(disclosure, now))
    )


@on_disclosure(Act.REVIEW, methods=WRITE)
def decide(request: AuthorisedRequest, disclosure: Disclosure, number: int) -> HttpResponse:
    now = _person(disclosure, number)
    form = DecidePerson(request.POST, pack=pack_of(disclosure))
    if form.is_valid():
        given = form.cleaned_data
        choice = Choice(Action(given["action"]), given["ground"], given["explanation"])
        done = attempted(
            form,
            lambda: decide_person(
                by=request.user, disclosure=disclosure, person=now.person.key, choice=choice, version=given["version"]
            ),
        )
        if done:
            messages.success(request, _told(_person(disclosure, number), done))
            return HttpResponseRedirect(_address(disclosure, now))
        now = _person(disclosure, number)  # as somebody else decided it meanwhile
    return _person_shown(request, disclosure, now, form, status=status_of(form))


@on_disclosure(Act.REVIEW, methods=WRITE)
def take_back(request: AuthorisedRequest, disclosure: Disclosure, number: int) -> HttpResponse:
    now = _person(disclosure, number)
    form = DecidePerson({**_first(disclosure, now), "version": now.version}, pack=pack_of(disclosure))
    if attempted(form, lambda: undo(by=request.user, disclosure=disclosure, batch=request.POST.get("batch", ""))):
        messages.success(request, "Taken back: what stood before stands again.")
        return HttpResponseRedirect(_address(disclosure, now))
    return _person_shown(request, disclosure, _person(disclosure, number), form, status=409)


# ---------------------------------------------------------------- what the pages show


def _person_shown(
    request: AuthorisedRequest, disclosure: Disclosure, now: PersonNow, form: DecidePerson, *, status: int = 200
) -> HttpResponse:
    pack, key = pack_of(disclosure), now.person.key
    grounds = {each.id: each.title for each in pack.grounds.values()}
    others = [each for each in people_now.people(disclosure) if each.open and each.person.pk != now.person.pk]
    following = next((each for each in others if each.counts.total <= now.counts.total), next(iter(others), None))
    return render(request, "disclosure/person.html", {
        **about(now),
        "form": form,
        "samples": sentences.samples(disclosure, [key], many=_MORE_SAMPLES).get(key, []),
        "proposed": [(ACTIONS.get(each.action, ""), grounds.get(each.ground, ""), each) for each in people_now.proposed(disclosure, key)],
        "known": people_now.known_already(disclosure, key),
        "orders": worded(disclosure, lifted_for(disclosure).get(key, [])),
        "stands_ground": grounds.get(now.stands.ground, "") if now.stands else "",
        "following": following,
        **around(disclosure),
    }, status=status)  # fmt: skip


def _lifted(orders: Sequence[CourtOrder]) -> str:
    return "; ".join(f"{', '.join(plain.MARKS[mark][0] for mark in each.fields)}, by {each.court}" for each in orders)


def about(now: PersonNow) -> dict[str, Any]:
    counts = now.counts
    return {
        "it": now,
        "who": now.person,
        "counts": counts,
        "role": plain.ROLES.get(now.person.role, now.person.role),
        "marks": [plain.MARKS[mark][0] for mark in plain.marks_of(now.person.never_disclose)],
        "stands": ACTIONS.get(now.stands.action, "") if now.stands else "",
        "kept": counts.total - counts.redact,
    }


def around(disclosure: Disclosure) -> dict[str, Any]:
    names = recipients(disclosure.case)
    return {
        "case": disclosure.case,
        "disclosure": disclosure,
        "recipient": names.get(disclosure.recipient, disclosure.recipient),
        "deciding": disclosure.state == State.DECIDING,
        "ready": bool(disclosure.prepared_as),
        "explained": pack_of(disclosure).purposes[disclosure.purpose].explanations_required,
    }


def _first(disclosure: Disclosure, now: PersonNow) -> dict[str, Any]:
    """What the form begins with: what stands, or what is proposed for most."""
    if now.stands:
        return {"action": now.stands.action, "ground": now.stands.ground, "explanation": now.stands.explanation}
    most = next((each for each in people_now.proposed(disclosure, now.person.key) if not each.locked), None)
    return {"action": most.action, "ground": most.ground, "explanation": most.why} if most else {}


def _told(now: PersonNow, done: Decided) -> str:
    said = [f"Saved. {now.counts.followed} of {now.counts.total} mentions follow this decision."]
    if done.locked:
        said.append(f"{done.locked} stay blacked out: they are never disclosed.")
    if now.counts.own:
        said.append(f"{now.counts.own} were decided by themselves and stay as they are.")
    return " ".join(said)


def attempted(form: DecidePerson | DecideUnclear, do: Callable[[], Decided]) -> Decided | None:
    """Does it, or lets the form say why not: then nothing was changed, and what was typed is still there."""
    try:
        with acting.attempt():
            return do()
    except CandourError as error:
        form.add_error(None, str(error))
        return None


def status_of(form: Form) -> int:
    """Not complete, or complete and refused."""
    return 422 if set(form.errors) - {NON_FIELD_ERRORS} else 409


def _person(disclosure: Disclosure, number: int) -> PersonNow:
    found = people_now.person(disclosure, number)
    if found is None:
        raise Http404
    return found


def _address(disclosure: Disclosure, now: PersonNow) -> str:
    return reverse("disclosure:person", args=[disclosure.key, now.person.pk])


def viewed(disclosure: Disclosure, **details: Any) -> None:
    acting.record(Verb.CASE_VIEWED, case=disclosure.case_id, object=f"disclosure:{disclosure.pk}", **details)
