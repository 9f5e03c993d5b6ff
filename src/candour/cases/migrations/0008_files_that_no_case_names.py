"""Lets the daily sweep ask which of the store's files no case names; it sees no case, and learns of none.

It also says when the site was last brought back from a backup: files of the time between that backup and then may be
named by rows that are to come back from a later one.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

ASK = """
create function candour_files_unnamed(hashes text[]) returns text[]
language plpgsql stable security definer set search_path = public as $$
begin
    if concat(current_setting('candour.user', true), current_setting('candour.case', true),
              current_setting('candour.delivery', true), current_setting('candour.token', true)) <> '' then
        raise exception 'Only the daily sweep may ask.' using errcode = 'insufficient_privilege';
    end if;
    return (
        select coalesce(array_agg(hash), array[]::text[]) from unnest(hashes) hash
        where not exists (select from cases_file where sha256 = hash)
    );
end $$;

create function candour_restored_at() returns timestamptz
language sql stable security definer set search_path = public as $$
    select max(at) from ledger_entry where chain = 0 and verb = 'restored'
$$;
"""
FORGET = """
drop function candour_restored_at();
drop function candour_files_unnamed(text[]);
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("cases", "0007_search_reads_only_the_pages_it_shows"),
        ("ledger", "0002_reasons_only_erased"),
    ]
    operations: ClassVar = [migrations.RunSQL(ASK, FORGET)]
