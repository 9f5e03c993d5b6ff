"""Detection over a whole case: two passes over all texts, then positions only for what was found.

A long record is read in runs of pages with a margin on both sides: nothing that says who or what is meant stands
further off than that. It never holds the texts or finds of more than one run at once.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from candour.engine import detect
from candour.engine.decide import passage_mention
from candour.engine.detect import Register, build_register, find, suggested_people, survey
from candour.engine.detect.details import find_details
from candour.engine.detect.flags import find_flags
from candour.engine.detect.known import find_known
from candour.engine.detect.locators import Locating, Protected, find_questions, protected_addresses
from candour.engine.detect.record_text import RecordText
from candour.engine.detect.references import missing
from candour.engine.detect.series import date_gaps
from candour.engine.detect.similar import near_duplicates
from candour.engine.model import Box, Flag, Gap, GapKind, Layer, Mention, PageReading, Question, Record, Span
from candour.engine.read import locate
from candour.engine.read.picture import believable
from candour.engine.reading import Progress, readings_of
from candour.engine.store import code_digest, key_of
from candour.engine.work import Findings, Inputs, Work, paged_mentions, with_pages

_CODE = Path(detect.__file__).parent
_PAGE = "\f"
_RUN = 100
"""Pages searched at one go: bounds the memory."""
_MARGIN = 8
"""Pages read before and after a run: who is meant is told from at most a few hundred letters around."""
_UNCODED = re.compile(r"(?<=[^\W\d_])[\x01\x03-\x08\x0e-\x1f\ufffd]|[\x01\x03-\x08\x0e-\x1f\ufffd](?=[^\W\d_])")
"""A letter without a code (mostly an accented one): any letter in its place lets names match by likeness."""
_LINE_END = re.compile(r"[\ufffe\x02](?=\s|$)")


@dataclass(frozen=True, slots=True)
class _Stretch:
    """One layer of a whole record as one text, and where each page begins in it."""

    layer: str
    text: str
    starts: tuple[tuple[int, int], ...]
    """(offset, page number), ascending."""


def plain(text: str) -> str:
    """The text with pdfium's marks for line ends and hyphens made ordinary; as long as before, so offsets hold."""
    return (
        _UNCODED.sub("a", _LINE_END.sub("-", text)).replace("\r\n", " \n").replace("\ufffe", "-").replace("\x02", "-")
    )


def find_all(*, work: Work, inputs: Inputs, progress: Progress) -> Findings:
    """Everything that detection finds, kept under the hash of inputs and readings."""
    key = findings_key(work, inputs)
    kept = work.findings(key)
    if kept is not None:
        return kept
    records = list(with_pages(inputs.intake.records))
    register = survey(_all_texts(work, records, progress), build_register(inputs.people))
    protected = protected_addresses(inputs.people)
    mentions = paged_mentions()
    questions: list[Question] = []
    for done, record in enumerate(records, 1):
        for run in _runs(work, record):
            found = _Searched(record, run, register, protected)
            found.place(work)
            mentions.extend(found.mentions)
            questions += found.questions
        progress("searching", done, len(records))
    texts = [_record_text(work, record) for record in records]
    gaps = (*inputs.intake.gaps, *_unread_pages(work, records), *_document_gaps(texts, inputs))
    mentions.extend(_told_mentions(inputs.intake.records, gaps, register))
    flags = find_flags(texts=texts, people=register.people)
    mentions.extend(_passages(work, records, flags))
    findings = Findings(
        mentions=mentions,
        found=suggested_people(register),
        flags=flags,
        questions=tuple(questions),
        known=find_known(texts=texts, people=inputs.people),
        gaps=gaps,
    )
    work.save_findings(key, findings)
    return findings


def findings_key(work: Work, inputs: Inputs) -> str:
    return key_of("find", code_digest(_CODE), inputs.case, *_reading_digest(work, inputs))


def told_texts(records: Sequence[Record], gaps: Sequence[Gap]) -> Iterator[tuple[str, str, str]]:
    """(record id, layer, text) of whatever schedules and lists will tell: paths, titles, gaps. Their page is 0."""
    for record in records:
        yield record.id, "path", record.path
        yield record.id, "title", record.title
    for number, gap in enumerate(gaps):
        yield gap.record, f"gap {number} detail", gap.detail
        yield gap.record, f"gap {number} source", gap.source


