"""Adds a system administrator from the machine itself: how the first one comes to be. A weak password is refused."""

from __future__ import annotations

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from candour.accounts import services
from candour.accounts.models import User
from candour.accounts.roles import Role
from candour.engine.errors import BadInput
from candour.ledger.acting import NOBODY, acting


def add(*, name: str, email: str, password: str) -> None:
    """Raises BadInput for a weak password or words that are missing, Refused for somebody who is there already."""
    try:
        validate_password(password, User(email=email.strip(), name=name))
    except ValidationError as weak:
        raise BadInput(
            f"The password is too weak. {' '.join(weak.messages)}",
            means="Nobody was added.",
            do="Choose a longer one, three words that nobody would put together, for example.",
        ) from None
    with acting(NOBODY):
        user = services.add_person(by=None, email=email, name=name, password=password)
        services.give_role(by=None, user=user, role=Role.ADMINISTRATOR)
