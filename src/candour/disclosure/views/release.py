"""Producing the bundle: what is missing, how far it is, what came out, every page accounted for, the papers of the house."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.http import FileResponse, Http404, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from candour.accounts.gate import WRITE, AuthorisedRequest
from candour.accounts.queries import allowed
from candour.accounts.roles import Act, who_may
from candour.disclosure import queries
from candour.disclosure.accounting import CERTIFICATE, certificate_of
from candour.disclosure.approving import approved, held
from candour.disclosure.asking import pack_of
from candour.disclosure.checking import last_passed
from candour.disclosure.gate import on_disclosure
from candour.disclosure.models import Disclosure, Outcome, Production, State
from candour.disclosure.producing import ask, folder_of
from candour.disclosure.redaction_counts import awaiting
from candour.disclosure.views.showing import ACTIONS
from candour.disclosure.views.trying import tried
from candour.engine.errors import CandourError, Refused
from candour.engine.store import sha256_of
from candour.ledger.acting import record
from candour.ledger.verbs import Verb

PAPERS = {
    "schedule.csv": "Every page and what was decided of it",
    "redactions.csv": "Every redaction with its reason",
    "gaps.csv": "What is missing from the case file",
    CERTIFICATE: "The certificate",
}
"""What stays in the house, by its name in the folder of a bundle."""
_SENT = {
    "letter.pdf": "The letter",
    "bundle.pdf": "The bundle",
    "withheld.csv": "What was left out, as the recipient is told",
}
_READERS = (Act.RELEASE, Act.CHECK, Act.APPROVE_LEGALLY)
_STAGES = {"redacting": "Blacking out and putting pages together"}


@on_disclosure()
def release(request: AuthorisedRequest, disclosure: Disclosure) -> HttpResponse:
    return _page(request, disclosure)


@on_disclosure()
def progress(request: AuthorisedRequest, disclosure: Disclosure) -> HttpResponse:
    """The part of the page that asks for itself until the bundle is made; then the whole page is loaded again."""
    answer = render(request, "disclosure/parts/production.html", _running(disclosure))
    if disclosure.state != State.PRODUCING:
        answer.headers["HX-Refresh"] = "true"
    return answer


@on_disclosure(Act.RELEASE, methods=WRITE)
def produce(request: AuthorisedRequest, disclosure: Disclosure) -> HttpResponse:
    error = tried(lambda: ask(by=request.user, disclosure=disclosure))
    if error is not None:
        return _page(request, disclosure, error=error)
    return HttpResponseRedirect(reverse("disclosure:release", args=[disclosure.key]))


@on_disclosure()
def document(request: AuthorisedRequest, disclosure: Disclosure, number: int, name: str) -> HttpResponseBase:
    """One file of a bundle, for those who check, approve or release; as it was made, or not at all."""
    if not any(allowed(request.user, act) for act in _READERS):
        raise Refused(
            "Your role does not allow this.",
            means=f"Bundles are opened by: {who_may(Act.CHECK)}.",
            do="Ask one of them what you need to know.",
        )
    made = disclosure.productions.filter(number=number, outcome=Outcome.MADE).first()
    path = _file(disclosure, made, name) if made is not None else None
    if path is None:
        raise Http404
    record(
        Verb.DOCUMENT_OPENED, case=disclosure.case_id, object=f"disclosure:{disclosure.pk}", number=number,
        sha256=sha256_of(path=path),
    )  # fmt: skip
    return FileResponse(path.open("rb"), as_attachment=True, filename=name)


def _file(disclosure: Disclosure, made: Production, name: str) -> Path | None:
    """None for every name that is not one of the bundle's own, and for a file that is no longer as it was made."""
    folder = folder_of(disclosure.case, disclosure, made.number)
    if not _whole(made, folder):
        return None
    place = name if name in PAPERS else f"send/{name}" if name in made.numbers["files"] else ""
    wanted = made.certificate if name == CERTIFICATE else certificate_of(folder)["outputs"].get(place)
    path = folder / place
    good = bool(place) and path.is_file() and not path.is_symlink() and sha256_of(path=path) == wanted
    return path if good else None


