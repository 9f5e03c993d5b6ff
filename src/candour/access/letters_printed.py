"""A letter's text as parts, and from them the Word and the PDF file. A file says nothing of who made it or when.

Lines that begin with "# " are headings, with "- " items of a list; an empty line begins a new paragraph.
"""

from __future__ import annotations

import io
import itertools
import tempfile
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

import docx

from candour.access.letters_known import on
from candour.access.models import Letter
from candour.engine.typeset import Block, Bullets, Heading, Paragraph, write_pdf
from candour.ledger.clock import LONDON

_HEADING, _ITEM = "# ", "- "
_NO_DAY = datetime(2000, 1, 1, tzinfo=UTC)
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def parts(text: str) -> list[Heading | Bullets | Paragraph]:
    """The parts of a text, in order."""
    found: list[Heading | Bullets | Paragraph] = []
    for kind, lines in itertools.groupby(text.splitlines(), key=_kind):
        found += _MADE[kind](list(lines))
    return found


def as_blocks(letter: Letter) -> list[Block]:
    """The whole letter: address, day, reference, subject, text."""
    day = on(letter.at.astimezone(LONDON).date())
    head = Paragraph(f"{day}\nOur reference: {letter.request.reference}")
    address = [Paragraph(letter.address)] if letter.address else []
    below = (Heading(part.text, level=2) if isinstance(part, Heading) else part for part in parts(letter.body))
    return [*address, head, Heading(letter.subject), *below]


def as_pdf(letter: Letter) -> bytes:
    with tempfile.TemporaryDirectory(prefix="letter-") as folder:
        out = Path(folder) / "letter.pdf"
        write_pdf(as_blocks(letter), out=out, title=letter.subject)
        return out.read_bytes()


def as_word(letter: Letter) -> bytes:
    made, buffer = docx.Document(), io.BytesIO()
    about = made.core_properties
    about.title, about.author, about.comments, about.language = letter.subject, "", "", "en-GB"
    about.created = about.modified = _NO_DAY
    for block in as_blocks(letter):
        match block:
            case Heading():
                made.add_heading(block.text, level=block.level)
            case Bullets():
                for item in block.items:
                    made.add_paragraph(item, style="List Bullet")
            case Paragraph():
                made.add_paragraph(block.text)
    made.save(buffer)
    return buffer.getvalue()


def as_text(body: str) -> str:
    """For a plain e-mail: headings without their marks."""
    return "\n".join(line.removeprefix(_HEADING) for line in body.splitlines()) + "\n"


def file_name(letter: Letter, ending: str) -> str:
    """The reference and the kind of letter; never a name."""
    return f"{letter.request.reference}-{letter.template.replace('_', '-')}.{ending}"


FORMS: Mapping[str, tuple[str, Callable[[Letter], bytes]]] = {
    "pdf": ("application/pdf", as_pdf),
    "docx": (WORD, as_word),
}
"""Ending of a file → its media type, and what makes it."""


def _kind(line: str) -> str:
    if not line.strip():
        return ""
    return _HEADING if line.startswith(_HEADING) else _ITEM if line.startswith(_ITEM) else "words"


def _headings(lines: list[str]) -> Iterator[Heading]:
    for line in lines:
        yield Heading(line.removeprefix(_HEADING).strip())


_MADE: Mapping[str, Callable[[list[str]], list[Heading | Bullets | Paragraph]]] = {
    "": lambda lines: [],
    _HEADING: lambda lines: list(_headings(lines)),
    _ITEM: lambda lines: [Bullets([line.removeprefix(_ITEM).strip() for line in lines])],
    "words": lambda lines: [Paragraph("\n".join(lines))],
}
