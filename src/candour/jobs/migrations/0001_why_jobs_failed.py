"""Why a job failed last and whether somebody gave it up, beside the queue's own table, which says neither.

A row goes with its job. It names no case: the sentences are those of errors, which hold nothing of one.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

TABLE = """
create table jobs_trouble (
    job bigint primary key references procrastinate_jobs (id) on delete cascade,
    at timestamptz not null,
    error text not null default '',
    what text not null default '',
    means text not null default '',
    "do" text not null default '',
    given_up_at timestamptz
);
"""


class Migration(migrations.Migration):
    initial = True
    dependencies: ClassVar = [("procrastinate", "0041_post_retry_failed_job")]
    operations: ClassVar = [migrations.RunSQL(TABLE, "drop table jobs_trouble;")]
