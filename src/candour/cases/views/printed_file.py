"""A text as a Word or PDF file to download."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.http import Http404, HttpResponse

from candour.cases import printed
from candour.engine.typeset import Block

_FORMS = {"docx": (printed.as_word, printed.WORD), "pdf": (printed.as_pdf, "application/pdf")}


def printed_file(name: str, form: str, blocks: Callable[[], Sequence[Block]], *, title: str) -> HttpResponse:
    """404 for another form. ``name``: of the file, without its ending; it must tell nothing of a case."""
    if form not in _FORMS:
        raise Http404
    write, media_type = _FORMS[form]
    headers = {"Content-Disposition": f'attachment; filename="{name}.{form}"'}
    return HttpResponse(write(blocks(), title=title), content_type=media_type, headers=headers)
