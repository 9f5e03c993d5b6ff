"""Detection over a whole file against Presidio with the same name model."""

from __future__ import annotations

from pathlib import Path

from bench.ground import TEXTS, Ground
from bench.measure import Job, Result, in_turn, ratios
from bench.people import REGISTERED
from bench.table import Row

_GOAL = 10.0


_DESIGN = 45.0
"""KB/s of CPU time that Presidio was taken to reach when the goal was set."""


def measure(ground: Ground) -> list[Row]:
    given = {"people": ground.people, "texts": ground.notes}
    jobs = (
        Job("ours_detect:whole", given),
        Job("presidio_detect:shipped", {**given, "pipeline": ground.pipeline}),
        Job("presidio_detect:whole", given),
        Job("presidio_detect:who", given),
    )
    ours, shipped, peer, asked = in_turn(*jobs, pairs=ground.pairs)
    size = sum(Path(path).stat().st_size for path in ground.notes) / 1000
    comes = (
        f"{size:.0f} KB of notes in {TEXTS} texts, {REGISTERED} people: ours {size / ours.cpu:.0f} KB/s of CPU time, Presidio "
        f"{size / shipped.cpu:.0f} KB/s (the goal took it to do {_DESIGN:g}). Ours reads everything twice (survey, then search) and "
        "says who is who; Presidio reads once and only says that it is a person, with its pattern recognisers, one deny-list of "
        "the same names and a spaCy pipeline of the shape of en_core_web_sm; its default, en_core_web_lg, has more to do. The "
        "pipeline is trained here, for its weights cannot be fetched: only its speed is told."
    )
    plain = (
        f"The same texts: Presidio {size / peer.cpu:.0f} KB/s with our name model as a plug-in and a blank NLP engine in place "
        "of the spaCy pipeline."
    )
    alike = (
        f"The same texts: Presidio {size / asked.cpu:.0f} KB/s with a deny-list for each person (full name, given name, surname) in "
        "place of the one list, so that each result says who; a surname of several people is told once for each, and nobody new "
        "gets an identity, as they do with ours."
    )
    return [
        _row("Detection, whole file, against Presidio as it comes", ours, shipped, comes),
        _row("Detection, whole file, against Presidio with our name model and no spaCy pipeline", ours, peer, plain),
        _row("Detection, whole file, against that Presidio asked who it is", ours, asked, alike),
    ]


def _row(name: str, ours: Result, peer: Result, note: str) -> Row:
    cpu, wall = ratios(ours, peer)
    return Row(name, f"≥ {_GOAL:g}×", f"{cpu:.1f}× CPU ({wall:.1f}× wall)", cpu >= _GOAL, note)
