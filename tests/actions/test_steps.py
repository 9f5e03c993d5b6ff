"""An action from being made to being done: whose step each is, what stays, and who sees it at all."""

from __future__ import annotations

import hashlib

import pytest
from django.db import ProgrammingError, connection
from tests.actions.agreeing import agreed, made, on
from tests.cases.places import place, record
from tests.site.working import first, has, waiting
from tests.web.people import person

from candour.accounts.models import User
from candour.accounts.roles import Role
from candour.actions import closing, queries, services
from candour.actions.closing import Shown
from candour.actions.models import TABLES, Action, Evidence, Kind, Owner, State, Step
from candour.actions.services import About, Days, Owners
from candour.cases import services as cases
from candour.cases.against import obstacles
from candour.engine.errors import BadInput, Refused
from candour.ledger.acting import NOBODY, Actor, acting
from candour.ledger.clock import today

pytestmark = pytest.mark.usefixtures("database")


def sees(user: User, one: Action) -> bool:
    with acting(Actor(user=user.pk)):
        rows = {Owner.objects.filter(action=one).exists(), Action.objects.filter(pk=one.pk).exists()}
    (found,) = rows  # what belongs to it is seen by who sees it, and by nobody else
    return found


def state(one: Action) -> str:
    with acting(Actor(user=one.maker_id)):
        return str(Action.objects.get(pk=one.pk).state)


def test_from_made_to_confirmed_with_every_word_kept() -> None:
    maker, owner, second = person(Role.CLERK), person(Role.PRACTITIONER), person(Role.LAWYER, name="Lena Lawyer")
    one = made(maker, "Find the viability assessment", owner, confirmer=second, by_when=-1, why="As agreed on Monday")
    assert first(owner, "Find the viability assessment")
    assert waiting(maker, "Overdue: Find the").more == f"Owned by {owner.name}."
    with acting(Actor(user=owner.pk)):
        services.note(by=owner, action=one, text="Asked the fostering team for it")
        services.move(by=owner, action=one, days=Days(on(30)), reason="The paper file is in the archive")
        with pytest.raises(BadInput, match="the day that it has"):
            services.move(by=owner, action=one, days=Days(on(30)), reason="The paper file is in the archive")
        with pytest.raises(BadInput, match="closed with evidence"):
            closing.close(by=owner, action=one, shown=Shown())
        closing.close(by=owner, action=one, shown=Shown("It is in the file now", name="letter.pdf", content=b"%PDF"))
        with pytest.raises(Refused, match="Lena Lawyer confirms"):
            closing.confirm(by=owner, action=one, text="I looked at the file")
    assert (state(one), has(maker, "Overdue"), has(second, "Confirm that it is done: Find")) == (
        "to_confirm",
        False,
        True,
    )
    with acting(Actor(user=second.pk)):
        closing.send_back(by=second, action=one, reason="The last page is missing")
        with pytest.raises(Refused, match="You confirm this action"):
            closing.close(by=second, action=one, shown=Shown("It is there now really"))
    with acting(Actor(user=owner.pk)):
        closing.close(by=owner, action=one, shown=Shown("All pages are there"))
    with acting(Actor(user=second.pk)):
        closing.confirm(by=second, action=one, text="Read all nine pages of it")
    with acting(Actor(user=maker.pk)):
        (line,) = queries.board(queries.Wanted(whose="made", state="done"), user=maker)
        told = [each.kind for each in queries.story(one)][::-1]
        (file,) = Evidence.objects.filter(action=one)
    assert told == ["noted", "moved", "closed", "sent_back", "closed", "confirmed"]
    assert (line.moved, line.by_when, file.sha256) == (1, on(30), hashlib.sha256(b"%PDF").hexdigest())
    with acting(Actor(user=maker.pk)):
        closing.reopen(by=maker, action=one, reason="A tenth page was found")
    assert state(one) == State.OPEN


