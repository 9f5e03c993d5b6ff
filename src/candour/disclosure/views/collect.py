"""The recipient's pages: a code, then what there is to read, a question or complaint, and a quick way out.

Opening a link uses nothing up and tells nothing. Links that are unknown, over, recalled or held all look alike.
"""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format

from candour.accounts.gate import BOTH, WRITE, public
from candour.disclosure.collecting import TRIES, VISIT, Way, collect, enter_code, leave, visiting, way_of
from candour.disclosure.enquiring import enquire
from candour.disclosure.forms_release import Enquire, EnterCode
from candour.disclosure.link_gate import closed, with_link
from candour.disclosure.models import Asking, Delivery
from candour.disclosure.views.trying import tried
from candour.engine.errors import CandourError, Unavailable

COOKIE = "visit"
_SHUT = (Way.HELD, Way.OVER, Way.RECALLED)
_NAMES = {
    "letter.pdf": (
        "Our letter to you",
        "What you asked for, what you get, and what you can do if you are not happy with it.",
    ),
    "bundle.pdf": ("The records", "Everything we can give you, in order of date."),
    "withheld.csv": (
        "What we left out",
        "A table: each page that we could not give you, and why. It opens in a spreadsheet.",
    ),
}
_FIRST = ("letter.pdf", "bundle.pdf")


@with_link(methods=BOTH)
def enter(request: HttpRequest, delivery: Delivery, token: str) -> HttpResponse:
    """The code is asked for; after it the page shows what there is, until the visit ends."""
    if visiting(delivery, request.COOKIES.get(COOKIE, "")):
        return _inside(request, delivery, token)
    if request.method == "POST":
        return _code_tried(request, delivery, token)
    return _outside(request, delivery, token, way_of(delivery))


@with_link(methods=("GET",))  # a HEAD would be entered as collected
def file(request: HttpRequest, delivery: Delivery, token: str, name: str) -> HttpResponseBase:
    visit = request.COOKIES.get(COOKIE, "")
    if not visiting(delivery, visit):
        return _not_inside(request, delivery, token)
    try:
        path = collect(delivery, visit, name)
    except Unavailable as error:
        return render(request, "disclosure/collect/problem.html", {"error": error, "token": token}, status=503)
    except CandourError as error:
        return render(request, "disclosure/collect/problem.html", {"error": error, "token": token}, status=404)
    return FileResponse(path.open("rb"), as_attachment=True, filename=name)


@with_link(methods=BOTH)
def ask(request: HttpRequest, delivery: Delivery, token: str) -> HttpResponse:
    if not visiting(delivery, request.COOKIES.get(COOKIE, "")):
        return _not_inside(request, delivery, token)
    form, error = Enquire(request.POST if request.method == "POST" else None), None
    if form.is_valid():
        given = {**form.cleaned_data, "kind": Asking(form.cleaned_data["kind"])}
        error = tried(lambda: enquire(delivery=delivery, **given))
        if error is None:
            return HttpResponseRedirect(reverse("disclosure:collect_ask", args=[token]) + "?sent")
    shown = {"token": token, "told": delivery.told, "form": form, "error": error, "sent": "sent" in request.GET}
    status = 409 if error else 422 if form.errors else 200
    return render(request, "disclosure/collect/ask.html", shown, status=status)


@with_link(methods=WRITE)
def exit_now(request: HttpRequest, delivery: Delivery, token: str) -> HttpResponse:
    """Ends the visit if it is this browser's, and leaves nothing of it behind."""
    if visiting(delivery, request.COOKIES.get(COOKIE, "")):
        leave(delivery)
    answer = HttpResponseRedirect(reverse("disclosure:collect_closed"))
    answer.delete_cookie(COOKIE, path=reverse("disclosure:collect", args=[token]), samesite="Lax")
    answer.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return answer


@public("Where the quick exit of the recipient's pages leads: it says nothing at all.")
def gone(request: HttpRequest) -> HttpResponse:
    return render(request, "disclosure/collect/closed_page.html")


def _not_inside(request: HttpRequest, delivery: Delivery, token: str) -> HttpResponse:
    if way_of(delivery) in _SHUT:
        return closed(request)
    return HttpResponseRedirect(reverse("disclosure:collect", args=[token]))


def _code_tried(request: HttpRequest, delivery: Delivery, token: str) -> HttpResponse:
    form = EnterCode(request.POST)
    if not form.is_valid():
        return _outside(request, delivery, token, way_of(delivery), form=form)
    tried_ = enter_code(delivery, form.cleaned_data["code"])
    if not tried_.visit:
        if tried_.way is Way.CODE:
            again = "1 more try" if tried_.left == 1 else f"{tried_.left} more tries"
            form.add_error("code", f"This is not the right code. You have {again}")
        return _outside(request, delivery, token, tried_.way, form=form)
    here = reverse("disclosure:collect", args=[token])
    answer = HttpResponseRedirect(here)
    answer.set_cookie(
        COOKIE,
        tried_.visit,
        max_age=VISIT,
        path=here,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return answer


def _outside(
    request: HttpRequest, delivery: Delivery, token: str, way: Way, form: EnterCode | None = None
) -> HttpResponse:
    """Nothing of the case stands here, nor for whom it is."""
    if way in _SHUT:
        return closed(request)
    contact = delivery.told.get("contact", "")
    shown = {"token": token, "form": form or EnterCode(), "way": way.value, "tries": TRIES, "contact": contact}
    return render(
        request, "disclosure/collect/code.html", shown, status=422 if form is not None and form.errors else 200
    )


def _inside(request: HttpRequest, delivery: Delivery, token: str) -> HttpResponse:
    told, story = delivery.told, delivery.told.get("story", {})
    order = sorted(delivery.files, key=lambda name: (_FIRST.index(name) if name in _FIRST else len(_FIRST), name))
    shown = {
        "token": token,
        "told": told,
        "story": {**story, "chronology": [{**each, "day": _day(each["date"])} for each in story.get("chronology", [])]},
        "files": [(name, *_NAMES.get(name, (name, ""))) for name in order],
        "last_day": delivery.last_day,
        "personal": bool(told.get("support")),
    }
    return render(request, "disclosure/collect/inside.html", shown)


def _day(told: str) -> str:
    """A record's date as people write it; a month or year alone as it is."""
    try:
        return date_format(date.fromisoformat(told))
    except ValueError:
        return told
