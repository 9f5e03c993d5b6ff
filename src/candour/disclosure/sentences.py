"""Mentions in their sentences, so that whoever decides sees who is meant. It shows only what the page itself says there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from candour.disclosure.models import Disclosure
from candour.disclosure.settled import rows

_AROUND = 90
"""Characters of the page on either side of a mention."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A mention in its sentence. ``sheet``: the place of its page in the bundle."""

    mention: str
    record: str
    page: int
    sheet: int
    before: str
    said: str
    after: str


_SAMPLES = """
    with mine as (
        select owner, p.mention, p.record, p.page, p.place, sheets.place as sheet, p.text, p.said,
               row_number() over (partition by owner, p.said order by sheets.place, p.place) as again
        from disclosure_alike a cross join unnest(a.firsts) first cross join unnest(a.owners) owner
        join disclosure_proposal p on p.disclosure_id = %(disclosure)s and p.mention = first
        join disclosure_sheet sheets on sheets.disclosure_id = %(disclosure)s
            and sheets.record = p.record and sheets.page = p.page
        where a.disclosure_id = %(disclosure)s and not a.question {where}
    ),
    chosen as (
        select * from (
            select *, row_number() over (partition by owner order by again, sheet, place) as at from mine
        ) each where at <= %(many)s
    ),
    found as (
        select chosen.*, page.text as whole,
               case when page.layer = m.layer and substr(page.text, m.start + 1, m."end" - m.start) = chosen.text
                    then m.start else strpos(coalesce(page.text, ''), chosen.text) - 1 end as start
        from chosen
        left join cases_record r on r.case_id = %(case)s and r.key = chosen.record
        left join cases_page page on page.record_id = r.id and page.number = chosen.page
        left join cases_mention m on m.case_id = %(case)s and m.key = chosen.mention
    )
    select owner, mention, record, page, sheet,
           case when start >= 0 then substr(whole, greatest(start - %(around)s, 0) + 1, least(start, %(around)s)) else '' end,
           text,
           case when start >= 0 then substr(whole, start + length(text) + 1, %(around)s) else '' end
    from found order by owner, at
"""
_OF_THESE = "and a.owners && %(these)s::varchar[] and owner = any (%(these)s::varchar[])"
_ALIKE = "and a.said = %(said)s and owner = a.owners[1]"


def samples(disclosure: Disclosure, people: Sequence[str], *, many: int) -> dict[str, list[Sample]]:
    """Mentions of each of ``people``: first those that say different things, in the order of the bundle."""
    return _sampled(disclosure, _OF_THESE, these=list(people), many=many)


def said_alike(disclosure: Disclosure, said: str, *, many: int) -> list[Sample]:
    """Mentions that say the same of the same people."""
    return [sample for found in _sampled(disclosure, _ALIKE, said=said, many=many).values() for sample in found]


def _sampled(disclosure: Disclosure, where: str, **given: object) -> dict[str, list[Sample]]:
    query = _SAMPLES.replace("{where}", where)
    made: dict[str, list[Sample]] = defaultdict(list)
    for owner, mention, record, page, sheet, before, said, after in rows(
        query, disclosure, case=disclosure.case_id, around=_AROUND, **given
    ):
        made[owner].append(Sample(mention, record, page, sheet, _later(before), said, _earlier(after)))
    return made


def _later(text: str) -> str:
    """From the beginning of a word on, without the lines of the page."""
    words = text.replace("\n", " ")
    return words.partition(" ")[2] if len(text) == _AROUND and " " in words else words


def _earlier(text: str) -> str:
    words = text.replace("\n", " ")
    return words.rpartition(" ")[0] if len(text) == _AROUND and " " in words else words
