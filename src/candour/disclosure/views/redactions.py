"""The redactions of a disclosure as a lawyer goes through them: in groups, one beside how it goes out, each answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from candour.accounts.gate import WRITE, AuthorisedRequest
from candour.accounts.queries import names
from candour.accounts.roles import Act
from candour.disclosure.forms_redactions import Filter
from candour.disclosure.gate import on_disclosure
from candour.disclosure.models import Disclosure, State
from candour.disclosure.redaction_counts import Count, Wanted, counts, groups, summed
from candour.disclosure.redactions import Redaction, beside, one_of, redactions
from candour.disclosure.views.answering import Forms, answered, asked_for, empty
from candour.disclosure.views.disclosures import recipients
from candour.disclosure.views.redaction_words import LOCK, group_words, redaction_words, titles, words_for
from candour.disclosure.views.trying import tried
from candour.disclosure.views.viewing import note_view, page_of, view_at
from candour.engine.errors import CandourError

_ON_A_PAGE = 20
_IN_A_GROUP = 50
KEYS = (
    ("→ ←", "Next and previous redaction"), ("A", "Approve"), ("X", "Change the reason"), ("L", "Lift it"),
    ("S", "Send it back"), ("E", "Explain it"),
)  # fmt: skip
"""As ``redaction.js`` has them."""


@on_disclosure()
def listed(request: AuthorisedRequest, disclosure: Disclosure) -> HttpResponse:
    """All groups, those that are not answered first asked for."""
    note_view(disclosure, None)
    found = counts(disclosure) if disclosure.prepared_as else []
    wanted = wanted_of(request)
    at = _number(request.GET.get("page", ""))
    some, many = groups(disclosure, wanted=wanted, many=_ON_A_PAGE, after=(at - 1) * _ON_A_PAGE) if found else ([], 0)
    words = words_for(disclosure, some)
    shown = {
        **_base(disclosure),
        "counts": summed(found),
        "rows": [group_words(each, words) for each in some],
        "page": Paginator(range(many), _ON_A_PAGE).get_page(at),
        "wanted": wanted,
        "filter": Filter(request.GET or {"show": "open"}, **offered(found, titles(disclosure))),
        "ready": bool(disclosure.prepared_as),
    }
    return render(request, "disclosure/redactions.html", shown)


@on_disclosure()
def group(request: AuthorisedRequest, disclosure: Disclosure, group: str) -> HttpResponse:
    return _group(request, disclosure, group)


@on_disclosure()
def one(request: AuthorisedRequest, disclosure: Disclosure, about: str, item: str) -> HttpResponse:
    """A redaction on its page, beside the page as it goes out."""
    return _one(request, disclosure, _found(disclosure, about, item))


@on_disclosure(Act.APPROVE_LEGALLY, methods=WRITE)
def answer(request: AuthorisedRequest, disclosure: Disclosure, ruling: str) -> HttpResponse:
    """``ruling``: approve, change, lift or back."""
    if ruling not in ("approve", "change", "lift", "back"):
        raise Http404
    return _answer(request, disclosure, ruling)


@on_disclosure(Act.REVIEW, methods=WRITE)
def explain(request: AuthorisedRequest, disclosure: Disclosure) -> HttpResponse:
    return _answer(request, disclosure, "explain")


def _answer(request: AuthorisedRequest, disclosure: Disclosure, name: str) -> HttpResponse:
    form = asked_for(name, request.POST, disclosure=disclosure)
    forms = {name: form}
    if not form.is_valid():
        return _again(request, disclosure, forms)
    said: list[str] = []
    error = tried(lambda: said.append(answered(name, form.cleaned_data, by=request.user, disclosure=disclosure)))
    if error is not None:
        return _again(request, disclosure, forms, error=error)
    messages.success(request, said[0])
    return HttpResponseRedirect(_next(request, disclosure))


def _again(
    request: AuthorisedRequest, disclosure: Disclosure, forms: Forms, *, error: CandourError | None = None
) -> HttpResponse:
    """What was answered, with what stood against it."""
    if group := request.POST.get("group", ""):
        return _group(request, disclosure, group, forms=forms, error=error)
    item = one_of(disclosure, request.POST.get("about", ""), request.POST.get("item", ""))
    if item is None:
        raise Http404
    return _one(request, disclosure, item, forms=forms, error=error)


def _next(request: AuthorisedRequest, disclosure: Disclosure) -> str:
    """The next one that is not answered, on the way that somebody was on; after a group the list."""
    about, key = request.POST.get("about", ""), request.POST.get("item", "")
    here = one_of(disclosure, about, key) if about else None
    after = beside(disclosure, here, group=request.GET.get("group", ""))[1] if here else None
    if after is None:
        return reverse("disclosure:redactions", args=[disclosure.key])
    return address(disclosure, after, group=request.GET.get("group", ""))


# ---------------------------------------------------------------- what the pages show


def _group(
    request: AuthorisedRequest, disclosure: Disclosure, group: str, *, forms: Forms | None = None,
    error: CandourError | None = None,
) -> HttpResponse:  # fmt: skip
    note_view(disclosure, None)
    found = redactions(disclosure, where="where grouped = %(group)s order by nth", group=group)
    open_ = [each for each in found if each.stands != "answered"]
    page = Paginator(found, _IN_A_GROUP).get_page(request.GET.get("page"))
    words = words_for(disclosure, page)
    shown = {
        **_base(disclosure),
        "group": group,
        "gone": not found,
        "head": redaction_words(found[0], words) if found else None,
        "page": page,
        "rows": [{"it": redaction_words(each, words), "href": address(disclosure, each, group=group)} for each in page],
        "left": len(open_),
        **_answers(request, disclosure, open_, group=group, forms=forms, error=error),
    }
    return render(request, "disclosure/redaction_group.html", shown, status=_status(forms, error))


def _one(
    request: AuthorisedRequest, disclosure: Disclosure, found: Redaction, *, forms: Forms | None = None,
    error: CandourError | None = None,
) -> HttpResponse:  # fmt: skip
    view = view_at(disclosure, found.sheet) if found.sheet is not None else None
    page = page_of(disclosure, view) if view else None
    note_view(disclosure, page)
    group = request.GET.get("group", "")
    before, after = beside(disclosure, found, group=group)
    past = disclosure.oversights.filter(about=found.about, key=found.key).select_related("by").order_by("-pk")
    shown = {
        **_base(disclosure),
        "it": redaction_words(found, words_for(disclosure, [found])),
        "sheet": view.sheet if view else None,
        "page": page,
        "record": page.record if page else None,
        "rects": [(x0, y0, round(x1 - x0, 2), round(y1 - y0, 2)) for x0, y0, x1, y1 in found.boxes],
        "goes_out": view is not None and (view.sheet.decided in ("", "keep", "redact")) and view.sheet.page > 0,
        "before": address(disclosure, before, group=group) if before else "",
        "after": address(disclosure, after, group=group) if after else "",
        "at": urlencode({"group": group}) if group else "",
        "in_group": group,
        "past": past,
        "keys": KEYS,
        **_answers(request, disclosure, [found], group="", forms=forms, error=error),
    }
    return render(request, "disclosure/redaction.html", shown, status=_status(forms, error))


def _answers(
    request: AuthorisedRequest, disclosure: Disclosure, several: list[Redaction], *, group: str, forms: Forms | None,
    error: CandourError | None,
) -> dict[str, Any]:  # fmt: skip
    given = forms or {}
    mine = any(each.author == request.user.pk for each in several)
    return {
        "forms": {**empty(disclosure, several, group=group), **given},
        "form": next((each for each in given.values() if each.errors), None),
        "opened": next(iter(given), ""),
        "error": error,
        "mine": mine,
        "some": several,
        "unexplained": any(each.unexplained for each in several),
        "explained": any(each.explanation for each in several),
        "locked": any(each.locked for each in several),
        "removal": any(each.removal for each in several),
        "can_answer": disclosure.matter and disclosure.state in (State.DECIDING, State.CHECKING, State.WITH_LEGAL),
        "can_change": disclosure.matter and disclosure.state in (State.DECIDING, State.WITH_LEGAL),
    }


def _base(disclosure: Disclosure) -> dict[str, Any]:
    names = recipients(disclosure.case)
    return {
        "case": disclosure.case,
        "disclosure": disclosure,
        "recipient": names.get(disclosure.recipient, disclosure.recipient),
        "state": State(disclosure.state),
    }


def _status(forms: Forms | None, error: CandourError | None) -> int:
    return 409 if error else 422 if forms else 200


def _found(disclosure: Disclosure, about: str, item: str) -> Redaction:
    """Of a page ``item`` is its place in the bundle."""
    if about == "page":
        sheet = disclosure.sheets.filter(place=int(item)).first() if item.isdecimal() else None
        item = f"{sheet.page}:{sheet.record}" if sheet else ""
    found = one_of(disclosure, about, item)
    if found is None:
        raise Http404
    return found


def address(disclosure: Disclosure, each: Redaction, *, group: str = "") -> str:
    item = each.sheet if each.about == "page" else each.key
    here = reverse("disclosure:redaction", args=[disclosure.key, each.about, item])
    return f"{here}?{urlencode({'group': group})}" if group else here


def wanted_of(request: AuthorisedRequest) -> Wanted:
    given = request.GET
    author = given.get("author", "")
    return Wanted(
        given.get("show", "") or "open", given.get("ground") or None, int(author) if author.isdecimal() else None
    )


def offered(found: Sequence[Count], grounds: Mapping[str, str]) -> dict[str, list[tuple[str, str]]]:
    """Reasons and authors that there are, to filter by."""
    who = names(each.author for each in found)
    authors = sorted((who.get(each, "Somebody"), str(each)) for each in {each.author for each in found} if each)
    reasons = sorted((grounds.get(each, each), each) for each in {each.ground for each in found} if each)
    nobody = [("0", LOCK)] if any(each.author is None for each in found) else []
    return {
        "grounds": [(key, title) for title, key in reasons],
        "authors": [*((number, name) for name, number in authors), *nobody],
    }


def _number(text: str) -> int:
    return max(1, int(text)) if text.isdecimal() and len(text) < 6 else 1
