"""What no decision changes is counted once, when proposals are worked out: pages that tell how far it is multiply from then on."""

from __future__ import annotations

from typing import ClassVar

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

RULES = "\n".join(
    f"""
    alter table disclosure_{part} enable row level security;
    create policy need_to_know on disclosure_{part} using (case_id = any ((select candour_visible())::bigint[]));
    alter table disclosure_{part} add constraint disclosure_{part}_of_its_case
        foreign key (disclosure_id, case_id) references disclosure_disclosure (id, case_id) deferrable initially deferred;
    """
    for part in ("alike", "named")
)
COUNT = """
insert into disclosure_alike (
    case_id, disclosure_id, number, said, question, kind, owners, text, action, ground, why, locked, total, elsewhere, firsts
)
select p.case_id, p.disclosure_id, row_number() over (partition by p.disclosure_id order by min(s.place), min(p.place), p.said) - 1,
       p.said, p.question, p.kind, p.owners, (array_agg(p.text order by s.place, p.place))[1], p.action, p.ground, p.why,
       p.locked, count(*) filter (where p.page > 0), count(*) filter (where p.page = 0),
       coalesce((array_agg(p.mention order by s.place, p.place) filter (where p.page > 0))[1:5], '{}')
from disclosure_proposal p
left join disclosure_sheet s on s.disclosure_id = p.disclosure_id and s.record = p.record and s.page = p.page
group by p.case_id, p.disclosure_id, p.said, p.question, p.kind, p.owners, p.action, p.ground, p.why, p.locked;

insert into disclosure_named (case_id, disclosure_id, person, pages)
select case_id, disclosure_id, owner, count(distinct (record, page))
from disclosure_proposal cross join unnest(owners) owner
where page > 0 and not question group by case_id, disclosure_id, owner;

update disclosure_sheet s set holds = held.numbers from (
    select p.disclosure_id, p.record, p.page, array_agg(a.number order by p.place) as numbers
    from disclosure_proposal p join disclosure_alike a on a.disclosure_id = p.disclosure_id and a.said = p.said
        and a.action = p.action and a.ground = p.ground and a.why = p.why and a.locked = p.locked
    where p.page > 0 group by p.disclosure_id, p.record, p.page
) held where held.disclosure_id = s.disclosure_id and held.record = s.record and held.page = s.page;
set constraints all immediate;
"""
COUNTED = """
create or replace function disclosure_count_proposals() returns void
language plpgsql security definer set search_path = public as $$
begin
    analyze disclosure_sheet;
    analyze disclosure_proposal;
    analyze disclosure_alike;
end $$;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("cases", "0002_who_sees_what"),
        ("disclosure", "0007_whether_a_mail_left"),
    ]

    operations: ClassVar = [
        migrations.AddField(
            model_name="sheet",
            name="holds",
            field=django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), default=list, size=None),
        ),
        migrations.CreateModel(
            name="Alike",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.IntegerField()),
                ("said", models.CharField(max_length=32)),
                ("question", models.BooleanField(default=False)),
                ("kind", models.CharField(max_length=40)),
                (
                    "owners",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), default=list, size=None
                    ),
                ),
                ("text", models.TextField(blank=True)),
                ("action", models.CharField(blank=True, max_length=20)),
                ("ground", models.CharField(blank=True, max_length=60)),
                ("why", models.CharField(blank=True, max_length=1000)),
                ("locked", models.BooleanField(default=False)),
                ("total", models.IntegerField(default=0)),
                ("elsewhere", models.IntegerField(default=0)),
                (
                    "firsts",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), default=list, size=None
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="cases.case"),
                ),
                (
                    "disclosure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="disclosure.disclosure",
                    ),
                ),
            ],
            options={
                "db_table": "disclosure_alike",
                "constraints": [models.UniqueConstraint(fields=("disclosure", "number"), name="disclosure_alike_once")],
            },
        ),
        migrations.CreateModel(
            name="Named",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("person", models.CharField(max_length=40)),
                ("pages", models.IntegerField()),
                (
                    "case",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="cases.case"),
                ),
                (
                    "disclosure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="disclosure.disclosure",
                    ),
                ),
            ],
            options={
                "db_table": "disclosure_named",
                "constraints": [models.UniqueConstraint(fields=("disclosure", "person"), name="disclosure_named_once")],
            },
        ),
        migrations.RunSQL(COUNT),
        migrations.RunSQL(RULES),
        migrations.RunSQL(COUNTED),
    ]
