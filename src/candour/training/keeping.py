"""What advice about a case says when the case is to be destroyed or copied: whether a question waits, and every row."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Model

from candour.cases.against import before_disposal
from candour.cases.exported import Content, in_copy, json_lines
from candour.cases.models import Case
from candour.training.models import Advice, Answer

_AT_ONCE = 1_000


@before_disposal
def questions_open(case: Case) -> str:
    """As far as whoever proposes it sees them; the job that destroys the case sees all."""
    waiting = Advice.objects.filter(case=case, answered_by=None)
    return "A question to Legal about it has no answer yet: have it answered first." if waiting.exists() else ""


@in_copy
def advice(case: Case) -> Iterator[tuple[str, str, Content]]:
    """Every row, as it is kept. It is privileged: a copy is for the council and goes to nobody else."""
    every: tuple[type[Model], ...] = (Advice, Answer)
    for model in every:
        names = [each.attname for each in model._meta.concrete_fields if each.attname != "search"]
        rows = model._default_manager.filter(case=case).order_by("pk").values(*names)
        what = f"Questions to Legal about the case (privileged): {model._meta.verbose_name_plural}"
        yield f"advice/{model._meta.model_name}.jsonl", what, json_lines(rows.iterator(chunk_size=_AT_ONCE))
