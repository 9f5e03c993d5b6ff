"""What becomes of an attempt that the gate stopped: it is entered in the ledger by itself, and its page lists what is missing.

What was tried is undone before, so the entry is all that is left of it. It holds conditions and counts, and no words.
"""

from __future__ import annotations

import functools
from collections import Counter
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render

from candour.accounts.gate import AuthorisedRequest, View
from candour.ledger.acting import Actor, acting
from candour.ledger.verbs import Verb
from candour.litigation import statement_gate
from candour.litigation.statement_gate import GateRefused
from candour.litigation.views.around import around
from candour.litigation.working import note


def refusals_entered(view: View) -> View:
    """Stands outside the gate of the page, since the entry is of a transaction of its own."""

    @functools.wraps(view)
    def noting(request: AuthorisedRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except GateRefused as refused:
            with acting(Actor(user=request.user.pk)):
                enter(refused)
                return _page(request, refused)

    return noting


def enter(refused: GateRefused) -> None:
    counts = Counter(str(each.condition) for each in refused.missing)
    statement = refused.statement
    note(
        statement.matter, Verb.STATEMENT_REFUSED, object=f"statement:{statement.pk}", step=refused.step.value,
        conditions=dict(counts),
    )  # fmt: skip


def _page(request: AuthorisedRequest, refused: GateRefused) -> HttpResponse:
    statement = refused.statement
    shown = {"error": refused, "statement": statement, "gate": statement_gate.stand(statement), "here": "statements"}
    return render(request, "litigation/gate_refused.html", {**around(request, statement.matter), **shown}, status=403)
