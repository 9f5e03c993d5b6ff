"""What a request is called in the history of its case: its reference, and nothing of what it is about."""

from __future__ import annotations

from collections.abc import Iterable

from candour.access.models import Request
from candour.cases.wording import words_for


@words_for("request")
def requests(numbers: list[int]) -> Iterable[tuple[int, str]]:
    return [(each.pk, f"request {each.reference}") for each in Request.objects.filter(pk__in=numbers)]
