"""Notes what was shared at once, and that a manager looked at it. It never refuses or delays the sharing itself.

A note needs no approval, waits for no request and is taken however late it comes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from candour.access.shared_now import How, SharedNow
from candour.accounts import gate
from candour.accounts.models import Team, User
from candour.accounts.queries import roles_of
from candour.accounts.roles import Act, Role
from candour.cases.models import Case
from candour.cases.reasons import in_words
from candour.engine.errors import BadInput, Refused
from candour.ledger.acting import record
from candour.ledger.clock import now, today
from candour.ledger.verbs import Verb
from candour.packs import in_force
from candour.policy import Pack

_NOTED_WITHIN = "sharing_recorded"
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Said:
    """What whoever shared it says: ``context`` is one that waits for nothing; ``child`` the name, unless there is a case."""

    context: str
    with_whom: str
    agency: str
    what: str
    why: str
    how: How
    shared_at: datetime
    child: str = ""


def contexts(pack: Pack) -> Mapping[str, str]:
    """Contexts in which sharing waits for nothing, with their titles, in the pack's order."""
    urgent = {each for route in pack.access.routes if route.urgent for each in route.context}
    return {key: each.title for key, each in pack.access.contexts.items() if key in urgent}


def note(*, by: User, said: Said, case: Case | None = None, team: Team | None = None) -> SharedNow:
    """``case``: one that ``by`` may see; without one, ``team`` says whose manager looks at it. BadInput for what is missing."""
    gate.check(by, Act.SEE_CASES)
    pack = in_force.current(on=today())
    _check(pack, said, case, team)
    made = SharedNow.objects.create(
        case=case, team=None if case else team, child=said.child.strip()[:_LONGEST], context=said.context,
        pack_sha256=pack.sha256, with_whom=said.with_whom.strip(), agency=said.agency.strip(), what=said.what.strip(),
        why=in_words(said.why, ask="Say for what they needed it."), how=said.how, shared_at=said.shared_at,
        noted_at=now(), by=by, late=is_late(pack, said.shared_at),
    )  # fmt: skip
    _record(Verb.SHARED_NOW, made, context=made.context, late=made.late)
    return made


def is_late(pack: Pack, shared_at: datetime) -> bool:
    """Whether a note made now comes later than it should. A pack that says nothing of it marks none."""
    days = pack.reminders.get(_NOTED_WITHIN)
    return days is not None and now() - shared_at > timedelta(days=days)


def look(*, by: User, noted: SharedNow, words: str = "") -> None:
    """A manager looked at it; ``words``: what follows from it, if anything does."""
    noted = _locked(noted)
    if against := not_to_look(noted, by=by):
        raise Refused("You cannot note this.", means=against, do="Ask another manager who can see it.")
    noted.looked_at, noted.looked_by, noted.looked_words = now(), by, words.strip()
    noted.save(update_fields=["looked_at", "looked_by", "looked_words"])
    _record(Verb.SHARING_LOOKED_AT, noted, reason=words.strip())


def not_to_look(noted: SharedNow, *, by: User) -> str:
    """Why ``by`` cannot note that a manager looked at it; empty: they can."""
    if noted.looked_at is not None:
        return "A manager has looked at it already."
    if noted.by_id == by.pk:
        return "You shared it yourself."
    if Role.MANAGER not in roles_of(by) and (noted.case is None or noted.case.manager_id != by.pk):
        return "This is for a manager."
    return ""


def link(*, by: User, noted: SharedNow, case: Case) -> None:
    """It belongs to this case, which ``by`` may see; from now on those see it who see the case, and whoever noted it."""
    noted = _locked(noted)
    if against := not_to_link(noted, by=by):
        raise Refused("You cannot link this to a case.", means=against, do="Ask a manager who can see it.")
    noted.case, noted.team = case, None
    noted.save(update_fields=["case", "team"])
    _record(Verb.SHARING_LINKED, noted)


def not_to_link(noted: SharedNow, *, by: User) -> str:
    """Why ``by`` cannot say to which case it belongs; empty: they can."""
    if noted.case_id is not None:
        return "It belongs to a case already."
    return "" if noted.by_id == by.pk or Role.MANAGER in roles_of(by) else "This is for a manager."


def _locked(noted: SharedNow) -> SharedNow:
    return SharedNow.objects.select_for_update(of=("self",)).select_related("case").get(pk=noted.pk)


def _check(pack: Pack, said: Said, case: Case | None, team: Team | None) -> None:
    if said.context not in contexts(pack):
        raise BadInput(
            "Nobody has said why it could not wait.",
            means="Sharing that can wait goes on the route that the policy has for it.",
            do="Choose what it was for.",
        )
    if not (said.with_whom.strip() and said.agency.strip() and said.what.strip()):
        raise BadInput("A note needs with whom and what was shared.", do="Give a name, the agency and what it was.")
    if case is None and (not said.child.strip() or team is None):
        raise BadInput(
            "A note needs whom it is about, and a team whose manager looks at it.",
            do="Give the reference of the case, or the child's name and a team.",
        )
    if said.shared_at > now():
        raise BadInput("It cannot have been shared at a time that is yet to come.", do="Give the day and the time.")


def _record(verb: Verb, noted: SharedNow, *, reason: str = "", **details: object) -> None:
    record(verb, case=noted.case_id, object=f"sharing:{noted.pk}", reason=reason, **details)
