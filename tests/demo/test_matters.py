"""The demonstration's legal matters come to stand where the plan says, through the services; told twice they stay so."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.core import mail
from tests.cases.owner import as_owner
from tests.demo.council import governed
from tests.web.work import work_off

from candour.actions.models import Action
from candour.demo import (
    authority,
    learning,
    litigating,
    litigation_meetings,
    matters,
    matters_records,
    matters_swept,
)
from candour.demo.authority import somebody
from candour.demo.folder import documents_of, told_of
from candour.ledger import checking
from candour.ledger.acting import NOBODY, Actor, acting
from candour.ledger.clock import today
from candour.litigation import acknowledging, alerts, protocols, statement_gate, versions
from candour.litigation.models import Basis, Finding, Outcome, ProtocolVersion, Statement, Sweep
from candour.meetings import series_standing
from candour.meetings.series import Sitting
from candour.training.models import Advice, Gap

pytestmark = pytest.mark.usefixtures("database")
SMALL = ("danvers", "aldous_reid")


@pytest.fixture(autouse=True)
def only_small_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The judicial review's two thousand pages are prepared in ``tests/long``; here its case stays without records."""
    small = tuple(each for each in litigating.plan() if each.told["family"].rsplit("/")[-1] in SMALL)
    cases = {each.reference for each in small}
    files = [each if each.reference in cases else dataclasses.replace(each, family="") for each in authority.FILES]
    monkeypatch.setattr(matters_records, "plan", lambda: small)
    monkeypatch.setattr(authority, "FILES", tuple(files))
    with governed(tmp_path / "home"):
        yield
    mail.outbox.clear()


def told_to_the_end(folder: Path) -> None:
    authority.load()
    learning.learn()
    matters.begin()
    learning.advise()
    authority.receive(folder=folder, later=True)
    until = time.monotonic() + 200
    while not matters_records.go_on(folder=folder):
        assert time.monotonic() < until, "The story does not come to its end."
        work_off()
    matters_swept.sweep()
    litigation_meetings.hold()


def test_the_matters_are_told_and_the_sweep_finds_the_same_in_both(tmp_path: Path) -> None:
    told_to_the_end(tmp_path / "families")
    entries = as_owner("select count(*) from ledger_entry")
    told_to_the_end(tmp_path / "families")
    assert as_owner("select count(*) from ledger_entry") == entries
    assert checking.broken(using="owner") == []
    with acting(Actor(user=somebody("Anselm Brook").pk)):
        (swept,) = Sweep.objects.all()
        found = Finding.objects.filter(sweep=swept, outcome=Outcome.FOUND)
        for planned in matters_records.plan():
            matter = planned.matter()
            mine = set(found.filter(matter=matter).values_list("check_id", flat=True))
            assert {"mentioned", "signed", "late", "searched", "disclosed"} <= mine
            assert alerts.open_of(matter).count() == len(documents_later(planned))
            assert Statement.objects.get(matter=matter).elsewhere
        _from_memory()
        _agreed_and_met()
    _taught()
    _late_readers_are_reminded()


def documents_later(planned: litigating.Planned) -> list[object]:
    return [each for each in documents_of(told_of(planned.told["family"])) if each.get("later")]


def _from_memory() -> None:
    """The statement of the judicial review was drafted on its day; not every basis is said, and nothing is linked."""
    draft = Statement.objects.get(elsewhere=False)
    rows = versions.paragraphs(draft)
    assert draft.made_at.date() == min(date(2026, 7, 20), today())
    assert {row.basis for row in rows} == {Basis.OWN, Basis.NOT_SAID}
    assert not any(row.links for row in rows)
    assert {each.condition for each in statement_gate.lacks(draft)} >= {"search", "assertions"}


def _agreed_and_met() -> None:
    assert [protocols.agreed(each) for each in ProtocolVersion.objects.all()] == [True, True]
    latest = ProtocolVersion.objects.order_by("-number")[0]
    assert acknowledging.reading_of(latest).late == 3
    (series,) = series_standing.seen()
    assert series_standing.missed(series_standing.windows_of(series)) == 1
    planned = Sitting.objects.get(state="planned")
    assert planned.items.exclude(source="").count() >= 3
    overdue = [each for each in Action.objects.all() if each.by_when is not None and each.by_when < today()]
    assert (Action.objects.count(), len(overdue)) == (4, 1)


def _taught() -> None:
    with acting(Actor(user=somebody("Harriet Vane-Cole").pk)):
        assert Advice.objects.filter(answered_by=None).count() == 1
        assert Advice.objects.exclude(case=None).count() == 1
        assert {each.stage for each in Gap.objects.all()} == {"closed", "held", "noted"}
    with acting(Actor(user=somebody("Tobias Lunt").pk)):
        assert not Advice.objects.exclude(case=None).exists()


def _late_readers_are_reminded() -> None:
    """By the daily job, as a worker does it."""
    with acting(NOBODY):
        acknowledging.chase.enqueue()
    work_off()
    with acting(NOBODY):
        latest = ProtocolVersion.objects.order_by("-number")[0]
        assert [each.reminders for each in acknowledging.reading_of(latest).rows if each.said_at is None] == [1, 1, 1]
