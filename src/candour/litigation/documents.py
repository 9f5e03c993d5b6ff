"""The disclosure list of a matter: each document in scope with what was said of it, where it went and what came since.

A document that harms the council's case, or ever was marked so, and one that was disclosed, stay in it whatever is
narrowed later. It marks nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import F, Q

from candour.cases.models import Record
from candour.litigation import alerts, disclosed, listed
from candour.litigation.listed import content_of
from candour.litigation.models import Alert, Disclosed, Inspection, Marking, Matter, Stance
from candour.litigation.scope import cases_of, in_scope


@dataclass(frozen=True, slots=True)
class Document:
    record: Record
    marking: Marking | None
    went: Sequence[Disclosed]
    """By which it went as it is now."""
    earlier: Sequence[Disclosed]
    """By which it went before it changed."""
    alert: Alert | None
    """Open: it came, or changed, after disclosure."""
    was_adverse: bool
    """Marked so once, whatever was said later."""

    @property
    def stale(self) -> bool:
        """It changed after it was marked: it has to be looked at again."""
        return self.marking is not None and self.marking.content != content_of(self.record)

    @property
    def marked(self) -> bool:
        return self.marking is not None and not self.stale

    @property
    def adverse(self) -> bool:
        return self.marking is not None and self.marking.stance == Stance.ADVERSE

    @property
    def relevant(self) -> bool:
        return self.marking is not None and self.marking.stance != Stance.NOT_RELEVANT

    @property
    def withheld(self) -> bool:
        return self.marking is not None and self.marking.inspection == Inspection.WITHHELD

    @property
    def to_go(self) -> bool:
        """It has to be disclosed, and nobody has it as it is now."""
        return self.marked and self.relevant and not self.withheld and not self.went


def _stance(stance: Stance) -> Callable[[Document], bool]:
    return lambda each: each.marking is not None and each.marking.stance == stance


FILTERS: Mapping[str, tuple[str, Callable[[Document], bool]]] = {
    "": ("All", lambda each: True),
    "unmarked": ("Not marked", lambda each: not each.marked),
    "adverse": ("Adverse", lambda each: each.adverse or each.was_adverse),
    "helpful": ("Helpful", _stance(Stance.HELPFUL)),
    "neutral": ("Neutral", _stance(Stance.NEUTRAL)),
    "not_relevant": ("Not relevant", _stance(Stance.NOT_RELEVANT)),
    "withheld": ("Withheld from inspection", lambda each: each.withheld),
    "to_go": ("To be disclosed", lambda each: each.to_go),
    "disclosed": ("Disclosed", lambda each: bool(each.went)),
    "not_disclosed": ("Not disclosed", lambda each: not each.went),
    "later": ("Came later", lambda each: each.alert is not None),
}
"""Which documents are asked for: a word for the address, what it is called, and whether one is meant."""


def documents(matter: Matter) -> list[Document]:
    """By date. The database is asked the same number of questions however many there are."""
    once = set(Marking.objects.filter(matter=matter, stance=Stance.ADVERSE).values_list("record_id", "content"))
    records = list(_records(matter, {record for record, _ in once}))
    said, rows = listed.latest_of(matter, records), disclosed.of_records(matter, records)
    raised = {each.record_id: each for each in alerts.open_of(matter)}
    contents: set[object] = {content for _, content in once if content} | {record for record, _ in once}
    return [
        _document(each, said.get(each.pk), rows.get(each.pk, []), raised.get(each.pk), contents) for each in records
    ]  # fmt: skip


def only(found: Iterable[Document], which: str) -> list[Document]:
    _, wanted = FILTERS[which]
    return [each for each in found if wanted(each)]


def counts(found: Sequence[Document]) -> list[tuple[str, str, int]]:
    """Each filter, what it is called, and how many documents it shows."""
    return [(which, name, sum(map(wanted, found))) for which, (name, wanted) in FILTERS.items()]


def next_unmarked(found: Sequence[Document], *, after: int) -> Document | None:
    """The next one in the list that nobody has marked, from the beginning again at its end."""
    at = next((number for number, each in enumerate(found) if each.record.pk == after), -1)
    return next((each for each in (*found[at + 1 :], *found[:at]) if not each.marked), None)


def _records(matter: Matter, adverse: set[int]) -> Iterable[Record]:
    inside = in_scope(matter).order_by().values("pk")
    went = Disclosed.objects.filter(matter=matter).values("record")
    found = Record.objects.filter(Q(pk__in=inside) | Q(pk__in=adverse) | Q(pk__in=went))
    found = found.filter(case__in=cases_of(matter).order_by())
    return found.select_related("case").defer("meta").order_by(F("date").asc(nulls_last=True), "case", "key")


def _document(
    record: Record, marking: Marking | None, rows: list[Disclosed], alert: Alert | None, adverse: set[object]
) -> Document:
    went = disclosed.went(record, rows)
    earlier = [each for each in rows if each not in went]
    was_adverse = record.pk in adverse or (content_of(record) or None) in adverse
    return Document(record, marking, went, earlier, alert, was_adverse)
