"""Letters of the demonstration's requests, each written, finished and sent as the pages would do it; and views of the list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from candour.access import letters_mailed, letters_posted
from candour.access.letters import rows_of, templates_for
from candour.access.letters_kept import finish, write
from candour.access.models import Letter, Request
from candour.access.saved_views import save_view
from candour.accounts.models import User
from candour.demo.authority import somebody
from candour.ledger.acting import Actor, acting

Told = Mapping[str, Any]
_VIEWS: Mapping[str, Mapping[str, Any]] = {
    "Overdue or soon due": {"due": "at_risk"},
    "Police, not answered yet": {"kind": "police"},
}


def finished(by: User, request: Request, told: Told) -> None:
    finish(by=by, letter=draft(by, request, told))


def draft(by: User, request: Request, told: Told) -> Letter:
    chosen = next(each for each in templates_for(request) if each.id == told["template"])
    of = rows_of(chosen)
    about = {of: getattr(request, f"{of}s").get()} if of else {}
    return write(by=by, request=request, template=chosen.id, **about)


def posted(by: User, request: Request, told: Told) -> None:
    letters_posted.posted(by=by, letter=_finished(request, told), how=told["how"])


def mailed(by: User, request: Request, told: Told) -> None:
    """In the demonstration e-mail goes into a folder of its home."""
    letters_mailed.mail(by=by, letter=_finished(request, told))


def drafts(request: Request, told: Iterable[tuple[User, Told]]) -> None:
    """Those that somebody has begun, each once."""
    for by, each in told:
        with acting(Actor(user=by.pk)):
            there = Request.objects.get(pk=request.pk)
            if not Letter.objects.filter(request=there, template=each["template"]).exists():
                draft(by, there, each)


def views() -> None:
    officer = somebody("Farah Nadeem")
    with acting(Actor(user=officer.pk)):
        for name, wanted in _VIEWS.items():
            save_view(by=officer, name=name, wanted=wanted)


def _finished(request: Request, told: Told) -> Letter:
    return Letter.objects.select_related("request").get(request=request, template=told["template"], finished=True)
