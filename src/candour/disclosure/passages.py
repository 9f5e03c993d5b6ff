"""Given mentions in their sentences, as the page itself says there, so that whoever says whom they mean has seen them."""

from __future__ import annotations

from collections.abc import Sequence

from candour.cases.found import Mention
from candour.disclosure.models import Disclosure, Sheet
from candour.disclosure.sentences import Sample

_AROUND = 90
"""Characters of the page on either side of a mention."""


def passages(disclosure: Disclosure, mentions: Sequence[str], *, many: int) -> list[Sample]:
    """The first ``many`` of them on pages, in the order of record and place."""
    found = Mention.objects.filter(case=disclosure.case_id, key__in=mentions, page__gt=0, record__isnull=False)
    rows = list(found.select_related("record").order_by("record__date", "record__key", "page", "start")[:many])
    names = {row.record.key for row in rows if row.record}
    sheets = Sheet.objects.filter(disclosure=disclosure, record__in=names).values_list("record", "page", "place")
    places = {(record, page): place for record, page, place in sheets}
    return [made for row in rows if (made := _sample(row, places)) is not None]


def _sample(row: Mention, places: dict[tuple[str, int], int]) -> Sample | None:
    record = row.record
    if record is None or (record.key, row.page) not in places:
        return None
    page = record.pages.filter(number=row.page).defer("search").first()
    text, start = (page.text, row.start) if page else ("", 0)
    if page is None or page.layer != row.layer or text[row.start : row.end] != row.text:
        start = text.find(row.text)
    before, after = (
        (text[max(0, start - _AROUND) : start], text[start + len(row.text) :][:_AROUND]) if start >= 0 else ("", "")
    )
    place = places[record.key, row.page]
    return Sample(row.key, record.key, row.page, place, _flat(before), row.text, _flat(after))


def _flat(text: str) -> str:
    """Without the lines of the page."""
    return text.replace("\n", " ")
