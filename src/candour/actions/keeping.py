"""What actions say when a case is to be destroyed or copied: whether something is still to be done, and every row."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection

from candour.actions.models import Action, Evidence, Owner, Step
from candour.cases.against import before_disposal
from candour.cases.exported import Content, in_copy, json_lines
from candour.cases.models import Case

_AT_ONCE = 1_000
_OF_ACTION = (
    (Owner, ("id", "action", "user", "name", "given_by", "since", "ended_at")),
    (Step, ("id", "action", "kind", "text", "by_when_was", "review_on_was", "by_when", "review_on", "by", "at")),
    (Evidence, ("id", "action", "step", "record", "name", "sha256", "size")),
)


@before_disposal
def still_to_do(case: Case) -> str:
    with connection.cursor() as cursor:
        cursor.execute("select candour_actions_open(%s)", [case.pk])
        (found,) = cursor.fetchone()
    return "An action about it is still to be done: close or cancel it first." if found else ""


@in_copy
def actions(case: Case) -> Iterator[tuple[str, str, Content]]:
    """Every row as it is kept, and the files that were given as evidence."""
    rows = Action.objects.filter(case=case).order_by("pk").values()
    yield "actions/action.jsonl", "Actions", json_lines(rows.iterator(chunk_size=_AT_ONCE))
    for model, names in _OF_ACTION:
        found = model._default_manager.filter(action__case=case).order_by("pk").values(*names)
        what = f"Actions: {model._meta.verbose_name_plural}"
        yield f"actions/{model._meta.model_name}.jsonl", what, json_lines(found.iterator(chunk_size=_AT_ONCE))
    for each in Evidence.objects.filter(action__case=case, content__isnull=False).order_by("pk"):
        yield f"actions/evidence/{each.key}", f"Evidence, SHA-256 {each.sha256}", [bytes(each.content or b"")]
