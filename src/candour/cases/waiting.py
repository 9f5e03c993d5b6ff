"""What waits for people in case files: what could not be read or prepared, who is not registered, access that ends.

Every kind is one question to the database, however many cases there are; it leaves out what the person may not see.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from candour.accounts.models import Membership, User
from candour.accounts.waiting import Pressing, Waiting
from candour.cases.models import CaseTeam, File, FileState, Gap, Grant, Person, Preparation, Stage
from candour.ledger.clock import now, today
from candour.packs import in_force

_WORKS_ON_IT = "You may change this case file."


def not_prepared(user: User) -> Iterator[Waiting]:
    later = Preparation.objects.filter(case=OuterRef("case"), pk__gt=OuterRef("pk"))
    for each in Preparation.objects.filter(~Exists(later), stage=Stage.FAILED).select_related("case"):
        yield Waiting(
            "Have the case file prepared again",
            reverse("cases:file", args=[each.case.key]),
            _WORKS_ON_IT,
            Pressing.FIRST,
            each.case_id,
            f"It could not be prepared. {each.error}".strip(),
            since=each.ended_at or each.asked_at,
        )


def refused_files(user: User) -> Iterator[Waiting]:
    """Of deliveries of their own and of other systems, as long as no file of that name was taken since.

    Nobody can say of one that it is not needed, so they are told of for as long as the policy says.
    """
    later = File.objects.filter(case=OuterRef("case"), path=OuterRef("path"), pk__gt=OuterRef("pk"))
    found = File.objects.filter(
        Q(upload__by=user) | Q(upload__by=None),
        ~Exists(later.exclude(state=FileState.REFUSED)),
        state=FileState.REFUSED,
        received_at__gt=now() - timedelta(days=in_force.reminder("refused_files")),
    )
    by_delivery = found.order_by("upload").values("case", "case__key", "upload__key", "upload__at", "upload__by")
    for row in by_delivery.annotate(many=Count("pk")):
        own = row["upload__by"] == user.pk
        yield Waiting(
            "Look at files that were refused",
            reverse("cases:delivery", args=[row["case__key"], row["upload__key"]]),
            "You added them." if own else "Another system sent them, and you may add files.",
            Pressing.NEXT,
            row["case"],
            f"{counted(row['many'], 'file is', 'files are')} not in the case file.",
            since=row["upload__at"],
        )


def not_explained(user: User) -> Iterator[Waiting]:
    """What is missing from a file, or cannot be read, and nobody has said why."""
    found = Gap.objects.filter(gone_at=None, explained="").order_by("case").values("case", "case__key")
    for row in found.annotate(many=Count("pk")):
        yield Waiting(
            "Say why something is missing",
            reverse("cases:missing", args=[row["case__key"]]),
            _WORKS_ON_IT,
            Pressing.LATER,
            row["case"],
            f"{counted(row['many'], 'thing is', 'things are')} missing or cannot be read, without an explanation.",
        )


def not_registered(user: User) -> Iterator[Waiting]:
    """People whom the engine found; each is registered, merged with somebody, or said to need no place."""
    found = Person.objects.filter(found=True, gone_at=None).exclude(found_as="")
    for row in found.order_by("case").values("case", "case__key").annotate(many=Count("pk")):
        yield Waiting(
            "Say who is who in the file",
            reverse("cases:people", args=[row["case__key"]]),
            _WORKS_ON_IT,
            Pressing.LATER,
            row["case"],
            f"{counted(row['many'], 'person', 'people')} found in it, not yet in the register.",
        )


def own_access_ending(user: User) -> Iterator[Waiting]:
    """Only where nothing else lets them see the case."""
    teams = Membership.objects.filter(user=user, ended_at=None).values("team")
    works_on = CaseTeam.objects.filter(case=OuterRef("case"), team__in=teams, ended_at=None)
    for each in _ending().filter(~Exists(works_on), user=user).exclude(case__manager=user):
        yield Waiting(
            "Ask for access again if you still need it",
            reverse("cases:access", args=[each.case.key]),
            "It was given to you for a purpose.",
            Pressing.FIRST,
            each.case_id,
            "After its last day you do not see the case any more.",
            by=each.last_day,
        )


def access_ending(user: User) -> Iterator[Waiting]:
    """Of others, to cases that they manage."""
    for each in _ending().filter(case__manager=user, emergency=False).exclude(user=user):
        yield Waiting(
            f"Give {each.user.name} access for longer if they need it",
            reverse("cases:access", args=[each.case.key]),
            "You may give access.",
            Pressing.NEXT,
            each.case_id,
            by=each.last_day,
        )


def _ending() -> QuerySet[Grant]:
    """Access for a purpose that ends soon and that nothing given later outlasts."""
    longer = Grant.objects.filter(
        case=OuterRef("case"), user=OuterRef("user"), ended_at=None, last_day__gt=OuterRef("last_day")
    )
    soon = today() + timedelta(days=in_force.reminder("ends_soon"))
    found = Grant.objects.filter(
        ~Exists(longer), ended_at=None, last_day__gte=today(), last_day__lte=soon, user__is_active=True
    )
    return found.select_related("case", "user")


def counted(many: int, one: str, several: str) -> str:
    """A number and its noun."""
    return f"{many} {one if many == 1 else several}"
