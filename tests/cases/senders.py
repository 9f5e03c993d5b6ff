"""A browser that sends files, and how it asks for an answer that a script reads."""

from __future__ import annotations

from django.test import Client

from candour.accounts.models import User

JSON = {"headers": {"Accept": "application/json"}}


def browser(user: User | None, **given: object) -> Client:
    client = Client(**given)
    if user is not None:
        client.force_login(user)
        session = client.session
        session["second_factor"] = True
        session.save()
    return client
