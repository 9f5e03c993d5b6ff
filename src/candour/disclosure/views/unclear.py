"""Names that could be several people's, one after the other: whom they mean, what is decided of them, who confirms it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from candour.accounts.gate import WRITE, AuthorisedRequest
from candour.accounts.roles import Act
from candour.cases.models import Person
from candour.disclosure import people_now
from candour.disclosure.asking import pack_of
from candour.disclosure.choices import Choice
from candour.disclosure.conflict import Moved
from candour.disclosure.deciding import decide_similar
from candour.disclosure.forms_knowing import WhoIsIt
from candour.disclosure.forms_people import DecideUnclear
from candour.disclosure.gate import on_disclosure
from candour.disclosure.identifying import confirm, say, take_back
from candour.disclosure.models import Disclosure, Proposal
from candour.disclosure.passages import passages
from candour.disclosure.people_now import Unclear as Queued
from candour.disclosure.renewing import stale
from candour.disclosure.unclear_names import Saying, Unclear, group_of, said_names
from candour.disclosure.views.people import about, around, attempted, status_of, viewed
from candour.disclosure.views.showing import ACTIONS
from candour.disclosure.views.trying import tried
from candour.engine.errors import CandourError
from candour.engine.model import Action

SHOWN = (("", "Not decided"), ("all", "All that are unclear"), ("said", "What was said"))
_SAMPLES = 5
_ON_A_PAGE = 20


@on_disclosure()
def unclear(request: AuthorisedRequest, disclosure: Disclosure) -> HttpResponse:
    viewed(disclosure)
    if request.GET.get("show") == "said":
        return _said(request, disclosure)
    return _queue(request, disclosure)


@on_disclosure()
def one(request: AuthorisedRequest, disclosure: Disclosure, mention: str) -> HttpResponse:
    """One name, wherever somebody came from: the review, or what was said."""
    viewed(disclosure)
    return _one(request, disclosure, mention)


@on_disclosure(Act.REVIEW, methods=WRITE)
def say_who(request: AuthorisedRequest, disclosure: Disclosure, mention: str) -> HttpResponse:
    group, alone = _groups(disclosure, mention)
    if group is None or alone is None:
        return _queue(request, disclosure, error=Moved(), status=409)
    form = WhoIsIt(request.POST, group=group, one=alone, people=_people(disclosure, group.candidates))
    if form.is_valid() and _do(form, lambda: _say(request, disclosure, mention, form)):
        queued = "queue" in request.GET
        query = request.GET.copy()
        query.pop("queue", None)
        at = f"?{query.urlencode()}" if query else ""
        to = reverse("disclosure:unclear", args=[disclosure.key]) + at if queued else _address(disclosure, mention)
        return HttpResponseRedirect(to)
    return _one(request, disclosure, mention, who=form, status=status_of(form))


@on_disclosure(Act.LIFT_LOCKS, methods=WRITE)
def confirm_it(request: AuthorisedRequest, disclosure: Disclosure, mention: str) -> HttpResponse:
    batch, said = request.POST.get("batch", ""), "Confirmed. The proposals are being worked out anew."
    return _done(
        request, disclosure, mention, lambda: confirm(by=request.user, disclosure=disclosure, batch=batch), said
    )


@on_disclosure(Act.REVIEW, methods=WRITE)
def take_it_back(request: AuthorisedRequest, disclosure: Disclosure, mention: str) -> HttpResponse:
    batch, said = request.POST.get("batch", ""), "Taken back: what stood before stands again."
    return _done(
        request, disclosure, mention, lambda: take_back(by=request.user, disclosure=disclosure, batch=batch), said
    )


@on_disclosure(Act.REVIEW, methods=WRITE)
def decide_unclear(request: AuthorisedRequest, disclosure: Disclosure) -> HttpResponse:
    """Left visible or blacked out whoever it is."""
    form = DecideUnclear(request.POST, pack=pack_of(disclosure))
    if form.is_valid():
        given = form.cleaned_data
        choice = Choice(Action(given["action"]), given["ground"], given["explanation"])
        named = {"mention": given["mention"], "version": given["version"], "choice": choice}
        if attempted(form, lambda: decide_similar(by=request.user, disclosure=disclosure, **named)):
            messages.success(request, "Saved for everything that says the same.")
            return HttpResponseRedirect(f"{reverse('disclosure:unclear', args=[disclosure.key])}{_at(request)}")
    return _queue(request, disclosure, decide=form, status=status_of(form))


def _say(request: AuthorisedRequest, disclosure: Disclosure, mention: str, form: WhoIsIt) -> None:
    given, (answer, person) = form.cleaned_data, form.answer()
    scope = given["scope"]
    made = say(
        by=request.user, disclosure=disclosure, mention=mention, alike=scope == "all", answer=answer, person=person,
        shown=given[f"shown_{scope}"], last=given[f"last_{scope}"],
    )  # fmt: skip
    words = f"Saved for {made.many} mention{'s' if made.many != 1 else ''}."
    more = " A second person has to confirm it before it counts: one of those it could mean must never be named."
    messages.success(request, words + (more if made.waits else ""))


def _do(form: WhoIsIt, do: Callable[[], None]) -> bool:
    error = tried(do)
    if error is not None:
        form.add_error(None, str(error))
    return error is None


def _done(
    request: AuthorisedRequest, disclosure: Disclosure, mention: str, do: Callable[[], None], said: str
) -> HttpResponse:
    error = tried(do)
    if error is not None:
        return _one(request, disclosure, mention, error=error, status=409)
    messages.success(request, said)
    return HttpResponseRedirect(_address(disclosure, mention))


# ---------------------------------------------------------------- what the pages show


def _queue(
    request: AuthorisedRequest, disclosure: Disclosure, *, decide: DecideUnclear | None = None,
    error: CandourError | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    groups = people_now.unclear(disclosure, undecided=request.GET.get("show") != "all")
    page = Paginator(groups, 1).get_page(request.GET.get("page"))
    queued = next(iter(page), None)
    shown = _name(disclosure, queued.mention, queued, decide=decide) if queued else {}
    shown |= {"page": page, "queued": queued, "error": error, "at": _at(request), "queue": True}
    return _rendered(request, disclosure, shown, status)


def _one(
    request: AuthorisedRequest, disclosure: Disclosure, mention: str, *, who: WhoIsIt | None = None,
    error: CandourError | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    shown = _name(disclosure, mention, None, who=who)
    if shown["group"] is None:
        raise Http404
    return _rendered(request, disclosure, {**shown, "error": error}, status)


def _rendered(request: AuthorisedRequest, disclosure: Disclosure, shown: dict[str, Any], status: int) -> HttpResponse:
    base = {
        "who_form": None,
        "form": None,
        "show": request.GET.get("show", ""),
        "filters": SHOWN,
        "stale": stale(disclosure),
        "me": request.user.pk,
    }
    return render(request, "disclosure/unclear.html", {**base, **shown, **around(disclosure)}, status=status)


def _name(
    disclosure: Disclosure, mention: str, queued: Queued | None, *, who: WhoIsIt | None = None,
    decide: DecideUnclear | None = None,
) -> dict[str, Any]:  # fmt: skip
    """Everything about one name; ``group`` None: nobody has to say whose it is."""
    group, alone = _groups(disclosure, mention)
    keys = queued.owners if queued else group.candidates if group else []
    shown: dict[str, Any] = {
        "mention": mention,
        "group": group,
        "text": queued.text if queued else group and group.text,
    }
    now = {each.person.key: each for each in people_now.people(disclosure, only=keys)} if keys else {}
    people = _people(disclosure, keys)
    shown["owners"] = [about(now[each.key]) for each in people if each.key in now]
    if group and alone:
        scope = "all" if queued else "one"
        shown["who_form"] = who or WhoIsIt(group=group, one=alone, people=people, scope=scope)
        shown["sayings"] = [_worded(each, {each.key: each.name for each in people}) for each in group.sayings]
        shown["samples"] = passages(disclosure, [mention, *group.mentions] if queued else [mention], many=_SAMPLES)
        locked = Proposal.objects.filter(disclosure=disclosure, mention__in=group.unsaid or group.mentions, locked=True)
        shown["locked"] = locked.exists()
    if queued:
        version, stands = people_now.group_now(disclosure, queued.said)
        shown |= {"form": decide or DecideUnclear(pack=pack_of(disclosure)), "version": version, "stands": stands}
        shown |= {"stands_words": ACTIONS.get(stands.action, "") if stands else "", "locked": queued.locked}
    return shown


def _said(request: AuthorisedRequest, disclosure: Disclosure) -> HttpResponse:
    """Everything that was said and stands: what waits for a second person first."""
    found = sorted(said_names(disclosure.case_id), key=lambda each: not each.saying.waits)
    page = Paginator(found, _ON_A_PAGE).get_page(request.GET.get("page"))
    people = Person.objects.filter(case=disclosure.case_id, key__in={each.saying.person for each in page})
    names = {each.key: each.name for each in people}
    shown = {"page": page, "rows": [(each, _worded(each.saying, names)) for each in page]}
    base = {"show": "said", "filters": SHOWN, "stale": stale(disclosure)}
    return render(request, "disclosure/said.html", {**base, **shown, **around(disclosure)})


def _worded(saying: Saying, names: dict[str, str]) -> dict[str, Any]:
    words = {"somebody_else": "Somebody else, none of these", "cannot_tell": "Nobody can tell"}
    return {"it": saying, "words": words.get(saying.answer) or f"It is {names.get(saying.person, 'somebody else')}"}


def _groups(disclosure: Disclosure, mention: str) -> tuple[Unclear | None, Unclear | None]:
    return group_of(disclosure.case_id, mention), group_of(disclosure.case_id, mention, alone=True)


def _people(disclosure: Disclosure, keys: list[str]) -> list[Person]:
    found = {each.key: each for each in Person.objects.filter(case=disclosure.case_id, key__in=keys)}
    return [found[key] for key in keys if key in found]


def _address(disclosure: Disclosure, mention: str) -> str:
    return reverse("disclosure:unclear_one", args=[disclosure.key, mention])


def _at(request: AuthorisedRequest) -> str:
    query = request.GET.urlencode()
    return f"?{query}" if query else ""
