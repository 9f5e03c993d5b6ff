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
from candour.engine.store import Store, key_of

T = TypeVar("T")
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

    mentions: tuple[Mention, ...]
    found: tuple[Person, ...]
    """People nobody had registered."""
    flags: tuple[Flag, ...]
    questions: tuple[Question, ...]
    known: tuple[Known, ...]
    gaps: tuple[Gap, ...]
    """Those of intake first."""


def case_hash(*, people: Sequence[Person], manifest: Sequence[ManifestRow], intake: Intake) -> str:
    rows = [msgspec.json.encode(people), msgspec.json.encode(manifest)]
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
        self.store.put("findings", key, zlib.compress(msgspec.json.encode(findings), 3))

    def findings(self, key: str) -> Findings | None:
        kept = self.store.get("findings", key)
        return msgspec.json.decode(zlib.decompress(kept), type=Findings) if kept else None

    # -- readings, one row a page

    def save_reading(self, key: str, reading: PageReading) -> None:
        self.store.put("read", key, zlib.compress(msgspec.json.encode(reading), 3))

    def reading(self, key: str) -> PageReading | None:
        kept = self.store.get("read", key)
        return msgspec.json.decode(zlib.decompress(kept), type=PageReading) if kept else None


def with_pages(records: Iterable[Record]) -> Iterator[Record]:
    """Records that have pages to read; exact duplicates are read once, with the record they repeat."""
    return (record for record in records if record.pages)
