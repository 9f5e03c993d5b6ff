"""What litigation meetings should talk about: in each live matter that whoever prepares the agenda sees, what is open on candour."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from candour.accounts.models import User
from candour.litigation import alerts, certificate, provided
from candour.litigation.models import Matter, State, Statement
from candour.litigation.scope import cases_of
from candour.litigation.timetable import timetable
from candour.meetings.agenda import Issue, on_agenda
from candour.meetings.series import SeriesKind


@on_agenda("litigation", kind=SeriesKind.LITIGATION)
def open_issues(user: User) -> Iterator[Issue]:
    for matter in Matter.objects.filter(closed_at=None).order_by("opened_at", "pk"):
        yield from _of(matter)


def _of(matter: Matter) -> Iterator[Issue]:
    if not cases_of(matter).exists():  # a member who does not see its cases would bring less than is open
        return
    if missing := len(provided.lacks(matter)):
        yield _issue(matter, "provided", f"{missing} missing or unreadable in the file", "gaps")
    if not certificate.certified(matter):
        points = len(certificate.lacks(matter))
        why = f"{points} point{'' if points == 1 else 's'} missing" if points else "complete, and not certified"
        yield _issue(matter, "search", f"The search: {why}", "certificate")
    if later := alerts.open_of(matter).count():
        yield _issue(matter, "later", f"{later} came after disclosure and not settled", "alerts")
    for each in Statement.objects.filter(matter=matter, elsewhere=False).exclude(
        state__in=(State.FILED, State.WITHDRAWN)
    ):
        due = f", due on {each.due.day} {each.due:%B %Y}" if each.due else ""
        yield _issue(
            matter, f"statement:{each.key}", f"{each.title}: {each.get_state_display().lower()}{due}", "statements"
        )
    for date in timetable(matter):
        if date.overdue and date.it.cancelled_at is None:
            yield _issue(matter, f"date:{date.it.key}", f"{date.it.title} is overdue", "timetable")


def _issue(matter: Matter, what: str, title: str, page: str) -> Issue:
    return Issue(
        f"{matter.key}:{what}", f"{matter.title}: {title}", about="matter", about_id=matter.pk,
        href=reverse(f"litigation:{page}", args=[matter.key]), case=cases_of(matter).first(),
    )  # fmt: skip