def test_no_day_is_made_up_and_nobody_is_left_out() -> None:
    by, admin = person(Role.LAWYER), person(Role.ADMINISTRATOR)
    wrong = [
        ("says what", agreed("  ", by)),
        ("has to own", agreed("Write to them")),
        ("a day, or a day on which", agreed("Write to them", by, by_when=None)),
        ("is over", agreed("Write to them", by, by_when=None, review_on=on(-1))),
        ("does not own it", agreed("Write to them", by, confirmer=by)),
        ("priority", agreed("Write to them", by, priority="urgent")),
    ]
    for said, one in wrong:
        with acting(Actor(user=by.pk)), pytest.raises(BadInput, match=said):
            services.make(by=by, agreed=one)
    with acting(Actor(user=by.pk)), pytest.raises(Refused, match="cannot be given"):
        services.make(by=by, agreed=agreed("Write to them", admin))
    with acting(Actor(user=admin.pk)), pytest.raises(Refused, match="role"):
        services.make(by=admin, agreed=agreed("Write to them", by))
    undated = made(
        by, "Ask the other side", outside=("Ms Kaye, counsel", " Ms Kaye,  counsel "), by_when=None, review_on=on(3)
    )
    with acting(Actor(user=by.pk)):
        assert list(undated.owners.values_list("name", flat=True)) == ["Ms Kaye, counsel"]
    assert not has(by, "Overdue")


def test_owners_change_and_who_gives_it_away_sees_it_no_more() -> None:
    maker, owner, other = person(Role.PRACTITIONER), person(Role.LAWYER), person(Role.MANAGER)
    one = made(maker, "Disclose the case notes", owner)
    assert [sees(each, one) for each in (maker, owner, other)] == [True, True, False]
    with acting(Actor(user=owner.pk)), pytest.raises(Refused, match="Only who made"):
        services.change_owners(
            by=owner, action=one, owners=Owners((other,)), confirmer=None, reason="I am on leave now"
        )
    with acting(Actor(user=maker.pk)):
        services.change_owners(
            by=maker, action=one, owners=Owners((other,)), confirmer=None, reason="She is on leave now"
        )
        assert Step.objects.get(action=one).kind == Kind.OWNERS
    assert [sees(each, one) for each in (maker, owner, other)] == [True, False, True]
    with acting(Actor(user=maker.pk)):
        closing.cancel(by=maker, action=one, reason="The claim was withdrawn")
        with pytest.raises(Refused, match="is cancelled"):
            services.note(by=maker, action=one, text="One more word on it")
    assert not has(other, "Disclose the case notes")


def test_who_is_barred_from_the_case_never_sees_its_actions() -> None:
    here = place()
    kept = record(here.case, "R1", "It was found.")
    one = made(here.owner, "Find the assessment", here.colleague, about=About(case=here.case))
    assert sees(here.colleague, one)
    with acting(Actor(user=here.owner.pk)):
        assert "An action about it is still to be done: close or cancel it first." in obstacles(here.case)
        cases.bar(by=here.owner, case=here.case, user=here.colleague, reason="She is the child's aunt")
        with pytest.raises(Refused, match="is barred"):
            services.make(by=here.owner, agreed=agreed("Ask her", here.colleague, about=About(case=here.case)))
    assert not sees(here.colleague, one)
    assert not has(here.colleague, "Find the assessment")
    elsewhere = place("Others")
    foreign = record(elsewhere.case, "R2", "Another file.")
    with acting(Actor(user=here.owner.pk)):
        with pytest.raises(BadInput, match="not of the case"):
            closing.close(by=here.owner, action=one, shown=Shown(record=foreign))
        closing.close(by=here.owner, action=one, shown=Shown(record=kept))
        assert Evidence.objects.get(action=one).record == kept
        assert "An action about it" not in " ".join(obstacles(here.case))


def test_the_database_shows_nothing_to_nobody_and_lets_nothing_said_be_changed() -> None:
    by = person(Role.LAWYER)
    one = made(by, "Write to them", by)
    with acting(NOBODY), connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"select count(*) from {table}")
            assert cursor.fetchone() == (0,), table
        cursor.execute(
            "select relname from pg_class where relname like 'actions\\_%' and relkind = 'r' and relrowsecurity"
        )
        assert {name for (name,) in cursor.fetchall()} == set(TABLES)
    for change in ("update actions_step set text = ''", "delete from actions_owner", "delete from actions_action"):
        with pytest.raises(ProgrammingError, match="denied"), acting(Actor(user=by.pk)), connection.cursor() as cursor:
            cursor.execute(change)
    assert one.made_at.date() <= today()
