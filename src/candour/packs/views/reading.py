"""The rules in force, in chapters, and each route on a page of its own. Nothing here is changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render

from candour.accounts.gate import AuthorisedRequest, needs
from candour.accounts.roles import Act
from candour.ledger.clock import today
from candour.packs import in_force, queries
from candour.packs.chapters import CHAPTERS, Chapter, Section, filtered, rules_of
from candour.packs.forms import Filter
from candour.packs.rules import rule
from candour.policy import Pack


@needs(Act.SEE_POLICY)
def policy(request: AuthorisedRequest) -> HttpResponse:
    """Every chapter; with words, the rules of all chapters in which they stand."""
    pack, form = _pack(), Filter(request.GET or None)
    sections = _found(form, [section for each in CHAPTERS.values() for section in each.sections(pack)])
    chapters = [_counted(each, pack) for each in CHAPTERS.values()]
    shown = {
        "pack": pack, "form": form, "sections": sections, "chapters": chapters, "period": queries.now_in_force(),
        "waits": in_force.waiting() is not None, "today": today(), "searched": bool(request.GET),
        "to_confirm": sum(each["to_confirm"] for each in chapters),
    }  # fmt: skip
    return render(request, "packs/policy.html", shown)


@needs(Act.SEE_POLICY)
def chapter(request: AuthorisedRequest, chapter: str) -> HttpResponse:
    if chapter not in CHAPTERS:
        raise Http404
    found, pack, form = CHAPTERS[chapter], _pack(), Filter(request.GET or None)
    shown = {
        "chapter": found, "form": form, "sections": _found(form, list(found.sections(pack))), "today": today(),
        "counted": _counted(found, pack), "searched": bool(request.GET),
    }  # fmt: skip
    return render(request, "packs/chapter.html", shown)


@needs(Act.SEE_POLICY)
def route(request: AuthorisedRequest, route: str) -> HttpResponse:
    pack = _pack()
    found = next((each for each in pack.access.routes if each.id == route), None)
    if found is None:
        raise Http404
    return render(request, "packs/route.html", {"rule": rule(pack, found), "today": today()})


def _pack() -> Pack:
    """All rules of what is in force, also those of a later day: they are marked so."""
    return in_force.of(in_force.current(on=today()).sha256, on=None)


def _counted(chapter: Chapter, pack: Pack) -> dict[str, Any]:
    rules = rules_of(chapter, pack)
    return {"chapter": chapter, "rules": len(rules), "to_confirm": sum(each.to_confirm for each in rules)}


def _found(form: Filter, sections: Sequence[Section]) -> Iterable[Section]:
    return filtered(sections, words=form.words(), to_confirm=form.unconfirmed())
