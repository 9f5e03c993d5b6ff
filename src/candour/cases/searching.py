"""Full text in one case: pages with their hits marked. What was looked for is entered by its length and a keyed hash only.

Words are found whatever their case or ending; ``"two words"`` together, ``-without``, ``this or that``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection
from django.utils.crypto import salted_hmac
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from candour.cases.models import Case, Record
from candour.ledger.acting import record
from candour.ledger.verbs import Verb

MOST = 200
"""Characters that can be looked for at once."""
_START, _STOP = chr(57344), chr(57345)
_MARKED = re.compile(f"{_START}([^{_START}{_STOP}]*){_STOP}")
_BREAK = SafeString("<br>")
_WHOLE = f"StartSel={_START}, StopSel={_STOP}, HighlightAll=true"


@dataclass(frozen=True, slots=True)
class Hit:
    """A page on which the words stand, and passages around them with each hit in ``<mark>``."""

    record: Record
    number: int
    snippet: SafeString


@dataclass(frozen=True, slots=True)
class Found:
    """Some of the pages found, the best first, and how many there are."""

    hits: list[Hit]
    pages: int


def search(*, case: Case, words: str, many: int, skip: int = 0) -> Found:
    """Looks for ``words`` in the case's pages and enters that somebody did."""
    with connection.cursor() as cursor:
        cursor.execute("select candour_search_ready()")
        cursor.execute("select pages, record, number, snippet from candour_search(%s, %s, %s, %s)",
                       [case.pk, words, many, skip])  # fmt: skip
        found = cursor.fetchall()
    pages, rows = found[0][0], [row for _, *row in found if row[0] is not None]
    records = Record.objects.in_bulk({row[0] for row in rows})
    asked = salted_hmac("candour.cases.search", words.casefold(), algorithm="sha256").hexdigest()
    record(Verb.SEARCHED, case=case.pk, asked=asked, length=len(words), pages=pages, skipped=skip)
    return Found([Hit(records[at], number, marked(snippet)) for at, number, snippet in rows], pages)


@dataclass(frozen=True, slots=True)
class Text:
    """A whole text with its hits: line by line for reading, and as places (start, end) in it."""

    lines: SafeString
    spans: list[tuple[int, int]]


def with_hits(text: str, words: str = "") -> Text:
    """The text of a page with the hits of ``words`` marked."""
    text = text.replace(_START, " ").replace(_STOP, " ")
    if not words:
        return Text(_lines(text), [])
    with connection.cursor() as cursor:
        cursor.execute(
            "select ts_headline('english', %s, websearch_to_tsquery('english', %s), %s)", [text, words, _WHOLE]
        )
        (found,) = cursor.fetchone()
    return Text(_lines(found), list(_spans(found)))


def _spans(found: str) -> Iterator[tuple[int, int]]:
    """Each hit takes two marks, which the text itself does not have."""
    for number, hit in enumerate(_MARKED.finditer(found)):
        start = hit.start() - 2 * number
        yield start, start + len(hit[1])


def _lines(text: str) -> SafeString:
    return format_html_join(_BREAK, "{}", ((marked(line),) for line in text.splitlines()))


def marked(text: str) -> SafeString:
    """Escaped text in which what the database marked as a hit stands in ``<mark>``."""
    parts = _MARKED.split(text)
    hits = [format_html("<mark>{}</mark>", part) if number % 2 else part for number, part in enumerate(parts)]
    return format_html_join("", "{}", ((part,) for part in hits))
