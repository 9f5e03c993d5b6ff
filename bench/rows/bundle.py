"""A bundle of 5,000 pages against PyMuPDF."""

from __future__ import annotations

from bench.ground import LONG_PAGES, PART, Ground
from bench.measure import Job, in_turn, ratios
from bench.table import Row

_GOAL = 6.0


def measure(ground: Ground) -> list[Row]:
    parts = ground.parts(LONG_PAGES)
    ours, peer = in_turn(
        Job("ours_bundle:whole", {"parts": parts, "pages": PART, "out": ground.path("bundle")}),
        Job("pymupdf_bundle:whole", {"parts": parts, "out": ground.path("peer-bundle.pdf")}),
        pairs=ground.few(),
    )
    cpu, wall = ratios(ours, peer)
    note = (
        f"{len(parts)} parts of {PART} pages, {ground.few()} pairs. CPU: ours {ours.cpu:.1f} s, PyMuPDF {peer.cpu:.1f} s; size "
        f"{ours.fact('bytes') / 1e6:.1f} and {peer.fact('bytes') / 1e6:.1f} MB. Ours also writes index with links, letter, schedule, "
        "certificate; PyMuPDF: insert_pdf, set_toc, insert_text, save."
    )
    return [
        Row(
            f"Bundle of {LONG_PAGES:,} pages against PyMuPDF",
            f"≥ {_GOAL:g}× (then 8×)",
            f"{cpu:.1f}× CPU ({wall:.1f}× wall)",
            cpu >= _GOAL,
            note,
        )
    ]
