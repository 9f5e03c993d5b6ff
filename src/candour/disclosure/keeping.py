"""What disclosures say when a case is to be destroyed or copied: which are open, and all that was decided, made and sent.

No secret of a link or a code goes into a copy.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from django.db.models import Model

from candour.cases.against import before_disposal
from candour.cases.exported import Content, in_copy, json_lines
from candour.cases.models import Case
from candour.cases.store import CHUNK
from candour.disclosure.models import OF_CASE, PARTS, Disclosure, Enquiry, Hold, Outcome, Production, State
from candour.disclosure.producing import folder_of

_SECRET = frozenset({"token", "code", "code_until", "tries", "visit", "visit_until"})
_TABLES: tuple[type[Model], ...] = (Disclosure, *PARTS, *OF_CASE)
_AT_ONCE = 1_000


@before_disposal
def open_disclosures(case: Case) -> str:
    if Disclosure.objects.filter(case=case).exclude(state=State.CLOSED).exists():
        return "A disclosure of it is open: close it first."
    if Hold.objects.filter(case=case, lifted_at=None).exists():
        return "A legal hold stands on a disclosure of it."
    if Enquiry.objects.filter(case=case, settled_at=None).exists():
        return "Somebody who received records of it has asked something that is not settled."
    return ""


@in_copy
def decisions(case: Case) -> Iterator[tuple[str, str, Content]]:
    """Every row, as it is kept."""
    for model in _TABLES:
        names = [each.attname for each in model._meta.concrete_fields if each.name not in _SECRET]
        rows = model._default_manager.filter(case=case).order_by("pk").values(*names)
        what = f"Disclosures: {model._meta.verbose_name_plural}"
        yield f"disclosures/{model._meta.model_name}.jsonl", what, json_lines(rows.iterator(chunk_size=_AT_ONCE))


@in_copy
def bundles(case: Case) -> Iterator[tuple[str, str, Content]]:
    """What was made to be sent, in the folders of the disclosures' keys and the productions' numbers."""
    for made in Production.objects.filter(case=case, outcome=Outcome.MADE).select_related("disclosure").order_by("pk"):
        send = folder_of(case, made.disclosure, made.number) / "send"
        for path in sorted(each for each in send.rglob("*") if each.is_file()):
            within = f"bundles/{made.disclosure.key}/{made.number}/{path.relative_to(send).as_posix()}"
            yield within, "Made to be sent", _blocks(path)


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as stream:
        while block := stream.read(CHUNK):
            yield block
