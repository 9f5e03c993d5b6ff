"""Notes which documents went to which party, many at once; nothing withheld or not relevant goes in without being asked.

Alerts on them are settled by it. It sends nothing, and takes nothing back.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from candour.accounts.models import User
from candour.cases.models import Record
from candour.engine.errors import BadInput, Refused
from candour.ledger.clock import now, today
from candour.ledger.verbs import Verb
from candour.litigation import alerts
from candour.litigation.listed import content_of, latest
from candour.litigation.models import Disclosed, Inspection, Matter, Party, Stance
from candour.litigation.scope import records_of
from candour.litigation.working import live, note


@dataclass(frozen=True, slots=True)
class Went:
    """``how``: by which way, such as the list served with the acknowledgment of service."""

    party: Party
    on: date
    how: str


@dataclass(frozen=True, slots=True)
class Sent:
    """One document as it went. ``pages``: how many of its pages; None: all."""

    record: Record
    content: str
    pages: int | None = None


def note_disclosed(
    *, by: User, matter: Matter, records: Sequence[Record], went: Went, looked_at: bool = False
) -> list[Disclosed]:
    """``looked_at``: whoever notes it has looked at ``not_meant_to_go`` of them; Refused otherwise when there is any."""
    matter = live(matter, by=by)
    went = _checked(matter, went)
    found = list(records_of(matter).filter(pk__in=[each.pk for each in records]))
    if not found or len(found) != len({each.pk for each in records}):
        raise BadInput("Which documents went?", do="Choose at least one document of the matter's cases.")
    if not looked_at and (surprising := not_meant_to_go(matter, found)):
        raise Refused(
            f"{_many(len(surprising))} marked as withheld or not relevant.",
            means="They may not have gone, or should not have.",
            do="Look at them. If they did go, say so, and they are noted as well.",
        )
    return add(matter, [Sent(each, content_of(each)) for each in found], went, by=by)


def not_meant_to_go(matter: Matter, records: Iterable[Record]) -> list[Record]:
    """Those that a lawyer marked as withheld from inspection, or as not relevant."""
    said = latest(matter)
    return [
        each for each in records
        if (marking := said.get(each.pk)) is not None
        and (marking.inspection == Inspection.WITHHELD or marking.stance == Stance.NOT_RELEVANT)
    ]  # fmt: skip


def add(matter: Matter, sent: Sequence[Sent], went: Went, *, by: User, disclosure: str = "") -> list[Disclosed]:
    """Rows for what is not noted yet. Before the first of a matter, what its file holds is kept: later records came after."""
    alerts.hold(matter)
    there = set(
        Disclosed.objects.filter(matter=matter, party=went.party, on=went.on).values_list("record_id", "content")
    )
    rows = [
        Disclosed(
            matter=matter, case_id=each.record.case_id, record=each.record, party=went.party, on=went.on, how=went.how,
            content=each.content, disclosure=disclosure, pages=each.pages, by=by, at=now(),
        )
        for each in sent
        if (each.record.pk, each.content) not in there
    ]  # fmt: skip
    made = Disclosed.objects.bulk_create(rows)
    for case in sorted({each.case_id for each in made}):
        many = sum(each.case_id == case for each in made)
        note(matter, Verb.DOCUMENTS_DISCLOSED, case=case, party=went.party.pk, on=str(went.on), many=many)
    alerts.settle(matter, made, by=by)
    return made


def _checked(matter: Matter, went: Went) -> Went:
    how = " ".join(went.how.split())
    if went.party.matter_id != matter.pk or went.party.ended_at is not None:
        raise BadInput("They are no party of this matter.", do="Choose one of its parties.")
    if went.on > today():
        raise BadInput("The day is in the future.", do="Note it on the day on which it goes, or later.")
    if not how:
        raise BadInput("How did they go?", do="Say by which way, such as the list served with the defence.")
    return Went(went.party, went.on, how[:300])


def _many(number: int) -> str:
    return "One of these is" if number == 1 else f"{number} of these are"
