"""What waits for people with training: their own courses, their teams', workshops that were missed, gaps, and questions to Legal.

It asks the database the same number of questions however much there is, and does nothing about it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from candour.accounts.models import Membership, Team, User
from candour.accounts.queries import roles_of
from candour.accounts.roles import Role
from candour.accounts.waiting import Pressing, Waiting
from candour.ledger.clock import today
from candour.training import coverage, queries, standing
from candour.training.advice_log import due
from candour.training.models import Advice, Attendance, Gap, Series, Session, Stage, Status


def own_courses(user: User) -> Iterator[Waiting]:
    for each in coverage.own(user):
        address = reverse("training:course", args=[each.course.key])
        if not each.stands.covered:
            more = "What you had no longer counts." if each.stands.held else "You have not come to it yet."
            yield Waiting(
                f"Go to “{each.course.title}”", address, "Your role or your team needs it.", Pressing.LATER, more=more
            )
        elif each.ending:
            what = f"Go to “{each.course.title}” again"
            yield Waiting(what, address, "Your role or your team needs it.", Pressing.LATER, by=each.stands.until)


def courses_of_teams(user: User) -> Iterator[Waiting]:
    """For managers: how many people of their teams are missing what they need, one for each course."""
    if Role.MANAGER not in roles_of(user):
        return
    teams = Team.objects.filter(memberships__user=user, memberships__ended_at=None)
    theirs = set(Membership.objects.filter(team__in=teams, ended_at=None).values_list("user", flat=True))
    for course, people in coverage.lacking(user).items():
        if many := len(theirs.intersection(people)):
            yield Waiting(
                f"See that your teams go to “{course.title}”",
                f"{reverse('training:rows', args=[course.key])}?which=missing",
                "You manage people who need it.",
                Pressing.LATER,
                more="One person is missing it." if many == 1 else f"{many} people are missing it.",
            )


def attendance(user: User) -> Iterator[Waiting]:
    """Sessions whose day has come and of whose people nobody has said whether they came; for who entered or holds them."""
    booked = Attendance.objects.filter(session=OuterRef("pk"), status=Status.BOOKED)
    found = Session.objects.filter(
        Q(made_by=user) | Q(trainer=user), Exists(booked), day__lte=today(), cancelled_at=None
    )
    for each in found.select_related("course", "series").order_by("day", "pk"):
        address = reverse("training:attendance", args=[each.key])
        yield Waiting(
            f"Note who came to “{each.title}”", address, "You planned or held it.", more=f"It was on {_said(each.day)}."
        )


def workshops(user: User) -> Iterator[Waiting]:
    """For who keeps a series: what was missed, and what is still owed in the window that runs."""
    for series in queries.series().filter(keeper=user):
        rows = standing.rows(series, list(series.workshops.all()))
        address = reverse("training:series", args=[series.key])
        missed, running = standing.missed(rows), standing.due(rows)
        if missed:
            yield _missed(series, missed, address)
        if running and running.not_noted:
            what = f"Note whether the workshop of {_said(running.not_noted.day)} was held"
            yield Waiting(what, reverse("training:session", args=[running.not_noted.key]), "You keep these workshops.")
        elif running and not any(each.cancelled_at is None for each in running.sessions):
            what = f"Plan a workshop of “{series.title}”"
            yield Waiting(
                what, address, "You keep these workshops.", more=f"For {running.window.label}.", by=running.window.end
            )


def _missed(series: Series, missed: list[standing.Row], address: str) -> Waiting:
    latest = missed[0]
    more = "" if len(missed) == 1 else f"{len(missed)} were missed since {_said(series.first)}."
    what = f"A workshop of “{series.title}” was missed: {latest.window.label}"
    return Waiting(what, address, "You keep these workshops.", Pressing.FIRST, more=more)


def gaps(user: User) -> Iterator[Waiting]:
    """Whose workshop was held: evidence is missing, and is for somebody else than who held it."""
    held = Session.objects.filter(topics__gap=OuterRef("pk"), held_at__isnull=False)
    mine = held.filter(Q(held_by=user) | Q(trainer=user))
    for each in Gap.objects.filter(Exists(held), ~Exists(mine), stage=Stage.HELD).order_by("noted_at", "pk"):
        yield Waiting(
            f"Close the gap “{each.title}” with evidence, or open it again",
            reverse("training:gap", args=[each.key]),
            "You keep training, and did not hold the workshop on it.",
            Pressing.LATER,
            since=each.noted_at,
        )


def questions(user: User) -> Iterator[Waiting]:
    """To Legal, that the lawyer sees and nobody has answered."""
    found = Advice.objects.filter(answered_by=None).exclude(asked_by=user).defer("search").select_related("asked_by")
    for each in found.order_by("asked_on", "pk"):
        by = due(each)
        yield Waiting(
            "Answer a question to Legal",
            reverse("advice:advice", args=[each.key]),
            "You advise front-line staff.",
            Pressing.FIRST if by < today() else Pressing.NEXT,
            case=each.case_id,
            more=f"{each.asked_by.name} asked.",
            by=by,
        )


def answers(user: User) -> Iterator[Waiting]:
    """Of Legal, that the person asked for and has not said they read."""
    found = Advice.objects.filter(asked_by=user, answered_by__isnull=False, read_at=None).defer("search")
    for each in found.order_by("answered_on", "pk"):
        address = reverse("advice:advice", args=[each.key])
        yield Waiting(
            "Read what Legal answered",
            address,
            "You asked.",
            case=each.case_id,
            more=f"You asked on {_said(each.asked_on)}.",
        )


def _said(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
