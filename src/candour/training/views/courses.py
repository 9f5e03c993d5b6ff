"""Training as everybody meets it, and the pages of one course: who needs it, and its sessions."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from candour.accounts.gate import BOTH, WRITE, AuthorisedRequest, needs
from candour.accounts.roles import Act
from candour.cases.forms import Confirm
from candour.cases.views.forming import one_form
from candour.training import coursing, coverage, planning, queries
from candour.training.forms import CourseForm, NeedForm, SessionForm
from candour.training.models import Course, Need


@needs(Act.SEE_TRAINING)
def overview(request: AuthorisedRequest) -> HttpResponse:
    """The courses with how many are covered, and what the person needs themselves."""
    counted = coverage.counts().all_
    shown = {
        "own": coverage.own(request.user),
        "courses": [(each, counted.get(each.pk)) for each in queries.courses()],
        "ended": queries.courses(ended=True),
    }
    return render(request, "training/overview.html", shown)


@needs(Act.KEEP_TRAINING, methods=BOTH)
def set_up(request: AuthorisedRequest) -> HttpResponse:
    form = CourseForm(request.POST if request.method == "POST" else None)

    def save(_: dict[str, Any]) -> str:
        made = coursing.set_up(by=request.user, about=form.about())
        messages.success(request, "The course is set up. Say now who needs it, and plan its sessions.")
        return reverse("training:course", args=[made.key])

    shown = {"heading": "Set up a course", "button": "Set it up", "back": reverse("training:overview")}
    return one_form(request, form=form, save=save, shown=shown)


@needs(Act.SEE_TRAINING)
def course(request: AuthorisedRequest, key: str) -> HttpResponse:
    return _page(request, get_object_or_404(Course, key=key), NeedForm())


def _page(request: AuthorisedRequest, found: Course, form: NeedForm) -> HttpResponse:
    shown = {
        "course": found, "count": coverage.counts().all_.get(found.pk),
        "needs": [(each, queries.who(each)) for each in queries.needs(found)],
        "rows": queries.rows(queries.sessions(course=found)), "form": form,
    }  # fmt: skip
    return render(request, "training/course.html", shown, status=422 if form.errors else 200)


@needs(Act.KEEP_TRAINING, methods=BOTH)
def change(request: AuthorisedRequest, key: str) -> HttpResponse:
    found = get_object_or_404(Course, key=key)
    form = CourseForm(request.POST if request.method == "POST" else None, course=found)

    def save(_: dict[str, Any]) -> str:
        coursing.change(by=request.user, course=found, about=form.about())
        return _done(request, found, "Saved.")

    shown = {"heading": "Change the course", "button": "Save", "back": _address(found)}
    return one_form(request, form=form, save=save, shown=shown)


@needs(Act.KEEP_TRAINING, methods=WRITE)
def needed(request: AuthorisedRequest, key: str) -> HttpResponse:
    found, form = get_object_or_404(Course, key=key), NeedForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form)
    team, role = form.chosen()
    if team is None and role is None:
        form.add_error("team", "Choose a team, a role, or both")
        return _page(request, found, form)
    coursing.need(by=request.user, course=found, team=team, role=role)
    return HttpResponseRedirect(_done(request, found, "It counts from now on."))


@needs(Act.KEEP_TRAINING, methods=WRITE)
def not_needed(request: AuthorisedRequest, key: str, need: str) -> HttpResponse:
    found = get_object_or_404(Course, key=key)
    coursing.no_longer_needed(by=request.user, need=get_object_or_404(Need, course=found, key=need))
    return HttpResponseRedirect(_done(request, found, "They no longer need this course."))


@needs(Act.KEEP_TRAINING, methods=BOTH)
def end(request: AuthorisedRequest, key: str) -> HttpResponse:
    found = get_object_or_404(Course, key=key)

    def save(_: dict[str, Any]) -> str:
        coursing.end(by=request.user, course=found)
        return _done(request, found, "The course has ended.")

    shown = {
        "heading": f"End “{found.title}”", "button": "End the course", "back": _address(found),
        "lines": ["Nobody misses it any more, and no session can be planned. Who came to it stays, and you can take it up again."],
    }  # fmt: skip
    return one_form(request, form=Confirm(request.POST if request.method == "POST" else None), save=save, shown=shown)


@needs(Act.KEEP_TRAINING, methods=WRITE)
def take_up_again(request: AuthorisedRequest, key: str) -> HttpResponse:
    found = get_object_or_404(Course, key=key)
    coursing.take_up_again(by=request.user, course=found)
    return HttpResponseRedirect(_done(request, found, "The course is given again."))


@needs(Act.KEEP_TRAINING, methods=BOTH)
def plan(request: AuthorisedRequest, key: str) -> HttpResponse:
    """A session of the course."""
    found = get_object_or_404(Course, key=key)
    form = SessionForm(request.POST if request.method == "POST" else None)

    def save(_: dict[str, Any]) -> str:
        made = planning.plan(by=request.user, course=found, details=form.details())
        messages.success(request, "The session is planned. Say now who is booked.")
        return reverse("training:session", args=[made.key])

    shown = {
        "heading": f"Plan a session of “{found.title}”", "button": "Plan it", "back": _address(found),
        "lines": ["One that was held already may be entered too, so that who came to it counts."],
    }  # fmt: skip
    return one_form(request, form=form, save=save, shown=shown)


def _address(found: Course) -> str:
    return reverse("training:course", args=[found.key])


def _done(request: AuthorisedRequest, found: Course, told: str) -> str:
    messages.success(request, told)
    return _address(found)
