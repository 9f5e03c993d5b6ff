"""The public form: anybody asks for records, without an account and without JavaScript.

The answers travel from page to page in the pages themselves, so that this side keeps nothing until they are sent, and no
address holds a word of them. Nobody learns here whether a person or a case is known.
"""

from __future__ import annotations

import functools
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from allauth.core import ratelimit
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from candour.access.arriving_public import send, what_next
from candour.access.forms_public import FIELDS, PAGES, Page
from candour.accounts.gate import BOTH, WRITE, public

_WHY = "Whoever asks for records needs no account: the law lets anybody ask, in any way."
_CHECK = "check"
_TRAP = "website"
"""A field that people do not see. Whatever fills it in is asked to send once more; nobody's request is dropped for it."""
_LIMIT = "ask"
"""In the settings of limits: so many of one address, and of everybody."""
_EVERYBODY = "everybody"
_TOO_MUCH = (
    "Too much was sent from here in a short time. Your answers are still on this page. "
    "Wait an hour and send it again, or write to us or call us."
)
View = Callable[[HttpRequest], HttpResponse]


@dataclass(frozen=True, slots=True)
class Walk:
    """How far somebody is. ``said``: every answer so far, right or wrong; ``seen``: the pages that were sent."""

    said: Mapping[str, str]
    seen: frozenset[str]
    once: str

    def form(self, name: str, *, sent: bool) -> Page:
        """``sent``: with what is wrong with it."""
        return PAGES[name](self.said, said=self.said) if sent else PAGES[name](said=self.said, initial=dict(self.said))

    def open(self) -> str:
        """The first page that was not sent, or is not answered well; the last, on which all is checked, if there is none."""
        return next(
            (name for name in PAGES if name not in self.seen or not self.form(name, sent=True).is_valid()), _CHECK
        )

    def answers(self) -> dict[str, str]:
        """What was asked and answered, without what was answered to a question that no longer fits."""
        forms = [self.form(name, sent=True) for name in PAGES]
        return {field: str(value) for form in forms if form.is_valid() for field, value in form.cleaned_data.items()}


def _where_wanted(view: View) -> View:
    """Not there where the council has switched the form off."""

    @functools.wraps(view)
    def shown(request: HttpRequest) -> HttpResponse:
        if not settings.ENVIRONMENT.public_form:
            raise Http404
        return view(request)

    return shown


@public(_WHY)
@_where_wanted
def start(request: HttpRequest) -> HttpResponse:
    return render(request, "access/public/start.html", {"next": what_next()})


@public(_WHY, methods=BOTH)
@_where_wanted
def ask(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _page(request, Walk({}, frozenset(), secrets.token_urlsafe(16)), next(iter(PAGES)))
    walk, at, wanted = _sent(request)
    if wanted in PAGES:
        return _page(request, walk, wanted)
    if at in PAGES and not walk.form(at, sent=True).is_valid():
        return _page(request, walk, at, sent=True)
    if at == _CHECK and walk.open() == _CHECK:
        return _send(request, walk)
    return _on(request, walk)


@public(_WHY, methods=WRITE)
@_where_wanted
def leave(request: HttpRequest) -> HttpResponse:
    """The quick way out: a page that says nothing, and the browser is told to forget this one."""
    answer = HttpResponseRedirect(reverse("disclosure:collect_closed"))
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    return answer


def _sent(request: HttpRequest) -> tuple[Walk, str, str]:
    """How far somebody is, the page they sent, and the page they want to go to instead of on."""
    given = request.POST
    at = given.get("at", "")
    said = {name: given[name] for name in FIELDS if name in given}
    wanted = given.get("go", "")
    seen = frozenset(given.get("seen", "").split()) | (frozenset() if wanted in PAGES else {at})
    once = given.get("once", "")[:40] or secrets.token_urlsafe(16)
    return Walk(said, seen & PAGES.keys(), once), at, wanted


def _on(request: HttpRequest, walk: Walk) -> HttpResponse:
    at = walk.open()
    return _check(request, walk) if at == _CHECK else _page(request, walk, at)


def _page(request: HttpRequest, walk: Walk, name: str, *, sent: bool = False) -> HttpResponse:
    form = walk.form(name, sent=sent)
    names = list(PAGES)
    shown = {
        "form": form,
        "at": name,
        "back": names[names.index(name) - 1] if name != names[0] else "",
        "number": names.index(name) + 1,
        "of": len(names),
        "carried": _carried(walk, without=form.fields),
    }
    return render(request, "access/public/page.html", shown, status=422 if form.errors else 200)


def _check(request: HttpRequest, walk: Walk, *, error: str = "", status: int = 200) -> HttpResponse:
    """Everything once more, before anything is sent."""
    rows = []
    for name in PAGES:
        form = walk.form(name, sent=True)
        form.is_valid()
        rows += [(name, label, words) for label, words in form.rows()]
    shown = {"rows": rows, "carried": _carried(walk, without={}), "error": error, "back": list(PAGES)[-1]}
    return render(request, "access/public/check.html", shown, status=status)


def _send(request: HttpRequest, walk: Walk) -> HttpResponse:
    if request.POST.get(_TRAP):
        why = "Something was filled in that people do not see. If you are a person, send it once more."
        return _check(request, walk, error=why, status=422)
    if not ratelimit.consume(request, action=_LIMIT, key=_EVERYBODY):
        return _check(request, walk, error=_TOO_MUCH, status=429)
    reference = send(said=walk.answers(), once=walk.once)
    return render(request, "access/public/sent.html", {"reference": reference, "next": what_next()})


def _carried(walk: Walk, *, without: Mapping[str, object]) -> list[tuple[str, str]]:
    """What goes along unseen."""
    answers = [(name, value) for name, value in walk.said.items() if name not in without]
    return [*answers, ("seen", " ".join(sorted(walk.seen))), ("once", walk.once)]
