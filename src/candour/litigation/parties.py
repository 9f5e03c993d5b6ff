"""Who is in the proceedings, and who they are in the register of a case: records for them fall under legal oversight."""

from __future__ import annotations

from dataclasses import dataclass

from candour.accounts.models import User
from candour.cases.models import Person
from candour.engine.errors import BadInput, Refused
from candour.ledger.clock import now
from candour.ledger.verbs import Verb
from candour.litigation.models import Disclosed, Matter, Party, Side
from candour.litigation.overseeing import oversee_all
from candour.litigation.scope import cases_of
from candour.litigation.working import live, note


@dataclass(frozen=True, slots=True)
class Named:
    """A party as it is entered; ``person``: who they are in the register of one of the matter's cases."""

    name: str
    side: str
    person: Person | None = None
    represented_by: str = ""


def add(*, by: User, matter: Matter, named: Named) -> Party:
    matter = live(matter, by=by)
    fields = _checked(matter, named)
    made = Party.objects.create(matter=matter, added_by=by, added_at=now(), **fields)
    note(matter, Verb.PARTY_ADDED, party=made.pk, side=made.side)
    oversee_all(matter)

    return made


def change(*, by: User, party: Party, named: Named) -> None:
    matter = live(party.matter, by=by)
    if Party.objects.filter(pk=party.pk, ended_at=None).update(**_checked(matter, named)):
        note(matter, Verb.PARTY_CHANGED, party=party.pk)
        oversee_all(matter)


def end(*, by: User, party: Party) -> None:
    """Refused when documents went to them: then they stay, so that it can be told what they have."""
    matter = live(party.matter, by=by)
    if Disclosed.objects.filter(party=party).exists():
        raise Refused(
            "Documents were disclosed to this party.",
            means="Who has what could no longer be told.",
            do="Leave them in the list, and change who represents them if that is what changed.",
        )
    if Party.objects.filter(pk=party.pk, ended_at=None).update(ended_at=now()):
        note(matter, Verb.PARTY_ENDED, party=party.pk)


def of(matter: Matter) -> list[Party]:
    order = {side: number for number, side in enumerate(Side)}
    found = Party.objects.filter(matter=matter, ended_at=None).select_related("person")
    return sorted(found, key=lambda each: (order[Side(each.side)], each.name, each.pk))


def _checked(matter: Matter, named: Named) -> dict[str, object]:
    name = " ".join(named.name.split())
    if not name or named.side not in Side.values:
        raise BadInput("A party needs a name and a side.", do="Write who it is, and choose what they are.")
    if named.person is not None and not cases_of(matter).filter(pk=named.person.case_id).exists():
        raise BadInput("This person is in no case of the matter.", do="Choose somebody of its registers, or nobody.")
    return {
        "name": name, "side": named.side, "person": named.person,
        "represented_by": " ".join(named.represented_by.split()),
    }  # fmt: skip
