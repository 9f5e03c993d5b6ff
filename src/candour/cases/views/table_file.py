"""A table as a file to download: CSV that a spreadsheet opens as text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.http import HttpResponse

from candour.cases import spreadsheet


def table_file(name: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """``name``: of the file, without its ending; it must tell nothing of a case."""
    made = spreadsheet.as_csv(head, rows).encode("utf-8-sig")
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return HttpResponse(made, content_type="text/csv; charset=utf-8", headers=headers)
