"""Detection over a whole file against Presidio with the same name model."""

from __future__ import annotations

from pathlib import Path

from bench.ground import TEXTS, Ground
from bench.measure import Job, in_turn, ratios
from bench.people import REGISTERED
from bench.table import Row

_GOAL = 10.0


def measure(ground: Ground) -> list[Row]:
    given = {"people": ground.people, "texts": ground.notes}
    ours, peer = in_turn(Job("ours_detect:whole", given), Job("presidio_detect:whole", given), pairs=ground.pairs)
    size = sum(Path(path).stat().st_size for path in ground.notes) / 1000
    cpu, wall = ratios(ours, peer)
    note = (
        f"{size:.0f} KB of notes in {TEXTS} texts, {REGISTERED} people: ours {size / ours.cpu:.0f} KB/s of CPU time, Presidio "
        f"{size / peer.cpu:.0f} KB/s. Ours reads everything twice (survey, then search) and says who is who; Presidio reads once, "
        "with its pattern recognisers, a deny-list of the same names, a blank NLP engine and our name model as a plug-in."
    )
    return [
        Row(
            "Detection, whole file, against Presidio",
            f"≥ {_GOAL:g}×",
            f"{cpu:.1f}× CPU ({wall:.1f}× wall)",
            cpu >= _GOAL,
            note,
        )
    ]
