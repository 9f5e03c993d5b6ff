"""Our reading of scanned pages, as ``prepare`` does it, barcodes included."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bench.child import Facts, Job
from candour.engine.read import read_pages


def whole(*, pdf: str, names: list[list[str]]) -> Job:
    """``names``: for each page the different names on it."""

    def job() -> Facts:
        readings = read_pages(pdf=Path(pdf), numbers=range(1, len(names) + 1))
        return {"read": found(["\n".join(layer.text for layer in reading.layers) for reading in readings], names)}

    return job


def found(texts: Sequence[str], names: Sequence[Sequence[str]]) -> int:
    """How many names are read whole on the page they stand on, spaces and line ends alike."""
    joined = [" ".join(text.split()) for text in texts]
    return sum(name in text for text, expected in zip(joined, names, strict=False) for name in expected)
