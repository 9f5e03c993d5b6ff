"""Putting a pack in force: by governance, with a reason, exactly what waits; nothing else changes and nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from tests.packs.conftest import Write
from tests.packs.written import CHANGED, FAULTY, OURS
from tests.web.people import person

from candour.accounts.models import User
from candour.accounts.roles import Act, Role, may
from candour.engine.errors import BadInput, Refused
from candour.ledger import queries as ledger
from candour.ledger.acting import Actor, acting
from candour.ledger.verbs import Verb
from candour.packs import before_change, in_force, queries, services
from candour.packs.before_change import Touched, touched
from candour.packs.models import Period
from candour.policy import Pack

pytestmark = pytest.mark.usefixtures("database")
DAY = date(2026, 3, 2)
WHY = "Agreed by the information governance board"


@pytest.fixture
def governor() -> User:
    return person(Role.INFORMATION_GOVERNANCE, name="Gwen Governance")


def waiting() -> str:
    proposed = in_force.waiting()
    assert proposed is not None
    assert proposed.pack is not None
    return proposed.pack.sha256


def put(by: User, sha256: str, reason: str = WHY) -> None:
    with acting(Actor(user=by.pk)):
        services.put_in_force(by=by, sha256=sha256, reason=reason)


def test_what_waits_is_in_force_and_the_old_one_keeps_its_rules(governor: User, write: Write) -> None:
    old = in_force.current(on=DAY)
    write(CHANGED)
    put(governor, waiting())
    new = in_force.current(on=DAY)
    assert (new.version, old.version) == ("2", "1")
    assert in_force.of(old.sha256, on=DAY) == old
    assert in_force.waiting() is None
    before, after = Period.objects.order_by("pk")
    assert (before.ended_at, after.ended_at, after.by) == (after.since, None, governor)


def test_it_is_in_the_ledger_with_its_reason(governor: User, write: Write) -> None:
    old = in_force.current(on=DAY)
    write(CHANGED)
    put(governor, waiting())
    with acting(Actor(user=governor.pk)):
        entry = ledger.history()[0]
        (present, first) = queries.periods()
    assert (entry.verb, entry.actor, entry.reason) == (Verb.POLICY_CHANGED, governor.pk, WHY)
    assert entry.details == {"pack": in_force.current(on=DAY).sha256, "before": old.sha256}
    assert (present.reason, first.reason) == (WHY, "")


def test_an_earlier_version_can_come_back(governor: User, write: Write) -> None:
    old = in_force.current(on=DAY)
    for text in (CHANGED, OURS):
        write(text)
        put(governor, waiting())
    assert in_force.current(on=DAY) == old
    assert [each.period.version.version for each in queries.periods()] == ["1", "2", "1"]
    assert len(queries.versions()) == 2


@pytest.mark.parametrize("role", list(Role))
def test_who_may(role: Role, write: Write) -> None:
    in_force.current(on=DAY)
    write(CHANGED)
    someone, sha256 = person(role), waiting()
    if may({role}, Act.CHANGE_POLICY):
        put(someone, sha256)
        assert role == Role.INFORMATION_GOVERNANCE
    else:
        with pytest.raises(Refused, match="Your role does not let you"):
            put(someone, sha256)
        assert in_force.current(on=DAY).version == "1"


@pytest.mark.parametrize("reason", ["", "  \n "])
def test_without_a_reason_nothing_happens(governor: User, write: Write, reason: str) -> None:
    in_force.current(on=DAY)
    write(CHANGED)
    with pytest.raises(BadInput, match="Say why"):
        put(governor, waiting(), reason)
    assert Period.objects.count() == 1


def test_only_what_somebody_saw_waiting(governor: User, write: Write) -> None:
    old = in_force.current(on=DAY)
    write(CHANGED)
    seen = waiting()
    write(CHANGED + "\n# another change")
    for sha256 in (seen, old.sha256, "", "0" * 64):
        with pytest.raises(Refused, match="not what you saw"):
            put(governor, sha256)
    write(FAULTY)
    with pytest.raises(Refused, match="not what you saw"):
        put(governor, seen)
    write(OURS)
    with pytest.raises(Refused, match="not what you saw"):
        put(governor, old.sha256)
    assert Period.objects.count() == 1


@pytest.fixture
def looks() -> Iterator[None]:
    kept = list(before_change._LOOKS)
    yield
    before_change._LOOKS[:] = kept


@pytest.mark.usefixtures("looks")
def test_apps_above_say_what_a_change_touches(write: Write) -> None:
    @before_change.before_change
    def versions(old: Pack, new: Pack) -> Iterator[Touched]:
        yield Touched("Request 7", "/requests/7/", f"from {old.version} to {new.version}")

    old = in_force.current(on=DAY)
    write(CHANGED)
    proposed = in_force.waiting()
    assert proposed is not None
    assert proposed.pack is not None
    assert Touched("Request 7", "/requests/7/", "from 1 to 2") in touched(old, proposed.pack)
