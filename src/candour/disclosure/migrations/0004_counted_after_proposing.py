"""Lets the application have the tables of proposals counted after it filled them: only their owner may otherwise.

Without it a query over 50,000 fresh proposals is planned as if there were none, and takes seconds.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

COUNTED = """
create function disclosure_count_proposals() returns void
language plpgsql security definer set search_path = public as $$
begin
    analyze disclosure_sheet;
    analyze disclosure_proposal;
end $$;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("disclosure", "0003_what_recipients_ask")]
    operations: ClassVar = [migrations.RunSQL(COUNTED, "drop function disclosure_count_proposals();")]
