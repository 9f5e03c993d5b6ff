"""Sweeps: the list, one with its findings, two compared, one finding with its actions, and the report as a file."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from candour.accounts.gate import BOTH, AuthorisedRequest, needs
from candour.accounts.roles import Act
from candour.actions.forms import ActionForm
from candour.actions.lists import lines
from candour.cases.views.forming import one_form
from candour.cases.views.printed_file import printed_file
from candour.cases.views.table_file import table_file
from candour.ledger.acting import record
from candour.ledger.verbs import Verb
from candour.litigation import sweep_words, sweeping
from candour.litigation.forms_sweeps import SweepForm
from candour.litigation.models import Finding, Matter, Outcome, Sweep
from candour.litigation.sweep_checks import CHECKS
from candour.litigation.sweep_items import items

_SHOWN = 100
"""Things of one finding on its page; the report has all of them."""


@needs(Act.KEEP_MATTERS)
def listed(request: AuthorisedRequest) -> HttpResponse:
    found = list(Sweep.objects.select_related("by").order_by("-number"))
    live = Matter.objects.filter(closed_at=None).count()
    rows = [(each, Finding.objects.filter(sweep=each, outcome=Outcome.FOUND).count()) for each in found]
    return render(request, "litigation/sweeps.html", {"rows": rows, "live": live})


@needs(Act.HEAD_LITIGATION, methods=BOTH)
def run(request: AuthorisedRequest) -> HttpResponse:
    form = SweepForm(request.POST if request.method == "POST" else None)

    def save(answers: dict[str, Any]) -> str:
        made = sweeping.sweep(by=request.user, note=answers["note"])
        messages.success(request, f"{made.matters} live matters were looked at.")
        return reverse("litigation:sweep", args=[made.key])

    shown = {
        "heading": "Sweep the live matters", "button": "Look at every live matter", "back": reverse("litigation:sweeps"),
        "lines": [
            "Every live matter is looked at for the same failures. Nothing is changed by it, and it can be run again at any time.",
        ],
    }  # fmt: skip
    return one_form(request, form=form, save=save, shown=shown)


@needs(Act.KEEP_MATTERS)
def sweep(request: AuthorisedRequest, key: str) -> HttpResponse:
    one = _sweep(key)
    record(Verb.SWEEP_VIEWED, object=f"sweep:{one.pk}")
    found = [
        (matter, [(row, sweep_words.result(row), sweep_words.now_left(row)) for row in rows])
        for matter, rows in sweeping.of(one).items()
    ]
    earlier = Sweep.objects.filter(number__lt=one.number).order_by("-number")
    shown = {"sweep": one, "found": found, "earlier": earlier, "checks": CHECKS.values(), "totals": _totals(one)}
    return render(request, "litigation/sweep.html", shown)


@needs(Act.KEEP_MATTERS)
def file(request: AuthorisedRequest, key: str, form: str) -> HttpResponse:
    one = _sweep(key)
    name = f"sweep-{one.number}"
    if form == "csv":
        made = table_file(name, sweep_words.COLUMNS, sweep_words.rows(one))
    else:
        made = printed_file(name, form, lambda: sweep_words.blocks(one), title=f"Sweep {one.number}")
    record(Verb.SWEEP_DOWNLOADED, object=f"sweep:{one.pk}", form=form)
    return made


@needs(Act.KEEP_MATTERS)
def compare(request: AuthorisedRequest, key: str, other: str) -> HttpResponse:
    """The earlier one first, whichever was named first."""
    one, two = _sweep(key), _sweep(other)
    if one.pk == two.pk:
        raise Http404
    old, new = sorted((one, two), key=lambda each: each.number)
    record(Verb.SWEEP_VIEWED, object=f"sweep:{new.pk}", beside=old.number)
    changes = [(each, CHECKS[each.check].title) for each in sweeping.compared(old, new)]
    return render(request, "litigation/sweep_compare.html", {"old": old, "new": new, "changes": changes})


@needs(Act.KEEP_MATTERS, methods=BOTH)
def finding(request: AuthorisedRequest, key: str, which: str) -> HttpResponse:
    """What was found, how it stands today, and the actions made of it."""
    one = get_object_or_404(Finding.objects.select_related("matter", "sweep"), sweep__key=key, key=which)
    row = sweeping.one_of(one)
    form = ActionForm(request.POST if request.method == "POST" else None, initial={"why": row.found})
    there, all_ = sweeping.with_the_other_side(one, row.items)

    def save(_: dict[str, Any]) -> str:
        sweeping.act(by=request.user, finding=one, agreed=form.agreed())
        messages.success(request, "The action is made. It stands here until it is done.")
        return reverse("litigation:finding", args=[one.sweep.key, one.key])

    still = set(row.still or ())
    shown = {
        "sweep": one.sweep, "matter": one.matter, "row": row, "result": sweep_words.result(row),
        "today": sweep_words.now_left(row), "there": there, "records": all_, "lines": lines(row.actions),
        "items": [
            (each, named in still or row.still is None)
            for each, named in zip(items(one.matter, row.items[:_SHOWN]), row.items, strict=False)
        ],
        "more": max(0, len(row.items) - _SHOWN),
    }  # fmt: skip
    return one_form(request, form=form, save=save, shown=shown, template="litigation/finding.html")


def _sweep(key: str) -> Sweep:
    return get_object_or_404(Sweep.objects.select_related("by"), key=key)


def _totals(one: Sweep) -> list[tuple[str, int]]:
    """Of each check, in how many matters something was found."""
    found = Finding.objects.filter(sweep=one, outcome=Outcome.FOUND).values_list("check_id", flat=True)
    several = list(found)
    return [(each.title, several.count(each.id)) for each in CHECKS.values()]
