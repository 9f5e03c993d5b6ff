"""Requests of every kind with everything that a letter can tell, for tests."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.access.desk import BARRING, FREEDOM, POLICE, Desk

from candour.access.letters import rows_of, templates_for
from candour.access.letters_kept import write
from candour.access.models import (
    Clarification,
    Complaint,
    ComplaintKind,
    Consultation,
    Decision,
    Extension,
    Instruction,
    Letter,
    Outcome,
    Request,
    Search,
    State,
)
from candour.accounts.roles import Role
from candour.ledger.acting import Actor, acting
from candour.ledger.clock import now, today
from candour.policy.routes import Template

KINDS: dict[str, dict[str, str]] = {
    "records": {"requester": "care_leaver", "context": "own_records"},
    "information": FREEDOM | {"requester": "care_leaver", "context": "correction"},
    "adoption": {"requester": "adopted_person", "context": "adoption"},
    "minutes": {"requester": "attendee", "context": "minutes", "about": "Tom Reed"},
    "dbs": BARRING,
    "police": POLICE | {"organisation": "Moorland Police"},
    "sharing": {"requester": "other_authority", "context": "other_area", "organisation": "Fenland Council"},
    "report": {"requester": "court", "context": "section_7_open"},
}
"""Kind of route → what is asked."""


def complete(desk: Desk, *, asking: bool = True, **asked: Any) -> Request:
    """A request with a row of everything a letter can tell; what it says is not true of it all at once.

    ``asking``: a question about what is meant is open, so that its time stands still.
    """
    made = desk.request(on=today() - timedelta(days=3), wants="All of my file", **{"case": None, **asked})
    who = desk.who(Role.ACCESS_OFFICER)
    row: dict[str, Any] = {"request": made, "by": who, "at": now()}
    with acting(Actor(user=who.pk)):
        Search.objects.create(**row, place="The old paper files", on=today(), found="Two boxes of papers")
        Clarification.objects.create(
            **row, question="Which years do you mean?", asked_on=today(), answered_on=None if asking else today()
        )
        Extension.objects.create(**row, notice_on=today(), why="There are forty boxes to read.")
        Instruction.objects.create(**row, to="The requester", what="One file of 300 pages", way="A link and a code")
        Complaint.objects.create(
            **row, kind=ComplaintKind.COMPLAINT, received_on=today(), text="It was late", due_on=today(),
            outcome="We were late, and we are sorry.", upheld=True, answered_on=today(),
        )  # fmt: skip
        Consultation.objects.create(
            **row, name="Nell Frost", contact="4 Mill Lane, Moorland", about="Your report of 2009", asked_on=today(),
            reply_by=today() + timedelta(days=21),
        )  # fmt: skip
    return desk.now(made)


def decided(desk: Desk, request: Request, outcome: Outcome) -> Request:
    """As decided so, whatever it still waits for: only letters are tested here."""
    who = desk.who(Role.ACCESS_OFFICER)
    with acting(Actor(user=who.pk)):
        Decision.objects.create(
            request=request, by=who, at=now(), outcome=outcome, why="The reasons stand in this sentence.",
            route=request.route, pack_sha256=request.pack_sha256,
        )  # fmt: skip
        Request.objects.filter(pk=request.pk).update(state=State.DECIDED)
    return desk.now(request)


def row_for(request: Request, template: Template) -> dict[str, Any]:
    """The consultation or complaint that the letter is about."""
    of = rows_of(template)
    return {of: getattr(request, f"{of}s").first()} if of else {}


def template(request: Request, name: str) -> Template:
    return next(each for each in templates_for(request) if each.id == name)


def written(desk: Desk, request: Request, name: str, *, by: Role = Role.ACCESS_OFFICER) -> Letter:
    who = desk.who(by)
    with acting(Actor(user=who.pk)):
        there = Request.objects.get(pk=request.pk)
        return write(by=who, request=there, template=name, **row_for(there, template(there, name)))
