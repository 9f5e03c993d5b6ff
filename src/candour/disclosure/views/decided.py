"""What checkers and lawyers see of a page: as it is, as it goes out, and who decided what of it and why."""

from __future__ import annotations

from typing import Any

from candour.accounts.models import User
from candour.disclosure.looking import PageView
from candour.disclosure.models import Disclosure
from candour.disclosure.previewing import leaves
from candour.disclosure.views.showing import page_shown
from candour.disclosure.views.viewing import note_view


def decided_page(disclosure: Disclosure, view: PageView, *, user: User) -> dict[str, Any]:
    """Everything that the part ``decided`` needs; entered in the ledger as a view of the page."""
    shown = page_shown(disclosure, view, user=user)
    note_view(disclosure, shown["page"])
    return {**shown, "goes_out": leaves(view)}
