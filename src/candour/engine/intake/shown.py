"""What a reader makes of one file: its own pages, notes of what it hides, and the files in it. Values and no parsing."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from candour.engine.errors import CandourError, Unreadable
from candour.engine.intake.bounds import Limits
from candour.engine.store import sha256_of
from candour.engine.typeset import Block, Heading, Paragraph

NO_CONVERTER = "no-converter"
"""What stands in ``Job.converted`` for a conversion that this machine cannot do."""
FAILED = "failed:"
"""What begins the entry of a conversion that was tried in vain; the reason follows."""


@dataclass(frozen=True, slots=True)
class Note:
    """Something a document hides. ``what`` is its heading, ``where`` the place in the document."""

    what: str
    where: str
    text: str


@dataclass(frozen=True, slots=True)
class Member:
    """A file found within a file. ``name`` is a label only, never a path to write to."""

    name: str
    file: Path


@dataclass(frozen=True, slots=True)
class Loss:
    """Something within a file that was not opened. ``name`` may be empty: several, or the file itself."""

    name: str
    reason: str
    converter: bool = False


@dataclass
class Shown:
    """A reader's answer. ``own``: a PDF with the document's own pages, or None. Dates are ISO."""

    own: Path | None = None
    notes: list[Note] = field(default_factory=list)
    attached: list[Path] = field(default_factory=list)
    members: list[Member] = field(default_factory=list)
    losses: list[Loss] = field(default_factory=list)
    title: str = ""
    date: str = ""
    author: str = ""
    meta: list[tuple[str, str]] = field(default_factory=list)
    _seen: set[Note] = field(default_factory=set)

    def note(self, what: str, where: str, text: str) -> None:
        """Adds a note unless its text is blank or it stands there already."""
        clean = text.replace("\0", "").strip()
        if clean and (note := Note(what, where, clean)) not in self._seen:
            self._seen.add(note)
            self.notes.append(note)


class NeedsConversion(Exception):
    """A reader cannot go on before ``source`` is converted to ``form``; the parent does it and asks again."""

    def __init__(self, key: str, source: Path, form: str, suffix: str) -> None:
        self.key, self.source, self.form, self.suffix = key, source, form, suffix
        super().__init__(form)


class NoConverter(CandourError):
    """This machine has no converter for the file."""

    exit_code = 6


@dataclass
class Job:
    """One file to read. ``scratch`` is a folder for what the reader makes; ``converted`` maps keys to PDF paths."""

    path: Path
    scratch: Path
    limits: Limits
    converted: Mapping[str, str]
    depth: int = 0
    made: int = 0

    def new(self, suffix: str = "") -> Path:
        """A fresh path in the scratch folder."""
        self.made += 1
        return self.scratch / f"{self.depth}-{self.made}{suffix}"

    def within(self, path: Path) -> Job:
        """The job of reading a file carried inside this one, in a folder of its own."""
        self.made += 1
        folder = self.scratch / f"in-{self.made}"
        folder.mkdir()
        return Job(path, folder, self.limits, self.converted, self.depth + 1)

    def convert(self, source: Path, *, form: str, suffix: str) -> Path:
        """``source`` as LibreOffice converts it. NeedsConversion: ask the parent; NoConverter, Unreadable: in vain."""
        key = hashlib.sha256(f"{sha256_of(path=source)} {form} {suffix}".encode()).hexdigest()
        answer = self.converted.get(key)
        if answer is None:
            raise NeedsConversion(key, source, form, suffix)
        if answer == NO_CONVERTER:
            raise NoConverter("it needs LibreOffice, which is not installed on this machine")
        if answer.startswith(FAILED):
            raise Unreadable(answer.removeprefix(FAILED))
        return Path(answer)


def blocks_of(notes: Sequence[Note]) -> list[Block]:
    """The page blocks that show ``notes``, grouped by what they are in the order of first appearance."""
    blocks: list[Block] = [Heading("What this file holds beside its pages", 1)]
    groups: dict[str, list[Note]] = {}
    for note in notes:
        groups.setdefault(note.what, []).append(note)
    for what, group in groups.items():
        blocks.append(Heading(what, 2))
        blocks += [Paragraph(f"{note.where}: {note.text}" if note.where else note.text) for note in group]
    return blocks