def _told_mentions(records: Sequence[Record], gaps: Sequence[Gap], register: Register) -> Iterator[Mention]:
    for record, layer, text in told_texts(records, gaps):
        for span in find(text, register):
            yield mention_at(record, 0, layer, span, text[span.start : span.end], ())


def _reading_digest(work: Work, inputs: Inputs) -> Iterator[str]:
    for record in with_pages(inputs.intake.records):
        for reading in readings_of(work=work, record=record):
            yield key_of(*(layer.text for layer in reading.layers), reading.needs_ocr)


def _all_texts(work: Work, records: Sequence[Record], progress: Progress) -> Iterator[str]:
    for done, record in enumerate(records, 1):
        for run in _runs(work, record):
            for stretch in _stretches(run.readings):
                yield stretch.text
        progress("learning who is who", done, len(records))


@dataclass(frozen=True, slots=True)
class _Run:
    """Pages of a record read as one text; only what stands on pages ``first`` to ``last`` counts here."""

    readings: tuple[PageReading, ...]
    first: int
    last: int


def _runs(work: Work, record: Record) -> Iterator[_Run]:
    """A record of up to ``_RUN`` pages whole, a longer one in runs with ``_MARGIN`` pages of the next ones around."""
    total = len(record.pages)
    rest = readings_of(work=work, record=record)
    near: deque[PageReading] = deque()
    for first in range(1, total + 1, _RUN):
        last = min(total, first + _RUN - 1)
        while near and near[0].number < first - _MARGIN:
            near.popleft()
        while not near or near[-1].number < min(total, last + _MARGIN):
            near.append(next(rest))
        yield _Run(tuple(near), first, last)


def _stretches(readings: Sequence[PageReading]) -> Iterator[_Stretch]:
    for name in ("text", "ocr", "ocr again", "code"):
        parts: list[str] = []
        starts: list[tuple[int, int]] = []
        length = 0
        for reading in readings:
            if name == "text" and reading.distrusted:
                continue
            text = next((layer.text for layer in reading.layers if layer.name == name), "")
            if text.strip():
                starts.append((length, reading.number))
                parts.append(plain(text))
                length += len(text) + 1
        if starts:
            yield _Stretch(name, _PAGE.join(parts), tuple(starts))


def _record_text(work: Work, record: Record) -> RecordText:
    return RecordText(record, tuple(plain(as_seen(reading).text) for reading in readings_of(work=work, record=record)))


def as_seen(reading: PageReading) -> Layer:
    """The page as the eye reads it: its own text where that can be believed, else OCR's."""
    layers = {layer.name: layer for layer in reading.layers}
    own, seen = layers.get("text"), layers.get("ocr")
    if own is not None and not reading.distrusted and (seen is None or (own.text.strip() and believable(own.text))):
        return own
    return seen or Layer("text", "")


class _Searched:
    """What was found in one run of a record, by page; ``place`` then asks for the boxes of all of it at once."""

    def __init__(self, record: Record, run: _Run, register: Register, protected: Sequence[Protected]) -> None:
        self.record = record
        self.readings = {each.number: each for each in run.readings if run.first <= each.number <= run.last}
        self.mentions: list[Mention] = []
        self.questions: list[Question] = []
        self._spans: dict[int, list[tuple[str, Span]]] = {}
        for stretch in _stretches(run.readings):
            spans = find(stretch.text, register)
            spans = [*spans, *find_details(text=stretch.text, spans=spans, people=register.people)]
            for page, span in _paged(stretch, spans):
                if page in self.readings:
                    self._spans.setdefault(page, []).append((stretch.layer, span))
        asked = self.readings.values() if protected else ()
        self._asked = {reading.number: self._asking(reading, protected) for reading in asked}

    def _asking(self, reading: PageReading, protected: Sequence[Protected]) -> list[tuple[str, Locating]]:
        asked = []
        for layer in reading.layers:
            spans = [span for name, span in self._spans.get(reading.number, ()) if name == layer.name]
            text = plain(layer.text)
            found = find_questions(
                record=self.record.id, page=reading.number, text=text, spans=spans, protected=protected
            )
            asked += [(layer.name, each) for each in found]
        return asked

    def place(self, work: Work) -> None:
        pages = sorted({*self._spans, *(page for page, asked in self._asked.items() if asked)})
        wanted = [(self.readings[page], [*self._span_places(page), *self._asked_places(page)]) for page in pages]
        for page, boxes in locate(pdf=work.store.path(self.record.pdf), pages=wanted):
            rest = iter(boxes)
            for layer, span in self._spans.get(page, ()):
                text = _words(self.readings[page], layer, span)
                self.mentions.append(mention_at(self.record.id, page, layer, span, text, next(rest)))
            for _, each in self._asked.get(page, ()):
                places = tuple(box for _ in each.places for box in next(rest))
                self.questions.append(replace(each.question, boxes=places))

    def _span_places(self, page: int) -> Iterator[tuple[str, int, int]]:
        return ((layer, span.start, span.end) for layer, span in self._spans.get(page, ()))

    def _asked_places(self, page: int) -> Iterator[tuple[str, int, int]]:
        return ((layer, start, end) for layer, each in self._asked.get(page, ()) for start, end in each.places)


