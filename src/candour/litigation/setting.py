"""The files of a statement: PDF and Word, of any of its versions. It keeps none of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from candour.cases.printed import WORD
from candour.litigation import setting_pdf, setting_word
from candour.litigation.models import Statement
from candour.litigation.statement_sheets import sheets


def as_pdf(statement: Statement, version: int | None = None) -> bytes:
    """Tagged. None: the latest version. Pages that whoever acts may not see have no names in it."""
    return setting_pdf.as_pdf(sheets(statement, statement.version if version is None else version))


def as_word(statement: Statement, version: int | None = None) -> bytes:
    return setting_word.as_word(sheets(statement, statement.version if version is None else version))


def file_name(statement: Statement, version: int, ending: str) -> str:
    """The exhibit mark and the version; never a name."""
    mark = "".join(char for char in statement.exhibit if char.isascii() and char.isalnum())
    return f"statement-{mark or 'without-exhibit'}-version-{version}.{ending}"


FORMS: Mapping[str, tuple[str, Callable[[Statement, int], bytes]]] = {
    "pdf": ("application/pdf", as_pdf),
    "docx": (WORD, as_word),
}
"""Ending of a file → its media type, and what makes it."""
