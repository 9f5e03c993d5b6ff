"""What a paragraph of a statement may hold, and where it stands among the others. It saves nothing."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from candour.engine.errors import BadInput
from candour.litigation import linking
from candour.litigation.linking import Link
from candour.litigation.models import Basis, Kind, Matter, Wording

LONGEST = 10_000
"""Characters of a paragraph."""


@dataclass(frozen=True, slots=True)
class Words:
    """What a paragraph says, from what, and which pages show it."""

    text: str
    kind: str = Kind.ASSERTION
    basis: str = Basis.NOT_SAID
    source: str = ""
    links: tuple[Link, ...] = ()
    no_record: str = ""


def cleaned(matter: Matter, words: Words, *, known: Sequence[Link] = ()) -> Words:
    text = plain(words.text)
    if not text:
        raise BadInput("The paragraph has no words.", do="Write what it says, or take it out.")
    if len(text) > LONGEST:
        raise BadInput("The paragraph is too long.", do=f"Keep it below {LONGEST:,} characters; make two of it.")
    if words.kind == Kind.HEADING:
        return Words(" ".join(text.split()), Kind.HEADING)
    if words.kind != Kind.ASSERTION or words.basis not in Basis:
        raise BadInput("This is no kind of paragraph.", do="Choose one of those on the page.")
    links = tuple(dict.fromkeys(words.links))
    linking.check(matter, links, known=known)
    source, no_record = plain(words.source), plain(words.no_record)
    if links and no_record:
        raise BadInput(
            "Pages show it, and it is said that no record does.", do="Take the pages out, or the words why none does."
        )
    return replace(
        words, text=text, links=links, no_record=no_record, source=source if words.basis == Basis.INFORMATION else ""
    )


def plain(text: str) -> str:
    """Without control characters, which no file of words can hold."""
    text = text.replace("\r\n", "\n").replace("\t", " ")
    return "".join(char for char in text if char == "\n" or unicodedata.category(char) != "Cc").strip()


def row_of(words: Words, *, paragraph: str, place: float) -> Wording:
    return Wording(
        paragraph=paragraph, place=place, kind=words.kind, text=words.text, basis=words.basis, source=words.source,
        links=linking.stored(words.links), no_record=words.no_record,
    )  # fmt: skip


def copy_of(row: Wording, *, gone: bool | None = None) -> Wording:
    return Wording(
        paragraph=row.paragraph, place=row.place, kind=row.kind, text=row.text, basis=row.basis, source=row.source,
        links=row.links, no_record=row.no_record, gone=row.gone if gone is None else gone,
    )  # fmt: skip


def placed(made: Wording, rows: Sequence[Wording], here: int) -> list[Wording]:
    """``made`` with its place before the row at ``here``; and all others, where there is no room between two of them."""
    before = rows[here - 1].place if here else None
    behind = rows[here].place if here < len(rows) else None
    if before is None:
        made.place = 1.0 if behind is None else behind - 1
    else:
        made.place = before + 1 if behind is None else (before + behind) / 2
    if made.place not in (before, behind):
        return [made]
    spread = [*map(copy_of, rows[:here]), made, *map(copy_of, rows[here:])]
    for place, row in enumerate(spread):
        row.place = float(place)
    return spread
