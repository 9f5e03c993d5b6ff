"""Filed statements as records of a case file, so that they are read, marked and bundled like every other document.

It takes the PDF as it was filed, byte for byte, and only once; it files nothing.
"""

from __future__ import annotations

import io
from dataclasses import dataclass

from candour.accounts.models import User
from candour.accounts.roles import Act
from candour.cases.arriving import Named, arrived
from candour.cases.models import Case, File, FileState, Record
from candour.cases.receiving import receive_own
from candour.engine.errors import Refused
from candour.ledger.verbs import Verb
from candour.litigation.models import Frozen, Matter, State, Statement
from candour.litigation.scope import cases_of
from candour.litigation.setting import file_name
from candour.litigation.working import live, note

_FOLDER = "Legal/Statements"


@dataclass(frozen=True, slots=True)
class Filed:
    """``record``: what holds it in the case file; ``waits``: it was received, and the case is not prepared with it yet."""

    statement: Statement
    record: Record | None
    waits: bool

    @property
    def there(self) -> bool:
        return self.record is not None or self.waits


def of(matter: Matter, case: Case) -> list[Filed]:
    """Statements that were drafted and filed here. Those made elsewhere are records already."""
    found = list(Statement.objects.filter(matter=matter, state=State.FILED, elsewhere=False).order_by("filed_on", "pk"))
    hashes = [each.frozen_pdf for each in found]
    records = {each.sha256: each for each in Record.objects.filter(case=case, gone_at=None, sha256__in=hashes)}
    received = File.objects.filter(case=case, state=FileState.RECEIVED, sha256__in=hashes)
    came = set(received.values_list("sha256", flat=True))
    return [
        Filed(each, records.get(each.frozen_pdf), each.frozen_pdf in came and each.frozen_pdf not in records)
        for each in found
    ]


def receive(*, by: User, statement: Statement, case: Case) -> File:
    """By a lawyer of the matter. Refused for what is not filed, for another case, and when the case file holds it."""
    matter = live(statement.matter, by=by)
    if not cases_of(matter).filter(pk=case.pk).exists():
        raise Refused("This case is not in the matter.", do="Load the page again.")
    mine = next((each for each in of(matter, case) if each.statement.pk == statement.pk), None)
    if mine is None:
        raise Refused("This statement is not filed.", do="File it first; it is then put into the case file.")
    if mine.there:
        raise Refused("The case file holds this statement already.", do="Load the page again.")
    content = bytes(Frozen.objects.get(statement=statement, form="pdf").content)
    name = file_name(statement, statement.signed_version, "pdf").removesuffix(".pdf")
    named = Named(f"{_FOLDER}/{name}-{statement.key}.pdf", arrived(io.BytesIO(content)))
    file = receive_own(by=by, act=Act.KEEP_MATTERS, case=case, named=named)
    if file.state != FileState.RECEIVED:
        raise Refused("The statement was not taken into the case file.", means=file.why, do="Ask whoever runs Candour.")
    note(matter, Verb.STATEMENT_RECEIVED, case=case.pk, object=f"statement:{statement.pk}", sha256=file.sha256)
    return file
