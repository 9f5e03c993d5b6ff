"""A prepared case with what people know of it: whom unclear names mean, and the court orders that lift a lock here.

Proposals and bundles are both made from what it gives, so they cannot differ. What does not fit the file any more, or
would take a lock off without a second person, is left out: then the name stays unclear, and what is locked locked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from django.db import connection

from candour.cases.models import Case
from candour.cases.prepared import PreparedCase, opened
from candour.disclosure.handing_over import named
from candour.disclosure.models import Answer, CourtOrder, Disclosure, Identity
from candour.engine.decide import identified
from candour.engine.decide.identify import takes_lock_off, unclear
from candour.engine.model import Identified, Mention, Order, Person
from candour.engine.produce import with_identified
from candour.engine.store import key_of

OWNED = (Answer.PERSON, Answer.SOMEBODY_ELSE)
"""Answers that say whose a name is."""


@dataclass(frozen=True, slots=True)
class KnownCase:
    """``kept``: its findings with the owners that people said. ``known_as`` names all that was known."""

    kept: PreparedCase
    orders: tuple[Order, ...]
    known_as: str


def opened_for(disclosure: Disclosure) -> KnownCase:
    """The case as it is now, for this recipient; Refused unless it is prepared."""
    kept = opened(case=disclosure.case)
    contents = {record.id: record.pdf or record.sha256 for record in kept.inputs.intake.records}
    people = (*kept.inputs.people, *kept.findings.found)
    said = tuple(_counting(kept.findings.mentions, standing(disclosure.case), contents, people))
    findings = with_identified(kept.findings, inputs=kept.inputs, said=said)
    return KnownCase(replace(kept, findings=findings), orders_for(disclosure), known_as(disclosure))


def standing(case: Case, mentions: Sequence[str] | None = None) -> dict[str, Identity]:
    """What stands of each mention (None: of all) of which somebody said whose it is."""
    asked = Identity.objects.filter(case=case)
    asked = asked if mentions is None else asked.filter(mention__in=mentions)
    rows = asked.order_by("mention", "-version").distinct("mention").select_related("by", "confirmed_by")
    return {row.mention: row for row in rows if row.answer in OWNED}


def orders_for(disclosure: Disclosure) -> tuple[Order, ...]:
    """The court orders that two people confirmed and nobody withdrew."""
    found = CourtOrder.objects.filter(disclosure=disclosure, withdrawn_at=None, confirmed_at__isnull=False)
    return tuple(_order(row, disclosure) for row in found.select_related("entered_by", "confirmed_by").order_by("pk"))


_SAID = """
    select coalesce(encode(sha256(convert_to(string_agg(
        mention || answer || person || (confirmed_by_id is not null), ' ' order by mention), 'UTF8')), 'hex'), '')
    from (select distinct on (mention) * from disclosure_identity where case_id = %s order by mention, version desc) each
    where answer in ('person', 'somebody_else')
"""


def known_as(disclosure: Disclosure) -> str:
    """Another name whenever something else is known; empty while nothing is."""
    with connection.cursor() as cursor:
        cursor.execute(_SAID, [disclosure.case_id])
        (said,) = cursor.fetchone()
    orders = CourtOrder.objects.filter(disclosure=disclosure, withdrawn_at=None, confirmed_at__isnull=False)
    keys = list(orders.order_by("pk").values_list("key", flat=True))
    return key_of(said, *keys) if said or keys else ""


def outdated(disclosure: Disclosure) -> bool:
    """Whether the proposals were made when something else was known."""
    return known_as(disclosure) != disclosure.known_as


def known_mentions(case: Case, mentions: Sequence[Mention], *, content: str, people: Sequence[Person]) -> list[Mention]:
    """Mentions of one file with the owners that people said; ``content`` is the file's."""
    said = standing(case, [each.id for each in mentions])
    contents = {each.record: content for each in mentions}
    return list(identified(mentions, said=tuple(_counting(mentions, said, contents, people)), people=people))


def _counting(
    mentions: Iterable[Mention], said: Mapping[str, Identity], contents: Mapping[str, str], people: Sequence[Person]
) -> Iterator[Identified]:
    """What counts of all that was said."""
    register = {person.id: person for person in people}
    for mention in mentions if said else ():
        row = said.get(mention.id)
        if row is not None and _fits(row, mention, contents, register):
            second = named(row.confirmed_by.name, row.confirmed_by.pk) if row.confirmed_by else ""
            yield Identified(mention.id, row.person, named(row.by.name, row.by.pk), second)


def _fits(row: Identity, mention: Mention, contents: Mapping[str, str], people: Mapping[str, Person]) -> bool:
    """It says the same in the same file, could mean nobody who was not thought of, and takes off no lock unconfirmed."""
    could = set(mention.span.candidates)
    content = contents.get(mention.record, "") if mention.page else ""
    return (
        unclear(mention)
        and (row.text, row.content) == (mention.text, content)
        and could <= set(row.candidates)
        and (row.answer == Answer.SOMEBODY_ELSE or row.person in could)
        and (row.confirmed_by_id is not None or not takes_lock_off(mention.span, row.person, people=people))
    )


def _order(row: CourtOrder, disclosure: Disclosure) -> Order:
    both = tuple(named(each.name, each.pk) for each in (row.entered_by, row.confirmed_by) if each)
    words = f"{row.court}, {row.number}, {row.dated.isoformat()}"
    return Order(row.person, frozenset(row.fields), disclosure.recipient, words, both)
