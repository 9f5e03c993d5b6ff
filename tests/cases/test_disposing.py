"""A case is destroyed by two people, when it is due and nothing stands against it; a certificate and the ledger stay."""

from __future__ import annotations

import hashlib
import os
import signal
import threading
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.db import DatabaseError, IntegrityError, connection
from tests.cases.arrivals import add, named
from tests.cases.due_cases import NAME, due_case
from tests.cases.owner import as_owner, connected
from tests.jobs.process import wait_for, worker
from tests.web.people import case, person
from tests.web.work import work_off

from candour.accounts.models import RoleHeld, User
from candour.accounts.roles import MAY, Act, Role
from candour.cases import against, disposing, erasing, retaining, store
from candour.cases.models import TABLES_WITH_CASE, Case, File, Person
from candour.cases.retention import Certificate, Disposal
from candour.engine.errors import BadInput, Refused
from candour.jobs import tending
from candour.ledger import queries as ledger
from candour.ledger.acting import NOBODY, Actor, acting

pytestmark = pytest.mark.usefixtures("database")
WHY = "Nobody has asked for it in years"


@pytest.fixture
def manager() -> User:
    return person(Role.MANAGER, name="Morag Manager")


@pytest.fixture
def second() -> User:
    return person(Role.INFORMATION_GOVERNANCE, name="Gwen Governance")


def propose(user: User, one: Case) -> Disposal:
    with acting(Actor(user=user.pk)):
        return disposing.propose(by=user, case=one, reason=WHY)


def approve(user: User, one: Case) -> None:
    with acting(Actor(user=user.pk)):
        disposing.approve(by=user, case=one)


def destroyed(manager: User, second: User, one: Case) -> None:
    propose(manager, one)
    approve(second, one)
    work_off()


def hashes_of(manager: User, one: Case) -> list[str]:
    with acting(Actor(user=manager.pk)):
        return list(File.objects.filter(case=one).values_list("sha256", flat=True))


def rows_of(one: Case) -> dict[str, int]:
    """Rows of every table that points to a case, whichever app made it."""
    tables = as_owner(
        "select c.conrelid::regclass::text, a.attname from pg_constraint c join pg_attribute a"
        " on a.attrelid = c.conrelid and a.attnum = c.conkey[1]"
        " where c.contype = 'f' and c.confrelid = 'cases_case'::regclass and cardinality(c.conkey) = 1"
    )
    counts = {
        name: as_owner(f"select count(*) from {name} where {column} = %s", one.pk)[0][0] for name, column in tables
    }
    return {**counts, "cases_case": as_owner("select count(*) from cases_case where id = %s", one.pk)[0][0]}


def certificate(user: User, one: Case) -> Certificate | None:
    with acting(Actor(user=user.pk)):
        found = Certificate.objects.filter(chain=one.pk).select_related("proposed_by", "approved_by").first()
        if found is not None and found.pdf is not None:
            found.pdf = bytes(found.pdf)
        return found


def test_every_row_and_file_goes_and_a_certificate_stays(manager: User, second: User, tmp_path: Path) -> None:
    one = due_case(manager, second, prepared=True)
    hashes, before = hashes_of(manager, one), rows_of(one)
    folder = settings.ENVIRONMENT.home / "cases" / one.key
    for table in ("cases_record", "cases_page", "cases_person", "cases_file", "cases_preparation", "cases_hold"):
        assert before[table] > 0, table
    assert folder.is_dir()
    destroyed(manager, second, one)
    assert not any(rows_of(one).values())
    assert not folder.exists()
    assert not any(store.path(sha256).exists() for sha256 in hashes)
    assert not list((store.folder() / "leaving").iterdir())
    found = certificate(manager, one)
    assert found is not None
    assert (found.proposed_by, found.approved_by, found.reference) == (manager, second, one.reference)
    assert (found.files, found.left, found.shared) == (len(hashes), None, 0)
    assert found.digest == hashlib.sha256("".join(f"{each}\n" for each in sorted(hashes)).encode()).hexdigest()
    assert {name: count for name, count in found.rows.items() if count} == {
        **{name: count for name, count in before.items() if count}, "cases_disposal": 1,
    }  # fmt: skip


