"""What meetings say when a case is to be destroyed or copied: whether minutes still have to go out, and every row."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Model

from candour.cases.against import before_disposal
from candour.cases.exported import Content, in_copy, json_lines
from candour.cases.models import Case
from candour.meetings.models import OF_MEETING, Instruction, Meeting

_AT_ONCE = 1_000


@before_disposal
def minutes_to_send(case: Case) -> str:
    waiting = Instruction.objects.filter(case=case, withdrawn_at=None, sendings=None)
    return (
        "Minutes of a meeting are to be sent and have not been: send them, or withdraw the instructions."
        if waiting.exists()
        else ""
    )


@in_copy
def meetings(case: Case) -> Iterator[tuple[str, str, Content]]:
    """Every row, as it is kept."""
    every: tuple[type[Model], ...] = (Meeting, *OF_MEETING)
    for model in every:
        names = [each.attname for each in model._meta.concrete_fields]
        rows = model._default_manager.filter(case=case).order_by("pk").values(*names)
        what = f"Meetings: {model._meta.verbose_name_plural}"
        yield f"meetings/{model._meta.model_name}.jsonl", what, json_lines(rows.iterator(chunk_size=_AT_ONCE))
