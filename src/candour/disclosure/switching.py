"""The same page for another recipient: what policy would propose there. The engine is asked, nothing is kept or decided."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from candour.accounts.gate import check
from candour.accounts.models import User
from candour.accounts.roles import Act
from candour.cases import found, models
from candour.disclosure.knowing import known_mentions
from candour.engine.decide import propose
from candour.engine.errors import Refused
from candour.engine.inputs import resolve_recipient
from candour.engine.model import (
    Box,
    Flag,
    FlagKind,
    Kind,
    Known,
    Mention,
    PageKind,
    Person,
    Proposal,
    Record,
    Span,
)
from candour.engine.scope import WHOLE_FILE, Scope
from candour.ledger.clock import today
from candour.packs import in_force
from candour.policy import Pack


@dataclass(frozen=True, slots=True)
class AsFor:
    """A page as another recipient would be proposed it; ``proposals`` of mentions by the mention's key, ``page`` of the
    page or its record."""

    recipient: str
    role: str
    page: tuple[Proposal, ...]
    proposals: dict[str, Proposal]


def as_for(
    *, by: User, case: models.Case, recipient: str, purpose: str, record: str, page: int,
    pack: Pack | None = None, scope: Scope = WHOLE_FILE,
) -> AsFor:  # fmt: skip
    """``pack`` None: the one in force. Raises Refused for a recipient or purpose that it does not know, and for a page that
    is not there."""
    check(by, Act.SEE_CASES)
    row = models.Record.objects.filter(case=case, key=record, gone_at=None).first()
    if row is None or not 0 <= page <= row.pages_count:
        raise Refused("There is no such page in the case file.", do="Load the list of records again.")
    people = tuple(_person(each) for each in models.Person.objects.filter(case=case, gone_at=None).order_by("pk"))
    person, role = resolve_recipient(people, recipient)
    flags = [each for each in found.Flag.objects.filter(record=row, gone_at=None) if each.page in (0, page)]
    mentions = [_mention(each, record) for each in _mentions(row, page)]
    proposals = propose(
        records=scope.of([_record(each) for each in _with_its_like(row)]),
        mentions=known_mentions(case, mentions, content=row.pdf or row.sha256 if page else "", people=people),
        flags=[Flag(FlagKind(each.kind), record, each.page, each.start, each.end, each.reason) for each in flags],
        people=people,
        known=[Known(k.person, record, k.how, k.date) for k in found.Known.objects.filter(record=row, gone_at=None)],
        pack=pack or in_force.current(on=today()),
        recipient=person,
        recipient_role=role,
        purpose=purpose,
    )
    return AsFor(
        person.id if person else role,
        role,
        tuple(each for each in proposals if not each.mention and each.record == record and each.page in (0, page)),
        {each.mention: each for each in proposals if each.mention},
    )


def _with_its_like(row: models.Record) -> Iterable[models.Record]:
    """The record, what is in it and what it is a copy of: policy's word on a record depends on them."""
    others = Q(parent=row.key) | Q(key=row.duplicate_of)
    return models.Record.objects.filter(Q(pk=row.pk) | others, case=row.case_id, gone_at=None).order_by("pk")


def _mentions(row: models.Record, page: int) -> list[found.Mention]:
    return list(found.Mention.objects.filter(record=row, page=page, gone_at=None).order_by("start", "pk"))


def _person(row: models.Person) -> Person:
    return Person(
        id=row.key, name=row.name, role=row.role, aliases=tuple(row.aliases), date_of_birth=row.date_of_birth,
        address=row.address, phones=tuple(row.phones), emails=tuple(row.emails), identifiers=tuple(row.identifiers),
        never_disclose=frozenset(row.never_disclose), notes=row.notes, found=row.found,
    )  # fmt: skip


def _record(row: models.Record) -> Record:
    return Record(
        row.key, row.path, row.sha256, row.media_type, row.size, row.title, row.type, row.date_said, row.author,
        row.parent, row.pdf, (PageKind.OWN,) * row.pages_count, row.listed, row.duplicate_of,
    )  # fmt: skip


def _mention(row: found.Mention, record: str) -> Mention:
    span = Span(row.start, row.end, Kind(row.kind), row.person, tuple(row.candidates), row.score, row.recogniser)
    return Mention(row.key, record, row.page, row.layer, span, row.text, tuple(Box(*sides) for sides in row.boxes))
