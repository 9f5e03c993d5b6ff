"""The limits of what intake opens, against files that unpack to more than a machine holds."""

from __future__ import annotations

from dataclasses import dataclass

MB = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in bytes. ``members`` and ``unpacked`` count per file of the case folder, with all that is nested in it."""

    depth: int = 6
    members: int = 20_000
    unpacked: int = 4 << 30
    ratio: int = 200
    """Unpacked to packed size, for members of more than ``ratio_from``."""
    ratio_from: int = 10 * MB
    file: int = 2 << 30
    pages: int = 20_000
    seconds: float = 600.0
    """Wall and processor time of one reading of one file."""
    memory_mb: int = 3000
