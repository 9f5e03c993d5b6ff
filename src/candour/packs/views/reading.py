"""The rules in force, or those of an earlier version, in chapters, and each route on a page of its own. Nothing is changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from candour.accounts.gate import AuthorisedRequest, needs
from candour.accounts.roles import Act
from candour.ledger.clock import today
from candour.packs import in_force, queries
from candour.packs.chapters import CHAPTERS, Chapter, Section, filtered, rules_of
from candour.packs.forms import Filter
from candour.packs.queries import Read
from candour.packs.rules import rule
from candour.policy import Pack


@needs(Act.SEE_POLICY)
def policy(request: AuthorisedRequest, version: UUID | None = None) -> HttpResponse:
    """Every chapter; with words, the rules of all chapters in which they stand."""
    (read, pack), form = _read(version), Filter(request.GET or None)
    sections = _found(form, [section for each in CHAPTERS.values() for section in each.sections(pack)])
    chapters = [_counted(each, pack) for each in CHAPTERS.values()]
    shown = {
        **_of(read, pack), "form": form, "sections": sections, "chapters": chapters,
        "waits": read.present and in_force.waiting() is not None, "searched": bool(request.GET),
        "to_confirm": sum(each["to_confirm"] for each in chapters),
    }  # fmt: skip
    return render(request, "packs/policy.html", shown)


@needs(Act.SEE_POLICY)
def chapter(request: AuthorisedRequest, chapter: str, version: UUID | None = None) -> HttpResponse:
    if chapter not in CHAPTERS:
        raise Http404
    (read, pack), found, form = _read(version), CHAPTERS[chapter], Filter(request.GET or None)
    shown = {
        **_of(read, pack), "chapter": found, "form": form, "sections": _found(form, list(found.sections(pack))),
        "counted": _counted(found, pack), "searched": bool(request.GET),
    }  # fmt: skip
    return render(request, "packs/chapter.html", shown)


@needs(Act.SEE_POLICY)
def route(request: AuthorisedRequest, route: str, version: UUID | None = None) -> HttpResponse:
    read, pack = _read(version)
    found = next((each for each in pack.access.routes if each.id == route), None)
    if found is None:
        raise Http404
    return render(request, "packs/route.html", {**_of(read, pack), "rule": rule(pack, found)})


def _read(version: UUID | None) -> tuple[Read, Pack]:
    """All rules of what is in force, or of the version that is named, also those of a later day: they are marked so."""
    in_force.current(on=today())  # where nothing was in force yet, it is now
    read = queries.read(version)
    if read is None:
        raise Http404
    return read, in_force.of(read.version.sha256, on=None)


def _of(read: Read, pack: Pack) -> dict[str, Any]:
    """``base``: below which the pages of this version are."""
    base = reverse("packs:policy") if read.present else reverse("packs:version", args=[read.version.key])
    return {"read": read, "pack": pack, "base": base, "today": today()}


def _counted(chapter: Chapter, pack: Pack) -> dict[str, Any]:
    rules = rules_of(chapter, pack)
    return {"chapter": chapter, "rules": len(rules), "to_confirm": sum(each.to_confirm for each in rules)}


def _found(form: Filter, sections: Sequence[Section]) -> Iterable[Section]:
    return filtered(sections, words=form.words(), to_confirm=form.unconfirmed())
