"""Takes away the file of a record as it was received: never shown in the browser, always entered in the ledger.

Reading a page on the screen is one thing, a copy on somebody's own machine another: it holds what the page does not
show, and nobody can call it back. So who may see a case may not do it by that alone: ``roles.MAY`` says who does.
"""

from __future__ import annotations

from django.http import FileResponse
from django.shortcuts import get_object_or_404

from candour.accounts.gate import AuthorisedRequest
from candour.accounts.roles import Act
from candour.cases import chronology
from candour.cases.gate import on_case
from candour.cases.models import Case
from candour.cases.originals import file_name, original
from candour.ledger import acting
from candour.ledger.verbs import Verb


@on_case(Act.DOWNLOAD_FILES, methods=("GET",))  # a HEAD would be entered as a download
def download(request: AuthorisedRequest, case: Case, number: int) -> FileResponse:
    found = get_object_or_404(chronology.records(case).select_related("case"), pk=number)
    stream = original(found)
    acting.record(Verb.FILE_DOWNLOADED, case=case.pk, object=f"record:{found.pk}", sha256=found.sha256)
    return FileResponse(stream, as_attachment=True, filename=file_name(found), content_type="application/octet-stream")
