"""What matters say when a case is to be destroyed or copied: whether one is live or still kept, and every row of it."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection
from django.db.models import Model

from candour.cases.against import before_disposal
from candour.cases.exported import Content, in_copy, json_lines
from candour.cases.models import Case
from candour.ledger.clock import today
from candour.litigation.models import PARTS, Frozen, Matter

_AT_ONCE = 1_000


@before_disposal
def matters(case: Case) -> str:
    with connection.cursor() as cursor:
        cursor.execute("select live, kept_until from candour_matter_keeps(%s)", [case.pk])
        live, until = cursor.fetchone()
    if live:
        return "A legal matter on it is live."
    if until is not None and until > today():
        return f"A legal matter on it is kept until {until.day} {until:%B %Y}."
    return ""


@in_copy
def every_matter(case: Case) -> Iterator[tuple[str, str, Content]]:
    """Every row of the matters that were opened on the case and that whoever copies it may see."""
    own = Matter.objects.filter(case=case).order_by("pk")
    yield "matters/matter.jsonl", "Legal matters", json_lines(own.values().iterator(chunk_size=_AT_ONCE))
    models: tuple[type[Model], ...] = PARTS
    for model in models:
        rows = model._default_manager.filter(matter__case=case).order_by("pk").values()
        what = f"Legal matters: {model._meta.verbose_name_plural}"
        yield f"matters/{model._meta.model_name}.jsonl", what, json_lines(rows.iterator(chunk_size=_AT_ONCE))


@in_copy
def filed_statements(case: Case) -> Iterator[tuple[str, str, Content]]:
    """Statements of those matters as they were filed, byte for byte."""
    for each in Frozen.objects.filter(matter__case=case).select_related("statement").order_by("pk").iterator():
        yield (
            f"matters/statements/{each.statement.key}.{each.form}",
            "A statement as it was filed",
            [bytes(each.content)],
        )
