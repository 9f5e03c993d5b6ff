"""Detection over a whole case: two passes over all texts, then positions only for what was found."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from candour.engine.detect import Register, build_register, find, suggested_people, survey
from candour.engine.detect.details import find_details
from candour.engine.detect.flags import find_flags
from candour.engine.detect.known import find_known
from candour.engine.detect.locators import find_questions
from candour.engine.detect.references import RecordText, missing
from candour.engine.detect.series import date_gaps
from candour.engine.detect.similar import near_duplicates
from candour.engine.model import Gap, GapKind, Kind, Mention, PageReading, Record, Span
from candour.engine.read import locate
from candour.engine.reading import Progress, readings_of
from candour.engine.store import key_of
from candour.engine.work import Findings, Inputs, Work, with_pages

PATH_LAYER, TITLE_LAYER = "path", "title"
"""Layers of page 0: a record's path and title are searched like its pages."""
_PAGE = "\f"
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
    return _LINE_END.sub("-", text).replace("\r\n", " \n").replace("\ufffe", "-").replace("\x02", "-")


def find_all(*, work: Work, inputs: Inputs, progress: Progress) -> Findings:
    """Everything that detection finds, kept under the hash of inputs and readings."""
    key = key_of("find", inputs.case, *_reading_digest(work, inputs))
    kept = work.findings(key)
    if kept is not None:
        return kept
    records = list(with_pages(inputs.intake.records))
    register = survey(_all_texts(work, inputs, progress), build_register(inputs.people))
    mentions: list[Mention] = []
    for done, record in enumerate(records, 1):
        mentions += _mentions(work, record, register)
        progress("searching", done, len(records))
    mentions += [mention for record in inputs.intake.records for mention in _naming(record, register)]
    findings = _findings(work, inputs, register, mentions)
    work.save_findings(key, findings)
    return findings


def _reading_digest(work: Work, inputs: Inputs) -> Iterator[str]:
    for record in with_pages(inputs.intake.records):
        for reading in readings_of(work=work, record=record):
            yield key_of(*(layer.text for layer in reading.layers), reading.needs_ocr)


def _all_texts(work: Work, inputs: Inputs, progress: Progress) -> Iterator[str]:
    records = list(with_pages(inputs.intake.records))
    for done, record in enumerate(records, 1):
        for stretch in _stretches(list(readings_of(work=work, record=record))):
            yield stretch.text
        progress("learning who is who", done, len(records))


def _stretches(readings: Sequence[PageReading]) -> Iterator[_Stretch]:
    for name in ("text", "ocr", "code"):
        parts: list[str] = []
        starts: list[tuple[int, int]] = []
        length = 0
        for reading in readings:
            text = next((layer.text for layer in reading.layers if layer.name == name), "")
            if text.strip():
                starts.append((length, reading.number))
                parts.append(plain(text))
                length += len(text) + 1
        if starts:
            yield _Stretch(name, _PAGE.join(parts), tuple(starts))


def _mentions(work: Work, record: Record, register: Register) -> list[Mention]:
    readings = list(readings_of(work=work, record=record))
    by_page: dict[int, list[tuple[str, Span, str]]] = {}
    for stretch in _stretches(readings):
        spans = find(stretch.text, register)
        spans = spans + find_details(text=stretch.text, spans=spans, people=register.people)
        for page, span in _paged(stretch, spans):
            by_page.setdefault(page, []).append((stretch.layer, span, _words(readings[page - 1], stretch.layer, span)))
    wanted = [(readings[page - 1], [(layer, span.start, span.end) for layer, span, _ in by_page[page]]) for page in sorted(by_page)]
    mentions: list[Mention] = []
    for page, boxes in locate(pdf=work.store.path(record.pdf), pages=wanted):
        for (layer, span, text), places in zip(by_page[page], boxes, strict=True):
            mentions.append(_mention(record, page, layer, span, text, places))
    return mentions


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
                yield page, Span(start - offset, end - offset, span.kind, span.person, span.candidates, span.score, span.recogniser)
            start, here = ends[here] + 1, here + 1


def _mention(record: Record, page: int, layer: str, span: Span, text: str, boxes: tuple = ()) -> Mention:
    name = key_of(record.id, page, layer, span.start, span.end, span.kind, span.person)[:12]
    return Mention(f"m-{name}", record.id, page, layer, span, text, boxes)


def _naming(record: Record, register: Register) -> Iterator[Mention]:
    """Mentions in the record's path and title: they are told in schedules, so they are searched too."""
    for layer, text in ((PATH_LAYER, record.path), (TITLE_LAYER, record.title)):
        for span in find(text, register):
            yield _mention(record, 0, layer, span, text[span.start : span.end])
