"""What advice about a case says when the case is to be destroyed or copied: whether a question waits, and that there was one.

The words stay out of a copy: they are privileged, and whoever may make a copy of the case need not be shown them.
"""

from __future__ import annotations

from collections.abc import Iterator

from candour.cases.against import before_disposal
from candour.cases.exported import Content, in_copy, table
from candour.cases.models import Case
from candour.training.models import Advice

_COLUMNS = ("asked_on", "asked_by__name", "answered_on", "answered_by__name")


@before_disposal
def questions_open(case: Case) -> str:
    """As far as whoever proposes it sees them; the job that destroys the case sees all."""
    waiting = Advice.objects.filter(case=case, answered_by=None)
    return "A question to Legal about it has no answer yet: have it answered first." if waiting.exists() else ""


@in_copy
def advice(case: Case) -> Iterator[tuple[str, str, Content]]:
    rows = Advice.objects.filter(case=case).order_by("pk").values_list(*_COLUMNS)
    yield (
        "advice.csv",
        "Questions to Legal about the case, without their words, which are privileged",
        table(_COLUMNS, rows),
    )
