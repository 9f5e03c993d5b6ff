"""The files in which a letter leaves the house, their names, and its words for a plain e-mail. It writes no text."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from candour.access.letters_set import as_pdf
from candour.access.letters_word import as_word
from candour.access.models import Letter
from candour.cases.printed import WORD

_HEADING = "# "


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
