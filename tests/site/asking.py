"""Requests in every state and what else is come by beside them, for tests of every page."""

from __future__ import annotations

from datetime import timedelta

from tests.access.desk import BARRING, POLICE, Desk
from tests.access.letters import complete, decided, written
from tests.disclosure.disclosing import Office

from candour.access import complaining
from candour.access.letters_kept import finish, save
from candour.access.models import ComplaintKind, Outcome, Request
from candour.access.shared_now import How, SharedNow
from candour.access.sharing import Said, note
from candour.accounts.models import User
from candour.accounts.roles import Role
from candour.ledger.acting import Actor, acting
from candour.ledger.clock import now, today

_OFFICER = Role.ACCESS_OFFICER


def requests(made: Office) -> tuple[str, ...]:
    """Keys: of one that just came, one with something of everything, one decided, one of the police, one on barring."""
    desk = Desk(team=made.team, manager=made.manager)
    came = desk.request(on=today() - timedelta(days=40), case=made.case)
    working, over = complete(desk, case=made.case), complete(desk, asking=False, case=made.case)
    written(desk, working, "acknowledgement")
    decided(desk, over, Outcome.GIVE)
    _finished_letter(desk, over)
    desk.does(_OFFICER, complaining.receive, request=over, kind=ComplaintKind.COMPLAINT, text="It took too long")
    chains = (desk.request(**POLICE, organisation="Moorland Police"), desk.request(**BARRING))
    return tuple(each.key for each in (came, working, over, *chains))


def _finished_letter(desk: Desk, of: Request) -> None:
    """In its second version."""
    letter = written(desk, of, "acknowledgement")
    desk.does(_OFFICER, save, letter=letter, subject="We have your request", body="Dear Ada,\n\nWe have it.")
    letter.version += 1
    desk.does(_OFFICER, finish, letter=letter)


def shared(made: Office, by: User) -> SharedNow:
    """Two notes, late and in time: of the case, and of a child who has none yet, which is the one given back."""
    told = {
        "with_whom": "Sergeant Pike", "agency": "Avon Police", "what": "Where she went last time",
        "why": "To find her tonight", "how": How.PHONE, "context": "missing_child",
    }  # fmt: skip
    with acting(Actor(user=by.pk)):
        note(by=by, said=Said(**told, shared_at=now() - timedelta(days=9)), case=made.case)
        return note(by=by, said=Said(**told, shared_at=now(), child="Ada Marsh"), team=made.team)
