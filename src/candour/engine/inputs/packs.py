"""Loads a policy pack for the engine, its faults turned into the engine's one kind of message. It adds no rule."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from candour.engine.errors import BadInput
from candour.policy import Pack, PackError, load_pack

_NAMED = 10


def read_pack(name_or_path: str | Path, *, on: date | None = None) -> Pack:
    """The pack by shipped name or path, rules in force ``on`` that day. BadInput names file, line and key."""
    try:
        return load_pack(name_or_path, on=on)
    except PackError as error:
        shown = " ".join(str(problem) for problem in error.problems[:_NAMED])
        raise BadInput(
            shown, means="The policy pack cannot be used.", do="Correct it and try `candour policy check` on it."
        ) from None
