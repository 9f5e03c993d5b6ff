"""A preparation lets other cases go first after its turn, and is the same in the end."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection
from tests.cases.prepared import receive_small_case
from tests.jobs import samples
from tests.web.people import case, person
from tests.web.work import work_off

from candour.accounts.roles import Role
from candour.cases import preparing
from candour.cases.models import Preparation, Record
from candour.jobs import stopping, waiting
from candour.ledger.acting import Actor, acting
from candour.ledger.queries import history

pytestmark = pytest.mark.usefixtures("database")


def test_others_go_first_and_it_goes_on_where_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stopping, "TURN", 0.0)
    monkeypatch.setattr(waiting, "_PATIENCE", -10.0)
    manager = person(Role.MANAGER)
    one, other = case(manager=manager), case(manager=manager)
    receive_small_case(manager, one, tmp_path)
    with acting(Actor(user=manager.pk)):
        preparing.ask(by=manager, case=one)
    with acting(Actor(case=other.pk)):
        samples.short.enqueue(case=other.pk)
    work_off()
    with acting(Actor(user=manager.pk)):
        assert Preparation.objects.get(case=one).ended_at is None
        assert [each.object for each in history(case=other.pk) if each.object.startswith("short")] == ["short:0"]
    with connection.cursor() as cursor:
        cursor.execute("update procrastinate_jobs set scheduled_at = null where status = 'todo'")
    work_off()
    with acting(Actor(user=manager.pk)):
        assert Preparation.objects.get(case=one).stage == "ready"
        assert Record.objects.filter(case=one, gone_at=None).exists()
