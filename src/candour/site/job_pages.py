"""Work that waits, runs or has failed, for administrators: why, and what to do. No page of it names anybody.

A case is named by its reference to who may see the case, and to nobody else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render

from candour.accounts.gate import WRITE, AuthorisedRequest, needs
from candour.accounts.queries import allowed
from candour.accounts.roles import Act
from candour.cases.models import Case
from candour.engine.errors import BadInput
from candour.jobs import queries, services
from candour.jobs.queries import Listed, Status

_AT_ONCE = 50
WHAT: Mapping[str, str] = {
    "cases.prepare": "Prepare a case file",
    "cases.destroy": "Destroy a case",
    "cases.destroy_rest": "Look for destroyed cases with files left",
    "cases.export": "Make a copy of a whole case",
    "cases.export_over": "Remove copies that nobody collected",
    "cases.sweep": "Remove stored files that no case names",
    "cases.tell_manager": "Tell a manager of an emergency access",
    "disclosure.propose": "Work out proposals",
    "disclosure.produce": "Produce a bundle",
    "disclosure.tell_of_enquiry": "Tell a manager of a recipient's question",
    "litigation.ask_to_search": "Tell somebody that they are asked to search",
    "litigation.chase_readings": "Look for protocols that nobody has read",
    "litigation.chase_searches": "Look for searches that are overdue",
    "litigation.compare": "Compare a statement with the records",
    "litigation.note_delivery": "Note what was sent to a party",
    "litigation.remind_to_read": "Remind somebody to read a protocol",
    "litigation.remind_to_search": "Remind somebody to search",
    "litigation.tell_manager": "Tell a manager of a legal matter",
    "site.anchor": "Check the ledger",
    "site.clear": "Clear up after a day",
}
"""What each job does, as people say it."""
_STATES: Mapping[Status, tuple[str, str]] = {
    Status.FAILED: ("Failed", "red"), Status.RUNNING: ("Running", "blue"), Status.WAITING: ("Waiting", "grey")
}  # fmt: skip


class Which(forms.Form):
    """The job that a button stands for, and whether somebody was asked if they are sure."""

    job = forms.IntegerField(min_value=1, max_value=(1 << 63) - 1)
    sure = forms.BooleanField(required=False)


@needs(Act.MANAGE_JOBS)
def jobs(request: AuthorisedRequest) -> HttpResponse:
    total = queries.count()
    page = Paginator(range(total), _AT_ONCE).get_page(request.GET.get("page"))
    listed = queries.listed(first=page.start_index() - 1 if total else 0, limit=_AT_ONCE)
    rows = list(_rows(request, listed))
    return render(request, "jobs/jobs.html", {"rows": rows, "page": page, "standing": queries.standing()})


@needs(Act.MANAGE_JOBS, methods=WRITE)
def again(request: AuthorisedRequest) -> HttpResponse:
    services.try_again(number=_asked(request)["job"])
    messages.success(request, "It is tried again as soon as a worker is free.")
    return redirect("jobs:jobs")


@needs(Act.MANAGE_JOBS, methods=WRITE)
def give_up(request: AuthorisedRequest) -> HttpResponse:
    """Asks first whether somebody is sure."""
    asked = _asked(request)
    if not asked["sure"]:
        found = queries.one(asked["job"])
        return render(request, "jobs/give_up.html", {"row": next(_rows(request, [found]))}) if found else _over()
    services.give_up(number=asked["job"])
    messages.success(request, "It was given up.")
    return redirect("jobs:jobs")


def _over() -> HttpResponse:
    return redirect("jobs:jobs")


def _asked(request: AuthorisedRequest) -> Mapping[str, int]:
    form = Which(request.POST)
    if not form.is_valid():
        raise BadInput("It is not clear which work is meant.", do="Go back to the list and choose again.")
    return form.cleaned_data


def _rows(request: AuthorisedRequest, listed: list[Listed]) -> Iterator[dict[str, object]]:
    known = _references(request, {each.case for each in listed if each.case is not None})
    for each in listed:
        state, colour = _STATES[each.status]
        yield {
            "job": each, "what": WHAT.get(each.name, each.name), "state": state, "colour": colour,
            "case": known.get(each.case, "") if each.case is not None else "", "of_a_case": each.case is not None,
        }  # fmt: skip


def _references(request: AuthorisedRequest, numbers: set[int]) -> dict[int, str]:
    """Of cases that this person may see: the database leaves out all others."""
    if not allowed(request.user, Act.SEE_CASES):
        return {}
    return dict(Case.objects.filter(pk__in=numbers).values_list("pk", "reference"))
