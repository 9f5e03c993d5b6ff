"""The meetings of a case; one meeting with its papers, its people and the chair's signature."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from candour.accounts.gate import BOTH, WRITE, AuthorisedRequest
from candour.accounts.roles import Act
from candour.cases.forms import Confirm, Reasoned
from candour.cases.gate import on_case
from candour.cases.models import Case
from candour.cases.views.forming import one_form, saved
from candour.cases.wording import history_of
from candour.ledger.acting import record
from candour.ledger.clock import today
from candour.ledger.verbs import Verb
from candour.meetings import deciding, entering
from candour.meetings.distribution import changed_since, lines_of, missing, people_of, report_missing
from candour.meetings.duties import Step, may, pack_of
from candour.meetings.forms import MeetingForm, Papers, Sign
from candour.meetings.gate import on_meeting
from candour.meetings.models import Meeting, Thing
from candour.meetings.naming import named
from candour.meetings.wording import what_goes, what_happened

_ON_A_PAGE = 50


@on_case()
def listed(request: AuthorisedRequest, case: Case) -> HttpResponse:
    found = Meeting.objects.filter(case=case).select_related("chair", "minutes").order_by("-held_on", "-pk")
    page = Paginator(found, _ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "meetings/list.html", {"case": case, "page": page})


@on_case(Act.KEEP_MEETINGS, methods=BOTH)
def enter(request: AuthorisedRequest, case: Case) -> HttpResponse:
    form = MeetingForm(request.POST if request.method == "POST" else None, case=case)

    def save(_: dict[str, Any]) -> str:
        made = entering.enter(by=request.user, case=case, details=form.details())
        messages.success(
            request, "The meeting is entered. Say now who belongs to it, and which records its papers are."
        )
        return reverse("meetings:overview", args=[made.key])

    shown = {
        "heading": "Enter a meeting", "button": "Enter it", "case": case, "back": reverse("meetings:list", args=[case.key]),
        "lines": ["Only people who can see the case are offered. If somebody is missing, they need access to it first."],
    }  # fmt: skip
    return one_form(request, form=form, save=save, shown=shown)


@on_meeting()
def overview(request: AuthorisedRequest, meeting: Meeting) -> HttpResponse:
    record(Verb.MEETING_VIEWED, case=meeting.case_id, object=f"meeting:{meeting.pk}")
    return _page(request, meeting)


def _page(request: AuthorisedRequest, meeting: Meeting, *, form: Form | None = None) -> HttpResponse:
    """``form``: one that was sent and could not be saved."""
    pack, people = pack_of(meeting), people_of(meeting)
    lines = lines_of(meeting, pack=pack)
    signs = may(meeting, Step.SIGN, by=request.user, pack=pack)
    shown = {
        "case": meeting.case, "meeting": meeting, "named": named(meeting),
        "people": [(each, what_happened(each), [(what_goes(sent), sent) for sent in each.sendings.all()]) for each in people],
        "missing": missing(meeting, lines), "report_missing": report_missing(meeting, lines),
        "changed": changed_since(meeting), "pack": pack, "history": history_of(meeting.case, meeting),
        "signs": signs, "form": form, "sent": meeting.sendings.filter(thing=Thing.RECORD).exists(),
        "sign_form": form if isinstance(form, Sign) else Sign(initial={"on": today()}),
        "back_form": form if isinstance(form, Reasoned) else Reasoned(),
    }  # fmt: skip
    return render(request, "meetings/meeting.html", shown, status=422 if form else 200)


@on_meeting(act=Act.KEEP_MEETINGS, methods=BOTH)
def change(request: AuthorisedRequest, meeting: Meeting) -> HttpResponse:
    now = {name: getattr(meeting, name) for name in MeetingForm.base_fields}
    form = MeetingForm(request.POST if request.method == "POST" else None, case=meeting.case, initial=now)

    def save(_: dict[str, Any]) -> str:
        entering.change(by=request.user, meeting=meeting, details=form.details())
        return done(request, meeting, "Saved.")

    return one_form(
        request, form=form, save=save, shown={"heading": "Change the meeting", "button": "Save", **around(meeting)}
    )


@on_meeting(act=Act.KEEP_MEETINGS, methods=BOTH)
def papers(request: AuthorisedRequest, meeting: Meeting) -> HttpResponse:
    everything = bool(request.POST.get("everything") or request.GET.get("everything"))
    now = {"minutes": meeting.minutes, "report": meeting.report, "everything": everything or ""}
    form = Papers(
        request.POST if request.method == "POST" else None, meeting=meeting, everything=everything, initial=now
    )

    def save(answers: dict[str, Any]) -> str:
        entering.choose_papers(by=request.user, meeting=meeting, minutes=answers["minutes"], report=answers["report"])
        return done(request, meeting, "Saved.")

    shown = {"heading": "The papers of the meeting", "button": "Save", "everything": everything, **around(meeting)}
    return one_form(request, form=form, save=save, shown=shown, template="meetings/papers.html")


@on_meeting(Step.SIGN, methods=WRITE)
def sign(request: AuthorisedRequest, meeting: Meeting) -> HttpResponse:
    form = Sign(request.POST)

    def save(answers: dict[str, Any]) -> str:
        deciding.sign(by=request.user, meeting=meeting, on=answers["on"])
        return done(request, meeting, "You have signed the minutes. Now it can be decided who gets them.")

    goes_to = saved(form, save) if form.is_valid() else ""
    return HttpResponseRedirect(goes_to) if goes_to else _page(request, meeting, form=form)


@on_meeting(Step.SIGN, methods=WRITE)
def take_back(request: AuthorisedRequest, meeting: Meeting) -> HttpResponse:
    form = Reasoned(request.POST)

    def save(answers: dict[str, Any]) -> str:
        deciding.take_signature_back(by=request.user, meeting=meeting, **answers)
        return done(request, meeting, "The minutes are not signed any more.")

    goes_to = saved(form, save) if form.is_valid() else ""
    return HttpResponseRedirect(goes_to) if goes_to else _page(request, meeting, form=form)


@on_meeting(act=Act.KEEP_MEETINGS, methods=BOTH)
def remove(request: AuthorisedRequest, meeting: Meeting) -> HttpResponse:
    form = Confirm(request.POST if request.method == "POST" else None)

    def save(_: dict[str, Any]) -> str:
        entering.remove(by=request.user, meeting=meeting)
        messages.success(request, "The meeting is removed.")
        return reverse("meetings:list", args=[meeting.case.key])

    shown = {
        "heading": f"Remove the {named(meeting)}", "button": "Remove it", "danger": True, **around(meeting),
        "lines": ["For a meeting that was entered by mistake. Its papers stay in the case file."],
    }  # fmt: skip
    return one_form(request, form=form, save=save, shown=shown)


def around(meeting: Meeting) -> dict[str, Any]:
    """What the page of one form of a meeting shows besides."""
    return {"case": meeting.case, "meeting": meeting, "back": reverse("meetings:overview", args=[meeting.key])}


def done(request: AuthorisedRequest, meeting: Meeting, told: str) -> str:
    messages.success(request, told)
    return reverse("meetings:overview", args=[meeting.key])
