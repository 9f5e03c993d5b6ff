"""People found in the file keep their key, whoever else is found, registered or dismissed."""

from __future__ import annotations

import pytest
from tests.cases.arrivals import add, named
from tests.cases.keeping.rows import NOBODY_ELSE, rows, stranger
from tests.cases.prepared import prepare, register

from candour.accounts.models import User
from candour.cases.found import Mention
from candour.cases.models import Case, Person
from candour.ledger.acting import Actor, acting

pytestmark = pytest.mark.usefixtures("database")


def test_people_found_keep_their_key_when_others_are_found_before_them(manager: User, small: Case) -> None:
    add(manager, small, named("m.txt", b"Mr Wilfred Ashdown rang. Wilfred Ashdown is a neighbour.\n"))
    prepare(manager, small)
    first = stranger(manager, "Wilfred Ashdown")
    mentions = rows(manager, Mention, person=first.key)
    assert first.found
    assert len(mentions) == 2
    add(manager, small, named("Aa.txt", b"Mrs Bettina Crowley came. Bettina Crowley is a nurse.\n"))
    prepare(manager, small)
    again, other = stranger(manager, "Wilfred Ashdown"), stranger(manager, "Bettina Crowley")
    assert (again.pk, again.key) == (first.pk, first.key)
    assert again.found_as != first.found_as  # the engine numbers them anew
    assert other.key != first.key
    assert rows(manager, Mention, person=first.key) == mentions


def test_registering_a_person_who_was_found_keeps_the_keys_of_their_mentions(manager: User, small: Case) -> None:
    add(manager, small, named("m.txt", b"Mr Wilfred Ashdown rang. Wilfred Ashdown is a neighbour.\n"))
    prepare(manager, small)
    found = stranger(manager, "Wilfred Ashdown")
    mentions = rows(manager, Mention, person=found.key)
    with acting(Actor(user=manager.pk)):
        Person.objects.filter(pk=found.pk).update(found=False, role="third_party", never_disclose=["all"])
    prepare(manager, small)
    assert rows(manager, Mention, person=found.key) == mentions
    with acting(Actor(user=manager.pk)):
        assert not Person.objects.filter(found=True, name="Wilfred Ashdown").exists()


def test_whom_somebody_dismissed_stays_dismissed_and_who_is_found_no_more_is_told_apart(
    manager: User, small: Case
) -> None:
    add(manager, small, named("m.txt", b"Mr Wilfred Ashdown rang. Wilfred Ashdown is a neighbour.\n"))
    prepare(manager, small)
    found = stranger(manager, "Wilfred Ashdown")
    with acting(Actor(user=manager.pk)):
        Person.objects.filter(pk=found.pk).update(gone_at=found.case.opened_at)
    prepare(manager, small)
    assert stranger(manager, "Wilfred Ashdown").gone_at
    add(manager, small, named("m.txt", b"Nothing any more.\n"))
    prepare(manager, small)
    assert stranger(manager, "Wilfred Ashdown").found_as == ""


def test_somebody_registered_under_an_id_of_the_engine_is_never_taken_for_a_stranger(manager: User, one: Case) -> None:
    with acting(Actor(user=manager.pk)):
        register(one, {"id": "found-1", "name": "Faith Okafor", "role": "other_child", **NOBODY_ELSE})
    add(manager, one, named("m.txt", b"Mr Wilfred Ashdown rang about Faith Okafor. Wilfred Ashdown is a neighbour.\n"))
    prepare(manager, one)
    with acting(Actor(user=manager.pk)):
        owners = dict(Mention.objects.filter(kind="PERSON", page=1).values_list("text", "person"))
        stranger_key = Person.objects.get(name="Wilfred Ashdown").key
    assert owners["Faith Okafor"] == "found-1"
    assert owners["Wilfred Ashdown"] == stranger_key != "found-1"