def test_the_certificate_is_a_pdf_that_holds_no_word_of_the_file(manager: User, second: User, tmp_path: Path) -> None:
    one = due_case(manager, second)
    destroyed(manager, second, one)
    found = certificate(second, one)
    assert found is not None
    assert found.pdf is not None
    text = _text_of(found.pdf)
    for told in (
        one.reference,
        "Morag Manager",
        "Gwen Governance",
        "Child in need",
        "7 May 1966",
        found.digest[:20],
    ):
        assert told in text, told
    for word in (*NAME.split(), "marmalade", "Notes/"):
        assert word not in text
        assert word not in str(found.schedule) + str(found.rows)


def _text_of(pdf: bytes) -> str:
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    return " ".join(page.get_textpage().get_text_range() for page in document)


def test_the_ledger_stays_whole_without_the_reasons(manager: User, second: User) -> None:
    one = due_case(manager, second)
    destroyed(manager, second, one)
    verbs = [verb for (verb,) in as_owner("select verb from ledger_entry where chain = %s order by seq", one.pk)]
    assert verbs[-5:] == [
        "disposal_proposed", "disposal_approved", "case_erased", "reasons_erased", "disposal_certified",
    ]  # fmt: skip
    assert not as_owner("select from ledger_reason where chain = %s and (text <> '' or key <> '')", one.pk)
    with acting(NOBODY):
        assert ledger.looked_over()[1][one.pk] is None
    lines = [line for (line,) in as_owner("select line from ledger_entry")]
    assert not [line for line in lines if "Quillfeather" in line or "marmalade" in line]


def test_a_file_that_another_case_holds_stays(manager: User, second: User) -> None:
    both = f"held by two cases {uuid.uuid4()}".encode()
    one, other = due_case(manager, second, files=(both,)), case(manager=manager)
    add(manager, other, named("same.txt", both))
    destroyed(manager, second, one)
    with store.opened(hashlib.sha256(both).hexdigest()) as kept:
        assert kept.read() == both
    found = certificate(manager, one)
    assert found is not None
    assert (found.files, found.shared) == (2, 1)


def test_a_file_that_is_just_being_received_elsewhere_stays(manager: User, second: User) -> None:
    both = f"received meanwhile {uuid.uuid4()}".encode()
    sha256 = hashlib.sha256(both).hexdigest()
    one, other = due_case(manager, second, files=(both,)), case(manager=manager)
    kept, taken_out = threading.Event(), threading.Event()

    def receive() -> None:
        from candour.cases import receiving

        with acting(Actor(user=manager.pk)):
            upload = receiving.begin(by=manager, case=other)
            receiving.receive(by=manager, case=other, upload=upload, files=[named("same.txt", both)])
            kept.set()
            assert taken_out.wait(20)
        connection.close()

    thread = threading.Thread(target=receive)
    thread.start()
    assert kept.wait(20)
    propose(manager, one)
    approve(second, one)
    erasing.erase_rows(one.pk)
    watching = threading.Thread(target=_when_gone, args=(store.path(sha256), taken_out))
    watching.start()
    erasing.erase_files(one.pk)
    thread.join()
    watching.join()
    assert store.path(sha256).read_bytes() == both


def _when_gone(path: Path, then: threading.Event) -> None:
    wait_for(lambda: not path.exists())
    then.set()


def test_nothing_is_proposed_before_it_is_due_and_free(manager: User) -> None:
    one = case(manager=manager)
    with acting(Actor(user=manager.pk)):
        with pytest.raises(Refused, match="which kind of file"):
            disposing.propose(by=manager, case=one, reason=WHY)
        Person.objects.create(
            case=one, key="P1", name=NAME, role="subject", child=True, date_of_birth="2015-02-03"
        )  # fmt: skip
        retaining.set_kind(by=manager, case=one, kind="looked_after", reason="The front of the file says so")
        with pytest.raises(Refused, match="from 4 February 2090, not before"):
            disposing.propose(by=manager, case=one, reason=WHY)


@pytest.mark.parametrize("kept_by", ["hold", "policy", "register"])
def test_what_stands_against_it_stops_proposal_and_approval(manager: User, second: User, kept_by: str) -> None:
    one = due_case(manager, second)
    proposal = propose(manager, one)
    with acting(Actor(user=second.pk)):
        if kept_by == "hold":
            retaining.hold(by=second, case=one, reason="A claim is expected this year")
        elif kept_by == "policy":
            as_owner("delete from cases_hold where case_id = %s", one.pk)
        else:
            Person.objects.filter(case=one).update(date_of_birth="")
    with acting(Actor(user=second.pk)), pytest.raises(Refused, match="cannot be destroyed"):
        disposing.approve(by=second, case=one)
    with acting(Actor(user=manager.pk)), pytest.raises(Refused, match="cannot be destroyed"):
        disposing.propose(by=manager, case=one, reason=WHY)
    work_off()
    with acting(Actor(user=manager.pk)):
        assert Disposal.objects.get(pk=proposal.pk).approved_at is None
        assert Case.objects.filter(pk=one.pk).exists()


