"""What stands in a copy of a whole case besides its files: tables as CSV, texts and the ledger as JSON lines.

Apps above this one add theirs (``in_copy``). Nothing is left out or covered: a copy is for the council, not for a recipient.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from django.db.models import QuerySet

from candour.cases.found import Question
from candour.cases.models import (
    Bar,
    Case,
    CaseTeam,
    File,
    Gap,
    Grant,
    ManifestRow,
    Page,
    Person,
    Record,
)
from candour.cases.retention import CaseHold, Retention
from candour.cases.wording import worded
from candour.engine.inputs.manifest import COLUMNS as MANIFEST
from candour.engine.inputs.people import COLUMNS as PEOPLE
from candour.ledger import queries as ledger
from candour.ledger.models import Entry, Reason

_AT_ONCE = 1_000
Content = Iterable[bytes]
Part = Callable[[Case], Iterator[tuple[str, str, Content]]]
"""Gives files of the copy: path in it, what it holds in a few words, and its bytes piece by piece."""
PARTS: list[Part] = []


def in_copy(part: Part) -> Part:
    """Marks a function that adds files to a copy. It reads as the job of the case, in one transaction of its own."""
    PARTS.append(part)
    return part


def table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[bytes]:
    """CSV in UTF-8, line by line."""
    yield _line(columns)
    yield from map(_line, rows)


def json_lines(rows: Iterable[Any]) -> Iterator[bytes]:
    return (json.dumps(row, ensure_ascii=False, default=str).encode() + b"\n" for row in rows)


def _line(values: Sequence[object]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerow(["" if value is None else value for value in values])
    return out.getvalue().encode()


def _columns(found: QuerySet[Any], names: str) -> Content:
    columns = names.split()
    return table(columns, found.order_by("pk").values_list(*columns).iterator(chunk_size=_AT_ONCE))


@in_copy
def inputs(case: Case) -> Iterator[tuple[str, str, Content]]:
    """What was given to the case, in the form that ``candour prepare`` takes."""
    people = Person.objects.filter(case=case, gone_at=None).order_by("pk")
    yield "people.csv", "The register of people", table(PEOPLE, map(_person, people.filter(found=False)))
    yield (
        "people-found.csv",
        "People found in the file whom nobody registered",
        table(PEOPLE, map(_person, people.filter(found=True))),
    )
    listed = ManifestRow.objects.filter(case=case).order_by("number").values_list(*MANIFEST)
    yield "manifest.csv", "The list of records of the source system", table(MANIFEST, listed)
    files = File.objects.filter(case=case)
    names = "path sha256 size state why received_at upload__key upload__by__name"
    yield "files.csv", "Every file that was received or refused", _columns(files, names)


def _person(person: Person) -> Sequence[object]:
    return (
        person.key, person.name, person.role, "|".join(person.aliases), person.date_of_birth, person.address,
        "|".join(person.phones), "|".join(person.emails), "|".join(person.identifiers),
        "|".join(person.never_disclose), person.notes,
    )  # fmt: skip


@in_copy
def found(case: Case) -> Iterator[tuple[str, str, Content]]:
    records = Record.objects.filter(case=case)
    names = "key path sha256 media_type size title type date date_said author parent pages_count duplicate_of added_at gone_at"
    yield "records.csv", "The records", _columns(records, names)
    pages = Page.objects.filter(case=case).order_by("record__key", "number")
    texts = pages.values("record__key", "number", "kind", "text", "besides").iterator(chunk_size=100)
    yield "pages.jsonl", "The text of every page", json_lines(texts)
    gaps = Gap.objects.filter(case=case)
    names = "kind detail source record explained explained_by__name explained_at gone_at"
    yield "gaps.csv", "What is missing or could not be read", _columns(gaps, names)
    questions = Question.objects.filter(case=case)
    names = "record__key page kind person answer explanation answered_by__name answered_at gone_at"
    yield "questions.csv", "Passages that could give an address away", _columns(questions, names)


@in_copy
def access(case: Case) -> Iterator[tuple[str, str, Content]]:
    teams, grants = CaseTeam.objects.filter(case=case), Grant.objects.filter(case=case)
    yield "access-teams.csv", "Teams that work or worked on the case", _columns(teams, "team__name since ended_at")
    names = "user__name purpose emergency given_by__name given_at last_day ended_at"
    yield "access-people.csv", "People who were given access, or took it in an emergency", _columns(grants, names)
    bars = Bar.objects.filter(case=case)
    yield "access-barred.csv", "People who must not see it", _columns(bars, "user__name set_by__name set_at lifted_at")


@in_copy
def keeping(case: Case) -> Iterator[tuple[str, str, Content]]:
    said, holds = Retention.objects.filter(case=case), CaseHold.objects.filter(case=case)
    names = "kind born died adopted closed set_by__name set_at"
    yield "retention.csv", "How long it is kept", _columns(said, names)
    names = "name reason set_by__name set_at lifted_by__name lifted_at lifted_because"
    yield "holds.csv", "Legal holds", _columns(holds, names)


@in_copy
def history(case: Case) -> Iterator[tuple[str, str, Content]]:
    """As it was hashed, so that ``candour ledger verify`` can check it; beside it in words, and the reasons."""
    lines = (line.encode() + b"\n" for line in ledger.lines(chain=case.pk))
    yield "history.jsonl", "The ledger as it is chained", lines
    reasons = Reason.objects.filter(chain=case.pk).exclude(text="").order_by("seq").values("seq", "text")
    yield "reasons.jsonl", "The reasons that people gave, by entry", json_lines(reasons.iterator(chunk_size=_AT_ONCE))
    yield "history.csv", "The ledger in words", table(("at", "who", "what", "reason"), _told(case))


def _told(case: Case) -> Iterator[Sequence[object]]:
    some: list[Entry] = []
    for entry in ledger.entries(chain=case.pk):
        some.append(entry)
        if len(some) == _AT_ONCE:
            yield from _in_words(case, some)
            some = []
    yield from _in_words(case, some)


def _in_words(case: Case, entries: list[Entry]) -> Iterator[Sequence[object]]:
    return ((line.at.isoformat(), line.who, line.sentence, line.reason) for line in worded(ledger.told(entries)))
