"""What meetings are called in the history of their case. It reads, and decides nothing."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.formats import date_format

from candour.cases.wording import words_for
from candour.meetings.models import Kind, Meeting


@words_for("meeting")
def meetings(numbers: list[int]) -> Iterable[tuple[int, str]]:
    return [(each.pk, f"the {named(each)}") for each in Meeting.objects.filter(pk__in=numbers)]


def named(meeting: Meeting) -> str:
    """Within a sentence: child protection conference of 3 May 2026."""
    label = Kind(meeting.kind).label
    return f"{label[:1].lower()}{label[1:]} of {date_format(meeting.held_on)}"
