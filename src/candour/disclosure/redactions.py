"""Every redaction of a disclosure, and every removal of one, as it stands with a lawyer: worked out when somebody looks.

A redaction is a mention that is blacked out, a drawn box, or a page that does not go out. A removal is what policy
proposed to black out or withhold, or a decision once did, and is now kept. An answer counts only while what was answered
is the same, and never on a lawyer's own redaction. It reads, and answers nothing.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from candour.disclosure.asking import pack_of
from candour.disclosure.models import Disclosure
from candour.disclosure.settled import ACTION, DECIDED, FOUND, GROUND, STANDING, STANDING_ON_PAGE, rows

_ONCE = """
    , once as materialized (
        select distinct about, key from disclosure_decision
        where disclosure_id = %(disclosure)s and action = case about when 'page' then 'withhold' else 'redact' end
            and batch not in (select undoes from disclosure_decision where disclosure_id = %(disclosure)s and undoes <> '')
    )
"""
"""What a decision blacked out or withheld that was not taken back as a slip."""
_MENTIONS = f"""
    , told as (
        select f.*, {GROUND} as ground, d.by_id as author, d.at as decided_at, f.page = 0 as elsewhere,
               case when f.settled_by = '' and f.page = 0 then f.proposed else {ACTION} end as action,
               case when f.settled_by in ('mention', 'group', 'person') and d.explanation <> f.why
                    then d.explanation else '' end as own
        from {DECIDED}
    )
    , of_mentions as (
        select 'mention'::text as about, mention as key, record, page, place, sheet, kind, owners, said, text, boxes,
               action, case when action <> 'redact' then '' when ground = '' then proposed_ground else ground end as ground,
               own, why, locked, author, decided_at, content, action = 'keep' as removal
        from told
        where case when elsewhere then sheet is null else page_decided in ('', 'keep', 'redact') end
            and (action = 'redact' or (action = 'keep' and not question and (
                proposed = 'redact' or ('mention', mention::varchar) in (select about, key from once)
                or ('group', said::varchar) in (select about, key from once)
                or exists (select from once where about = 'person' and key = any (owners)))))
    )
"""  # noqa: S608 (our own words)
_DRAWN = """
    , of_drawn as (
        select 'drawn'::text as about, d.key, d.record, d.page, 1000000 as place, s.place as sheet, 'DRAWN' as kind,
               '{}'::varchar[] as owners, d.key as said, b.text, b.boxes, case d.action when '' then 'keep' else d.action end,
               d.ground, d.explanation as own, '' as why, false as locked, d.by_id as author, d.at as decided_at,
               d.seen as content, d.action = '' as removal
        from (
            select distinct on (key) * from disclosure_decision
            where disclosure_id = %(disclosure)s and about = 'drawn' order by key, version desc
        ) d join sheets s on s.record = d.record and s.page = d.page and s.content = d.seen
        cross join lateral (
            select boxes, text from disclosure_decision b where b.disclosure_id = d.disclosure_id and b.about = 'drawn'
                and b.key = d.key and b.action <> '' order by b.version desc limit 1
        ) b
        where s.decided in ('', 'keep', 'redact') and (d.action <> '' or d.key in (select key from once where about = 'drawn'))
    )
"""
_PAGES = """
    , of_pages as (
        select 'page'::text as about, page || ':' || record as key, record, page, -1 as place, place as sheet, 'PAGE' as kind,
               '{}'::varchar[] as owners, '' as said, '' as text, '[]'::jsonb as boxes, decided as action,
               case when decided in ('keep', 'redact') then '' else coalesce(decided_ground, '') end as ground,
               case when decided in ('keep', 'redact') or decided_explanation = why then '' else decided_explanation end as own,
               why, false as locked, decided_by as author, decided_at, shown as content,
               decided in ('keep', 'redact') as removal
        from sheets where decided <> '' and (decided not in ('keep', 'redact') or action = 'withhold'
            or page || ':' || record in (select key from once where about = 'page'))
    )
"""
_JUDGED = """
    , every as (
        select each.*, encode(sha256(convert_to(concat_ws(chr(31), action, ground, own, content, said, removal), 'UTF8')), 'hex')
               as fingerprint
        from (select * from of_mentions union all select * from of_drawn union all select * from of_pages) each
    )
    , last as (
        select distinct on (about, key) * from disclosure_oversight
        where disclosure_id = %(disclosure)s order by about, key, id desc
    )
    , judged as materialized (
        select e.*, coalesce(nullif(e.own, ''), case when same then r.explanation end, '') as explanation,
               case when not same or r.ruling in ('explained', 'changed', 'lifted') then 'awaiting'
                    when r.ruling = 'approved' and r.by_id is distinct from e.author then 'answered'
                    when r.ruling = 'sent_back' and (e.decided_at is null or e.decided_at <= r.at) then 'sent_back'
                    else 'awaiting' end as stands,
               case when same then r.by_id end as answered_by, case when same then r.at end as answered_at,
               case when same then r.reason else '' end as reason
        from every e left join last r on r.about = e.about and r.key = e.key
        cross join lateral (select coalesce(r.fingerprint = e.fingerprint, false) as same) compared
    )
    , redactions as (
        select *, row_number() over (order by sheet nulls last, place, about, key) as nth,
               %(explained)s and not removal and explanation = '' as unexplained,
               left(encode(sha256(convert_to(concat_ws(chr(31), %(salt)s, about = 'page', removal, action, ground, author::text,
                    explanation, locked, array_to_string(owners, ',')), 'UTF8')), 'hex'), 16) as grouped
        from judged
    )
