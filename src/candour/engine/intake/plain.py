"""Text files, tables in text form and calendars as pages. No byte is lost; nothing is interpreted but the encoding."""

from __future__ import annotations

import csv
import io
import re

from candour.engine.intake import decoding
from candour.engine.intake.kinds import delimiter_of
from candour.engine.intake.shown import Job, Shown
from candour.engine.intake.tables import table_blocks
from candour.engine.typeset import Block, Heading, Paragraph, Preformatted, write_pdf


def read(job: Job) -> Shown:
    """A text, line by line as it stands."""
    return _written(job, [Preformatted(_visible(_text(job)))])


def read_table(job: Job) -> Shown:
    """A CSV file as a table; every row whole."""
    text = _text(job)
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text[:65536]) or ","))
    return _written(job, table_blocks([[_visible(cell) for cell in row] for row in rows]))


def read_calendar(job: Job) -> Shown:
    """A calendar: each property on its own line, long lines joined, escapes undone, encoded values left as they are."""
    unfolded = re.sub(r"\r?\n[ \t]", "", _text(job))
    shown = Shown()
    blocks: list[Block] = []
    for line in unfolded.splitlines():
        name, _, value = line.partition(":")
        if name.upper() == "BEGIN":
            blocks.append(Heading(value.title(), 2))
        elif line.strip() and name.upper() != "END":
            clear = re.sub(r"\\([,;\\])", r"\1", value.replace("\\n", "\n").replace("\\N", "\n"))
            blocks.append(Paragraph(f"{name}: {_visible(clear)}"))
            if name.upper().split(";")[0] == "SUMMARY" and not shown.title:
                shown.title = clear.strip()
    made = _written(job, blocks)
    made.title = shown.title
    return made


def _text(job: Job) -> str:
    return decoding.decoded(job.path.read_bytes())


def _written(job: Job, blocks: list[Block]) -> Shown:
    own = job.new(".pdf")
    write_pdf(blocks, out=own)
    return Shown(own=own)


def _visible(text: str) -> str:
    """Control characters as their code; form feeds, tabs and line ends stay."""
    return re.sub(r"[\x00-\x08\x0b\x0e-\x1f\x7f]", lambda match: f"\\x{ord(match[0]):02x}", text)
