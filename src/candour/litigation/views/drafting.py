"""Drafting a statement in the browser, a paragraph at a time; what was typed outlives a search, an error and a session."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from candour.accounts.gate import BOTH, WRITE, AuthorisedRequest
from candour.cases import searching
from candour.cases.forms import Confirm
from candour.cases.views.forming import one_form
from candour.disclosure.views.trying import tried
from candour.engine.errors import BadInput, CandourError
from candour.litigation import bringing_in, drafting, exhibiting, linking, versions
from candour.litigation.drafting import Overtaken
from candour.litigation.forms_statement import BringIn, Paragraph
from candour.litigation.gate import on_matter
from candour.litigation.linking import Link
from candour.litigation.models import Kind, Matter, Statement, Wording
from candour.litigation.paragraphs import Words
from candour.litigation.versions import Numbered
from candour.litigation.views.statements import beside, found, viewed
from candour.litigation.views.unsaved import kept_over_sign_in, left_over, saved_now

_WAYS = (("up", "Move up"), ("down", "Move down"))
_HITS = 20
"""Pages of each case that a search shows."""


@on_matter()
def draft(request: AuthorisedRequest, matter: Matter, which: str) -> HttpResponse:
    one = found(request, matter, which)
    viewed(one, version=one.version)
    shown = {**beside(request, one), "whole": exhibiting.whole(versions.numbered(one)), "ways": _WAYS}
    return render(request, "litigation/statement_draft.html", shown)


@kept_over_sign_in
@on_matter(methods=BOTH)
def add(request: AuthorisedRequest, matter: Matter, which: str) -> HttpResponse:
    """A new paragraph; ``after`` in the address: behind which one."""
    one = found(request, matter, which)
    after = request.GET.get("after", "")
    kind = Kind.HEADING if request.GET.get("kind") == Kind.HEADING else Kind.ASSERTION

    def save(words: Words) -> Wording:
        return drafting.add(by=request.user, statement=one, words=words, after=after)

    return _written(request, one, {"kind": kind}, [], save, heading="New paragraph")


@kept_over_sign_in
@on_matter(methods=BOTH)
def paragraph(request: AuthorisedRequest, matter: Matter, which: str, paragraph: str) -> HttpResponse:
    one = found(request, matter, which)
    row = _row(one, paragraph)
    viewed(one, version=one.version)
    initial = {name: getattr(row, name) for name in ("kind", "text", "basis", "source", "no_record")}

    def save(words: Words) -> Wording:
        seen = _number(request.POST.get("seen", ""))
        return drafting.change(by=request.user, statement=one, paragraph=paragraph, seen=seen, words=words)

    heading = "Change the paragraph" if not row.gone else "Bring the paragraph back"
    return _written(request, one, {**initial, "seen": row.version}, linking.links_of(row), save, heading=heading)


@on_matter(methods=WRITE)
def move(request: AuthorisedRequest, matter: Matter, which: str, paragraph: str) -> HttpResponse:
    one = found(request, matter, which)
    drafting.move(by=request.user, statement=one, paragraph=paragraph, up=request.POST.get("way") == "up")
    return _to_draft(one, paragraph)


@on_matter(methods=BOTH)
def remove(request: AuthorisedRequest, matter: Matter, which: str, paragraph: str) -> HttpResponse:
    one = drafting.for_change(by=request.user, statement=found(request, matter, which))
    row = _row(one, paragraph)
    viewed(one, version=one.version)
    form = Confirm(request.POST if request.method == "POST" else None)

    def save(_: dict[str, Any]) -> str:
        drafting.remove(by=request.user, statement=one, paragraph=paragraph, seen=_number(request.POST.get("seen", "")))
        return reverse("litigation:statement_draft", args=[matter.key, one.key])

    shown = {**beside(request, one), "row": row, "back": _to_draft(one, paragraph).url}
    return one_form(request, form=form, save=save, shown=shown, template="litigation/statement_remove.html")


@kept_over_sign_in
@on_matter(methods=BOTH)
def bring_in(request: AuthorisedRequest, matter: Matter, which: str) -> HttpResponse:
    """First a preview of how the text is split, with the text to change; then it is added."""
    one = drafting.for_change(by=request.user, statement=found(request, matter, which))
    shown: dict[str, Any] = {**beside(request, one)}
    if request.method != "POST":
        left = {name: values[-1] for name, values in left_over(request).items()}
        shown |= {"form": BringIn(initial=left), "left_over": bool(left)}
        return render(request, "litigation/statement_bring_in.html", shown)
    form = BringIn(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, "litigation/statement_bring_in.html", {**shown, "form": form}, status=422)
    pieces, error = bringing_in.split(form.cleaned_data["text"]), None
    if request.POST.get("do") == "add":
        error = tried(lambda: drafting.bring_in(by=request.user, statement=one, paragraphs=pieces))
        if error is None:
            saved_now(request)
            messages.success(request, "The text is added. Say now of each paragraph from what the witness says it.")
            return _to_draft(one)
    again = BringIn(initial={"text": form.cleaned_data["text"]})
    shown |= {"form": again, "pieces": pieces, "error": error}
    return render(request, "litigation/statement_bring_in.html", shown, status=409 if error else 200)


def _written(
    request: AuthorisedRequest, one: Statement, begun: Mapping[str, Any], links: Sequence[Link],
    save: Callable[[Words], Wording], *, heading: str,
) -> HttpResponse:  # fmt: skip
    """The form of a paragraph. ``begun``, ``links``: what it holds at first."""
    drafting.for_change(by=request.user, statement=one)
    if request.method != "POST":
        return _begun(request, one, begun, links, heading=heading)
    typed = {name: request.POST.get(name, "") for name in Paragraph.base_fields}
    picked, error = _picked(request.POST.getlist("links")), None
    if do := _LOOKING.get(request.POST.get("do", "")):
        return do(request, one, typed, picked, heading=heading)
    form = Paragraph(request.POST, matter=one.matter)
    made: list[Wording] = []
    if form.is_valid():
        error = tried(lambda: made.append(save(form.said(tuple(picked)))))
    if made:
        saved_now(request)
        return _to_draft(one, made[0].paragraph)
    if isinstance(error, Overtaken):
        form = Paragraph(initial={**typed, "seen": error.theirs.version}, matter=one.matter)
    return _page(request, one, form, picked, heading=heading, error=error)


def _begun(
    request: AuthorisedRequest, one: Statement, begun: Mapping[str, Any], links: Sequence[Link], *, heading: str
) -> HttpResponse:
    left = left_over(request)
    if left:
        begun, links = {name: values[-1] for name, values in left.items()}, _picked(left.get("links", []))
    form = Paragraph(initial=begun, matter=one.matter)
    return _page(request, one, form, links, heading=heading, left_over=bool(left))


def _look(
    request: AuthorisedRequest, one: Statement, typed: Mapping[str, str], picked: Sequence[Link], *, heading: str
) -> HttpResponse:
    words, form = typed["words"].strip(), Paragraph(initial=typed, matter=one.matter)
    if not 0 < len(words) <= searching.MOST:
        trouble = f"Write some words to look for, {searching.MOST} characters at most."
        return _page(request, one, form, picked, heading=heading, trouble=trouble)
    hits = linking.look_for(one.matter, words, many=_HITS)
    return _page(request, one, form, picked, heading=heading, found=hits)


def _take(
    request: AuthorisedRequest, one: Statement, typed: Mapping[str, str], picked: Sequence[Link], *, heading: str
) -> HttpResponse:
    """A page by its number."""
    taken: list[Link] = []
    error = tried(lambda: taken.append(linking.one_page(one.matter, _number(typed["record"]), _number(typed["page"]))))
    form = Paragraph(initial=typed, matter=one.matter)
    picked = list(dict.fromkeys([*picked, *taken]))
    return _page(request, one, form, picked, heading=heading, trouble=str(error) if error else "")


_LOOKING = {"look": _look, "take": _take}
"""What the form is sent for besides being saved: what was typed stays as it is."""


def _page(
    request: AuthorisedRequest, one: Statement, form: Paragraph, picked: Sequence[Link], *, heading: str,
    error: CandourError | None = None, found: linking.Found | None = None, left_over: bool = False,
    trouble: str = "",
) -> HttpResponse:  # fmt: skip
    pages = linking.shown(picked)
    shown = {
        **beside(request, one), "form": form, "heading": heading, "error": error, "left_over": left_over,
        "picked": list(pages.values()), "found": found, "trouble": trouble,
        "hits": [hit for hit in found.pages if hit.link not in pages] if found else [],
    }  # fmt: skip
    if isinstance(error, Overtaken):
        shown["theirs"] = exhibiting.whole([Numbered(None, error.theirs)]).paragraphs[0]
    status = 409 if error else 422 if form.errors else 200
    return render(request, "litigation/statement_paragraph.html", shown, status=status)


def _row(one: Statement, paragraph: str) -> Wording:
    row = Wording.objects.filter(statement=one, paragraph=paragraph).order_by("-version").first()
    if row is None:
        raise Http404
    return row


def _picked(sent: Sequence[str]) -> list[Link]:
    """Each once; what is no page is left out."""
    links: list[Link] = []
    for each in sent:
        with contextlib.suppress(BadInput):
            links.append(linking.read(each))
    return list(dict.fromkeys(links))


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


def _to_draft(one: Statement, paragraph: str = "") -> HttpResponseRedirect:
    """The page of the draft, at the paragraph."""
    address = reverse("litigation:statement_draft", args=[one.matter.key, one.key])
    return HttpResponseRedirect(f"{address}#{paragraph}" if paragraph else address)