def _whole(made: Production, folder: Path) -> bool:
    path = folder / CERTIFICATE
    return path.is_file() and sha256_of(path=path) == made.certificate


def _page(request: AuthorisedRequest, disclosure: Disclosure, *, error: CandourError | None = None) -> HttpResponse:
    last = disclosure.productions.select_related("asked_by").order_by("-number").first()
    made = disclosure.productions.filter(outcome=Outcome.MADE).order_by("-number").first()
    folder = folder_of(disclosure.case, disclosure, made.number) if made else None
    pack = pack_of(disclosure)
    whole = made is not None and folder is not None and _whole(made, folder)
    shown = {
        **_running(disclosure),
        "case": disclosure.case,
        "state": State(disclosure.state),
        "blockers": _blockers(disclosure),
        "held": held(disclosure),
        "failed": last if last is not None and disclosure.state == State.FAILED else None,
        "made": made,
        "out_of_date": made is not None
        and disclosure.state not in (State.READY, State.DELIVERED, State.RECALLED, State.CLOSED),
        "certificate": certificate_of(folder) if whole and folder is not None else None,
        "grounds": {each.id: each.title for each in pack.grounds.values()},
        "actions": {**ACTIONS, "keep": "Goes out as it is", "redact": "Goes out with something blacked out"},
        "papers": PAPERS,
        "sent": [(name, _SENT.get(name, name)) for name in made.numbers["files"]] if made is not None else [],
        "may_open": any(allowed(request.user, act) for act in _READERS),
        "can_produce": disclosure.state in (State.CHECKED, State.FAILED, State.READY, State.RECALLED),
        "error": error,
    }
    return render(request, "disclosure/release.html", shown, status=409 if error else 200)


def _running(disclosure: Disclosure) -> dict[str, Any]:
    running = disclosure.productions.filter(ended_at=None).first()
    stage = (
        _STAGES.get(running.stage, "Putting it together and verifying it") if running and running.stage else "Waiting"
    )
    return {"disclosure": disclosure, "running": running, "stage": stage}


def _blockers(disclosure: Disclosure) -> list[dict[str, Any]]:
    """What stands before producing: words, and where to go to do it."""
    here, found = disclosure.key, []
    if not disclosure.prepared_as:
        return [{"what": "Candour is still working out what the policy proposes.", "links": []}]
    left = queries.missing(disclosure, many=200)
    if left:
        places = {(each.record, each.page): each.place for each in disclosure.sheets.only("record", "page", "place")}
        wanted = list(
            dict.fromkeys(places[each.record, each.page] for each in left if (each.record, each.page) in places)
        )
        links = [(reverse("disclosure:page", args=[here, at]), f"Page {at + 1}") for at in wanted[:20]]
        many = f"{len(left)}{' or more' if len(left) == 200 else ''}"
        found.append({"what": f"Not decided yet: {many} on {len(wanted)} pages.", "links": links})
    if last_passed(disclosure) is None or disclosure.state in (State.DECIDING, State.CHECKING):
        found.append(_blocker("It has not passed a check by a second person.", "checks", "Quality check", here))
    if waits := awaiting(disclosure):
        found.append(_blocker(waits, "redactions", "Redactions", here))
    if disclosure.needs_legal and not approved(disclosure):
        found.append(_blocker("A lawyer has not approved it.", "legal", "Legal", here))
    if held(disclosure):
        found.append(_blocker("There is a legal hold.", "legal", "The hold", here))
    return found


def _blocker(what: str, page: str, name: str, key: str) -> dict[str, Any]:
    return {"what": what, "links": [(reverse(f"disclosure:{page}", args=[key]), name)]}
