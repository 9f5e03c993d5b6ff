"""Whom somebody means by an e-mail address or a name: a colleague who has an account, or somebody from outside. It guesses nobody."""

from __future__ import annotations

from dataclasses import dataclass

from candour.accounts.models import User
from candour.engine.errors import BadInput

_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Whom:
    """``user`` None: somebody from outside, by name and organisation."""

    user: User | None
    name: str = ""
    organisation: str = ""

    @property
    def shown(self) -> str:
        if self.user is not None:
            return self.user.name
        return f"{self.name}, {self.organisation}" if self.organisation else self.name


def named(text: str, *, organisation: str = "") -> Whom:
    """``text``: an e-mail address, or a name. With an organisation a name is somebody's from outside. BadInput: who it is is not sure."""
    text, organisation = " ".join(text.split())[:_LONGEST], " ".join(organisation.split())[:_LONGEST]
    if not text:
        raise BadInput("There is no name and no e-mail address.", do="Give one of them.")
    if "@" in text:
        return of_address(text)
    if organisation:
        return Whom(None, text, organisation)
    found = list(User.objects.filter(name__iexact=text, is_active=True)[:2])
    if len(found) > 1:
        raise BadInput("Several colleagues have this name.", do="Give the e-mail address.")
    if not found:
        raise BadInput(
            "Nobody with this name uses Candour.", do="Give the e-mail address, or the organisation of somebody from outside."
        )  # fmt: skip
    return Whom(found[0])


def of_address(address: str) -> Whom:
    """A colleague. BadInput when nobody here has it."""
    user = User.objects.filter(email__iexact=address).first()
    if user is None:
        raise BadInput(
            "Nobody with this e-mail address uses Candour.",
            do="Check it; somebody from outside is kept by name and organisation.",
        )
    return Whom(user)


def trainer(text: str) -> Whom | None:
    """As ``named``, but a name that no colleague has is somebody's from outside; None: nothing was said."""
    text = " ".join(text.split())[:_LONGEST]
    if not text:
        return None
    if "@" in text or User.objects.filter(name__iexact=text, is_active=True).exists():
        return named(text)
    return Whom(None, text)
