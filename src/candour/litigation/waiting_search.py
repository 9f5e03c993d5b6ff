"""What waits for people with searches and with records that came after disclosure. It decides nothing.

It asks the database the same number of questions however many matters there are.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, Exists, Min, OuterRef, Q
from django.urls import reverse

from candour.accounts.models import User
from candour.accounts.waiting import Pressing, Waiting
from candour.ledger.clock import today
from candour.litigation import alerts, certificate
from candour.litigation.answering import asked_of_me
from candour.litigation.models import LEGAL, Alert, Matter, Member, Place, Result


def asked(user: User) -> Iterator[Waiting]:
    """Searches that somebody is asked for: not answered, or found and not in the case file yet."""
    every = asked_of_me(user)
    last = certificate.latest(Place.objects.filter(pk__in=[each.place.pk for each in every]))
    for each in every:
        answer, place = last.get(each.place.pk), each.place
        if answer is None:
            what = f"Search: {place.name}"
        elif answer.result == Result.FOUND and answer.provided_on is None:
            what = f"Put what you found into the case file: {place.name}"
        else:
            continue
        late = place.due < today()
        yield Waiting(
            what, reverse("litigation:search_asked", args=[place.key]), f"{place.asked_by.name} in Legal asked you to.",
            Pressing.FIRST if late else Pressing.NEXT, since=place.asked_at, by=place.due,
        )  # fmt: skip


def late(user: User) -> Iterator[Waiting]:
    """Searches of the lawyer's own matters that nobody answered by their day."""
    own = Member.objects.filter(user=user, ended_at=None, capacity__in=LEGAL).values("matter")
    found = Place.objects.filter(
        ~Exists(certificate.STANDING.filter(place=OuterRef("pk"))), matter__in=own, matter__closed_at=None,
        dropped_at=None, due__lt=today(),
    )  # fmt: skip
    told = found.values("matter").annotate(many=Count("pk"), first=Min("due")).order_by("matter")
    matters = Matter.objects.in_bulk([row["matter"] for row in told])
    for row in told:
        matter = matters[row["matter"]]
        more = "One search is overdue." if row["many"] == 1 else f"{row['many']} searches are overdue."
        yield Waiting(
            f"Chase the searches for {matter.title}", reverse("litigation:certificate", args=[matter.key]),
            "You are a lawyer of the matter.", Pressing.FIRST, matter.case_id, more, by=row["first"],
        )  # fmt: skip


def came_later(user: User) -> Iterator[Waiting]:
    """Records that came, or changed, after disclosure: for the lawyers of the matter, and the heads of litigation."""
    found = Alert.objects.filter(verdict__in=alerts.OPEN, matter__closed_at=None)
    told = found.values("matter").annotate(
        many=Count("pk"), undecided=Count("pk", filter=Q(verdict="")), since=Min("raised_at")
    )  # fmt: skip
    rows = list(told.order_by("matter"))
    matters = Matter.objects.in_bulk([row["matter"] for row in rows])
    for row in rows:
        matter, undecided = matters[row["matter"]], row["undecided"]
        if undecided:
            more = "One is not decided." if undecided == 1 else f"{undecided} are not decided."
        else:
            more = "It is decided that they go, and nobody has noted that they went."
        yield Waiting(
            f"Records came after disclosure in {matter.title}", reverse("litigation:alerts", args=[matter.key]),
            "The duty to disclose goes on until the proceedings end.", Pressing.FIRST, matter.case_id, more, row["since"],
        )  # fmt: skip
