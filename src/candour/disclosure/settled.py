"""Which decision counts for each mention, question and page, as the database works it out when somebody looks.

A lock before everything; then the mention before its group, the group before the person, all before the decided page.
One decision on a person moves thousands of mentions and is one row. The engine says the same (a test compares them).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from django.db import connection

from candour.disclosure.models import Disclosure

_HEAD = """
    with standing as materialized (
        select * from (
            select distinct on (about, key) * from disclosure_decision
            where disclosure_id = %(disclosure)s {decisions} order by about, key, version desc
        ) latest where action <> ''
    ),
    people as materialized (
        select coalesce(array_agg(key) filter (where action <> 'keep'), '{}')::varchar[] as removing,
               coalesce(array_agg(key) filter (where action = 'keep'), '{}')::varchar[] as keeping
        from standing where about = 'person'
    ),
    sheets as materialized (
        select s.*, d.id as decision, coalesce(d.action, '') as decided, d.ground as decided_ground,
               d.explanation as decided_explanation, d.by_id as decided_by, d.at as decided_at
        from disclosure_sheet s
        left join standing d on d.about = 'page' and d.key = s.page || ':' || s.record and d.seen = s.shown
        where s.disclosure_id = %(disclosure)s {sheets}
    )
"""
SETTLED_BY = """case when p.locked then 'lock'
                    when m.id is not null then 'mention'
                    when g.id is not null and not p.question then 'group'
                    when h.id is not null and not p.question then 'person'
                    when sheets.decided not in ('', 'keep', 'redact') then 'page'
                    when not p.question and (sheets.decided = 'redact'
                         or (sheets.decided = 'keep' and p.action = 'keep')) then 'page'
                    else '' end"""
"""The order in which they count: of a proposal ``p`` and the decisions on it ``m``, its like ``g``, whom it names ``h``."""
BY_PERSON = """
            select s.id from standing s
            where s.about = 'person' and s.key = any (p.owners) and cardinality(p.owners) > 0
                and (p.owners && people.removing or p.owners <@ people.keeping)
            order by s.action = 'keep', s.key limit 1
        """
STANDING = _HEAD.replace("{decisions}", "").replace("{sheets}", "")
"""What stands: the latest decision about each thing, and for every page the one made on what it shows now."""

FOUND = """
    , found as (
        select p.mention, p.record, p.page, p.place, p.question, p.kind, p.owners, p.said, p.text, p.boxes,
               p.action as proposed, p.ground as proposed_ground, p.label, p.rule, p.why, p.locked, p.care,
               p.content, sheets.place as sheet,
               {settled_by} as settled_by,
               m.id as m_id, g.id as g_id, h.id as h_id, sheets.decision as s_id, sheets.decided as page_decided
        from disclosure_proposal p
        cross join people
        left join sheets on sheets.record = p.record and sheets.page = p.page
        left join standing m on m.about = 'mention' and m.key = p.mention and m.seen = p.content
        left join standing g on g.about = 'group' and g.key = p.said
        left join lateral ({by_person}) h on true
        where p.disclosure_id = %(disclosure)s {where}
    )
""".replace("{settled_by}", SETTLED_BY).replace("{by_person}", BY_PERSON)
ACTION = """case f.settled_by when 'lock' then 'redact' when '' then '' when 'page' then
               case when f.page_decided in ('keep', 'redact') then f.proposed else f.page_decided end
               else case when d.action = 'keep' then 'keep' else 'redact' end end"""
GROUND = """case when f.settled_by in ('mention', 'group', 'person') then d.ground
                when f.settled_by = '' then '' else f.proposed_ground end"""
DECIDED = """found f left join standing d on d.id =
        case f.settled_by when 'mention' then f.m_id when 'group' then f.g_id when 'person' then f.h_id
             when 'page' then f.s_id end"""
"""Of a mention ``f`` as ``FOUND`` gives it: what stands, why, and from where with the decision ``d`` that settled it."""
_EACH = f"""
    select f.mention, f.record, f.page, f.place, f.question, f.kind, f.owners, f.said, f.text, f.boxes, f.proposed,
           f.proposed_ground, f.label, f.rule, f.why, f.locked, f.care, f.sheet, f.settled_by,
           {ACTION} as action, {GROUND} as ground,
           case when f.settled_by in ('mention', 'group', 'person') then d.explanation else f.why end as explanation,
           d.by_id as by, d.at
    from {DECIDED}
"""  # noqa: S608 (our own words)
_FOUND = FOUND + _EACH
SETTLED = STANDING + _FOUND
_OPEN = """
    select * from ({settled}) each where settled_by = '' and sheet is not null and page > 0
    order by sheet, place limit %(many)s
"""
STANDING_ON_PAGE = _HEAD.replace(
    "{decisions}",
    "and (about <> 'page' or key = %(page)s || ':' || %(record)s) and (about not in ('mention', 'drawn')"
    " or (record = %(record)s and page = %(page)s))",
).replace("{sheets}", "and s.record = %(record)s and s.page = %(page)s")
"""The same, as far as it matters to the page ``page`` of ``record``: quick however many others are decided."""


@dataclass(frozen=True, slots=True)
class Settled:
    """A mention or question as it stands. ``settled_by`` empty: nobody decided; ``action`` is then empty too."""

    mention: str
    record: str
    page: int
    place: int
    question: bool
    kind: str
    owners: list[str]
    said: str
    text: str
    boxes: list[list[float]]
    proposed: str
    proposed_ground: str
    label: str
    rule: str
    why: str
    locked: bool
    care: bool
    sheet: int | None
    """Where its page comes in the bundle; None: it stands in a path, a title or a list."""
    settled_by: str
    action: str
    ground: str
    explanation: str
    by: int | None
    at: datetime | None

    @property
    def open(self) -> bool:
        return not self.settled_by and self.sheet is not None and self.page > 0


_BOXES = [each.name for each in fields(Settled)].index("boxes")


def settled(disclosure: Disclosure, *, where: str = "", order: str = "sheet, place", **given: Any) -> Iterator[Settled]:
    """Mentions and questions as they stand; ``where``: more conditions on ``p`` (a proposal), with ``given`` values.

    ``where`` and ``order`` are written in this package only, never by anybody who asks.
    """
    yield from _read(SETTLED.replace("{where}", where) + f" order by {order}", disclosure, given)


def first_open(disclosure: Disclosure, *, where: str, many: int, **given: Any) -> list[Settled]:
    """The first ``many`` that nobody decided, in the order of the bundle: the others are not read."""
    query = _OPEN.replace("{settled}", SETTLED.replace("{where}", where))
    return list(_read(query, disclosure, {**given, "many": many}))


def settled_on(disclosure: Disclosure, *, record: str, page: int) -> Iterator[Settled]:
    """Those of one page, in reading order."""
    query = STANDING_ON_PAGE + _FOUND.replace("{where}", "and p.record = %(record)s and p.page = %(page)s")
    yield from _read(query + " order by place", disclosure, {"record": record, "page": page})


def _read(query: str, disclosure: Disclosure, given: dict[str, Any]) -> Iterator[Settled]:
    for row in rows(query, disclosure, **given):
        values = list(row)
        values[_BOXES] = json.loads(values[_BOXES])
        yield Settled(*values)


def rows(query: str, disclosure: Disclosure, **given: Any) -> list[tuple[Any, ...]]:
    """The rows of a query that begins with what stands (``STANDING`` or ``SETTLED``)."""
    with connection.cursor() as cursor:
        cursor.execute(query, {"disclosure": disclosure.pk, **given})
        return list(cursor.fetchall())
