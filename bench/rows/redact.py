"""Find, redact, sanitise and verify one PDF against PyMuPDF's loop; what drawing every box adds; what it does to the rest."""

from __future__ import annotations

from typing import Any

from bench.ground import HITS, STRINGS, TEXT_PAGES, Ground
from bench.measure import Job, Result, in_turn
from bench.table import Row

_PEERS = (
    ("default options", {}, {}),
    ("saved with garbage=4, clean=True", {}, {"garbage": 4, "clean": True}),
    ("default options, text page analysed once for all strings", {"once": True}, {}),
)


def measure(ground: Ground) -> list[Row]:
    rows = _kind(ground, "text pages", ground.text, goal=5.0)
    return [*rows, *_kind(ground, "kerned pages (LibreOffice, rewritten by Ghostscript)", ground.kerned, goal=5.0)]


def _kind(ground: Ground, what: str, pdf: str, *, goal: float) -> list[Row]:
    ours = Job("ours_pdf:whole", _ours(ground, pdf))
    pictured = Job("ours_pdf:whole", {**_ours(ground, pdf), "pictures": True})
    peers = [Job("pymupdf_pdf:whole", _peer(ground, pdf, how, save)) for _, how, save in _PEERS]
    here, drawn, *others = in_turn(ours, pictured, *peers)
    rows = [
        _against(f"{what}: against PyMuPDF, {name}", here, other, goal=goal)
        for (name, _, _), other in zip(_PEERS, others, strict=True)
    ]
    return [*rows, _pictures(what, here, drawn, others[0])]


def _ours(ground: Ground, pdf: str) -> dict[str, Any]:
    return {"pdf": pdf, "strings": ground.strings, "pages": TEXT_PAGES, "out": ground.path("ours.pdf")}


def _peer(ground: Ground, pdf: str, how: dict[str, Any], save: dict[str, Any]) -> dict[str, Any]:
    return {"pdf": pdf, "strings": ground.strings, "out": ground.path("peer.pdf"), **how, "save": save}


def _each(result: Result) -> str:
    return f"{result.cpu * 1000 / TEXT_PAGES:.1f} ms"


def _against(what: str, ours: Result, peer: Result, *, goal: float) -> Row:
    cpu, wall = peer.cpu / ours.cpu, peer.wall / ours.wall
    find, redact, verify = (seconds * 1000 / TEXT_PAGES for seconds in ours.fact("parts"))
    searched = float(peer.fact("searched")) * 1000 / TEXT_PAGES
    note = (
        f"CPU a page: ours {_each(ours)} (wall: find {find:.1f}, redact and sanitise {redact:.1f}, verify {verify:.1f}), "
        f"PyMuPDF {_each(peer)} (of which search {searched:.1f}); {STRINGS} strings, {ours.fact('hits')} of "
        f"{TEXT_PAGES * HITS} planted hits found, {ours.fact('findings')} findings, {ours.fact('vector')} pages as vectors. "
        "Ours also rebuilds the file and re-reads it; PyMuPDF's output was not checked for what it leaks."
    )
    return Row(f"Redact, {what}", f"≥ {goal:g}×", f"{cpu:.1f}× CPU ({wall:.1f}× wall)", cpu >= goal, note)


def _pictures(what: str, without: Result, drawn: Result, peer: Result) -> Row:
    more = (drawn.cpu - without.cpu) * 1000 / TEXT_PAGES
    note = f"Every page with a box drawn by poppler and looked at; with it the whole is {peer.cpu / drawn.cpu:.1f}× PyMuPDF's loop."
    return Row(f"Picture checks, {what}", "own row", f"+{more:.1f} ms CPU a page", None, note)
