"""What is missing from a matter's files, with every page that mentions it, and who looks for it. It looks for nothing itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from candour.cases.models import Gap, Page, Record
from candour.engine.model import GapKind
from candour.litigation.models import Matter, Place

_AROUND = 160
"""Characters shown on each side of the words that mention it."""
_PAGE = re.compile(r"\(page (\d+)")


@dataclass(frozen=True, slots=True)
class Mentioned:
    """A page that mentions it; ``before``, ``words``, ``after``: the passage. Page 0: the record itself is meant."""

    record: Record
    page: int
    before: str = ""
    words: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Missing:
    """One gap; ``places``: where somebody looks for it, since the gaps panel asked for it."""

    gap: Gap
    pages: tuple[Mentioned, ...]
    places: tuple[Place, ...]


_At = tuple[int, str, int, str]
"""Number of the case, key of the record, page, words."""


def missing(matter: Matter, gaps: Sequence[Gap]) -> list[Missing]:
    """As many questions of the database however many gaps there are."""
    seen = {gap.pk: list(_seen(gap)) for gap in gaps}
    every = [each for some in seen.values() for each in some]
    found = Record.objects.filter(
        case__in={each[0] for each in every}, key__in={each[1] for each in every}, gone_at=None
    )
    records = {(record.case_id, record.key): record for record in found}
    wanted = Page.objects.filter(record__in=records.values(), number__in={each[2] for each in every})
    texts = {(record, number): text for record, number, text in wanted.values_list("record", "number", "text")}
    looked: dict[str, list[Place]] = {}
    for place in Place.objects.filter(matter=matter, dropped_at=None).exclude(gap="").select_related("custodian"):
        looked.setdefault(place.gap, []).append(place)
    return [
        Missing(gap, tuple(_mentioned(seen[gap.pk], records, texts)), tuple(looked.get(named(gap), ()))) for gap in gaps
    ]  # fmt: skip


def named(gap: Gap) -> str:
    """As a place names the gap that it is to fill; the same when the file is prepared again."""
    return f"{gap.case_id}:{gap.key}"


def words_of(gap: Gap) -> str:
    """What is missing, without what the engine counted of it."""
    return gap.detail.rsplit(" (page ", 1)[0] if gap.kind == GapKind.MENTIONED_NOT_HELD else gap.detail


def _seen(gap: Gap) -> Iterator[_At]:
    """A file that was prepared before every page was kept has the first one only."""
    for record, page, words in gap.seen:
        yield gap.case_id, record, page, words
    if gap.record and not gap.seen:
        first = _PAGE.search(gap.detail) if gap.kind == GapKind.MENTIONED_NOT_HELD else None
        yield gap.case_id, gap.record, int(first[1]) if first else 0, words_of(gap)


def _mentioned(
    seen: Sequence[_At], records: dict[tuple[int, str], Record], texts: dict[tuple[int, int], str]
) -> Iterator[Mentioned]:
    for case, key, page, words in seen:
        record = records.get((case, key))
        if record is not None:
            yield Mentioned(record, page, *_passage(texts.get((record.pk, page), ""), words))


def _passage(text: str, words: str) -> tuple[str, str, str]:
    """The words with what stands around them; nothing where the page as it is read has them otherwise."""
    plain = " ".join(text.split())
    at = plain.find(words)
    if at < 0:
        return "", "", ""
    end = at + len(words)
    return plain[max(0, at - _AROUND) : at], words, plain[end : end + _AROUND]
