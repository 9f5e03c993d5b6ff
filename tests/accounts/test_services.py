"""What the services of accounts refuse, also when two people act at the same moment."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from django.db import connections
from tests.web.people import person, team

from candour.accounts import queries, services
from candour.accounts.models import RoleHeld, User
from candour.accounts.roles import Act, Role, may
from candour.engine.errors import Refused
from candour.ledger import queries as ledger
from candour.ledger.acting import Actor, acting, attempt, record
from candour.ledger.verbs import Verb

pytestmark = pytest.mark.usefixtures("database")


def strip(by: User, user: User) -> None:
    services.take_role(by=by, user=user, role=Role.ADMINISTRATOR)


def end(by: User, user: User) -> None:
    services.end_access(by=by, user=user)


@pytest.mark.parametrize("first", [strip, end])
@pytest.mark.parametrize("second", [strip, end])
def test_two_administrators_cannot_remove_each_other_at_once(
    first: Callable[[User, User], None], second: Callable[[User, User], None]
) -> None:
    pair = [person(Role.ADMINISTRATOR), person(Role.ADMINISTRATOR)]
    start, outcome = threading.Barrier(2), []

    def remove(by: User, user: User, do: Callable[[User, User], None]) -> None:
        try:
            with acting(Actor(user=by.pk)):
                queries.roles_of(by)  # as the gate does, before the other one acts
                start.wait()
                do(by, user)
            outcome.append("done")
        except Refused as refusal:
            outcome.append(refusal.what)
        finally:
            connections.close_all()

    threads = [
        threading.Thread(target=remove, args=(pair[0], pair[1], first)),
        threading.Thread(target=remove, args=(pair[1], pair[0], second)),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(outcome) == ["This is the last system administrator.", "done"]
    held = RoleHeld.objects.filter(role=Role.ADMINISTRATOR, ended_at=None, user__is_active=True)
    assert held.count() == 1


@pytest.mark.parametrize("role", [role for role in Role if not may({role}, Act.MANAGE_PEOPLE)])
def test_nobody_else_changes_anything(role: Role) -> None:
    by, user, north = person(role), person(Role.READER), team()
    for do in (
        lambda: services.add_person(by=by, email="new@council.example", name="New"),
        lambda: services.change_person(by=by, user=user, email="new@council.example", name="New"),
        lambda: services.end_access(by=by, user=user),
        lambda: services.let_back(by=by, user=user),
        lambda: services.reset_sign_in(by=by, user=user),
        lambda: services.give_role(by=by, user=user, role=Role.MANAGER),
        lambda: services.take_role(by=by, user=user, role=Role.READER),
        lambda: services.make_team(by=by, name="South"),
        lambda: services.join_team(by=by, user=user, team=north),
        lambda: services.leave_team(by=by, user=user, team=north),
    ):
        with acting(Actor(user=by.pk)), pytest.raises(Refused, match="administrator"):
            do()
    assert queries.roles_of(User.objects.get(pk=user.pk)) == {Role.READER}


def test_a_part_that_fails_leaves_neither_change_nor_entry() -> None:
    admin = person(Role.ADMINISTRATOR)
    with acting(Actor(user=admin.pk)):
        record(Verb.LEDGER_CHECKED)
        with pytest.raises(Refused), attempt():  # noqa: PT012 -- the second fails, the first goes with it
            services.make_team(by=admin, name="North")
            services.make_team(by=admin, name="North")
        services.make_team(by=admin, name="South")
    with acting(Actor(user=admin.pk)):
        told = [each.verb for each in ledger.history() if each.actor == admin.pk]
    assert told == [Verb.TEAM_MADE, Verb.LEDGER_CHECKED]
    assert [each.name for each in queries.teams()] == ["South"]
