"""A case with disclosures: it is destroyed only when they are over, all of it then, and a copy holds what was decided."""

from __future__ import annotations

import json
import zipfile
from datetime import date
from pathlib import Path

import pytest
from tests.cases.owner import as_owner
from tests.disclosure.disclosing import Office, decide_everything, opened
from tests.web.work import work_off

from candour.cases import disposing, exporting, retaining
from candour.cases.against import obstacles
from candour.cases.models import Person
from candour.disclosure.models import TABLES_WITH_CASE, Disclosure, State
from candour.disclosure.opening import close
from candour.ledger.acting import Actor, acting

pytestmark = pytest.mark.usefixtures("database")


def make_due(here: Office) -> None:
    with acting(Actor(user=here.manager.pk)):
        Person.objects.filter(case=here.case, child=True).update(date_of_birth="1940-02-03")
        why = "The front of the file says so"
        retaining.set_kind(by=here.manager, case=here.case, kind="child_in_need", reason=why, closed=date(1960, 5, 6))
        for each in retaining.holds(here.case).named:
            retaining.lift_named(by=here.manager, case=here.case, name=each.id, reason="Legal has confirmed it")


def against(here: Office) -> list[str]:
    with acting(Actor(user=here.manager.pk)):
        return obstacles(here.case)


def test_a_case_goes_with_its_disclosures_once_they_are_closed(here: Office) -> None:
    disclosure = opened(here)
    decide_everything(here, disclosure)
    make_due(here)
    assert against(here) == ["A disclosure of it is open: close it first."]
    with acting(Actor(user=here.sender.pk)):
        close(by=here.sender, disclosure=disclosure, reason="It is not wanted any more")
    assert against(here) == []
    with acting(Actor(user=here.manager.pk)):
        disposing.propose(by=here.manager, case=here.case, reason="Nobody has asked for it in years")
    with acting(Actor(user=here.checker.pk)):
        disposing.approve(by=here.checker, case=here.case)
    # files of the small case stay in the store, which tests share: another case holds them
    _hold_elsewhere(here)
    work_off()
    assert as_owner("select count(*) from cases_case where id = %s", here.case.pk) == [(0,)]
    for table in TABLES_WITH_CASE:
        assert as_owner(f"select count(*) from {table} where case_id = %s", here.case.pk) == [(0,)], table


def _hold_elsewhere(here: Office) -> None:
    from tests.web.people import case

    other = case(manager=here.manager)
    as_owner(
        "with upload as (insert into cases_upload (key, case_id, at) values ('elsewhere', %s, now()) returning id)"
        " insert into cases_file (case_id, upload_id, path, sha256, size, state, why, received_at)"
        " select %s, upload.id, path, sha256, size, state, '', now() from cases_file, upload where case_id = %s",
        other.pk, other.pk, here.case.pk,
    )  # fmt: skip


def test_a_copy_holds_the_decisions_and_no_secret(here: Office, tmp_path: Path) -> None:
    disclosure = opened(here)
    decide_everything(here, disclosure)
    with acting(Actor(user=here.manager.pk)):
        asked = exporting.ask(by=here.manager, case=here.case, reason="The family moves to another council")
    work_off()
    with acting(Actor(user=here.manager.pk)):
        _, archive = exporting.collect(by=here.manager, case=here.case, key=asked.key)
    with archive, zipfile.ZipFile(archive) as copy:
        rows = [json.loads(line) for line in copy.read("disclosures/disclosure.jsonl").splitlines()]
        decided = copy.read("disclosures/decision.jsonl").splitlines()
        deliveries = copy.read("disclosures/delivery.jsonl")
    assert [row["key"] for row in rows] == [disclosure.key]
    assert decided
    assert b"token" not in deliveries


def test_every_state_but_closed_stops_it(here: Office) -> None:
    opened(here)
    make_due(here)
    for state in State:
        with acting(Actor(user=here.manager.pk)):
            Disclosure.objects.filter(case=here.case).update(state=state)
        assert (against(here) == []) == (state == State.CLOSED), state
