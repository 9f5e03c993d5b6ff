"""The demonstration's legal matters come to stand where the plan says, through the services; told twice they stay so."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.cases.owner import as_owner
from tests.demo.council import governed
from tests.web.work import work_off

from candour.actions.models import Action
from candour.demo import authority, litigating, matters, matters_records, matters_swept
from candour.demo.authority import somebody
from candour.ledger import checking
from candour.ledger.acting import Actor, acting
from candour.ledger.clock import today
from candour.litigation import alerts
from candour.litigation.models import Finding, Matter, Outcome, Statement, Sweep

pytestmark = pytest.mark.usefixtures("database")
SMALL = ("danvers", "aldous_reid")


@pytest.fixture(autouse=True)
def only_the_small_ones(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The judicial review's two thousand pages are prepared in ``tests/long``."""
    small = tuple(each for each in litigating.plan() if each.told["family"].rsplit("/")[-1] in SMALL)
    cases = {each.reference for each in small}
    for module in (matters, matters_records):
        monkeypatch.setattr(module, "plan", lambda: small)
    monkeypatch.setattr(authority, "FILES", tuple(each for each in authority.FILES if each.reference in cases))
    with governed(tmp_path / "home"):
        yield


def told_to_the_end(folder: Path) -> None:
    authority.load()
    matters.begin()
    authority.receive(folder=folder, later=True)
    until = time.monotonic() + 200
    while not matters_records.go_on(folder=folder):
        assert time.monotonic() < until, "The story does not come to its end."
        work_off()
    matters_swept.sweep()


def test_two_matters_are_told_and_the_sweep_finds_the_same_in_both(tmp_path: Path) -> None:
    told_to_the_end(tmp_path / "families")
    entries = as_owner("select count(*) from ledger_entry")
    told_to_the_end(tmp_path / "families")
    assert as_owner("select count(*) from ledger_entry") == entries
    assert checking.broken(using="owner") == []
    with acting(Actor(user=somebody("Anselm Brook").pk)):
        (swept,) = Sweep.objects.all()
        found = Finding.objects.filter(sweep=swept, outcome=Outcome.FOUND)
        for matter in Matter.objects.all():
            mine = set(found.filter(matter=matter).values_list("check_id", flat=True))
            assert {"mentioned", "signed", "late", "searched", "disclosed"} <= mine
            assert alerts.open_of(matter).count() == 3
            assert Statement.objects.get(matter=matter).elsewhere
        assert Action.objects.count() == 3
        assert all(each.by_when is not None and each.by_when > today() for each in Action.objects.all())
