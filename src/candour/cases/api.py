"""What another system may ask with its token: add files to a case of its team, hand in the list of records, see how they stand.

Every answer is JSON; an error says what happened, what it means and what to do. A case of another team is answered like
one that is not there. ``openapi.json`` describes it all.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.views.decorators.csrf import csrf_exempt

from candour.accounts.gate import Rule, View, public, ruled
from candour.cases import files as reading
from candour.cases import manifest as listing
from candour.cases import receiving, tokens
from candour.cases.answers import answer, told
from candour.cases.arriving import Named, all_unpacked, arrived
from candour.cases.incoming import Counted, Receiver, named, read, read_length
from candour.cases.models import Case, File, Preparation, Token, Upload
from candour.engine.errors import BadInput, CandourError
from candour.ledger.acting import Actor, acting
from candour.ledger.clock import now

A_MINUTE = 300
"""Requests of one token; each may hold many files."""
_ON_A_PAGE = 1_000
_DESCRIPTION = Path(__file__).with_name("openapi.json")
_BEARER = re.compile(r"Bearer +(\S+)", re.IGNORECASE)


@public("It describes the form of requests and nothing that is kept.")
def description(request: HttpRequest) -> HttpResponse:
    return HttpResponse(_DESCRIPTION.read_bytes(), content_type="application/json")


def with_token(view: View) -> Callable[..., HttpResponseBase]:
    """Lets a token in, so many times a minute; the view gets it as its second argument and acts for it itself."""

    @csrf_exempt  # no cookie is looked at, so no other site can borrow one
    @functools.wraps(view)
    def let_in(request: HttpRequest, **named: Any) -> HttpResponseBase:
        token = _token(request)
        if token is None:
            refusal = answer(401, what="There is no token, or it is not valid any more.",
                             do="Send it as “Authorization: Bearer …”; a manager can make a new one.")  # fmt: skip
            refusal["WWW-Authenticate"] = "Bearer"
            return refusal
        if not _within_limit(token):
            refusal = answer(429, what="These are too many requests.", means="Nothing was done.", do="Wait a minute.")
            refusal["Retry-After"] = "60"
            return refusal
        try:
            return view(request, token, **named)
        except CandourError as error:
            return told(error)
        except Http404:
            return answer(404, what="There is no such case for this token.", means="It may belong to another team.",
                          do="Check the reference, and that the token is of the case’s team.")  # fmt: skip

    return let_in


def by_method(**views: View) -> Callable[..., HttpResponseBase]:
    """One address, a view for each method; others get 405."""
    methods = tuple(name.upper() for name in views)

    @csrf_exempt
    def chosen(request: HttpRequest, **named: Any) -> HttpResponseBase:
        view = views.get((request.method or "").lower())
        if view is None:
            refusal = answer(405, what="This cannot be done here.", do=f"Use {' or '.join(methods)}.")
            refusal["Allow"] = ", ".join(methods)
            return refusal
        return view(request, **named)

    return ruled(chosen, Rule(public="Another system shows its token instead.", methods=methods))


@with_token
def add_files(request: HttpRequest, token: Token, *, case: str) -> HttpResponse:
    """As a form with files and paths, or one file as the body with its path in a header."""
    _found(token, case)  # before a byte of the body is read
    receiver = Receiver()
    files: Sequence[Named] = ()
    try:
        files = _sent(request, receiver)
        if not files:
            raise BadInput("No file was sent.", means="Nothing was received.", do="Send each as “file” in the form.")
        with acting(Actor(token=token.pk)):
            found = _of_token(case)
            upload = receiving.begin(by=None, case=found)
            results = receiving.receive(by=None, case=found, upload=upload, files=files)
            if not request.headers.get("Candour-More"):
                receiving.finish(by=None, case=found, upload=upload)
    finally:
        receiver.discard()
        for each in files:
            each.arrival.discard()
    return _received(upload, results)


@with_token
def add_manifest(request: HttpRequest, token: Token, *, case: str) -> HttpResponse:
    _found(token, case)
    receiver = Receiver()
    try:
        data = listing.contents(_sent(request, receiver, path="manifest.csv"))
    finally:
        receiver.discard()
    with acting(Actor(token=token.pk)):
        found = _of_token(case)
        rows = listing.save(by=None, case=found, data=data)
        compared = listing.compare(case=found, rows=rows)
    return JsonResponse(
        {
            "records": len(rows),
            "here": compared.here + compared.inside,
            "missing": [row.record_id for row in compared.missing],
            "without_file": [row.record_id for row in compared.nameless],
            "unlisted": len(compared.unlisted),
        }
    )


@with_token
def status(request: HttpRequest, token: Token, *, case: str) -> HttpResponse:
    """The files as they are now, a thousand at a time, and how far the case file is prepared."""
    after = request.GET.get("after", "0")
    if not after.isdecimal() or len(after) > 18:
        raise BadInput("“after” is not a number.", do="Send what “next” said in the answer before.")
    with acting(Actor(token=token.pk)):
        found = _of_token(case)
        several = list(reading.files(case=found).filter(pk__gt=int(after)).order_by("pk")[: _ON_A_PAGE + 1])
        latest = Preparation.objects.filter(case=found).order_by("-asked_at", "-pk").first()
    page = several[:_ON_A_PAGE]
    return JsonResponse(
        {
            "case": {"key": found.key, "reference": found.reference},
            "preparation": _preparation(latest),
            "files": [
                {
                    "path": file.path,
                    "sha256": file.sha256,
                    "size": file.size,
                    "received_at": file.received_at.isoformat(),
                }
                for file in page
            ],
            "next": page[-1].pk if len(several) > _ON_A_PAGE else None,
        }
    )


files = by_method(get=status, post=add_files)
manifest = by_method(post=add_manifest)


def _token(request: HttpRequest) -> Token | None:
    shown = _BEARER.fullmatch(request.headers.get("Authorization", ""))
    return tokens.of_secret(shown[1]) if shown else None


def _within_limit(token: Token) -> bool:
    key = f"api:{token.pk}:{int(now().timestamp()) // 60}"
    return bool(cache.add(key, 1, timeout=120)) or cache.incr(key) <= A_MINUTE


def _found(token: Token, case: str) -> None:
    with acting(Actor(token=token.pk)):
        _of_token(case)


def _of_token(case: str) -> Case:
    """The case by its key or the council's reference; the database leaves out those of other teams."""
    found = Case.objects.filter(key=case).first() or Case.objects.filter(reference=case).first()
    if found is None:
        raise Http404
    return found