def test_a_hold_that_comes_after_the_approval_still_stops_it(manager: User, second: User) -> None:
    one = due_case(manager, second)
    proposal = propose(manager, one)
    approve(second, one)
    with acting(Actor(user=second.pk)):
        retaining.hold(by=second, case=one, reason="A claim arrived this morning")
    work_off()
    with acting(Actor(user=manager.pk)):
        ended = Disposal.objects.get(pk=proposal.pk)
        assert ended.ended_at
        assert "A legal hold stands on it" in ended.why
        assert ledger.history(case=one.pk, limit=1)[0].verb == "disposal_failed"
        assert File.objects.filter(case=one).exists()
    assert store.path(hashes_of(manager, one)[0]).exists()
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="hold"):
        as_owner("delete from cases_case where id = %s", one.pk)


def test_another_part_of_the_site_can_object(manager: User, second: User, monkeypatch: pytest.MonkeyPatch) -> None:
    one = due_case(manager, second)
    monkeypatch.setattr(against, "_OBJECTIONS", [])
    against.before_disposal(lambda case: "A disclosure is open." if case == one else "")
    with acting(Actor(user=manager.pk)), pytest.raises(Refused, match="A disclosure is open"):
        disposing.propose(by=manager, case=one, reason=WHY)


def test_two_people_are_needed(manager: User, second: User) -> None:
    one = due_case(manager, second)
    proposal = propose(manager, one)
    with acting(Actor(user=manager.pk)), pytest.raises(Refused, match="proposed themselves"):
        disposing.approve(by=manager, case=one)
    with acting(Actor(user=second.pk)), pytest.raises(Refused, match="already"):
        disposing.propose(by=second, case=one, reason=WHY)
    with pytest.raises(IntegrityError, match="two_people"), acting(Actor(user=manager.pk)):
        Disposal.objects.filter(pk=proposal.pk).update(approved_by=manager)


@pytest.mark.parametrize("role", sorted(set(Role) - MAY[Act.DISPOSE]))
def test_only_roles_that_may_propose_approve_or_withdraw(manager: User, second: User, role: Role) -> None:
    other = person(role)
    one = due_case(manager, second, other)
    propose(manager, one)
    with acting(Actor(user=other.pk)):
        for act in (_propose_as, _approve_as, _withdraw_as):
            with pytest.raises(Refused, match="role"):
                act(other, one)


def _propose_as(user: User, one: Case) -> None:
    disposing.propose(by=user, case=one, reason=WHY)


def _approve_as(user: User, one: Case) -> None:
    disposing.approve(by=user, case=one)


def _withdraw_as(user: User, one: Case) -> None:
    disposing.withdraw(by=user, case=one, reason=WHY)


def test_the_database_knows_the_same_roles() -> None:
    for role in Role:
        user = person(role)
        with connection.cursor() as cursor:
            cursor.execute("select candour_may_dispose(%s)", [user.pk])
            assert cursor.fetchone() == (role in MAY[Act.DISPOSE],), role


def test_a_withdrawn_proposal_is_over_and_can_be_made_anew(manager: User, second: User) -> None:
    one = due_case(manager, second)
    propose(manager, one)
    with acting(Actor(user=second.pk)):
        with pytest.raises(BadInput, match="few words"):
            disposing.withdraw(by=second, case=one, reason="no")
        disposing.withdraw(by=second, case=one, reason="Her daughter has asked for it")
        with pytest.raises(Refused, match="Nobody has proposed"):
            disposing.approve(by=second, case=one)
    propose(second, one)
    approve(manager, one)


def test_how_long_it_is_kept_cannot_change_while_a_proposal_is_open(manager: User, second: User) -> None:
    one = due_case(manager, second)
    propose(manager, one)
    with acting(Actor(user=manager.pk)), pytest.raises(Refused, match="Withdraw the proposal"):
        retaining.set_kind(by=manager, case=one, kind="contact_only", reason="The front of the file says so")


Broken = Callable[[User, User, Case], None]


