"""What courses, sessions, workshops, gaps and advice are called in the ledger. Of advice not even the question is told."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from django.utils.formats import date_format

from candour.accounts.history import worded_as
from candour.cases.wording import words_for
from candour.training.models import Course, Gap, Series, Session

_ADVICE = "a question to Legal"


@worded_as("course")
def courses(numbers: Collection[int]) -> Mapping[int, str]:
    return {each.pk: f"the course “{each.title}”" for each in Course.objects.filter(pk__in=numbers)}


@worded_as("training_session")
def sessions(numbers: Collection[int]) -> Mapping[int, str]:
    found = Session.objects.filter(pk__in=numbers).select_related("course", "series")
    return {each.pk: f"the {named(each)}" for each in found}


@worded_as("workshops")
def series(numbers: Collection[int]) -> Mapping[int, str]:
    return {each.pk: f"the workshops “{each.title}”" for each in Series.objects.filter(pk__in=numbers)}


@worded_as("knowledge_gap")
def gaps(numbers: Collection[int]) -> Mapping[int, str]:
    return {each.pk: f"the gap “{each.title}”" for each in Gap.objects.filter(pk__in=numbers)}


@worded_as("advice")
def advice(numbers: Collection[int]) -> Mapping[int, str]:
    return dict.fromkeys(numbers, _ADVICE)


@words_for("advice")
def advice_of_case(numbers: list[int]) -> Iterable[tuple[int, str]]:
    return [(number, _ADVICE) for number in numbers]


def named(session: Session) -> str:
    """Within a sentence: session of 3 May 2026 of “Disclosure in judicial review”."""
    kind = "session" if session.course else "workshop"
    return f"{kind} of {date_format(session.day)} of “{session.title}”"