def _sent(request: HttpRequest, receiver: Receiver, *, path: str = "") -> list[Named]:
    if request.content_type == "multipart/form-data":
        read(request, receiver)
        return named(request)
    path = path or unquote(request.headers.get("Candour-Path", ""))
    if not path:
        raise BadInput("It is not said where the file belongs.", means="Nothing was received.",
                       do="Send its path, percent-encoded, in the header Candour-Path, or send a form.")  # fmt: skip
    length, body = read_length(request), Counted(request)
    one = Named(path, arrived(body))
    receiver.arrivals.append(one.arrival)
    if not one.arrival.refusal:
        body.check(length)
    return all_unpacked([one]) if request.headers.get("Candour-Unpack") else [one]


def _received(upload: Upload, results: Sequence[File]) -> JsonResponse:
    counts = Counter(str(file.state) for file in results)
    told_of = [
        {"path": file.path, "state": str(file.state), "sha256": file.sha256, "size": file.size, "why": file.why}
        for file in results
    ]
    refused = bool(counts["refused"])
    return JsonResponse(
        {"delivery": upload.key, "counts": dict(sorted(counts.items())), "files": told_of},
        status=422 if refused else 200,
    )


def _preparation(latest: Preparation | None) -> dict[str, Any] | None:
    if latest is None:
        return None
    return {
        "stage": latest.stage,
        "done": latest.done,
        "total": latest.total,
        "asked_at": latest.asked_at.isoformat(),
        "ended_at": latest.ended_at.isoformat() if latest.ended_at else None,
        "error": latest.error,
    }
