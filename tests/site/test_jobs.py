"""What is done each day for the whole site."""

from __future__ import annotations

import json
import os
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from tests.web.people import case, person
from tests.web.work import work_off

from candour.accounts.roles import Role
from candour.jobs import tending
from candour.ledger.clock import now
from candour.site import jobs

pytestmark = pytest.mark.usefixtures("database")


def due() -> None:
    tending.tend()
    work_off()


def test_the_ledger_is_anchored_by_a_worker() -> None:
    one = case(manager=person(Role.MANAGER))
    file = settings.ENVIRONMENT.home / "anchors.jsonl"
    before = file.read_text().splitlines() if file.exists() else []
    due()
    (line,) = file.read_text().splitlines()[len(before) :]
    assert str(one.pk) in json.loads(line)["heads"]
    with connection.cursor() as cursor:
        cursor.execute("select status::text from procrastinate_jobs where task_name = 'site.anchor'")
        assert cursor.fetchall() == [("succeeded",)]


def test_sessions_that_ended_go_and_others_stay() -> None:
    for key, days in (("old", -1), ("new", 1)):
        Session.objects.create(session_key=key, session_data="", expire_date=now() + timedelta(days=days))
    due()
    assert list(Session.objects.values_list("session_key", flat=True)) == ["new"]


def test_old_jobs_go_and_failed_ones_stay_longer() -> None:
    with connection.cursor() as cursor:
        for name, status, days in (
            ("a", "succeeded", 8),
            ("b", "failed", 8),
            ("c", "failed", 91),
            ("d", "succeeded", 6),
        ):
            cursor.execute(
                "insert into procrastinate_jobs (queue_name, task_name, status) values ('default', %s, %s) returning id",
                [name, status],
            )
            cursor.execute(
                "insert into procrastinate_events (job_id, type, at) values (%s, 'started', now() - %s)",
                [cursor.fetchone()[0], timedelta(days=days)],
            )
    due()
    with connection.cursor() as cursor:
        cursor.execute("select task_name from procrastinate_jobs where length(task_name) = 1 order by 1")
        assert cursor.fetchall() == [("b",), ("d",)]


def test_uploads_of_a_site_that_was_killed_do_not_stay() -> None:
    """They hold parts of case files."""
    folder = Path(settings.FILE_UPLOAD_TEMP_DIR)
    folder.mkdir(exist_ok=True)
    for name, hours in (("old.upload", 25), ("new.upload", 1)):
        (folder / name).write_bytes(b"half a file")
        os.utime(folder / name, (time.time() - hours * 3600,) * 2)
    jobs.clear()
    assert [path.name for path in folder.iterdir()] == ["new.upload"]
    (folder / "new.upload").unlink()
