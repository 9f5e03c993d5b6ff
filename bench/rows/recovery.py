"""How much of a name its redaction still tells, in bits over 1,000 names."""

from __future__ import annotations

import math
from pathlib import Path

from bench.ground import Ground
from bench.measure import Job, alone
from bench.table import Row
from candour.engine import fonts

NAMES = 1000
_GOAL = 2.0
_FACES = (fonts.FOLDER / "DejaVuSans.ttf", *(
    Path("/usr/share/fonts/truetype/liberation") / name for name in ("LiberationSans-Regular.ttf", "LiberationSerif-Regular.ttf")
))  # fmt: skip
"""Faces not installed are left out."""


def measure(ground: Ground) -> list[Row]:
    return [_row(face, mode) for face in _FACES if face.is_file() for mode in ("safe", "faithful")]


def _row(face: Path, mode: str) -> Row:
    settings = ("line", "justified", "centred")
    bits = {setting: _bits(face, mode, setting) for setting in settings}
    told = ", ".join(f"{setting} {value:.2f}" for setting, value in bits.items())
    met = max(bits.values()) <= _GOAL if mode == "safe" else None
    note = f"Of {math.log2(NAMES):.2f} bits that {NAMES:,} names hold; the worst of: {told}."
    return Row(
        f"Name recovery, {mode} mode, {face.stem}", f"≤ {_GOAL:g} bits" if met is not None else "told",
        f"{max(bits.values()):.2f} bits", met, note,
    )  # fmt: skip


def _bits(face: Path, mode: str, setting: str) -> float:
    given = {"font": str(face), "count": NAMES, "mode": mode, "setting": setting}
    return float(alone(Job("ours_recovery:whole", given)).fact("bits"))
