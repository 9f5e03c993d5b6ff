"""Whoever sends fetches the bundle that was produced for a request, file by file, and nothing else of the case.

Refused before it may be sent, and to everybody but who sends; each fetch is entered.
"""

from __future__ import annotations

from pathlib import Path

from candour.access.answering import not_yet
from candour.access.bundles import bundle_of
from candour.access.guarding import may
from candour.access.models import Request, State
from candour.access.taking import ONCE_DECIDED, begin, took
from candour.accounts.models import User
from candour.engine.errors import Refused
from candour.engine.store import sha256_of
from candour.ledger.verbs import Verb

_STEP = "send"


def fetch(*, by: User, request: Request, name: str) -> Path | None:
    """A file of it, as it was made; None for every name that is not one of the bundle's own."""
    request = begin(request, _STEP, by=by, states=ONCE_DECIDED)
    against, bundle = not_yet(request), bundle_of(request)
    if against or bundle is None:
        means = " ".join(against) or "Nobody has given instructions for sending it."
        raise Refused("The records cannot be fetched yet.", means=means, do="Look at the request for what comes next.")
    path = bundle.file(name)
    if path is not None:
        took(request, _STEP, Verb.BUNDLE_FETCHED, by=by, sha256=sha256_of(path=path), **bundle.told())
    return path


def to_fetch(request: Request, *, user: User) -> list[str]:
    """The names of the files that the person can fetch now; none: it is not theirs to send, or may not be sent yet."""
    if request.state != State.DECIDED or not may(request, _STEP, by=user) or not_yet(request):
        return []
    bundle = bundle_of(request)
    try:
        return sorted(bundle.files()) if bundle else []
    except Refused:  # is said with its reason to whoever fetches
        return []
