"""What stands before every page of a request: who may not see it is told there is none, who may not take the step why.

An attempt to take a step that somebody may not take is entered in the ledger.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Collection
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render

from candour.access.guarding import StepRefused, guard, guard_receiving
from candour.access.models import Request
from candour.access.policies import rules_of
from candour.access.refusing import Explained, explained
from candour.accounts import gate
from candour.accounts.gate import BOTH, READ, AuthorisedRequest, Rule, View
from candour.accounts.roles import Act
from candour.ledger.acting import Actor, acting, record
from candour.ledger.clock import today
from candour.ledger.verbs import Verb
from candour.packs import in_force
from candour.policy import Pack


def on_request(step: str = "", *, methods: tuple[str, ...] = READ) -> Callable[[View], View]:
    """A page of one request, whose random key is in the address as ``key``; the view gets it as its second argument.

    ``step``: the duty that the page is for. 404 for who may not see the request, as for a key that nothing has.
    """
    rule = Rule(act=Act.SEE_REQUESTS, methods=methods, on_case=True)

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def guarded(request: AuthorisedRequest, *args: Any, key: str, **kwargs: Any) -> HttpResponseBase:
            return refusals_noted(
                request,
                lambda: gate.admitted(
                    request, rule, lambda: view(request, _found(request, key, step), *args, **kwargs)
                ),
            )

        return gate.ruled(guarded, rule)

    return decorate


def receiving(*, methods: tuple[str, ...] = BOTH) -> Callable[[View], View]:
    """A page on which requests are logged; the view gets the pack in force as its second argument."""
    rule = Rule(act=Act.SEE_REQUESTS, methods=methods)

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def guarded(request: AuthorisedRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            return refusals_noted(
                request, lambda: gate.admitted(request, rule, lambda: view(request, _pack(request), *args, **kwargs))
            )

        return gate.ruled(guarded, rule)

    return decorate


def _pack(request: AuthorisedRequest) -> Pack:
    pack = in_force.current(on=today())
    guard_receiving(pack, by=request.user)
    return pack


def on_step(steps: Collection[str]) -> Callable[[View], View]:
    """A page of one step of a request, both in the address as ``key`` and ``step``; the view gets both.

    404 for a step that is none of ``steps``, or that the pack of the request does not have.
    """
    rule = Rule(act=Act.SEE_REQUESTS, methods=BOTH, on_case=True)

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def guarded(request: AuthorisedRequest, *, key: str, step: str) -> HttpResponseBase:
            def go() -> HttpResponseBase:
                return view(request, _found(request, key, step, among=steps), step)

            return refusals_noted(request, lambda: gate.admitted(request, rule, go))

        return gate.ruled(guarded, rule)

    return decorate


def refusals_noted(request: AuthorisedRequest, go: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """Runs ``go``; a step that was refused is entered by itself, since what was tried is undone, and its page says why."""
    try:
        return go()
    except StepRefused as refused:
        of = refused.request
        with acting(Actor(user=request.user.pk)):
            record(
                Verb.STEP_REFUSED, case=of.case_id if of else None, object=f"request:{of.pk}" if of else "",
                step=refused.step, reason=refused.in_short,
            )  # fmt: skip
            told = explained(refused)
            if told is not None:
                return _page(request, refused, told)
        raise


def _page(request: AuthorisedRequest, error: StepRefused, told: Explained) -> HttpResponse:
    shown = {"of": told.request, "duty": told.duty, "policy": told.policy, "can": told.can, "teams": told.teams}
    return render(request, "access/refused.html", {"error": error, **shown}, status=403)


def _found(request: AuthorisedRequest, key: str, step: str, *, among: Collection[str] | None = None) -> Request:
    """The database itself leaves out those that the person may not see. ``among``: steps of which it has to be one."""
    found = Request.objects.select_related("case", "team", "allocated", "disclosure").filter(key=key).first()
    if found is None:
        raise Http404
    known = among is None or (step in among and step in rules_of(found).duties)
    if step and known:
        guard(found, step, by=request.user)
    gate.check(request.user, Act.SEE_REQUESTS)
    if not known:
        raise Http404
    return found
