"""Actions about a matter, a statement or what a sweep found are seen by who may see that; and how many matters are live."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

SEEN = """
create policy of_matters on actions_action
    using (about = 'matter' and about_id = any ((select candour_matters())::bigint[]));
create policy of_statements on actions_action
    using (about = 'statement' and about_id in (select id from litigation_statement));
create policy of_sweeps on actions_action
    using (about = 'sweep' and about_id in (select id from litigation_finding));

-- how many matters are live, whoever sees them: for who sweeps them, and no more than the number
create function candour_live_matters() returns bigint
language sql stable security definer set search_path = public as $$
    select count(*) from litigation_matter where closed_at is null and candour_heads_litigation()
$$;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("litigation", "0008_what_records_state_differently"),
        ("actions", "0001_what_was_agreed_to_be_done"),
    ]
    operations: ClassVar = [migrations.RunSQL(SEEN)]
