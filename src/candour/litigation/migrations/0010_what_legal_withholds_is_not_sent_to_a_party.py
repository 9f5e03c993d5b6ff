"""What of a case lawyers withhold from the inspection of a party, for whoever would send it to them."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

WITHHELD = """
create function candour_withheld(wanted bigint, recipient text) returns table (record bigint, content text)
language sql stable security definer set search_path = public as $$
    select said.record_id, said.content from (
        select distinct on (m.matter_id, m.record_id) m.id, m.matter_id, m.record_id, m.content::text, m.inspection
        from litigation_marking m join litigation_matter l on l.id = m.matter_id
        where wanted = any (candour_visible()) and m.case_id = wanted and l.closed_at is null
            and exists (
                select from litigation_case c where c.matter_id = l.id and c.case_id = wanted and c.ended_at is null
            ) and exists (
                select from litigation_party p left join cases_person who on who.id = p.person_id
                where p.matter_id = l.id and p.ended_at is null
                    and (who.case_id = wanted and who.key = recipient or p.side = 'court' and recipient = 'court')
            )
        order by m.matter_id, m.record_id, m.id desc
    ) said where said.inspection = 'withheld' and not exists (
        -- of a copy of it something else was said since
        select from litigation_marking later where later.matter_id = said.matter_id and later.id > said.id
            and later.content = said.content and said.content <> '' and later.inspection <> 'withheld'
    )
$$;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("litigation", "0009_actions_of_matters_seen_with_them")]
    operations: ClassVar = [migrations.RunSQL(WITHHELD)]
