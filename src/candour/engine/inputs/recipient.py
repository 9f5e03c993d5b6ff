"""Who receives: a person of the register, or a body such as a court. It refuses to choose between several people."""

from __future__ import annotations

from collections.abc import Sequence

from candour.engine.errors import Refused
from candour.engine.model import ROLES, Person
from candour.policy import RECIPIENTS_OUTSIDE

_ALWAYS_A_BODY = RECIPIENTS_OUTSIDE - ROLES | {"court"}


def resolve_recipient(people: Sequence[Person], recipient: str) -> tuple[Person | None, str]:
    """(person, role). ``recipient`` is a person's id, a role that one person has, or a body (then person is None).

    Refused: nobody has it, or several have.
    """
    registered = [person for person in people if not person.found]
    for person in registered:
        if person.id == recipient:
            return person, person.role
    if recipient in _ALWAYS_A_BODY:
        return None, recipient
    fitting = [person for person in registered if person.role == recipient]
    if len(fitting) == 1:
        return fitting[0], recipient
    if fitting:
        ids = ", ".join(person.id for person in fitting)
        raise Refused(
            f"{len(fitting)} people have the role {recipient}.",
            means="What each of them may be given differs.",
            do=f"Name one by id: {ids}.",
        )
    if recipient in RECIPIENTS_OUTSIDE:
        return None, recipient
    raise Refused(
        "The recipient is neither the id nor the role of anybody in the register, nor a body that may receive.",
        means="Nothing was decided.",
        do=f"Use an id or a role of people.csv, or one of: {', '.join(sorted(RECIPIENTS_OUTSIDE))}.",
    )
