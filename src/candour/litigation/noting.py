"""Notes statements that were made and signed outside Candour: the case file holds them, and nothing is drafted here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from candour.accounts.models import User
from candour.cases.models import Record
from candour.engine.errors import BadInput, Refused
from candour.ledger.clock import now, today
from candour.ledger.verbs import Verb
from candour.litigation import statement_titles
from candour.litigation.models import Capacity, Matter, Member, State, Statement
from candour.litigation.scope import records_of
from candour.litigation.working import live, note


@dataclass(frozen=True, slots=True)
class Made:
    """``record``: of the case file, which holds it; ``filed_on`` None: it was not filed, or not yet."""

    author: User
    record: Record
    signed_on: date
    filed_on: date | None = None
    title: str = ""
    exhibit: str = ""


def note_made(*, by: User, matter: Matter, made: Made) -> Statement:
    """By a lawyer of the matter. BadInput for days that cannot be, and for a record of another matter's case."""
    matter = live(matter, by=by)
    _check(matter, made)
    exhibit = "".join(made.exhibit.split()).upper()
    if statement_titles.taken(matter, exhibit):
        raise BadInput("Another statement of the matter has this exhibit mark.", do="Choose another one.")
    noted = Statement.objects.create(
        matter=matter, elsewhere=True, record=made.record, author=made.author, supervisor=_supervisor(matter, by),
        title=" ".join(made.title.split()) or statement_titles.title_for(matter, made.author), exhibit=exhibit,
        state=State.FILED if made.filed_on else State.SIGNED, signed_on=made.signed_on, filed_on=made.filed_on,
        filed_by=by if made.filed_on else None, filed_at=now() if made.filed_on else None, made_by=by, made_at=now(),
    )  # fmt: skip
    note(matter, Verb.STATEMENT_NOTED, object=f"statement:{noted.pk}", record=made.record.pk)
    return noted


def note_filed(*, by: User, statement: Statement, on: date) -> None:
    """That a statement which was made elsewhere was filed. Refused for any other, and for one that is filed."""
    matter = live(statement.matter, by=by)
    found = Statement.objects.filter(pk=statement.pk, elsewhere=True, state=State.SIGNED)
    if statement.signed_on is None or not statement.signed_on <= on <= today():
        raise BadInput(
            "This day cannot be.",
            do="Give the day on which it was filed: after it was signed, and not later than today.",
        )
    if not found.update(state=State.FILED, filed_on=on, filed_by=by, filed_at=now()):
        raise Refused(
            "This statement is not one that was made elsewhere and is not filed yet.", do="Load the page again."
        )
    note(matter, Verb.STATEMENT_NOTED, object=f"statement:{statement.pk}", filed=on.isoformat())


def _check(matter: Matter, made: Made) -> None:
    if not records_of(matter).filter(pk=made.record.pk).exists():
        raise BadInput("This record is in no case of the matter.", do="Add the statement to the case file first.")
    if made.signed_on > today() or (made.filed_on or made.signed_on) > today():
        raise BadInput("The day is in the future.", do="Give the day on which it was signed, and was filed.")
    if made.filed_on is not None and made.filed_on < made.signed_on:
        raise BadInput("It was filed before it was signed.", do="Look at the two days again.")


def _supervisor(matter: Matter, by: User) -> User:
    found = Member.objects.filter(matter=matter, capacity=Capacity.SUPERVISING, ended_at=None).select_related("user")
    supervising = found.first()
    return supervising.user if supervising else by
