"""When something was disclosed for the first time in a matter, for a preparation that sees only one of its cases."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

FIRST = """
create function candour_first_disclosed(wanted bigint) returns timestamptz
language sql stable security definer set search_path = public as $$
    select min(d.at) from litigation_disclosed d where d.matter_id = wanted and wanted = any (candour_matters())
$$;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("litigation", "0005_filed_statements_stay_as_they_were")]
    operations: ClassVar = [migrations.RunSQL(FIRST)]
