"""A search takes the index of words also while the database knows nothing yet of how many pages there are.

Just after a large case was prepared it would otherwise read every page. The words looked for hold the case's own, so that
one look into the index finds pages of this case only; that they are is still checked row by row.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

SEARCH = """
create or replace function candour_search(wanted bigint, words text, many integer, skip integer)
returns table (pages bigint, page bigint, record bigint, number integer, rank real, snippet text)
language sql stable security definer set search_path = public set enable_seqscan = off as $$
    with asked as (
        select websearch_to_tsquery('english', words) as plain,
               websearch_to_tsquery('english', words) && format('%L', '§' || wanted)::tsquery as here
        where wanted = any (candour_visible())
    ), looked_up as materialized (
        select p.id, p.case_id, p.record_id, p.number, ts_rank_cd(p.search, asked.plain) as rank, asked.plain
        from asked join cases_page p on p.search @@ asked.here
        where numnode(asked.plain) > 0
    ), hits as materialized (
        select each.* from looked_up each join cases_record r on r.id = each.record_id
        where each.case_id = wanted and r.gone_at is null
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
    dependencies: ClassVar = [("cases", "0008_files_that_no_case_names")]
    operations: ClassVar = [migrations.RunSQL(SEARCH)]