def _not_approved(manager: User, second: User, one: Case) -> None:
    as_owner("update cases_disposal set approved_at = null, approved_by_id = null")


def _not_due(manager: User, second: User, one: Case) -> None:
    as_owner("update cases_disposal set not_before = current_date + 2")


def _left(manager: User, second: User, one: Case) -> None:
    RoleHeld.objects.filter(user=second).update(ended_at="2026-01-01T00:00Z")


def _held(manager: User, second: User, one: Case) -> None:
    with acting(Actor(user=second.pk)):
        retaining.hold(by=second, case=one, reason="A claim arrived this morning")


@pytest.mark.parametrize("broken", [_not_approved, _not_due, _left, _held])
def test_the_databases_function_asks_everything_again(manager: User, second: User, broken: Broken) -> None:
    one = due_case(manager, second)
    propose(manager, one)
    approve(second, one)
    broken(manager, second, one)
    with pytest.raises(DatabaseError), acting(Actor(case=one.pk)), connection.cursor() as cursor:
        cursor.execute("select candour_dispose(%s)", [one.pk])
    assert rows_of(one)["cases_case"] == 1


def test_only_the_job_of_the_case_may_call_it(manager: User, second: User) -> None:
    one, other = due_case(manager, second), case(manager=manager)
    propose(manager, one)
    approve(second, one)
    for actor in (Actor(user=manager.pk), Actor(case=other.pk), NOBODY):
        for question in ("select candour_dispose(%s)", "select candour_files_shared(%s, array['a'])"):
            with pytest.raises(DatabaseError, match="Only the job"), acting(actor), connection.cursor() as cursor:
                cursor.execute(question, [one.pk])


def test_the_certificate_is_seen_by_who_decided_and_who_oversees_and_nobody_else(manager: User, second: User) -> None:
    colleague, outsider = person(Role.PRACTITIONER), person(Role.MANAGER, Role.LAWYER)
    auditor = person(Role.AUDITOR)
    one = due_case(manager, second, colleague)
    destroyed(manager, second, one)
    assert all(certificate(user, one) for user in (manager, second, auditor))
    assert not any(certificate(user, one) for user in (colleague, outsider))
    with pytest.raises(DatabaseError, match="permission"), acting(Actor(user=manager.pk)):
        Certificate.objects.filter(chain=one.pk).update(reference="another")
    with acting(Actor(user=manager.pk)):
        assert Certificate.objects.filter(chain=one.pk).update(pdf=b"another") == 0


@pytest.fixture
def database_name() -> str:
    return str(connection.settings_dict["NAME"])


@pytest.fixture
def somebody_at_work() -> Iterator[psycopg.Connection]:
    """A transaction of the application that began before the files are taken out."""
    with connected("default") as other:
        other.execute("select 1")
        yield other


def test_killed_between_rows_and_files_it_goes_on(
    manager: User, second: User, database_name: str, somebody_at_work: psycopg.Connection
) -> None:
    one = due_case(manager, second)
    (sha256,) = hashes_of(manager, one)
    propose(manager, one)
    approve(second, one)
    with worker(database_name) as first:
        wait_for(lambda: not store.path(sha256).exists())
        os.kill(first.pid, signal.SIGKILL)
        first.wait()
    unfinished = certificate(manager, one)
    assert unfinished is not None
    assert unfinished.finished_at is None
    assert (store.folder() / "leaving" / sha256).exists()
    somebody_at_work.rollback()
    with worker(database_name):
        wait_for(lambda: _finished(manager, one), seconds=60)
    assert not (store.folder() / "leaving" / sha256).exists()
    verbs = [verb for (verb,) in as_owner("select verb from ledger_entry where chain = %s order by seq", one.pk)]
    assert verbs.count("case_erased") == verbs.count("disposal_certified") == 1


def _finished(manager: User, one: Case) -> bool:
    found = certificate(manager, one)
    return found is not None and found.finished_at is not None


def test_files_that_could_not_be_erased_are_tried_again_each_day(
    manager: User, second: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = due_case(manager, second)
    propose(manager, one)
    approve(second, one)
    erasing.erase_rows(one.pk)
    with connection.cursor() as cursor:
        cursor.execute("delete from procrastinate_jobs")
    tending.tend()
    work_off()
    assert _finished(manager, one)


def test_every_table_with_a_case_is_one_that_the_database_finds() -> None:
    one = case(manager=person(Role.MANAGER))
    assert set(TABLES_WITH_CASE) <= rows_of(one).keys()
