"""A case of 2,000 pages is prepared by a worker in bounded time and memory, and again much quicker."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
import tests.web  # noqa: F401  # Django is set up before the rest is read
from django.db import connection
from reportlab.pdfgen.canvas import Canvas
from tests.cases.arrivals import add, named
from tests.cases.prepared import asked, now, register_all
from tests.jobs.process import wait_for, worker
from tests.web.people import case, person

from candour.accounts.roles import Role
from candour.cases.found import Mention
from candour.cases.models import Page, Stage
from candour.ledger.acting import Actor, acting

pytestmark = [pytest.mark.long, pytest.mark.timeout(1800), pytest.mark.usefixtures("database")]
FILES, PAGES, LINES = 40, 50, 40
LONGEST, AGAIN = 900.0, 240.0
"""Seconds: ceilings on a busy machine of two cores, not goals."""
MOST_MEMORY = 700 << 10
"""KiB of the worker itself."""


def volume(path: Path, number: int) -> bytes:
    canvas = Canvas(str(path), pagesize=(595, 842), pageCompression=1)
    for page in range(PAGES):
        for line in range(LINES):
            said = "Faith Okafor shares a room with Orla" if line % 2 else "She went to school and came home"
            canvas.drawString(56, 790 - 18 * line, f"{number}.{page}.{line} {said} on the bus.")
        canvas.showPage()
    canvas.save()
    return path.read_bytes()


def most_memory(process: int) -> int:
    status = Path(f"/proc/{process}/status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM"))


def test_two_thousand_pages(tmp_path: Path) -> None:
    manager = person(Role.MANAGER)
    one = case(manager=manager)
    for number in range(FILES):
        add(manager, one, named(f"volume {number}.pdf", volume(tmp_path / "volume.pdf", number)))
    register_all(manager, one)
    took = []
    with worker(connection.settings_dict["NAME"], CANDOUR_WORKERS=str(os.cpu_count() or 1)) as process:
        for most in (LONGEST, AGAIN):
            waiting, began = asked(manager, one), time.monotonic()
            wait_for(lambda number=waiting: now(manager, number).ended_at is not None, seconds=most)
            took.append(time.monotonic() - began)
            assert now(manager, waiting).stage == Stage.READY
        memory = most_memory(process.pid)
    with acting(Actor(user=manager.pk)):
        assert Page.objects.filter(case=one).count() == FILES * PAGES
        assert Mention.objects.filter(case=one, gone_at=None, page__gt=0).count() >= FILES * PAGES * LINES
    assert memory < MOST_MEMORY
    assert took[1] < took[0]
