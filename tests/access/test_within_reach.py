"""What the database leaves out of somebody's steps cannot be theirs: every step stands in the table, at every turn of a request."""

from __future__ import annotations

import ast
import inspect
from datetime import timedelta

import pytest
from tests.access.desk import BARRING, FREEDOM, GUARDIAN, POLICE, Desk, ready_to_decide

from candour.access import answering, clarifying, deciding, next_steps, searching
from candour.access.models import Outcome, Request, State
from candour.access.next_steps import mine
from candour.access.within_reach import OPEN_ONLY, within_reach
from candour.accounts.models import User
from candour.accounts.roles import Role
from candour.ledger.acting import Actor, acting
from candour.ledger.clock import today
from candour.site.my_work import my_work

OFFICER = Role.ACCESS_OFFICER


def test_every_step_that_may_come_next_stands_in_the_table() -> None:
    found = set()
    for node in ast.walk(ast.parse(inspect.getsource(next_steps))):
        if isinstance(node, ast.Yield) and isinstance(node.value, ast.Tuple):
            step = ast.unparse(node.value.elts[0])
            found.add(eval(step, vars(next_steps)))
    assert found == set(OPEN_ONLY)


@pytest.mark.usefixtures("database")
def test_whoever_can_take_a_step_has_the_request_within_reach() -> None:
    desk = Desk()
    decided = ready_to_decide(desk, desk.request(**FREEDOM))
    answered = ready_to_decide(desk, desk.request(**FREEDOM))
    for made in (decided, answered):
        desk.does(OFFICER, deciding.decide, request=made, outcome=Outcome.NOTHING, why="There is no such paper")
    way = {"to": "Pat Reed", "what": "The letter of today", "way": "By e-mail"}
    sent = desk.does(OFFICER, answering.instruct, request=answered, **way)
    desk.does(OFFICER, answering.sent, instruction=sent, how="By e-mail")
    ready_to_decide(desk, desk.request(**GUARDIAN))
    asked = desk.request(on=today() - timedelta(days=2))
    desk.does(OFFICER, clarifying.ask, request=asked, question="Which years do you mean?")
    desk.does(OFFICER, searching.note, request=asked, place="The archive", found="Three volumes")
    others = {"name": "Bea Marsh", "about": "What she said in 1999", "contact": "bea@example.org"}
    desk.does(OFFICER, searching.consult, request=desk.request(), **others)
    for more in (
        {"facts": {"order": ("non_molestation",)}},
        POLICE,
        BARRING,
        {"requester": "public", "context": "barring"},
    ):
        desk.request(on=today() - timedelta(days=60), **more)
    taken = 0
    for role in Role:
        user = User.objects.get(pk=desk.who(role).pk)
        with acting(Actor(user=user.pk)):
            theirs = {each.pk for each in Request.objects.exclude(state=State.CLOSED) if mine(each, user=user)}
            assert theirs <= set(within_reach(user).values_list("pk", flat=True)), role
            shown = [row.it.href for group in my_work(user, at_most=None) for row in group.shown]
        taken += len(theirs)
        assert len({each for each in shown if each.startswith("/requests/")} - {"/requests/"}) >= len(theirs)
    assert taken > 30


@pytest.mark.usefixtures("database")
def test_more_than_are_shown_are_looked_through_page_by_page() -> None:
    desk = Desk()
    user = desk.who(OFFICER)
    for number in range(4):
        desk.request(on=today() - timedelta(days=90 if number % 2 else 0), name=f"Person {number}")
    with acting(Actor(user=user.pk)):
        whole = {each.key: [row.it.what for row in each.shown] for each in my_work(user, at_most=None)}
        for after in (0, 1):
            for group in my_work(user, at_most=1, after=after):
                assert [row.it.what for row in group.shown] == whole[group.key][after : after + 1]
                assert group.more == (after == 0)
                assert group.many == after + 1
