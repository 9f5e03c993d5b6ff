"""How long a case is kept, and holds: who may say so, what the register says, and what the database refuses."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta

import psycopg
import pytest
from django.db import ProgrammingError, connection
from tests.cases.owner import as_owner
from tests.web.people import case, person, team

from candour.accounts.models import User
from candour.accounts.roles import Role
from candour.cases import retaining
from candour.cases.models import Case, Person
from candour.cases.retention import CaseHold, Retention
from candour.engine.errors import BadInput, Refused
from candour.ledger.acting import Actor, acting
from candour.ledger.clock import now, today
from candour.ledger.models import Entry, Reason

pytestmark = pytest.mark.usefixtures("database")
WHY = "It says so on the front of the file"


@contextmanager
def by(user: User) -> Iterator[None]:
    with acting(Actor(user=user.pk)):
        yield


def child(one: Case, born: str, key: str = "P1") -> None:
    Person.objects.create(case=one, key=key, name="Ash Rowan", role="subject", child=True, date_of_birth=born)


def test_until_somebody_says_what_it_is_nothing_is_worked_out(manager: User, one: Case) -> None:
    with by(manager):
        found = retaining.kept(one)
    assert found.due.not_before is None
    assert found.due.missing == ("which kind of file it is",)


def test_the_youngest_child_of_the_register_counts(manager: User, one: Case) -> None:
    with by(manager):
        child(one, "1990-03-04")
        child(one, "1994-05-06", "P2")
        retaining.set_kind(by=manager, case=one, kind="looked_after", reason=WHY)
        assert retaining.kept(one).due.not_before == date(2069, 5, 7)


@pytest.mark.parametrize("born", ["", "1994", "1994-05"])
def test_a_child_without_a_full_date_of_birth_leaves_it_open(manager: User, one: Case, born: str) -> None:
    with by(manager):
        child(one, "1990-03-04")
        child(one, born, "P2")
        retaining.set_kind(by=manager, case=one, kind="looked_after", reason=WHY)
        assert retaining.kept(one).due.not_before is None
        retaining.set_kind(by=manager, case=one, kind="looked_after", reason=WHY, born=date(1993, 1, 1))
        assert retaining.kept(one).due.not_before == date(2068, 1, 2)


def test_a_stated_birth_never_shortens_what_the_register_says(manager: User, one: Case) -> None:
    with by(manager):
        child(one, "1994-05-06")
        retaining.set_kind(by=manager, case=one, kind="looked_after", reason=WHY, born=date(1950, 1, 1))
        assert retaining.kept(one).due.not_before == date(2069, 5, 7)


def test_a_reason_is_needed_and_kept_where_it_can_be_erased(manager: User, one: Case) -> None:
    with by(manager):
        with pytest.raises(BadInput, match="few words"):
            retaining.set_kind(by=manager, case=one, kind="looked_after", reason="because")
        retaining.set_kind(by=manager, case=one, kind="looked_after", reason=WHY, born=date(1990, 3, 4))
    with by(manager):
        entry = Entry.objects.get(chain=one.pk, verb="retention_set")
        assert "1990" not in entry.line
        assert WHY not in entry.line
        assert Reason.objects.get(chain=one.pk, seq=entry.seq).text == WHY


@pytest.mark.parametrize(
    "days",
    [
        {"born": date(1890, 1, 1)},
        {"closed": date(2200, 1, 1)},
        {"born": date(2000, 1, 1), "died": date(1999, 1, 1)},
        {"born": date(2000, 1, 1), "adopted": date(1999, 1, 1)},
    ],
)
def test_days_that_cannot_be_are_refused(manager: User, one: Case, days: dict[str, date]) -> None:
    with by(manager), pytest.raises(BadInput):
        retaining.set_kind(by=manager, case=one, kind="looked_after", reason=WHY, **days)


def test_a_kind_that_the_policy_does_not_know_is_refused(manager: User, one: Case) -> None:
    with by(manager), pytest.raises(BadInput, match="kind of file"):
        retaining.set_kind(by=manager, case=one, kind="secret", reason=WHY)


def test_a_reader_says_nothing_and_holds_nothing(manager: User) -> None:
    children = team()
    reader, one = person(Role.READER, team=children), case(manager=manager, teams=(children,))
    with by(reader):
        with pytest.raises(Refused, match="role"):
            retaining.set_kind(by=reader, case=one, kind="looked_after", reason=WHY)
        with pytest.raises(Refused, match="role"):
            retaining.hold(by=reader, case=one, reason=WHY)


def test_an_outsider_sees_nothing_of_it(manager: User, one: Case) -> None:
    with by(manager):
        retaining.set_kind(by=manager, case=one, kind="looked_after", reason=WHY)
        retaining.hold(by=manager, case=one, reason="A claim is expected this year")
    with by(person(Role.MANAGER, Role.LAWYER, Role.INFORMATION_GOVERNANCE)):
        assert not Retention.objects.exists()
        assert not CaseHold.objects.exists()


def test_a_hold_is_set_and_lifted_with_reasons_by_lawyers_and_who_may_destroy(manager: User) -> None:
    children = team()
    lawyer, one = person(Role.LAWYER, team=children), case(manager=manager, teams=(children,))
    with by(lawyer):
        made = retaining.hold(by=lawyer, case=one, reason="A claim is expected this year")
        assert retaining.holds(one).standing == (made,)
    with by(manager):
        with pytest.raises(BadInput, match="few words"):
            retaining.lift(by=manager, hold=made, reason="over")
        retaining.lift(by=manager, hold=made, reason="The claim was settled out of court")
        assert retaining.holds(one).standing == ()
        assert [hold.lifted_by for hold in retaining.holds(one).over] == [manager]
    with by(manager):
        verbs = list(Entry.objects.filter(chain=one.pk).order_by("seq").values_list("verb", flat=True))
    assert verbs[-2:] == ["case_held", "case_hold_lifted"]


def test_the_words_of_a_hold_are_never_changed_nor_is_it_removed(manager: User, one: Case) -> None:
    with by(manager):
        made = retaining.hold(by=manager, case=one, reason="A claim is expected this year")
    with pytest.raises(ProgrammingError, match="permission"), by(manager):
        CaseHold.objects.filter(pk=made.pk).update(reason="Something else")
    with pytest.raises(ProgrammingError, match="permission"), by(manager):
        CaseHold.objects.filter(pk=made.pk).delete()


def test_the_hold_of_the_policy_stands_on_every_case_until_it_is_lifted_for_it(manager: User, one: Case) -> None:
    with by(manager):
        assert [each.id for each in retaining.holds(one).named] == ["child_sexual_abuse_inquiry"]
        retaining.lift_named(
            by=manager, case=one, name="child_sexual_abuse_inquiry", reason="Legal confirmed it on 3 May"
        )
        assert retaining.holds(one).named == ()
        with pytest.raises(BadInput):
            retaining.lift_named(by=manager, case=one, name="nonsense", reason="Legal confirmed it on 3 May")


def test_a_hold_of_the_policy_that_comes_into_force_later_stands_anew(manager: User, one: Case) -> None:
    with by(manager):
        retaining.lift_named(
            by=manager, case=one, name="child_sexual_abuse_inquiry", reason="Legal confirmed it on 3 May"
        )
        pack = retaining.schedule()
        tomorrow = today() + timedelta(days=1)
        renewed = {name: replace(each, in_force_from=tomorrow) for name, each in pack.holds.items()}
        later = replace(pack, holds=renewed)
        assert [each.id for each in retaining.holds(one, pack=later).named] == ["child_sexual_abuse_inquiry"]


def test_nobody_deletes_a_case_past_the_rules_not_even_the_owner(manager: User, one: Case) -> None:
    with pytest.raises(ProgrammingError, match="permission"), by(manager), connection.cursor() as cursor:
        cursor.execute("delete from cases_case where id = %s", [one.pk])
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="Two people"):
        as_owner("delete from cases_case where id = %s", one.pk)
    with by(manager):
        retaining.hold(by=manager, case=one, reason="A claim is expected this year")
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="hold"):
        as_owner("delete from cases_case where id = %s", one.pk)
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="one by one"):
        as_owner("truncate cases_case cascade")


def test_the_case_closed_by_the_site_counts_before_what_somebody_said(manager: User, one: Case) -> None:
    with by(manager):
        child(one, "1950-01-01")
        retaining.set_kind(by=manager, case=one, kind="child_in_need", reason=WHY, closed=date(1970, 1, 1))
        one.closed_at = now()
        one.save(update_fields=["closed_at"])
        due = retaining.kept(one).due.not_before
    assert due is not None
    assert due.year == today().year + 6
