"""Things that belong to no case and whose time is over, for tests of how they are destroyed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.access.desk import Desk, ready_to_decide
from tests.cases.owner import as_owner

from candour.access import arrivals, closing, destroying, searching, sharing
from candour.access.arrival import Arrival, Aside
from candour.access.arriving import Came, keep
from candour.access.models import Channel, Request
from candour.access.outlived import Thing, named_holds
from candour.access.shared_now import How, SharedNow
from candour.accounts.models import Team, User
from candour.accounts.roles import Role
from candour.ledger.acting import Actor, acting
from candour.ledger.clock import now, today

WHY = "Nobody has asked for it since"
SECOND = Role.INFORMATION_GOVERNANCE
LONG_AGO = timedelta(days=4_000)


def closed(desk: Desk, *, over: bool = True) -> Request:
    """A request about nobody who is known here, with steps, evidence and a search."""
    made = ready_to_decide(desk, desk.request(case=None))
    desk.does(Role.ACCESS_OFFICER, searching.note, request=made, place="The archive", found="Nothing of Ada")
    desk.does(Role.ACCESS_OFFICER, closing.close, request=made, why="Nobody knows Ada Marsh here", withdrawn=True)
    if over:
        as_owner("update access_request set kept_until = %s where id = %s", today(), made.pk)
    return desk.now(made)


def handed_in(desk: Desk, *, aside: bool = True, over: bool = True) -> Arrival:
    """An e-mail; ``aside``: set aside as no request."""
    officer = desk.who(Role.ACCESS_OFFICER)
    with acting(Actor(user=officer.pk)):
        key = keep(Came(Channel.EMAIL, today(), "0" * 64, {}, {"text": "Ada writes"}), by=officer)
        one = Arrival.objects.get(key=key)
        if aside:
            arrivals.set_aside(by=officer, arrival=one, aside=Aside.JUNK, why="Ada sells windows")
    if over:
        long_ago = now() - LONG_AGO
        changed = "update access_arrival set came_at = %s, received_on = %s, settled_at = %s where key = %s"
        as_owner(changed, long_ago, long_ago.date(), long_ago if aside else None, key)
    return one


def shared(desk: Desk, *, looked: bool = True, over: bool = True) -> SharedNow:
    """Noted by a practitioner for the desk's team; ``looked``: its manager looked at it."""
    by, manager = desk.who(Role.PRACTITIONER), desk.who(Role.MANAGER)
    said = sharing.Said(
        "missing_child",
        "Sergeant Pike",
        "Police",
        "Where she went",
        "To find her tonight",
        How.PHONE,
        now(),
        "Ada Marsh",
    )
    with acting(Actor(user=by.pk)):
        one = sharing.note(by=by, said=said, team=desk.team)
    if looked:
        with acting(Actor(user=manager.pk)):
            sharing.look(by=manager, noted=one, words="Ada is found")
    if over:
        as_owner("update access_shared_now set noted_at = %s where id = %s", now() - LONG_AGO, one.pk)
    return one


def propose(by: User, *things: Thing, **more: Any) -> None:
    """Each as it stands now; what the policy holds is said not to cover them."""
    with acting(Actor(user=by.pk)):
        holds = [each.id for each in named_holds()]
        fresh = [type(each)._default_manager.get(pk=each.pk) for each in things]
        destroying.propose(**{"by": by, "things": fresh, "reason": WHY, "not_covered": holds, **more})


def in_every_state(team: Team) -> None:
    """Due of each kind, one with something against it, one proposed and one held, for tests of every page."""
    desk = Desk(team=team)
    manager = desk.who(Role.MANAGER)
    closed(desk), handed_in(desk), shared(desk, looked=False)
    propose(manager, closed(desk))
    held = closed(desk)
    with acting(Actor(user=manager.pk)):
        destroying.hold(by=manager, things=[Request.objects.get(pk=held.pk)], reason="Legal may need it")
