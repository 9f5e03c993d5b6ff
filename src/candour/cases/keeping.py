"""Keeps what the engine found in a case as rows, in the running transaction: all of it or nothing.

Rows keep their keys and what people said of them; what is found no more is marked as gone, never removed (pages that a
record no longer has are). Rows reach the server as one stream, since row by row 100,000 mentions would take minutes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec
from django.db.models import F

from candour.cases.found import Flag, Known, Mention, Question
from candour.cases.merging import Table, gone, merge
from candour.cases.models import Case, Gap, Page, Record
from candour.cases.prepared import with_lasting_keys
from candour.cases.strangers import name_strangers
from candour.engine import model
from candour.engine.finding import as_seen, plain
from candour.engine.reading import readings_of
from candour.engine.store import key_of
from candour.engine.work import Findings, Inputs, Work, with_pages

Row = tuple[Any, ...]
Ids = Mapping[str, int]
"""The engine's id of a record → its row."""

RECORDS = Table(
    Record,
    "key path sha256 media_type size title type date date_said author parent pdf pages_count listed duplicate_of meta",
    dated=("added_at", "changed_at"),
    changed=("sha256", "pdf"),
)
PAGES = Table(
    Page,
    "record_id number kind width height layer text besides unsure needs_ocr",
    same=("record_id", "number"),
)
GAPS = Table(Gap, "key kind detail source record seen")
MENTIONS = Table(
    Mention,
    "record_id key page layer kind person candidates ambiguous start end text boxes score recogniser",
)
FLAGS = Table(Flag, "record_id key kind page start end reason")
QUESTIONS = Table(Question, "record_id key kind page person boxes")
KNOWN = Table(Known, "record_id key person how date")


@dataclass(frozen=True, slots=True)
class Counts:
    """For the ledger: how much there is now."""

    records: int
    pages: int
    gaps: int
    people_found: int
    mentions: int
    questions: int


def keep(*, case: Case, work: Work, inputs: Inputs, findings: Findings) -> Counts:
    """Runs as the job of the case. Mentions stand under the lasting keys of people whom nobody registered."""
    findings = with_lasting_keys(findings, keys=name_strangers(case=case, found=findings.found))
    records = inputs.intake.records
    merge(RECORDS, _records(records), case=case.pk)
    ids = dict(Record.objects.filter(case=case, gone_at=None).values_list("key", "pk"))
    merge(PAGES, _pages(work, records, ids), case=case.pk)
    Page.objects.filter(case=case, number__gt=F("record__pages_count")).delete()
    merge(GAPS, _gaps(findings.gaps), case=case.pk)
    merge(MENTIONS, _mentions(findings.mentions, ids), case=case.pk)
    merge(FLAGS, _flags(findings.flags, ids), case=case.pk)
    merge(QUESTIONS, _questions(findings.questions, ids), case=case.pk)
    merge(KNOWN, _known(findings.known, ids), case=case.pk)
    return Counts(
        records=len(records),
        pages=sum(len(record.pages) for record in records),
        gaps=len(findings.gaps),
        people_found=len(findings.found),
        mentions=len(findings.mentions),
        questions=len(findings.questions),
    )


def keep_nothing(*, case: Case) -> None:
    """The case has no files any more: everything found in it is gone."""
    name_strangers(case=case, found=())
    for table in (RECORDS, GAPS, MENTIONS, FLAGS, QUESTIONS, KNOWN):
        gone(table, case=case.pk)


def _records(records: Iterable[model.Record]) -> Iterator[Row]:
    for each in records:
        yield (
            each.id, each.path, each.sha256, each.media_type, each.size, each.title, each.type, _day(each.date),
            each.date, each.author, each.parent, each.pdf, len(each.pages), each.listed, each.duplicate_of,
            _json(each.meta),
        )  # fmt: skip


def _pages(work: Work, records: Iterable[model.Record], ids: Ids) -> Iterator[Row]:
    for record in with_pages(records):
        for kind, reading in zip(record.pages, readings_of(work=work, record=record), strict=True):
            seen = as_seen(reading)
            yield (
                ids[record.id], reading.number, kind, reading.width, reading.height, seen.name, plain(seen.text),
                _besides(reading, seen), reading.unsure, reading.needs_ocr,
            )  # fmt: skip


def _besides(reading: model.PageReading, seen: model.Layer) -> str:
    """Lines of the page's other readings with a word that the seen one lacks."""
    there = set(seen.text.casefold().split())
    others = (plain(layer.text) for layer in reading.layers if layer is not seen)
    return "\n".join(
        line for text in others for line in text.splitlines() if not there.issuperset(line.casefold().split())
    )


def _gaps(gaps: Iterable[model.Gap]) -> Iterator[Row]:
    for gap in gaps:
        key = key_of(gap.kind, gap.detail, gap.source, gap.record)[:16]
        seen = _json([[each.record, each.page, each.words] for each in gap.seen])
        yield key, gap.kind, gap.detail, gap.source, gap.record, seen


def _mentions(mentions: Iterable[model.Mention], ids: Ids) -> Iterator[Row]:
    for each in mentions:
        span = each.span
        yield (
            ids.get(each.record), each.id, each.page, each.layer, span.kind, span.person, list(span.candidates), span.ambiguous,
            span.start, span.end, each.text, _boxes(each.boxes), span.score, span.recogniser,
        )  # fmt: skip


def _flags(flags: Iterable[model.Flag], ids: Ids) -> Iterator[Row]:
    for each in flags:
        key = key_of(each.kind, each.record, each.page, each.start, each.end)[:16]
        yield ids[each.record], key, each.kind, each.page, each.start, each.end, each.reason


def _questions(questions: Iterable[model.Question], ids: Ids) -> Iterator[Row]:
    for each in questions:
        yield ids[each.record], each.id, each.kind, each.page, each.person, _boxes(each.boxes)


def _known(known: Iterable[model.Known], ids: Ids) -> Iterator[Row]:
    for each in known:
        key = key_of(each.person, each.record, each.how, each.date)[:16]
        yield ids[each.record], key, each.person, each.how, each.date


def _day(said: str) -> date | None:
    """A whole date; what says less stays as words only."""
    try:
        return date.fromisoformat(said[:10])
    except ValueError:
        return None


def _boxes(boxes: Iterable[model.Box]) -> str:
    return _json([[box.x0, box.y0, box.x1, box.y1] for box in boxes])


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()
