"""What waits for people in case files, and around keeping them: for whom, from when on, and until when."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import override_settings
from django.urls import reverse
from tests.cases.due_cases import due_case
from tests.cases.places import Place, place, registered, signed_in, working
from tests.site.working import first, has, waiting, waits
from tests.web.people import case, days, person, team

from candour.accounts.models import User
from candour.accounts.roles import Role
from candour.cases import disposing, retaining, services
from candour.cases.completeness import explain
from candour.cases.models import File, FileState, Gap, Grant, Preparation, Stage, Upload, random_key
from candour.cases.retention import Disposal, Export
from candour.ledger.acting import Actor, acting, record
from candour.ledger.clock import now, standing_at
from candour.ledger.verbs import Verb

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def here() -> Place:
    return place()


def prepared(here: Place, stage: Stage, error: str = "") -> None:
    with working(here.case):
        Preparation.objects.create(case=here.case, asked_at=now(), ended_at=now(), stage=stage, error=error)


def test_a_case_that_could_not_be_prepared_waits_for_those_who_may_change_it_until_it_is(here: Place) -> None:
    prepared(here, Stage.FAILED, "LibreOffice did not answer.")
    for user in (here.owner, here.colleague):
        found = waiting(user, "Have the case file prepared again")
        assert found.more == "It could not be prepared. LibreOffice did not answer."
        assert found.href == here.at
        assert first(user, "Have the case file")
    assert waits(here.reader) == waits(here.outsider) == []
    prepared(here, Stage.READY)
    assert waits(here.owner) == []


def uploaded(here: Place, by: User | None, path: str, state: FileState) -> Upload:
    with working(here.case):
        made = Upload.objects.create(case=here.case, by=by, at=now(), finished_at=now())
        File.objects.create(case=here.case, upload=made, path=path, state=state, why="It is locked.", received_at=now())
    return made


def test_files_that_were_refused_wait_for_who_added_them_until_one_of_that_name_is_taken(here: Place) -> None:
    made = uploaded(here, here.colleague, "a/b.docx", FileState.REFUSED)
    found = waiting(here.colleague, "Look at files that were refused")
    assert found.href == reverse("cases:delivery", args=[here.case.key, made.key])
    assert found.more == "1 file is not in the case file."
    assert not has(here.owner, "Look at files")
    uploaded(here, here.owner, "a/b.docx", FileState.RECEIVED)
    assert not has(here.colleague, "Look at files")


def test_files_of_another_system_wait_for_everybody_who_may_add_files_and_not_for_ever(here: Place) -> None:
    uploaded(here, None, "c.pdf", FileState.REFUSED)
    assert has(here.owner, "Look at files")
    assert has(here.colleague, "Look at files")
    assert not has(here.reader, "Look at files")
    with working(here.case):
        File.objects.update(received_at=now() - timedelta(days=31))
    assert not has(here.owner, "Look at files")


def test_what_is_missing_waits_until_somebody_explains_it(here: Place) -> None:
    with working(here.case):
        made = [Gap.objects.create(case=here.case, key=key, kind="unreadable", detail="Locked") for key in "ab"]
        Gap.objects.create(case=here.case, key="c", kind="unreadable", detail="Locked", gone_at=now())
    assert waiting(here.colleague, "Say why something").more.startswith("2 things are missing")
    for each in made:
        with acting(Actor(user=here.owner.pk)):
            explain(by=here.owner, gap=each, text="The school has it")
    assert waits(here.colleague) == []


def test_people_who_were_found_wait_for_the_register(here: Place) -> None:
    registered(here.case, "P1", "Anna Berg")
    registered(here.case, "found.1", "Faith Okafor", "third_party", found=True, found_as="found-1")
    registered(here.case, "found.2", "Nobody Now", "third_party", found=True)
    found = waiting(here.owner, "Say who is who")
    assert (found.more, found.href) == ("1 person found in it, not yet in the register.", f"{here.at}people/")
    assert not has(here.reader, "Say who")


def granted(here: Place, user: User, last_day: int) -> Grant:
    with acting(Actor(user=here.owner.pk)):
        return services.grant(
            by=here.owner, case=here.case, user=user, purpose="Advice on the hearing", last_day=days(last_day)
        )


def test_access_that_ends_is_told_to_who_has_it_and_to_who_manages_the_case(here: Place) -> None:
    guest = person(Role.LAWYER, name="Lee Lawyer")
    granted(here, guest, 3)
    assert waiting(guest, "Ask for access again").by == days(3)
    assert waiting(here.owner, "Give Lee Lawyer access for longer").by == days(3)
    assert not has(here.colleague, "Give Lee Lawyer")
    granted(here, guest, 30)
    assert waits(guest) == waits(here.owner) == []


def test_access_that_ends_later_or_is_not_needed_is_not_told(here: Place) -> None:
    guest = person(Role.LAWYER)
    granted(here, guest, 8)
    granted(here, here.colleague, 2)
    assert waits(guest) == []
    assert not has(here.colleague, "Ask for access")


@pytest.fixture
def due() -> tuple[User, User]:
    """The manager of a case that is due, and another who may destroy it."""
    manager, second = person(Role.MANAGER), person(Role.INFORMATION_GOVERNANCE)
    due_case(manager, second)
    return manager, second


def test_a_case_that_is_due_waits_until_somebody_proposes_it_and_then_for_a_second_person(due) -> None:
    manager, second = due
    with acting(Actor(user=manager.pk)):
        (one,) = retaining.Retention.objects.select_related("case")
    for user in due:
        assert waiting(user, "Decide whether the case is still needed").href == f"/cases/{one.case.key}/keeping/"
    with acting(Actor(user=manager.pk)):
        disposing.propose(by=manager, case=one.case, reason="Nobody has asked for it in years")
    assert not has(manager, "Decide whether")
    assert waiting(second, "Decide whether the case is destroyed").why.startswith(manager.name)


def test_a_case_on_hold_is_not_put_to_anybody_until_the_hold_is_old(due) -> None:
    manager, second = due
    with acting(Actor(user=manager.pk)):
        (said,) = retaining.Retention.objects.select_related("case")
        retaining.hold(by=manager, case=said.case, reason="A claim is expected soon")
    assert waits(second) == []
    with standing_at(now() - timedelta(days=200)), acting(Actor(user=manager.pk)):
        retaining.hold(by=manager, case=said.case, reason="An inquiry was announced")
    assert waiting(manager, "Look at a legal hold again").why == "You set it."
    assert waiting(second, "Look at a legal hold again").why.startswith(manager.name)


def test_a_case_that_is_not_due_or_of_which_nobody_said_it_waits_for_nobody(here: Place) -> None:
    registered(here.case, "P1", "Kez", "subject", date_of_birth="2019-02-03")
    with acting(Actor(user=here.owner.pk)):
        retaining.set_kind(by=here.owner, case=here.case, kind="child_in_need", reason="The front of it says so")
    assert waits(here.owner) == []


def test_a_policy_file_that_cannot_be_read_hides_nothing(due, tmp_path: Path) -> None:
    """What is in force stays so; that the file has to be mended waits for who looks after the policy."""
    manager, _ = due
    before = waits(manager)
    with override_settings(ENVIRONMENT=replace(settings.ENVIRONMENT, policy=str(tmp_path / "none.toml"))):
        assert waits(manager) == before != []
        assert has(person(Role.INFORMATION_GOVERNANCE), "Mend a changed policy that waits")
        assert signed_in(manager).get("/").status_code == 200


def test_what_could_not_be_destroyed_is_told(here: Place) -> None:
    second = person(Role.INFORMATION_GOVERNANCE)
    with acting(Actor(user=here.owner.pk)):
        Disposal.objects.create(
            case=here.case, reason="x", not_before=days(-2), proposed_by=second, proposed_at=now(),
            approved_by=here.owner, approved_at=now(), ended_at=now(), why="The disk is full.",
        )  # fmt: skip
    assert waiting(here.owner, "See why the case could not be destroyed").more == "The disk is full."
    assert not has(here.colleague, "See why")


def test_a_copy_waits_for_who_asked_for_it_while_it_lasts(here: Place) -> None:
    with acting(Actor(user=here.owner.pk)):
        made = Export.objects.create(
            key=random_key(), case=here.case, by=here.owner, asked_at=now(), ended_at=now(), sha256="0" * 64
        )
    assert first(here.owner, "Collect the copy")
    assert not has(here.colleague, "Collect the copy")
    with acting(Actor(user=here.owner.pk)):
        Export.objects.filter(pk=made.pk).update(sha256="", error="The disk is full.")
    assert waiting(here.owner, "Ask for the copy").more == "It could not be made. The disk is full."
    with acting(Actor(user=here.owner.pk)):
        Export.objects.filter(pk=made.pk).update(ended_at=now() - timedelta(days=2))
    assert waits(here.owner) == []


def test_people_without_a_second_step_wait_for_an_administrator() -> None:
    admin, late = person(Role.ADMINISTRATOR), person(Role.READER, name="Ida Idle", second_factor=False)
    person(Role.READER, second_factor=False)
    assert waits(admin) == []
    with acting(Actor()):
        User.objects.filter(pk=late.pk).update(joined_at=now() - timedelta(days=8))
    assert waiting(admin, "Ida Idle has no second step").href == reverse("accounts:person", args=[late.key])
    assert waits(person(Role.MANAGER)) == []


def test_a_ledger_that_does_not_hold_waits_until_a_later_check_finds_that_it_does() -> None:
    admin = person(Role.ADMINISTRATOR)
    with acting(Actor(user=admin.pk)):
        record(Verb.LEDGER_CHECKED, chains=2, entries=9, broken={"3": 4})
    assert first(admin, "Find out why the ledger")
    assert waits(person(Role.MANAGER)) == []
    with acting(Actor(user=admin.pk)):
        record(Verb.LEDGER_CHECKED, chains=2, entries=9, broken={})
    assert waits(admin) == []


def test_two_reasons_to_see_a_case_are_told_by_the_stronger(here: Place) -> None:
    ours = team("Duty")
    manager = person(Role.MANAGER, team=ours)
    one = case(manager=manager, teams=(ours,), name="The Marlow family")
    with working(one):
        Gap.objects.create(case=one, key="a", kind="unreadable", detail="Locked")
    page = signed_in(manager).get("/").content.decode()
    assert "You manage this case." in page
    assert "The Marlow family" in page
    assert (
        "Your team works on this case: Duty."
        in signed_in(person(Role.PRACTITIONER, team=ours)).get("/").content.decode()
    )


def test_jobs_that_failed_or_that_nobody_does_wait_for_an_administrator() -> None:
    admin = person(Role.ADMINISTRATOR)
    with acting(Actor()):
        for status in ("failed", "failed", "todo"):
            with connection.cursor() as cursor:
                cursor.execute(
                    "insert into procrastinate_jobs (queue_name, task_name, status) values ('default', 'site.clear', %s)",
                    [status],
                )
    found = waiting(admin, "Look at jobs that failed")
    assert (found.more, found.href) == ("2 jobs failed for good.", reverse("jobs:jobs"))
    assert first(admin, "Start a worker")
    assert waits(person(Role.MANAGER)) == []


def test_a_disk_that_cannot_be_written_is_told_without_a_link(tmp_path: Path) -> None:
    admin = person(Role.ADMINISTRATOR)
    with override_settings(ENVIRONMENT=replace(settings.ENVIRONMENT, home=tmp_path / "gone")):
        assert waiting(admin, "Make room for files").href == ""
        assert "Make room for files" in signed_in(admin).get("/").content.decode()
