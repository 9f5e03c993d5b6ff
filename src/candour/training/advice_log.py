"""Finds advice by words and filters, as far as whoever asks may see it: the database itself leaves the rest out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection
from django.db.models import F, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.utils.crypto import salted_hmac

from candour.accounts.models import Team, User
from candour.cases.models import Case
from candour.ledger.acting import record
from candour.ledger.clock import today
from candour.ledger.verbs import Verb
from candour.packs import in_force
from candour.policy.working_days import is_working
from candour.training.models import Advice

STATES: Mapping[str, str] = {
    "open": "Not answered yet",
    "answered": "Answered",
    "general": "General advice for all staff",
    "mine": "What I asked",
}
_STATES: Mapping[str, Q] = {
    "open": Q(answered_by=None),
    "answered": Q(answered_by__isnull=False),
    "general": Q(general_since__isnull=False),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    words: str = ""
    state: str = ""
    theme: str = ""
    team: str = ""
    """The key of a team."""
    lawyer: str = ""
    """The key of a person."""
    since: date | None = None
    until: date | None = None


def found(wanted: Wanted, *, user: User) -> QuerySet[Advice]:
    """The latest first."""
    some = Advice.objects.select_related("asked_by", "answered_by", "team", "case", "gap").defer("search")
    if wanted.words:
        some = some.filter(pk__in=RawSQL("select training_advice_found(%s)", [wanted.words]))
    some = some.filter(asked_by=user) if wanted.state == "mine" else some.filter(_STATES.get(wanted.state, Q()))
    some = some.filter(themes__contains=[wanted.theme]) if wanted.theme else some
    some = some.filter(team__key=wanted.team) if wanted.team else some
    some = some.filter(answers__by__key=wanted.lawyer).distinct() if wanted.lawyer else some
    some = some.filter(asked_on__gte=wanted.since) if wanted.since else some
    some = some.filter(asked_on__lte=wanted.until) if wanted.until else some
    return some.order_by(F("asked_on").desc(), "-pk")


def note_searched(words: str, *, many: int) -> None:
    """Not what was looked for, which may be a name: its length and a keyed hash."""
    asked = salted_hmac("candour.training.advice", words.casefold(), algorithm="sha256").hexdigest()
    record(Verb.ADVICE_SEARCHED, asked=asked, length=len(words), found=many)


def themes() -> list[str]:
    """Of advice that the person sees, in order."""
    with connection.cursor() as cursor:
        cursor.execute("select distinct unnest(themes) from training_advice order by 1")
        return [theme for (theme,) in cursor.fetchall()]


def teams() -> QuerySet[Team]:
    return Team.objects.filter(pk__in=Advice.objects.values("team")).order_by("name")


def lawyers() -> QuerySet[User]:
    return User.objects.filter(pk__in=Advice.objects.values("answers__by")).order_by("name", "pk")


def due(advice: Advice) -> date:
    """By when a question is to be answered: working days in England after it was asked."""
    left, day = in_force.reminder("advice_answer"), advice.asked_on
    while left > 0:
        day += timedelta(days=1)
        left -= is_working(day, holidays="england")
    return day


def overdue(advice: Advice) -> bool:
    return advice.answered_by_id is None and due(advice) < today()


def lawyers_who_see(case: Case) -> int:
    """How many lawyers could be shown a question about it; the case is one that whoever asks sees."""
    with connection.cursor() as cursor:
        cursor.execute("select training_lawyers(%s)", [case.pk])
        (many,) = cursor.fetchone()
    return int(many)