"""
_ALL = _ONCE + FOUND + _MENTIONS + _DRAWN + _PAGES + _JUDGED
EVERY = STANDING + _ALL.replace("{where}", "")
"""A query's beginning: ``redactions`` are all of a disclosure."""
_ONE = STANDING + _ALL.replace("{where}", "and p.mention = %(key)s")
_ON_PAGE = STANDING_ON_PAGE + _ALL.replace("{where}", "and p.record = %(record)s and p.page = %(page)s")


@dataclass(frozen=True, slots=True)
class Redaction:
    """One redaction, or (``removal``) one that was taken off. ``sheet``: the place of its page; None: in a title or a list.

    ``stands``: ``awaiting``, ``sent_back`` or ``answered``; ``explanation``: a person's own words, never the policy's ``why``.
    """

    about: str
    key: str
    record: str
    page: int
    sheet: int | None
    place: int
    content: str
    kind: str
    owners: list[str]
    text: str
    boxes: list[list[float]]
    action: str
    ground: str
    explanation: str
    why: str
    locked: bool
    author: int | None
    decided_at: datetime | None
    removal: bool
    fingerprint: str
    stands: str
    answered_by: int | None
    answered_at: datetime | None
    reason: str
    unexplained: bool
    grouped: str


_NAMES = [each.name for each in fields(Redaction)]
_COLUMNS = ", ".join(_NAMES)
_BOXES = _NAMES.index("boxes")


def given(disclosure: Disclosure) -> dict[str, Any]:
    """What every query that begins with ``EVERY`` needs."""
    purpose = pack_of(disclosure).purposes.get(disclosure.purpose)
    return {"explained": bool(purpose and purpose.explanations_required), "salt": disclosure.key}


def redactions(disclosure: Disclosure, *, where: str = "", **values: Any) -> list[Redaction]:
    """In the order of the bundle. ``where`` is written in this package only, never by anybody who asks."""
    query = f"{EVERY} select {_COLUMNS} from redactions {where}"  # noqa: S608 (our own words)
    return [_made(row) for row in rows(query, disclosure, **given(disclosure), **values)]


def one_of(disclosure: Disclosure, about: str, key: str) -> Redaction | None:
    """Without looking at the others."""
    query = f"{_ONE} select {_COLUMNS} from redactions where about = %(about)s and key = %(key)s"  # noqa: S608
    found = rows(query, disclosure, **given(disclosure), about=about, key=key)
    return _made(found[0]) if found else None


_ORDER = "coalesce(sheet, 1000000000), place, about, key"
_BESIDE = f"""
    select {_COLUMNS}, false from (select * from redactions where stands <> 'answered' {{these}}
        and ({_ORDER}) < (%(sheet)s, %(place)s, %(about)s, %(key)s) order by 1000000000 - coalesce(sheet, 1000000000),
        -place, about desc, key desc limit 1) before
    union all
    select {_COLUMNS}, true from (select * from redactions where stands <> 'answered' {{these}}
        and ({_ORDER}) > (%(sheet)s, %(place)s, %(about)s, %(key)s) order by {_ORDER} limit 1) after
"""  # noqa: S608 (our own words)


def beside(disclosure: Disclosure, here: Redaction, *, group: str = "") -> tuple[Redaction | None, Redaction | None]:
    """The one before and the one after it that are not answered, in its group or in all."""
    query = EVERY + _BESIDE.replace("{these}", "and grouped = %(group)s" if group else "")
    sheet = 1_000_000_000 if here.sheet is None else here.sheet
    at = {"sheet": sheet, "place": here.place, "about": here.about, "key": here.key, "group": group}
    sides = {after: _made(tuple(row)) for *row, after in rows(query, disclosure, **given(disclosure), **at)}
    return sides.get(False), sides.get(True)


def on_page(disclosure: Disclosure, *, record: str, page: int) -> dict[str, Redaction]:
    """Those of one page by the key of what they are about."""
    query = f"{_ON_PAGE} select {_COLUMNS} from redactions where record = %(record)s and page = %(page)s"  # noqa: S608
    found = (_made(row) for row in rows(query, disclosure, **given(disclosure), record=record, page=page))
    return {each.key: each for each in found}


def _made(row: tuple[Any, ...]) -> Redaction:
    values = list(row)
    values[_BOXES] = json.loads(values[_BOXES])
    return Redaction(*values)
