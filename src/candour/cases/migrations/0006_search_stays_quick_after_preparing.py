"""Pages that were just kept wait in a list that each search reads from end to end: the first search puts them into the index."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

READY = """
-- as the owner of the index, which the application is not; nothing to do costs nothing
create function candour_search_ready() returns bigint language sql volatile security definer set search_path = public as $$
    select gin_clean_pending_list('cases_page_search'::regclass)
$$;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("cases", "0005_how_long_a_case_is_kept")]
    operations: ClassVar = [migrations.RunSQL(READY)]
