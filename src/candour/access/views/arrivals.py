"""What came in: the list, one of them with its words, taking it up, setting it aside, and adding an e-mail as a file."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from candour.access import arrivals, arriving_email
from candour.access.arrival import Arrival, ArrivalState, Aside
from candour.access.arrivals_words import draft, rows
from candour.access.forms_arrivals import Drop, SetAside, TakeUp
from candour.access.gate import refusals_noted
from candour.access.models import Channel
from candour.accounts.gate import BOTH, READ, WRITE, AuthorisedRequest, Rule, View, admitted, check, needs, ruled
from candour.accounts.queries import allowed
from candour.accounts.roles import Act
from candour.cases.answers import TooLarge
from candour.cases.incoming import FIELD, Receiver, Sent, read_length
from candour.cases.incoming import read as read_form
from candour.cases.views.asked import keep
from candour.cases.views.forming import one_form, saved
from candour.engine.errors import BadInput, CandourError
from candour.ledger.acting import Actor, acting
from candour.ledger.clock import today

_ON_A_PAGE = 50


def on_arrival(act: Act, *, methods: tuple[str, ...]) -> Callable[[View], View]:
    """A page of one thing that came in, whose random key is in the address as ``key``; 404 for who may not see it."""
    rule = Rule(act=act, methods=methods)

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def guarded(request: AuthorisedRequest, *, key: str) -> HttpResponseBase:
            return refusals_noted(request, lambda: admitted(request, rule, lambda: view(request, _found(key))))

        return ruled(guarded, rule)

    return decorate


def _found(key: str) -> Arrival:
    """The database itself leaves out those that the person may not see."""
    found = Arrival.objects.select_related("team", "by", "settled_by", "request").filter(key=key).first()
    if found is None:
        raise Http404
    return found


@needs(Act.TAKE_UP)
def listed(request: AuthorisedRequest) -> HttpResponse:
    return _list(request, Drop())


@on_arrival(Act.SEE_REQUESTS, methods=READ)
def one(request: AuthorisedRequest, arrival: Arrival) -> HttpResponse:
    arrivals.view(arrival)
    return _one(request, arrival, TakeUp(arrival=arrival))


@on_arrival(Act.TAKE_UP, methods=WRITE)
def take(request: AuthorisedRequest, arrival: Arrival) -> HttpResponse:
    """On to the pages of a new request, with what is known. It waits until the request is logged."""
    form = TakeUp(request.POST, arrival=arrival)
    goes_to = saved(form, lambda given: _taking(request, arrival, given)) if form.is_valid() else ""
    return HttpResponseRedirect(goes_to) if goes_to else _one(request, arrival, form)


@on_arrival(Act.TAKE_UP, methods=BOTH)
def aside(request: AuthorisedRequest, arrival: Arrival) -> HttpResponse:
    arrivals.guard_setting_aside(by=request.user)
    back = reverse("arrivals:one", args=[arrival.key])
    shown = {"heading": "Set aside what came in", "button": "Set it aside", "back": back,
             "lines": ("It stays here, and can still be taken up if this was a mistake.",),
             "warning": "Somebody who asks for records in any words has made a request. If in doubt, take it up."}  # fmt: skip
    form = SetAside(request.POST if request.method == "POST" else None)
    return one_form(request, form=form, save=lambda given: _set_aside(request, arrival, given), shown=shown)


def _taking(request: AuthorisedRequest, arrival: Arrival, given: Mapping[str, Any]) -> str:
    if arrival.state not in arrivals.OPEN:
        raise BadInput("It was taken up already.", do="Look at the request.")
    if given.get("received_on"):
        arrivals.confirm_day(by=request.user, arrival=arrival, on=given["received_on"])
    key = keep(request, {**draft(arrival), **arrivals.kept_for(arrival)})
    return f"{reverse('access:new')}?asked={key}"


def _set_aside(request: AuthorisedRequest, arrival: Arrival, given: Mapping[str, Any]) -> str:
    arrivals.set_aside(by=request.user, arrival=arrival, aside=Aside(given["aside"]), why=given["why"])
    messages.success(request, "It is set aside.")
    return reverse("arrivals:list")


@needs(Act.TAKE_UP, methods=WRITE)
def _added(
    request: AuthorisedRequest, *, mail: Mapping[str, Any] | None = None, sha256: str = "", error: str = ""
) -> HttpResponse:
    form = Drop({}, request.FILES)
    if mail is None:
        if error:
            form.add_error("file", error)
        return _list(request, form)
    return HttpResponseRedirect(
        reverse("arrivals:one", args=[arriving_email.add(by=request.user, mail=mail, sha256=sha256)])
    )


@csrf_protect
def _with_file(request: AuthorisedRequest) -> HttpResponseBase:
    """Its file is opened before anybody acts: no transaction waits for it."""
    file = request.FILES.get(FIELD)
    if not isinstance(file, Sent):
        return _added(request)
    if file.arrival.refusal:
        return _added(request, error=file.arrival.refusal)
    try:
        mail = arriving_email.read(file.arrival.path)
    except CandourError as wrong:
        return _added(request, error=str(wrong))
    return _added(request, mail=mail, sha256=file.arrival.sha256)


@functools.wraps(_added)
def _let_in(request: AuthorisedRequest) -> HttpResponseBase:
    """The person is let in first, then the body is read, then the form's own mark is checked; only then somebody acts."""
    if request.method != "POST" or not request.user.is_authenticated:
        return _added(request)
    with acting(Actor(user=request.user.pk)):
        check(request.user, Act.TAKE_UP)
    if read_length(request) > arriving_email.LARGEST:
        raise TooLarge("An e-mail can have at most 40 MB.", do="Log the request by hand, and keep the e-mail.")
    receiver = Receiver()
    try:
        read_form(request, receiver)
        return _with_file(request)
    finally:
        receiver.discard()


add = csrf_exempt(_let_in)  # the check comes later, and comes


def _list(request: AuthorisedRequest, form: Drop) -> HttpResponse:
    put_aside = "aside" in request.GET
    found = arrivals.set_aside_lately() if put_aside else arrivals.waiting()
    page = Paginator(found, _ON_A_PAGE).get_page(request.GET.get("page"))
    late = arrivals.last_good_day()
    lines = [
        {"it": each, "channel": Channel(each.channel).label, "days": (today() - each.received_on).days,
         "late": each.received_on < late}
        for each in page
    ]  # fmt: skip
    shown = {"form": form, "lines": lines, "page": page, "put_aside": put_aside}
    return render(request, "access/arrivals.html", shown, status=422 if form.errors else 200)


def _one(request: AuthorisedRequest, arrival: Arrival, form: TakeUp) -> HttpResponse:
    open_ = arrival.state in arrivals.OPEN and allowed(request.user, Act.TAKE_UP)
    shown = {
        "arrival": arrival,
        "channel": Channel(arrival.channel).label,
        "days": (today() - arrival.received_on).days,
        "rows": rows(arrival),
        "form": form,
        "open": open_,
        "may_set_aside": open_ and arrival.state == ArrivalState.WAITING and arrivals.may_set_aside(request.user),
        "alike": arrivals.alike(arrival) if open_ else None,
    }
    return render(request, "access/arrivals_one.html", shown, status=422 if form.errors else 200)
