"""What every page that shows a page of a record needs: its picture, its text, its marks, and the entry of the view.

What is asked for ahead, or only asked about, is shown to nobody: whoever asks gets nothing, and nothing is entered.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from candour.cases import pictures, searching
from candour.cases.models import Page, Record
from candour.engine.model import Box
from candour.ledger import acting
from candour.ledger.verbs import Verb

_A4 = (595.0, 842.0)
"""Points; of a page that could not be measured."""


def ahead(request: HttpRequest) -> bool:
    """Asked for by the browser, or by our own script, before anybody wants to see it; or asked for without what it holds."""
    said = " ".join(request.headers.get(name, "") for name in ("Sec-Purpose", "Purpose", "X-Moz"))
    return request.method == "HEAD" or "prefetch" in said or "ahead" in request.GET


def page_shown(found: Page, *, words: str = "") -> dict[str, Any]:
    """As the part ``cases/parts/page_shown.html`` takes it; entered as a view. ``words``: marked where they stand."""
    note_page(found)
    text = searching.with_hits(found.text, words)
    return {
        "record": found.record,
        "shown": found,
        "text": text.lines,
        "besides": searching.with_hits(found.besides, words).lines,
        "boxes": [_drawn(box) for box in pictures.boxes(found, spans=text.spans)],
        "width": found.width or _A4[0],
        "height": found.height or _A4[1],
    }


def note_page(found: Page) -> None:
    acting.record(Verb.PAGE_VIEWED, case=found.case_id, object=f"page:{found.pk}")


def note_record(found: Record) -> None:
    """Of a record that has no pages."""
    acting.record(Verb.RECORD_VIEWED, case=found.case_id, object=f"record:{found.pk}")


def _drawn(box: Box) -> dict[str, float]:
    """As the attributes of an SVG rectangle."""
    return {"x": box.x0, "y": box.y0, "width": box.x1 - box.x0, "height": box.y1 - box.y0}
