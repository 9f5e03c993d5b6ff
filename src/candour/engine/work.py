"""A prepared case: inputs, records, readings, mentions and what is missing, as kept in the work folder.

It remembers; it decides nothing. The date printed in letters is fixed here, when the case is first prepared.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import msgspec

from candour.engine.errors import BadInput
from candour.engine.model import (
    Flag,
    Gap,
    Intake,
    Known,
    ManifestRow,
    Mention,
    PageReading,
    Person,
    Question,
    Record,
)
from candour.engine.paged import Paged
from candour.engine.store import Store, key_of

T = TypeVar("T")
Page = tuple[str, int]
"""Record id and page number."""
FORM = "1"
"""The form of what is kept here; a work folder of another form is refused."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """What ``prepare`` was given. ``case`` names it all: SHA-256 over people, manifest, paths and contents."""

    form: str
    case: str
    prepared_on: str
    people: tuple[Person, ...]
    manifest: tuple[ManifestRow, ...]
    intake: Intake
    tools: tuple[tuple[str, str], ...]
    input_hashes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Findings:
    """All that ``detect`` found in the case, in record, page and reading order."""

    mentions: Paged[Mention, Page]
    found: tuple[Person, ...]
    """People nobody had registered."""
    flags: tuple[Flag, ...]
    questions: tuple[Question, ...]
    known: tuple[Known, ...]
    gaps: tuple[Gap, ...]
    """Those of intake first."""


def paged_mentions(mentions: Iterable[Mention] = ()) -> Paged[Mention, Page]:
    """Mentions kept packed by the page they stand on."""
    return Paged(Mention, _page_of, mentions)


def _page_of(mention: Mention) -> Page:
    return mention.record, mention.page


@dataclass(frozen=True, slots=True)
class _Rest:
    """``Findings`` as kept, without its mentions, whose ``blocks`` have rows of their own."""

    blocks: int
    found: tuple[Person, ...]
    flags: tuple[Flag, ...]
    questions: tuple[Question, ...]
    known: tuple[Known, ...]
    gaps: tuple[Gap, ...]


def case_hash(*, people: Sequence[Person], manifest: Sequence[ManifestRow], intake: Intake) -> str:
    """The same in every process: sets are written in one order."""
    rows = [msgspec.json.encode(people, order="deterministic"), msgspec.json.encode(manifest)]
    return key_of(*rows, *(f"{record.path}\0{record.sha256}" for record in intake.records))


class Work:
    """The work folder ``folder``; ``Work.open`` refuses one that was not prepared."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.store = Store(folder)

    @classmethod
    def open(cls, folder: Path) -> Work:
        if not (folder / "results.sqlite").is_file():
            raise BadInput(
                f"{folder} is not a work folder.",
                means="Only a folder made by 'candour prepare' can be produced from.",
                do="Run 'candour prepare' first and give its --out folder.",
            )
        return cls(folder)

    # -- inputs and findings

    def save(self, inputs: Inputs) -> None:
        self.store.put("work", "inputs", msgspec.json.encode(inputs))

    def prepared(self) -> Inputs | None:
        """The inputs of the last ``prepare``, or None when it never got that far (or has another form)."""
        kept = self.store.get("work", "inputs")
        inputs = msgspec.json.decode(kept, type=Inputs) if kept and b'"form":"%s"' % FORM.encode() in kept else None
        return inputs if inputs and inputs.form == FORM else None

    @property
    def inputs(self) -> Inputs:
        inputs = self.prepared()
        if inputs is None:
            raise BadInput(
                f"The work folder {self.folder} is not finished, or was made by another version.",
                means="Preparing was interrupted, or this version keeps its work in another form.",
                do="Run the same 'candour prepare' again: it goes on where it stopped.",
            )
        return inputs

    def save_findings(self, key: str, findings: Findings) -> None:
        """The mentions first: what is found under ``key`` is whole."""
        blocks = findings.mentions.blocks
        for number, block in enumerate(blocks):
            self.store.put("mentions", f"{key} {number}", block)
        rest = (findings.found, findings.flags, findings.questions, findings.known, findings.gaps)
        self.store.put("found", key, zlib.compress(msgspec.json.encode(_Rest(len(blocks), *rest)), 3))

    def findings(self, key: str) -> Findings | None:
        kept = self.store.get("found", key)
        if kept is None:
            return None
        rest = msgspec.json.decode(zlib.decompress(kept), type=_Rest)
        blocks = (self.store.get("mentions", f"{key} {number}") for number in range(rest.blocks))
        mentions = Paged.from_blocks(Mention, _page_of, filter(None, blocks))
        return Findings(mentions, rest.found, rest.flags, rest.questions, rest.known, rest.gaps)

    # -- readings, one row a page

    def save_readings(self, packed: Iterable[tuple[str, bytes]]) -> None:
        """Keys and readings, these as ``pack`` makes them in the process that read the pages."""
        self.store.put_all("read", packed)

    def reading(self, key: str) -> PageReading | None:
        kept = self.store.get("read", key)
        return msgspec.json.decode(zlib.decompress(kept), type=PageReading) if kept else None


def pack(reading: PageReading) -> bytes:
    return zlib.compress(msgspec.json.encode(reading), 3)


def with_pages(records: Iterable[Record]) -> Iterator[Record]:
    """Records that have pages to read; exact duplicates are read once, with the record they repeat."""
    return (record for record in records if record.pages)
