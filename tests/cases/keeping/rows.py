"""What stands in the rows of a case, and somebody who is in no register yet."""

from __future__ import annotations

from candour.accounts.models import User
from candour.cases.models import Person
from candour.ledger.acting import Actor, acting

NOBODY_ELSE = dict.fromkeys("aliases date_of_birth address phone email identifiers never_disclose notes".split(), "")


def rows(user: User, model, **only) -> dict[str, int]:
    """Key → number of the row, of what is there now."""
    with acting(Actor(user=user.pk)):
        return dict(model.objects.filter(gone_at=None, **only).values_list("key", "pk"))


def stranger(user: User, name: str) -> Person:
    with acting(Actor(user=user.pk)):
        return Person.objects.get(name=name)
