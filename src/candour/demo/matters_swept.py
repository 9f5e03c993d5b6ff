"""The head of litigation sweeps the demonstration's live matters once, and what was found becomes actions with owners and days."""

from __future__ import annotations

from datetime import timedelta

from candour.actions.services import Agreed, Days, Owners
from candour.demo.authority import somebody
from candour.demo.litigating import head
from candour.ledger.acting import Actor, acting
from candour.ledger.clock import today
from candour.litigation import sweeping
from candour.litigation.models import Finding, Outcome, Sweep

_NOTE = "After what was found in the judicial review: does any other live matter have the same failure?"
_AGREED = (
    ("Merrin", "mentioned", "Find the assessment of March 2025: ask the author’s former office, and look in the mail archive",
     "Gillian Moffat", 7),
    ("Merrin", "unexplained", "Write for each redaction why it is there, or take it off", "Farah Nadeem", 5),
    ("Merrin", "late", "Say of each record that came late whether it goes to the other side", "Harriet Vane-Cole", -2),
    ("Danvers", "mentioned", "Ask the police for their minutes of the strategy meeting of 2013", "Harriet Vane-Cole", 10),
    ("Danvers", "signed", "Show Judith Osgood what the boxes held, and correct her statement where it has to be",
     "Harriet Vane-Cole", 14),
    ("Re P", "mentioned", "Get the psychologist’s report from the guardian, and send it to every party", "Bethan Pryce", 3),
)  # fmt: skip
"""Words of the title, the check, what, whose, and by when in days from today: one is overdue."""


def sweep() -> None:
    by = head()
    with acting(Actor(user=by.pk)):
        if Sweep.objects.exists():
            return
        made = sweeping.sweep(by=by, note=_NOTE)
        found = Finding.objects.filter(sweep=made, outcome=Outcome.FOUND).select_related("matter", "sweep")
        for title, check, what, owner, days in _AGREED:
            for finding in found.filter(matter__title__contains=title, check_id=check):
                agreed = Agreed(what, Owners((somebody(owner),)), Days(today() + timedelta(days=days)))
                sweeping.act(by=by, finding=finding, agreed=agreed)
