"""One text, one judgement: a name found surely in one place is a name in the others; it never overrules a sure O for
an ordinary word in lower case."""

from __future__ import annotations

from .decode import Run
from .features import Document

SURE = 0.85


def _sure_names(found: list[Run], document: Document) -> set[str]:
    names: set[str] = set()
    for run in found:
        if run.label == "PER" and run.score >= SURE:
            for i in range(run.first, run.last + 1):
                word = document.words[i]
                if word.shape in "TUma" and len(word.low) > 2 and "W" not in word.flags:
                    names.add(word.low)
    return names


def agreed(found: list[Run], document: Document) -> list[Run]:
    """``found`` and, for surely found names that are no ordinary words, every other place they stand in."""
    names = _sure_names(found, document)
    if not names:
        return found
    taken = {i for run in found for i in range(run.first, run.last + 1)}
    more = [
        Run(i, i, "PER", SURE)
        for i, word in enumerate(document.words)
        if word.low in names and i not in taken
    ]
    return sorted(found + more, key=lambda run: run.first) if more else found