def _passages(work: Work, records: Sequence[Record], flags: Sequence[Flag]) -> Iterator[Mention]:
    """Flagged passages as mentions with boxes, so that they are proposed, decided and redacted like any other."""
    for record in records:
        mine = [flag for flag in flags if flag.record == record.id and flag.page and flag.end > flag.start]
        if not mine:
            continue
        pages = sorted({flag.page for flag in mine})
        readings = {each.number: each for each in readings_of(work=work, record=record, numbers=pages)}
        on = {page: [flag for flag in mine if flag.page == page] for page in pages}
        wanted = [
            (readings[page], [(as_seen(readings[page]).name, flag.start, flag.end) for flag in on[page]])
            for page in pages
        ]
        for page, boxes in locate(pdf=work.store.path(record.pdf), pages=wanted):
            layer = as_seen(readings[page])
            for flag, places in zip(on[page], boxes, strict=True):
                name = key_of(record.id, page, layer.name, flag.start, flag.end, flag.kind)[:12]
                text = layer.text[flag.start : flag.end]
                yield passage_mention(flag=flag, id=f"m-{name}", layer=layer.name, text=text, boxes=places)


def _words(reading: PageReading, layer: str, span: Span) -> str:
    return next(each.text for each in reading.layers if each.name == layer)[span.start : span.end]


def _paged(stretch: _Stretch, spans: Sequence[Span]) -> Iterator[tuple[int, Span]]:
    """Each span on its page, offsets into that page's layer; one that runs over a page end becomes two."""
    ends = [start - 1 for start, _ in stretch.starts[1:]] + [len(stretch.text)]
    place = 0
    for span in sorted(spans, key=lambda each: (each.start, each.end)):
        while ends[place] <= span.start and place < len(ends) - 1:
            place += 1
        here, start = place, span.start
        while start < span.end and here < len(ends):
            offset, page = stretch.starts[here]
            end = min(span.end, ends[here])
            if start < end:
                yield page, replace(span, start=start - offset, end=end - offset)
            start, here = ends[here] + 1, here + 1


def mention_at(record: str, page: int, layer: str, span: Span, text: str, boxes: tuple[Box, ...]) -> Mention:
    """With the id that whatever stands there, of that kind and person, has in every run."""
    name = key_of(record, page, layer, span.start, span.end, span.kind, span.person)[:12]
    return Mention(f"m-{name}", record, page, layer, span, text, boxes)


def _unread_pages(work: Work, records: Sequence[Record]) -> Iterator[Gap]:
    """One line a record for pages whose picture nothing here could read."""
    for record in records:
        pages = [reading.number for reading in readings_of(work=work, record=record) if reading.needs_ocr]
        if pages:
            numbers = ", ".join(map(str, pages[:20])) + (" …" if len(pages) > 20 else "")
            detail = f"pages {numbers} are pictures and OCR is not installed or failed"
            yield Gap(GapKind.NEEDS_OCR, detail, record.path, record=record.id)


def _document_gaps(texts: Sequence[RecordText], inputs: Inputs) -> tuple[Gap, ...]:
    held = {record.id for record in inputs.intake.records}
    absent = [row for row in inputs.manifest if row.record_id not in held]
    records = inputs.intake.records
    return (
        *missing(texts=texts, records=records, manifest_missing=absent),
        *date_gaps(texts=texts),
        *near_duplicates(texts=texts),
    )
