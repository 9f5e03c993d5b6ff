"""Reads lists of who came, from a file or typed in, and says row by row what is understood, what is not and why. It saves nothing."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from candour.engine.errors import BadInput
from candour.ledger.clock import today
from candour.training.models import Attendance, Session, Status
from candour.training.named import Whom, named, of_address

LARGEST = 1 << 20
_MOST = 1_000
_COLUMNS: Mapping[str, frozenset[str]] = {
    "email": frozenset({"email", "e-mail", "email address", "e-mail address", "mail"}),
    "name": frozenset({"name", "full name"}),
    "organisation": frozenset({"organisation", "organization", "agency", "employer"}),
    "status": frozenset({"status", "attendance", "attended"}),
}
_WORDS: Mapping[str, frozenset[str]] = {
    Status.BOOKED: frozenset({"booked", "registered", "invited", "enrolled"}),
    Status.ATTENDED: frozenset({"attended", "came", "present", "yes", "y", "1", "x", "true", "completed"}),
    Status.ABSENT: frozenset(
        {"did not come", "did not attend", "absent", "no", "n", "0", "false", "apologies", "no show", "no-show"}
    ),
}
_HEAD = "The first line names the columns: email, name, organisation, status. It needs status, and email or name."


@dataclass(frozen=True, slots=True)
class Row:
    """One line as it stands in the list; ``number``: its line."""

    number: int
    email: str
    name: str
    organisation: str
    status: str


class State(StrEnum):
    NEW = "Will be added"
    CHANGED = "Will be changed"
    SAME = "Stands here already"
    NOT_UNDERSTOOD = "Not understood"


@dataclass(frozen=True, slots=True)
class Line:
    """What a row means. ``why``: what is not understood, or what it is now; ``there``: the number of the row it changes."""

    row: Row
    state: State
    whom: Whom | None = None
    status: str = ""
    why: str = ""
    there: int | None = None

    @property
    def said(self) -> list[str]:
        row = self.row
        return [each for each in (row.email, row.name, row.organisation, row.status) if each]


def rows_of(data: bytes) -> list[Row]:
    """The rows of a CSV file. BadInput names what the file lacks; it never repeats what stands in it."""
    if len(data) > LARGEST:
        raise BadInput("The file is larger than 1 MB.", do="Bring it in as several smaller files.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadInput(
            "The file is not UTF-8.",
            means="Names with accents would be read wrongly.",
            do="Save it as “CSV UTF-8” in Excel.",
        ) from None
    first = text.partition("\n")[0]
    reader = csv.reader(
        io.StringIO(text.replace("\0", "")), delimiter=";" if first.count(";") > first.count(",") else ","
    )
    try:
        places = _places(next(reader, []))
        found = [_row(number, each, places) for number, each in enumerate(reader, start=2) if any(map(str.strip, each))]
    except csv.Error:
        raise BadInput("The file is no CSV that can be read.", do="Save it as CSV again.") from None
    if not found or len(found) > _MOST:
        raise BadInput(f"The file has {len(found):,} rows.", do=f"It needs at least one and at most {_MOST:,}.")
    return found


def _places(head: Sequence[str]) -> Mapping[str, int]:
    given = [" ".join(each.split()).casefold() for each in head]
    places = {column: at for column, words in _COLUMNS.items() for at, each in enumerate(given) if each in words}
    if "status" not in places or not {"email", "name"} & set(places):
        raise BadInput("The columns of the file are not known.", do=_HEAD)
    return places


def _row(number: int, values: Sequence[str], places: Mapping[str, int]) -> Row:
    def value(column: str) -> str:
        at = places.get(column, len(values))
        return " ".join(values[at].split())[:200] if at < len(values) else ""

    return Row(number, value("email"), value("name"), value("organisation"), value("status"))


def typed(text: str, *, status: str) -> list[Row]:
    """One person a line: an e-mail address, a name, or a name and an organisation after a comma."""
    lines = [(number, each) for number, each in enumerate(text.splitlines(), start=1) if each.strip()]
    found = []
    for number, line in lines[:_MOST]:
        who, _, organisation = (part.strip() for part in line.partition(","))
        found.append(Row(number, who if "@" in who else "", "" if "@" in who else who, organisation, status))
    return found


def understood(*, session: Session, rows: Sequence[Row]) -> list[Line]:
    """What each row would do to the session's list as it is now."""
    there = {_mark(Whom(each.user, each.name, each.organisation)): each
             for each in session.attendances.select_related("user")}  # fmt: skip
    seen: dict[object, int] = {}
    return list(_lines(session, rows, there, seen))


def _lines(
    session: Session, rows: Sequence[Row], there: Mapping[object, Attendance], seen: dict[object, int]
) -> Iterator[Line]:
    for row in rows:
        try:
            whom, status = _whom(row), _status(row, session)
        except BadInput as error:
            yield Line(row, State.NOT_UNDERSTOOD, why=str(error))
            continue
        mark = _mark(whom)
        if mark in seen:
            yield Line(row, State.NOT_UNDERSTOOD, whom, status, f"The same person stands in line {seen[mark]}.")
            continue
        seen[mark] = row.number
        yield _line(row, whom, status, there.get(mark))


def _line(row: Row, whom: Whom, status: str, now: Attendance | None) -> Line:
    if now is None:
        return Line(row, State.NEW, whom, status)
    if now.status == status:
        return Line(row, State.SAME, whom, status)
    return Line(row, State.CHANGED, whom, status, f"Now: {Status(now.status).label}.", now.pk)


def _whom(row: Row) -> Whom:
    """The address tells who it is; where nobody here has it, name and organisation do."""
    if not row.email:
        return named(row.name, organisation=row.organisation)
    try:
        return of_address(row.email)
    except BadInput:
        if row.name and row.organisation:
            return named(row.name, organisation=row.organisation)
        raise


def _status(row: Row, session: Session) -> str:
    said = row.status.casefold()
    status = next((each for each, words in _WORDS.items() if said in words), "")
    if not status:
        raise BadInput("The status is not known.", do="Write booked, attended or did not come.")
    if status != Status.BOOKED and session.day > today():
        raise BadInput(
            "The session is yet to come.", do="Nobody can have come to it, or have stayed away: write booked."
        )
    return status


def _mark(whom: Whom) -> object:
    return whom.user.pk if whom.user else (whom.name.casefold(), whom.organisation.casefold())
