"""The letters of a request: which there are and can be written, one as it would look, its text, its files."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from candour.access.forms_letters import Begin, Posted, Text
from candour.access.gate import on_request
from candour.access.guarding import StepRefused, guard
from candour.access.letters import draft, not_now, rows_of, templates_for
from candour.access.letters_kept import (
    downloaded,
    finish,
    guard_sending,
    hindrances,
    save,
    template_of,
    write,
)
from candour.access.letters_mailed import mail, may_mail, not_by_mail
from candour.access.letters_posted import may_post, posted
from candour.access.letters_printed import FORMS, file_name
from candour.access.letters_told import title_of
from candour.access.models import Letter, LetterMail, LetterPosted, Request
from candour.access.policies import rules_of
from candour.accounts.gate import BOTH, WRITE, AuthorisedRequest
from candour.accounts.models import User
from candour.cases.printed import parts
from candour.disclosure.models.releasing import Mailing
from candour.disclosure.views.trying import tried
from candour.engine.errors import CandourError


@on_request()
def listed(request: AuthorisedRequest, asked: Request) -> HttpResponse:
    """The letters that there are, and those that can be written now; of the others why not."""
    left = LetterMail.objects.filter(letter=OuterRef("pk"), outcome=Mailing.SENT)
    sent = Exists(LetterPosted.objects.filter(letter=OuterRef("pk"))) | Exists(left)
    latest = Letter.objects.filter(request=asked).order_by("key", "-version").distinct("key").select_related("by")
    rows = [{"letter": each, "title": title_of(each, asked)} for each in latest.annotate(sent=sent)]
    fitting = templates_for(asked)
    shut = {step: _shut(asked, step, by=request.user) for step in {each.step for each in fitting}}
    offered = [(each, shut[each.step] or not_now(asked, each)) for each in fitting]
    shown = {
        "asked": asked,
        "rows": sorted(rows, key=lambda row: row["letter"].at, reverse=True),  # type: ignore[attr-defined]
        "can": [each for each, why in offered if not why],
        "cannot": [(each, why) for each, why in offered if why],
    }
    return render(request, "access/letters.html", shown)


@on_request(methods=BOTH)
def new(request: AuthorisedRequest, asked: Request, template: str) -> HttpResponse:
    """The draft, before it is kept; and whom or what it is about, where that has to be said."""
    chosen = next((each for each in templates_for(asked) if each.id == template), None)
    if chosen is None:
        raise Http404
    guard(asked, chosen.step, by=request.user)
    of = rows_of(chosen)
    form = Begin(request.POST if request.method == "POST" else None, request=asked, of=of)
    error: CandourError | None = None
    if request.method == "POST" and form.is_valid():
        made: list[Letter] = []
        error = tried(
            lambda: made.append(write(by=request.user, request=asked, template=template, **form.cleaned_data))
        )
        if error is None:
            messages.success(request, "The draft is saved. Read it, fill in what is missing, then finish it.")
            return _to("letter_change", asked, made[0].key)
    shown = {
        "asked": asked,
        "template": chosen,
        "form": form,
        "error": error,
        "why_not": not_now(asked, chosen),
        "parts": [] if of else parts(draft(asked, chosen, by=request.user).body),
        "of": of,
    }
    return render(request, "access/letter_new.html", shown, status=_status(error, form))


@on_request()
def letter(request: AuthorisedRequest, asked: Request, which: str) -> HttpResponse:
    return _page(request, _latest(asked, which))


@on_request()
def version(request: AuthorisedRequest, asked: Request, which: str, number: int) -> HttpResponse:
    found = Letter.objects.filter(request=asked, key=which, version=number).select_related("by", "request").first()
    if found is None:
        raise Http404
    shown = {"asked": asked, "letter": found, "title": title_of(found, asked), "parts": parts(found.body)}
    return render(request, "access/letter_version.html", shown)


@on_request(methods=BOTH)
def change(request: AuthorisedRequest, asked: Request, which: str) -> HttpResponse:
    found = _latest(asked, which)
    guard(asked, template_of(found).step, by=request.user)
    given = {"subject": found.subject, "body": found.body, "version": found.version}
    form = Text(request.POST) if request.method == "POST" else Text(initial=given)
    error: CandourError | None = None
    if request.method == "POST" and form.is_valid():
        changed = Letter(request=asked, key=found.key, version=form.cleaned_data["version"], template=found.template)
        error = tried(
            lambda: save(
                by=request.user, letter=changed, subject=form.cleaned_data["subject"], body=form.cleaned_data["body"]
            )
        )
        if error is None:
            messages.success(request, "The letter is saved.")
            return _to("letter", asked, which)
    shown = {"asked": asked, "letter": found, "title": title_of(found, asked), "form": form, "error": error}
    return render(request, "access/letter_change.html", shown, status=_status(error, form))


@on_request(methods=WRITE)
def finish_it(request: AuthorisedRequest, asked: Request, which: str) -> HttpResponse:
    found = _latest(asked, which)
    guard(asked, template_of(found).step, by=request.user)
    seen = Letter.objects.filter(request=asked, key=which, version=_number(request)).first()
    error = tried(
        lambda: finish(
            by=request.user, letter=seen or Letter(request=asked, key=which, version=0, template=found.template)
        )
    )
    if error is not None:
        return _page(request, found, error=error)
    messages.success(request, "The letter is finished. It can be downloaded and sent now.")
    return _to("letter", asked, which)


@on_request(methods=("GET",))  # a HEAD would be entered as downloaded
def file(request: AuthorisedRequest, asked: Request, which: str, form: str) -> HttpResponse:
    found = _latest(asked, which)
    if form not in FORMS:
        raise Http404
    guard_sending(found, by=request.user)
    error = tried(lambda: downloaded(by=request.user, letter=found, form=form))
    if error is not None:
        return _page(request, found, error=error)
    kind, make = FORMS[form]
    named = {"Content-Disposition": f'attachment; filename="{file_name(found, form)}"'}
    return HttpResponse(make(found), content_type=kind, headers=named)


@on_request(methods=WRITE)
def send(request: AuthorisedRequest, asked: Request, which: str) -> HttpResponse:
    """The page of the letter says afterwards whether it left."""
    found = _latest(asked, which)
    may_mail(found, by=request.user)
    error = tried(lambda: mail(by=request.user, letter=found))
    return _page(request, found, error=error) if error is not None else _to("letter", asked, which)


@on_request(methods=WRITE)
def note_posted(request: AuthorisedRequest, asked: Request, which: str) -> HttpResponse:
    found = _latest(asked, which)
    may_post(found, by=request.user)
    form = Posted(request.POST)
    if not form.is_valid():
        return _page(request, found, form=form)
    error = tried(lambda: posted(by=request.user, letter=found, **form.cleaned_data))
    if error is not None:
        return _page(request, found, error=error, form=form)
    messages.success(request, "It is noted that the letter was sent.")
    return _to("letter", asked, which)


def _latest(asked: Request, which: str) -> Letter:
    found = Letter.objects.filter(request=asked, key=which).select_related(
        "by", "consultation", "complaint", "extension", "decision"
    )
    last = found.order_by("-version").first()
    if last is None:
        raise Http404
    last.request = asked
    return last


def _page(
    request: AuthorisedRequest, found: Letter, *, error: CandourError | None = None, form: Posted | None = None
) -> HttpResponse:
    asked, template = found.request, rules_of(found.request).templates.get(found.template)
    shown: dict[str, Any] = {
        "asked": asked,
        "letter": found,
        "title": title_of(found, asked),
        "error": error,
        "parts": parts(found.body),
        "versions": Letter.objects.filter(request=asked, key=found.key).order_by("-version").select_related("by"),
        "mails": found.mails.order_by("-pk").select_related("by"),
        "posted": found.posted.order_by("-pk").select_related("by"),
        "form": form or Posted(),
        "gone": template is None,
    }
    if template is not None:
        shown |= {
            "may_change": _allowed(lambda: guard(asked, template.step, by=request.user)),
            "may_download": _allowed(lambda: guard_sending(found, by=request.user)),
            "may_mail": _allowed(lambda: may_mail(found, by=request.user)),
            "may_post": template.to != "inside" and _allowed(lambda: may_post(found, by=request.user)),
            "against": [] if found.finished else hindrances(found, address=found.address),
            "not_by_mail": not_by_mail(found),
        }
    return render(request, "access/letter.html", shown, status=_status(error, shown["form"]))


def _number(request: AuthorisedRequest) -> int:
    """The version that was looked at; 0, which no letter has, for anything else."""
    told = request.POST.get("version", "")
    return int(told) if told.isascii() and told.isdecimal() and len(told) < 6 else 0


def _shut(asked: Request, step: str, *, by: User) -> str:
    """Why ``by`` may not take the step; empty: they may."""
    try:
        guard(asked, step, by=by)
    except StepRefused as refused:
        return refused.what
    return ""


def _allowed(check: Callable[[], None]) -> bool:
    try:
        check()
    except StepRefused:
        return False
    return True


def _status(error: CandourError | None, form: Begin | Text | Posted) -> int:
    return 409 if error else 422 if form.errors else 200


def _to(name: str, asked: Request, which: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse(f"access:{name}", args=[asked.key, which]))
