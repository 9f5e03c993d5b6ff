"""A search for a word on most pages stays quick: the text is read of the pages shown only, and all are counted as they are ranked.

The words of a page stand in its row: beside it they would be fetched one by one for the rank.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

SEARCH = """
drop function candour_search(bigint, text, integer, integer);
drop function candour_search_count(bigint, text);
alter table cases_page alter column search set storage main;

-- one row at least, whose page is null where there is none to show: ``pages`` is how many there are
create function candour_search(wanted bigint, words text, many integer, skip integer)
returns table (pages bigint, page bigint, record bigint, number integer, rank real, snippet text)
language sql stable security definer set search_path = public as $$
    with asked as (
        select websearch_to_tsquery('english', words) as plain,
               websearch_to_tsquery('english', words) && format('%L', '§' || wanted)::tsquery as here
        where wanted = any (candour_visible())
    ), hits as materialized (
        select p.id, p.record_id, p.number, ts_rank_cd(p.search, asked.plain) as rank, asked.plain
        from asked join cases_page p on p.search @@ asked.here join cases_record r on r.id = p.record_id
        where p.case_id = wanted and r.gone_at is null and numnode(asked.plain) > 0
    ), shown as (
        select * from hits order by rank desc, record_id, number limit many offset skip
    )
    select counted.pages, shown.id, shown.record_id, shown.number, shown.rank,
        ts_headline('english', p.text || E'\\n' || p.besides, shown.plain,
            'StartSel=' || chr(57344) || ', StopSel=' || chr(57345) || ', MaxFragments=2, MaxWords=18, MinWords=6')
    from (select count(*) as pages from hits) counted
    left join (shown join cases_page p on p.id = shown.id) on true
    order by shown.rank desc, shown.record_id, shown.number
$$;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("cases", "0006_search_stays_quick_after_preparing")]
    operations: ClassVar = [migrations.RunSQL(SEARCH)]
