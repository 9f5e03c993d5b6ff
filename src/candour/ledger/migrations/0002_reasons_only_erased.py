"""A reason can be erased and nothing else; and one look at every chain that tells numbers of links, never what they hold."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

MORE = """
create function ledger_reason_only_erased() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' and new.text = '' and new.key = '' and new.erased_at is not null
        and (new.id, new.chain, new.seq) = (old.id, old.chain, old.seq) then
        return new;
    end if;
    raise exception 'A reason is erased, never changed.' using errcode = 'insufficient_privilege';
end $$;
create trigger ledger_reason_only_erased before update or delete on ledger_reason
    for each row execute function ledger_reason_only_erased();
create trigger ledger_reason_not_emptied before truncate on ledger_reason
    for each statement execute function ledger_stays();

-- every chain against itself: the hash of each line, the one before it, and the columns that repeat it. The keys of a
-- line are sorted, so its own hash stands between what is hashed before it and "prev".
create function ledger_broken() returns table (chain bigint, link bigint, links bigint)
language sql stable security definer set search_path = public as $$
    select chain, min(expected) filter (where holds is not true), count(*) from (
        select chain, expected, case  -- a line is read as JSON only when its hash is right
            when hash <> encode(sha256(convert_to(replace(line, '"hash":"' || hash || '",', ''), 'UTF8')), 'hex') then false
            else seq = expected and line::jsonb ->> 'hash' = hash and line::jsonb ->> 'prev' = before
                and line::jsonb -> 'seq' = to_jsonb(seq) and line::jsonb -> 'chain' = to_jsonb(chain)
                and line::jsonb ->> 'verb' = verb and coalesce(line::jsonb ->> 'object', '') = object
                and (line::jsonb ->> 'actor')::bigint is not distinct from actor
                and (line::jsonb ->> 'at')::timestamptz = at
            end as holds
        from (
            select *, row_number() over chain_order as expected,
                coalesce(lag(hash) over chain_order, repeat('0', 64)) as before
            from ledger_entry window chain_order as (partition by chain order by seq)
        ) linked
    ) checked group by chain
$$;
"""
LESS = """
drop function ledger_broken();
drop trigger ledger_reason_not_emptied on ledger_reason;
drop trigger ledger_reason_only_erased on ledger_reason;
drop function ledger_reason_only_erased();
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("ledger", "0001_entries_that_stay")]
    operations: ClassVar = [migrations.RunSQL(MORE, LESS)]
