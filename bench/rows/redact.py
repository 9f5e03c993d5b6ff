"""Find, redact, sanitise and verify one PDF against PyMuPDF's loop; what drawing every box adds; what it does to the rest."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bench import people
from bench.ground import HITS, KERNED_PAGES, STRINGS, TEXT_PAGES, Ground
from bench.measure import Job, Result, in_turn, ratios
from bench.table import Row

_GOAL = 5.0
MANY, FEW_PAGES = 100, 100
_LOOPS: tuple[tuple[str, dict[str, Any]], ...] = (
    (f"search_for for every one of {STRINGS} strings", {"save": {}}),
    (f"text page analysed once for all {STRINGS} strings", {"save": {}, "once": True}),
)
_CLEANED = {"save": {"garbage": 4, "clean": True}}


def measure(ground: Ground) -> list[Row]:
    kerned = "kerned pages (LibreOffice, then Ghostscript)"
    return [
        *_kind(ground, "text pages", ground.text, TEXT_PAGES),
        *_kind(ground, kerned, ground.kerned, KERNED_PAGES),
        _many(ground),
    ]


def _many(ground: Ground) -> Row:
    """A register with variants of every name: most strings are not on the page, and each still has to be looked for."""
    strings = [*ground.strings, *(name for name in people.names(MANY) if name not in ground.strings)][:MANY]
    pdf, out = ground.pages(FEW_PAGES), ground.path("many.pdf")
    ours, peer = in_turn(
        Job("ours_pdf:whole", {"pdf": pdf, "strings": strings, "pages": FEW_PAGES, "out": out}),
        Job("pymupdf_pdf:whole", {"pdf": pdf, "strings": strings, "out": out, "save": {}}),
        pairs=ground.few(),
    )
    row = _against(f"text pages: search_for for every one of {MANY} strings", ours, peer, FEW_PAGES)
    return replace(row, goal="told", met=None)


def _kind(ground: Ground, what: str, pdf: str, pages: int) -> list[Row]:
    """The two loops in turn with ours; cleaning up and picture checks, which add to one side each, a few times."""
    mine = {"pdf": pdf, "strings": ground.strings, "pages": pages, "out": ground.path("ours.pdf")}
    theirs = {"pdf": pdf, "strings": ground.strings, "out": ground.path("peer.pdf")}
    ours, *loops = in_turn(
        Job("ours_pdf:whole", mine),
        *(Job("pymupdf_pdf:whole", {**theirs, **how}) for _, how in _LOOPS),
        pairs=ground.pairs,
    )
    drawn, cleaned = in_turn(
        Job("ours_pdf:whole", {**mine, "pictures": True}),
        Job("pymupdf_pdf:whole", {**theirs, **_CLEANED}),
        pairs=ground.few(),
    )
    rows = [_against(f"{what}: {name}", ours, loop, pages) for (name, _), loop in zip(_LOOPS, loops, strict=True)]
    rows.append(_against(f"{what}: the first loop, saved with garbage=4, clean=True", ours, cleaned, pages))
    return [*rows, _pictures(what, ours, drawn, loops[0], pages)]


def _each(result: Result, pages: int) -> str:
    return f"{result.cpu * 1000 / pages:.1f} ms"


def _against(what: str, ours: Result, peer: Result, pages: int) -> Row:
    cpu, wall = ratios(ours, peer)
    redact, verify = (seconds * 1000 / pages for seconds in ours.fact("parts"))
    searched = float(peer.fact("searched")) * 1000 / pages
    note = (
        f"{pages} pages. CPU a page: ours {_each(ours, pages)} (find, redact and sanitise "
        f"{redact:.1f}, verify {verify:.1f}), PyMuPDF {_each(peer, pages)} (search {searched:.1f}). Ours: {ours.fact('hits')} of "
        f"{pages * HITS} planted hits, {ours.fact('vector')} pages as vectors, {ours.fact('findings')} findings."
    )
    return Row(f"Redact, {what}", f"≥ {_GOAL:g}× (then 8×)", f"{cpu:.1f}× CPU ({wall:.1f}× wall)", cpu >= _GOAL, note)


def _pictures(what: str, without: Result, drawn: Result, peer: Result, pages: int) -> Row:
    more = (drawn.cpu - without.cpu) * 1000 / pages
    note = (
        f"Every page with a box drawn by poppler and looked at; with it the whole is {peer.cpu / drawn.cpu:.1f}× "
        "PyMuPDF's loop."
    )
    return Row(f"Picture checks, {what}", "own row", f"+{more:.1f} ms CPU a page", None, note)
