"""What a copy of a case holds of series of meetings: the items of agendas about it, and what was said on them. Nothing else of them."""

from __future__ import annotations

from collections.abc import Iterator

from candour.cases.exported import Content, in_copy, json_lines
from candour.cases.models import Case
from candour.meetings.series import Item, Said

_AT_ONCE = 1_000


@in_copy
def agenda_items(case: Case) -> Iterator[tuple[str, str, Content]]:
    """Every row, as it is kept."""
    items = Item.objects.filter(case=case).order_by("pk").values()
    what = "Series of meetings: items of agendas about this case"
    yield "meetings/agenda_items.jsonl", what, json_lines(items.iterator(chunk_size=_AT_ONCE))
    said = Said.objects.filter(item__case=case).order_by("pk").values()
    what = "Series of meetings: what was said and decided on them"
    yield "meetings/agenda_said.jsonl", what, json_lines(said.iterator(chunk_size=_AT_ONCE))
