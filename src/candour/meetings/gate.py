"""What stands before every page of a meeting: who may not see its case is told there is none, who may not take the step why.

An attempt to take a step that somebody may not take is entered in the ledger.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponseBase

from candour.accounts import gate
from candour.accounts.gate import READ, AuthorisedRequest, Rule, View
from candour.accounts.roles import Act
from candour.ledger.acting import Actor, acting, record
from candour.ledger.verbs import Verb
from candour.meetings.duties import Step, StepRefused, guard
from candour.meetings.models import RELATED, Meeting


def on_meeting(
    step: Step | None = None, *, act: Act = Act.SEE_CASES, methods: tuple[str, ...] = READ
) -> Callable[[View], View]:
    """A page of one meeting, whose random key is in the address as ``key``; the view gets it as its second argument.

    404 for who may not see its case, as for a key that nothing has; Refused for a role that may not do ``act``,
    StepRefused for who may not take ``step``.
    """
    rule = Rule(act=act, methods=methods, on_case=True)

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def guarded(request: AuthorisedRequest, *args: Any, key: str, **kwargs: Any) -> HttpResponseBase:
            def go() -> HttpResponseBase:
                return view(request, _found(request, key, act, step), *args, **kwargs)

            try:
                return gate.admitted(request, rule, go)
            except StepRefused as refused:
                _enter(request, refused)
                raise

        return gate.ruled(guarded, rule)

    return decorate


def _found(request: AuthorisedRequest, key: str, act: Act, step: Step | None) -> Meeting:
    """The database itself leaves out those of cases that the person may not see."""
    found = Meeting.objects.select_related("signed_by", *RELATED).filter(key=key).first()
    if found is None:
        raise Http404
    gate.check(request.user, act)
    if step is not None:
        guard(found, step, by=request.user)
    return found


def _enter(request: AuthorisedRequest, refused: StepRefused) -> None:
    """By itself, since what was tried is undone."""
    meeting = refused.meeting
    with acting(Actor(user=request.user.pk)):
        record(Verb.STEP_REFUSED, case=meeting.case_id, object=f"meeting:{meeting.pk}", step=refused.step.value)
