"""What stands before every page: who may come in, by which method, and the transaction in which they act.

A page without a rule fails the build. Nobody signed in is sent to sign in; a role that does not fit is told so.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed

from candour.accounts.models import User
from candour.accounts.queries import allowed
from candour.accounts.roles import Act, who_may
from candour.engine.errors import Refused
from candour.ledger.acting import NOBODY, Actor, acting

View = Callable[..., HttpResponseBase]
READ, WRITE, BOTH = ("GET", "HEAD"), ("POST",), ("GET", "HEAD", "POST")


@dataclass(frozen=True, slots=True)
class Rule:
    """Who may open a page. ``public``: why it needs nobody signed in; ``act`` None: anybody signed in."""

    act: Act | None = None
    public: str = ""
    methods: tuple[str, ...] = READ
    on_case: bool = False


class AuthorisedRequest(HttpRequest):
    """A request of somebody signed in."""

    user: User


def public(why: str, *, methods: tuple[str, ...] = READ) -> Callable[[View], View]:
    """A page for anybody: ``why`` says for what."""

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method not in methods:
                return HttpResponseNotAllowed(methods)
            with acting(NOBODY):
                return view(request, *args, **kwargs)

        return ruled(guarded, Rule(public=why, methods=methods))

    return decorate


def signed_in(*, methods: tuple[str, ...] = READ) -> Callable[[View], View]:
    """A page for everybody who is signed in."""
    return _with_rule(Rule(methods=methods))


def needs(act: Act, *, methods: tuple[str, ...] = READ) -> Callable[[View], View]:
    """A page for people one of whose roles may do ``act``."""
    return _with_rule(Rule(act=act, methods=methods))


def _with_rule(rule: Rule) -> Callable[[View], View]:
    def decorate(view: View) -> View:
        @functools.wraps(view)
        def guarded(request: AuthorisedRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            return admitted(request, rule, lambda: view(request, *args, **kwargs))

        return ruled(guarded, rule)

    return decorate


def admitted(request: AuthorisedRequest, rule: Rule, go: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """Runs ``go`` as the person signed in, if ``rule`` lets them; Refused otherwise."""
    if request.method not in rule.methods:
        return HttpResponseNotAllowed(rule.methods)
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    with acting(Actor(user=request.user.pk)):
        if rule.act is not None and not rule.on_case:
            check(request.user, rule.act)
        return go()


def check(user: User, act: Act) -> None:
    """Refused with the reason when no role of ``user`` may do ``act``."""
    if not allowed(user, act):
        raise Refused(
            "Your role does not let you do this.",
            means=f"These roles may: {who_may(act)}.",
            do="Ask somebody who has one of them, or an administrator for the role.",
        )


def ruled(view: View, rule: Rule) -> View:
    """Notes the rule on the view, where the test that looks at every address finds it."""
    view.rule = rule  # type: ignore[attr-defined]
    return view
