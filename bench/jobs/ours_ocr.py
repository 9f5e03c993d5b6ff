"""Our reading of scanned pages, as ``prepare`` does it, barcodes included."""

from __future__ import annotations

from pathlib import Path

from bench.child import Facts, Job
from candour.engine.read import read_pages


def whole(*, pdf: str, pages: int, names: list[str]) -> Job:
    """How many of ``names`` (with repetitions, as written on the pages) are read."""

    def job() -> Facts:
        readings = read_pages(pdf=Path(pdf), numbers=range(1, pages + 1))
        text = " ".join(layer.text for reading in readings for layer in reading.layers)
        return {"read": counted(text, names)}

    return job


def counted(text: str, names: list[str]) -> int:
    """Occurrences of the names in a text, spaces and line ends alike."""
    joined = " ".join(text.split())
    return sum(joined.count(name) for name in names)
