"""What belongs to no case and whose time is over is destroyed by two people, wholly; and what stands against it, stands."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.db import DatabaseError, connection
from tests.access.desk import Desk, nothing_changes
from tests.access.outlived import SECOND, WHY, closed, handed_in, propose, shared
from tests.access.test_services_keeping import make_due
from tests.cases.disposal import destroyed
from tests.cases.owner import as_owner
from tests.site.working import has, waiting
from tests.web.people import person, team

from candour.access import complaining, destroying, routing, sharing
from candour.access.arrival import Arrival
from candour.access.destruction import Destruction, KeepingHold
from candour.access.models import PARTS, ComplaintKind, Request
from candour.access.outlived import Thing, found, told
from candour.access.shared_now import SharedNow
from candour.accounts.models import User
from candour.accounts.roles import Role
from candour.cases.against import obstacles
from candour.engine.errors import BadInput, Refused
from candour.ledger.acting import Actor, acting
from candour.ledger.checking import check
from candour.ledger.clock import today
from candour.packs import in_force

pytestmark = pytest.mark.usefixtures("database")
MANAGER = Role.MANAGER


@pytest.fixture
def desk(database: None) -> Desk:
    return Desk()


def does(by: User, do: Callable[..., Any], **given: Any) -> Any:
    with acting(Actor(user=by.pk)):
        return do(by=by, **given)


def approve(by: User) -> None:
    with acting(Actor(user=by.pk)):
        destroying.approve(by=by, proposals=list(destroying.proposed()))


def due(user: User) -> dict[str, list[int]]:
    with acting(Actor(user=user.pk)):
        return {kind: [each.pk for each in found(kind)] for kind in ("request", "arrival", "sharing")}


def against(user: User, thing: Thing) -> tuple[str, ...]:
    with acting(Actor(user=user.pk)):
        return told(type(thing)._default_manager.get(pk=thing.pk)).against


def entered(verb: str) -> list[dict[str, Any]]:
    found = as_owner("select line from ledger_entry where verb = %s order by id", verb)
    return [json.loads(line) for (line,) in found]


def test_two_people_destroy_all_three_kinds_and_numbers_stay(desk: Desk) -> None:
    first, second = desk.who(MANAGER), desk.who(SECOND)
    made, elsewhere, junk, note = closed(desk), desk.request(case=None), handed_in(desk), shared(desk)
    came = handed_in(desk)
    as_owner("update access_request set same_as_id = %s where id = %s", made.pk, elsewhere.pk)
    taken = "update access_arrival set state = 'taken', request_id = %s where id = %s"
    as_owner(taken, made.pk, came.pk)
    assert due(first) == {"request": [made.pk], "arrival": [junk.pk], "sharing": [note.pk]}
    assert waiting(first, "Decide what nobody needs any more: 3 due").href == "/requests/due-to-be-destroyed/"
    propose(first, made, junk, note)
    assert due(first) == {"request": [], "arrival": [], "sharing": []}
    assert not has(first, "Decide as the second person")
    assert waiting(second, "Decide as the second person what is destroyed: 3")
    with nothing_changes(), pytest.raises(Refused, match="You proposed this yourself"):
        approve(first)
    approve(second)
    for table, stays in (("access_request", [elsewhere.pk]), ("access_arrival", []), ("access_shared_now", [])):
        assert as_owner(f"select id from {table}") == [(each,) for each in stays], table
    for part in (*(each._meta.db_table for each in PARTS), "access_destruction"):
        column = "true" if part == "access_destruction" else f"request_id = {made.pk}"
        assert as_owner(f"select count(*) from {part} where {column}") == [(0,)], part
    assert as_owner("select same_as_id from access_request") == [(None,)]
    lines = entered("destroyed")
    assert [each["object"] for each in lines] == [f"request:{made.pk}", f"arrival:{junk.key}", f"sharing:{note.pk}"]
    assert {each["actor"] for each in lines} == {second.pk}
    assert lines[0]["details"]["reference"] == made.reference
    assert lines[0]["details"]["proposed_by"] == first.pk
    rows = lines[0]["details"]["rows"]
    assert (rows["access_request"], rows["access_search"], rows["access_arrival"]) == (1, 1, 1)
    assert rows["reasons"] >= 2  # why it was closed, and why it was proposed
    assert not as_owner("select text from ledger_reason where text like '%%Ada%%' or text = %s", WHY)
    assert check(using="owner").broken == ()
    assert not any("Ada" in line for (line,) in as_owner("select line from ledger_entry"))


def test_who_may_not_see_or_may_not_destroy_does_neither(desk: Desk) -> None:
    made, outside = closed(desk), person(MANAGER, team=team())
    assert due(outside)["request"] == []
    officer = desk.who(Role.ACCESS_OFFICER)
    with nothing_changes(), pytest.raises(Refused, match="does not let you do this"):
        propose(officer, made)
    first = desk.who(MANAGER)
    propose(first, made)
    approve(outside)  # they see no proposal
    with acting(Actor(user=first.pk)):
        proposal = Destruction.objects.get()
    with nothing_changes(), pytest.raises(Refused, match="decided on this already"):
        does(outside, destroying.approve, proposals=[proposal])
    with nothing_changes(), pytest.raises(Refused, match="does not let you do this"):
        does(officer, destroying.approve, proposals=[proposal])
    with nothing_changes(), pytest.raises(Refused, match="proposed this already"):
        propose(first, made)
    does(desk.who(SECOND), destroying.withdraw, proposals=[proposal], reason="The school has asked about her")
    assert due(first)["request"] == [made.pk]


def test_nothing_goes_that_is_not_over_or_that_nobody_has_read(desk: Desk) -> None:
    first = desk.who(MANAGER)
    waits, young, unread = handed_in(desk, aside=False), handed_in(desk, over=False), shared(desk, looked=False)
    kept, open_, new = closed(desk, over=False), desk.request(case=None), shared(desk, over=False)
    assert due(first) == {"request": [], "arrival": [], "sharing": [unread.pk]}
    assert waiting(first, "Take up what came in: 1").by < today()  # and so it is overdue
    with acting(Actor(user=first.pk)):
        silent = replace(in_force.current(on=today()), clocks={})
        assert not found("arrival", pack=silent).exists()
        assert not found("sharing", pack=silent).exists()
    for thing, why in (
        (waits, "not set aside"), (young, "kept until"), (unread, "No manager has looked"), (kept, "kept until"),
        (open_, "opened again"), (new, "kept until"),
    ):  # fmt: skip
        assert why in " ".join(against(first, thing)), why
        with nothing_changes(), pytest.raises(Refused, match=why):
            propose(first, thing)


def test_a_complaint_a_case_a_hold_and_the_policy_stand_against_it_also_between_the_two(desk: Desk) -> None:
    first, second = desk.who(MANAGER), desk.who(SECOND)
    one, two, note = closed(desk), closed(desk), shared(desk)
    with nothing_changes(), pytest.raises(Refused, match="A hold of the policy stands: National inquiries"):
        propose(first, one, not_covered=[])
    with pytest.raises(BadInput, match="few words"):
        propose(first, one, reason="Old")
    propose(first, one, two, note)
    desk.does(
        Role.ACCESS_OFFICER, complaining.receive, request=one, kind=ComplaintKind.REVIEW, text="They looked nowhere"
    )
    with nothing_changes(), pytest.raises(Refused, match="complaint or a review"):
        approve(second)
    by_hand = Destruction.objects.filter(request=one)
    with acting(Actor(user=second.pk)):
        by_hand.update(approved_by=second, approved_at=by_hand.get().proposed_at)
        number = by_hand.get().pk
    with pytest.raises(DatabaseError, match="It is not over"), acting(Actor(user=second.pk)):
        asked(number)
    with acting(Actor(user=first.pk)):
        fresh = Request.objects.get(pk=two.pk)
        destroying.hold(by=first, things=[fresh], reason="Legal may need it")
        hold = KeepingHold.objects.get()
    with acting(Actor(user=second.pk)):
        two_of = Destruction.objects.filter(request=two)
        with pytest.raises(Refused, match="A hold stands on it"):
            destroying.approve(by=second, proposals=list(two_of))
        two_of.update(approved_by=second, approved_at=two_of.get().proposed_at)
        number = two_of.get().pk
    with pytest.raises(DatabaseError, match="A hold stands"), acting(Actor(user=second.pk)):
        asked(number)
    with acting(Actor(user=first.pk)):
        sharing.link(by=first, noted=SharedNow.objects.get(), case=desk.case)
    assert against(first, note) == ("It belongs to a case by now, and is destroyed with that.",)
    does(first, destroying.lift, holds=[hold], reason="Legal does not need it")
    with acting(Actor(user=second.pk)):
        destroying.approve(by=second, proposals=list(Destruction.objects.filter(request=two)))
    assert [pk for (pk,) in as_owner("select id from access_request")] == [one.pk]


def asked(number: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select access_destroy(%s)", [number])


def test_the_database_destroys_nothing_for_one_person(desk: Desk) -> None:
    first, made = desk.who(MANAGER), closed(desk)
    propose(first, made)
    with acting(Actor(user=first.pk)):
        number = Destruction.objects.get().pk
    own = Destruction.objects.filter(pk=number)
    statements = (
        lambda: asked(number),
        lambda: own.update(approved_by=first, approved_at=own.get().proposed_at),
        lambda: own.update(not_before=today()),
        lambda: own.delete(),
        lambda: Request.objects.filter(pk=made.pk)._raw_delete("default"),
        lambda: Arrival.objects.all()._raw_delete("default"),
    )
    for each in statements:
        with nothing_changes(), pytest.raises(DatabaseError), acting(Actor(user=first.pk)):
            each()


def test_a_hold_from_before_it_belonged_to_a_case_keeps_the_case(desk: Desk) -> None:
    first, second = desk.who(MANAGER), desk.who(SECOND)
    made = closed(desk)
    with acting(Actor(user=first.pk)):
        destroying.hold(by=first, things=[Request.objects.get(pk=made.pk)], reason="Legal may need it")
    desk.does(MANAGER, routing.reopen, request=made, why="Her case file was found")
    desk.does(MANAGER, routing.link_case, request=made, case=desk.case)
    as_owner("update access_request set state = 'closed', kept_until = %s", today())
    make_due(desk)
    with acting(Actor(user=first.pk)):
        assert [each[:15] for each in obstacles(desk.case)] == ["A hold stands o"]
        hold = KeepingHold.objects.get()
    does(first, destroying.lift, holds=[hold], reason="Legal does not need it")
    destroyed(first, second, desk.case)
    assert (
        as_owner("select count(*) from access_request")
        == as_owner("select count(*) from access_keeping_hold")
        == [(0,)]
    )
    assert not as_owner("select 1 from ledger_reason where text like '%%Legal%%' or text like '%%Ada%%'")
