"""What the engine found becomes rows that keep their keys, seen by who may see the case; a page is searched in every reading."""

from __future__ import annotations

from typing import ClassVar

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

RULES = "\n".join(
    f"""
    alter table cases_{name} enable row level security;
    create policy need_to_know on cases_{name} using (case_id = any ((select candour_visible())::bigint[]));
    """
    for name in ("mention", "flag", "question", "known")
)
SEARCH = """
create or replace function candour_index_page() returns trigger language plpgsql as $$
begin
    new.search := to_tsvector('english', new.text) || to_tsvector('english', new.besides)
        || array_to_tsvector(array['§' || new.case_id]);
    return new;
end $$;
drop trigger cases_page_index on cases_page;
create trigger cases_page_index before insert or update of text, besides on cases_page
    for each row execute function candour_index_page();

create or replace function candour_search(wanted bigint, words text, many integer, skip integer)
returns table (page bigint, record bigint, number integer, rank real, snippet text)
language sql stable security definer set search_path = public as $$
    with asked as (
        select websearch_to_tsquery('english', words) as plain,
               websearch_to_tsquery('english', words) && format('%L', '§' || wanted)::tsquery as here
        where wanted = any (candour_visible())
    ), hits as (
        select p.id, p.record_id, p.number, p.text || E'\\n' || p.besides as text,
            ts_rank_cd(p.search, asked.plain) as rank, asked.plain
        from asked join cases_page p on p.search @@ asked.here join cases_record r on r.id = p.record_id
        where p.case_id = wanted and r.gone_at is null and numnode(asked.plain) > 0
        order by rank desc, p.record_id, p.number limit many offset skip
    )
    select id, record_id, number, rank,
        ts_headline('english', text, plain,
            'StartSel=' || chr(57344) || ', StopSel=' || chr(57345) || ', MaxFragments=2, MaxWords=18, MinWords=6')
    from hits order by rank desc, record_id, number
$$;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("cases", "0003_files_from_other_systems"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Flag",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=40)),
                ("kind", models.CharField(max_length=40)),
                ("page", models.IntegerField()),
                ("start", models.IntegerField()),
                ("end", models.IntegerField()),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("gone_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "cases_flag",
            },
        ),
        migrations.CreateModel(
            name="Known",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=40)),
                ("person", models.CharField(max_length=40)),
                ("how", models.CharField(max_length=100)),
                ("date", models.CharField(blank=True, max_length=40)),
                ("gone_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "cases_known",
            },
        ),
        migrations.CreateModel(
            name="Mention",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=40)),
                ("page", models.IntegerField()),
                ("layer", models.CharField(max_length=60)),
                ("kind", models.CharField(max_length=20)),
                ("person", models.CharField(blank=True, max_length=40)),
                (
                    "candidates",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), blank=True, default=list, size=None
                    ),
                ),
                ("ambiguous", models.BooleanField(default=False)),
                ("start", models.IntegerField()),
                ("end", models.IntegerField()),
                ("text", models.TextField()),
                ("boxes", models.JSONField(default=list)),
                ("score", models.FloatField()),
                ("recogniser", models.CharField(blank=True, max_length=60)),
                ("gone_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "cases_mention",
            },
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=40)),
                ("kind", models.CharField(max_length=40)),
                ("page", models.IntegerField()),
                ("person", models.CharField(max_length=40)),
                ("boxes", models.JSONField(default=list)),
                ("answer", models.CharField(blank=True, db_default="", max_length=20)),
                ("explanation", models.CharField(blank=True, db_default="", max_length=1000)),
                ("answered_at", models.DateTimeField(null=True)),
                ("gone_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "cases_question",
            },
        ),
        migrations.AlterField(
            model_name="record",
            name="key",
            field=models.CharField(max_length=400),
        ),
        migrations.AlterField(
            model_name="record",
            name="path",
            field=models.CharField(max_length=4000),
        ),
        migrations.AlterField(
            model_name="record",
            name="parent",
            field=models.CharField(blank=True, max_length=400),
        ),
        migrations.AlterField(
            model_name="record",
            name="duplicate_of",
            field=models.CharField(blank=True, max_length=400),
        ),
        migrations.AlterField(
            model_name="gap",
            name="source",
            field=models.CharField(blank=True, max_length=4000),
        ),
        migrations.AlterField(
            model_name="gap",
            name="record",
            field=models.CharField(blank=True, max_length=400),
        ),
        migrations.AlterField(
            model_name="gap",
            name="explained",
            field=models.CharField(blank=True, db_default="", max_length=1000),
        ),
        migrations.AddField(
            model_name="gap",
            name="key",
            field=models.CharField(default="", max_length=40),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="page",
            name="layer",
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.AddField(
            model_name="page",
            name="besides",
            field=models.TextField(blank=True, default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="person",
            name="found_as",
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddField(
            model_name="record",
            name="changed_at",
            field=models.DateTimeField(default=django.utils.timezone.now),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="preparation",
            name="stage",
            field=models.CharField(
                choices=[
                    ("waiting", "Waiting"),
                    ("empty", "No files yet"),
                    ("intake", "Opening files"),
                    ("reading", "Reading pages"),
                    ("finding", "Looking for people"),
                    ("keeping", "Writing down"),
                    ("ready", "Ready"),
                    ("failed", "Failed"),
                ],
                default="waiting",
                max_length=20,
            ),
        ),
        migrations.AddConstraint(
            model_name="gap",
            constraint=models.UniqueConstraint(fields=("case", "key"), name="cases_gap_key"),
        ),
        migrations.AddConstraint(
            model_name="preparation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("stage", "waiting")), fields=("case",), name="cases_one_preparation_waits"
            ),
        ),
        migrations.AddField(
            model_name="flag",
            name="case",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="flags", to="cases.case"),
        ),
        migrations.AddField(
            model_name="flag",
            name="record",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="flags", to="cases.record"
            ),
        ),
        migrations.AddField(
            model_name="known",
            name="case",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="known", to="cases.case"),
        ),
        migrations.AddField(
            model_name="known",
            name="record",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="known", to="cases.record"
            ),
        ),
        migrations.AddField(
            model_name="mention",
            name="case",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="cases.case"
            ),
        ),
        migrations.AddField(
            model_name="mention",
            name="record",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="mentions",
                to="cases.record",
            ),
        ),
        migrations.AddField(
            model_name="question",
            name="answered_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="question",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="questions", to="cases.case"
            ),
        ),
        migrations.AddField(
            model_name="question",
            name="record",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="questions", to="cases.record"
            ),
        ),
        migrations.AddConstraint(
            model_name="flag",
            constraint=models.UniqueConstraint(fields=("case", "key"), name="cases_flag_key"),
        ),
        migrations.AddConstraint(
            model_name="known",
            constraint=models.UniqueConstraint(fields=("case", "key"), name="cases_known_key"),
        ),
        migrations.AddIndex(
            model_name="mention",
            index=models.Index(fields=["record", "page"], name="cases_mention_on_page"),
        ),
        migrations.AddIndex(
            model_name="mention",
            index=models.Index(
                condition=models.Q(("gone_at", None)), fields=["case", "person"], name="cases_mention_of_person"
            ),
        ),
        migrations.AddConstraint(
            model_name="mention",
            constraint=models.UniqueConstraint(fields=("case", "key"), name="cases_mention_key"),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.UniqueConstraint(fields=("case", "key"), name="cases_question_key"),
        ),
        migrations.RunSQL(RULES),
        migrations.RunSQL(SEARCH),
    ]
