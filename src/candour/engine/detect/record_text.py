"""The text of one record by page, as the modules that look at whole documents read it; it opens no file."""

from __future__ import annotations

import re
from dataclasses import dataclass

from candour.engine.model import Record

PLAIN = str.maketrans(
    {
        "\u2019": "'",
        "\u2018": "'",
        "\u201c": '"',
        "\u201d": '"',
        "\u2013": "-",
        "\u2014": "-",
        "\u2010": "-",
        "\u2011": "-",
        "\u00ad": "-",
        "\u00a0": " ",
        "\u200b": "",
        "\ufeff": "",
        "\r": "",
        "\t": " ",
        "\f": "\n",
    }
)
# pdfium writes U+FFFE (older builds U+0002) where a word was hyphenated at a line end.
SOFT_BREAK = re.compile(r"[\ufffe\x02]\s*")
HARD_BREAK = re.compile(r"(?<=[a-z])-[ ]*\n[ ]*(?=[a-z])")


LITERAL_SPACE = re.compile(r"\[\^?\]?[^\]]*\]| ")


def wrapped(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Compiles ``pattern`` so that each space in it (outside a character class) also matches a line end."""
    return re.compile(LITERAL_SPACE.sub(lambda match: r"\s{1,3}" if match[0] == " " else match[0], pattern), flags)


@dataclass(frozen=True, slots=True)
class RecordText:
    """One record and its text, page by page (the text layer, or OCR where there is none)."""

    record: Record
    pages: tuple[str, ...]


def plain(text: str) -> str:
    """``text`` with plain quotes, dashes and spaces; words broken at a line end are joined. Offsets are not kept."""
    text = SOFT_BREAK.sub("", text).translate(PLAIN)
    return HARD_BREAK.sub("-", text)
