"""What is left of a name after redaction, in bits over a register of names (see ``redact.recovery``)."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from bench import people
from bench.child import Facts, Job
from candour.engine.redact.recovery import Setting, residual_bits


def whole(*, font: str, count: int, mode: Literal["safe", "faithful"], setting: Setting, size: float = 10.5) -> Job:
    names = people.names(count)

    def job() -> Facts:
        return {"bits": residual_bits(names=names, font=Path(font), size=size, mode=mode, setting=setting)}

    return job
