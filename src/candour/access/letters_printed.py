"""A letter as the Word and the PDF file that leave the house, and as the words of a plain e-mail. It writes no text."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from candour.access.letters_known import on
from candour.access.models import Letter
from candour.cases import printed
from candour.cases.printed import WORD, below
from candour.engine.typeset import Block, Heading, Paragraph
from candour.ledger.clock import LONDON

_HEADING = "# "


def as_blocks(letter: Letter) -> list[Block]:
    """The whole letter: address, day, reference, subject, text."""
    day = on(letter.at.astimezone(LONDON).date())
    head = Paragraph(f"{day}\nOur reference: {letter.request.reference}")
    address = [Paragraph(letter.address)] if letter.address else []
    return [*address, head, Heading(letter.subject), *below(letter.body)]


def as_pdf(letter: Letter) -> bytes:
    return printed.as_pdf(as_blocks(letter), title=letter.subject)


def as_word(letter: Letter) -> bytes:
    return printed.as_word(as_blocks(letter), title=letter.subject)


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
