"""What is done each day for the whole site: the ledger is anchored, and what nobody needs any more goes."""

from __future__ import annotations

import contextlib
import time
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection

from candour.jobs import daily
from candour.ledger import anchors
from candour.ledger.clock import now

_LEFT_BEHIND = timedelta(days=1)
_KEEP_DONE, _KEEP_FAILED = timedelta(days=7), timedelta(days=90)
_OLD = """
    delete from procrastinate_jobs job where status = any(%s::procrastinate_job_status[])
    and (select max(at) from procrastinate_events event where event.job_id = job.id) < %s
"""


@daily("site.anchor")
def anchor() -> None:
    anchors.anchor(file=settings.ENVIRONMENT.home / "anchors.jsonl")


@daily("site.clear")
def clear() -> None:
    """Sessions that have ended, uploads that were cut off, old jobs of the queue: what they did stands in the ledger."""
    Session.objects.filter(expire_date__lt=now()).delete()
    with connection.cursor() as cursor:
        cursor.execute(_OLD, [["succeeded", "cancelled", "aborted"], now() - _KEEP_DONE])
        cursor.execute(_OLD, [["failed"], now() - _KEEP_FAILED])
    for path in Path(settings.FILE_UPLOAD_TEMP_DIR).glob("*"):
        with contextlib.suppress(OSError):  # it may just have ended
            if time.time() - path.stat().st_mtime > _LEFT_BEHIND.total_seconds():
                path.unlink()
