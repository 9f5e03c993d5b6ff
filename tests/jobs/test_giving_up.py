"""A job that somebody gave up while it ran stops at its next step and says so as when it fails."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection
from tests.jobs import samples
from tests.jobs.process import wait_for, worker
from tests.web.people import case, person

from candour.accounts.roles import Role
from candour.jobs import queries, services
from candour.ledger.acting import Actor, acting

pytestmark = pytest.mark.usefixtures("database")


def test_it_stops_at_its_next_step(tmp_path: Path) -> None:
    one, hold = case(manager=person(Role.MANAGER)), tmp_path / "hold"
    hold.touch()
    with acting(Actor(case=one.pk)):
        samples.long.enqueue(case=one.pk)
    with worker(connection.settings_dict["NAME"], **{samples.HOLD: str(hold)}):
        wait_for(hold.with_suffix(".reached").exists)
        (job,) = (each for each in queries.listed() if each.name == "tests.long")
        assert (job.status, job.can_be_tried_again) == ("doing", False)
        with acting(Actor(user=person(Role.ADMINISTRATOR).pk)):
            services.give_up(number=job.number)
        wait_for(lambda: queries.one(job.number) is None)
    with connection.cursor() as cursor:
        cursor.execute("select status::text, error from procrastinate_jobs j join jobs_trouble t on t.job = j.id")
        assert cursor.fetchall() == [("failed", "GivenUp")]
