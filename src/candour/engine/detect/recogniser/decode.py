"""From labels and their probabilities to spans; it refuses to join across columns or empty lines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from candour.engine.model import Kind, Span

from .features import Document
from .tokens import BLANK, WIDE
from .weights import Named

KINDS = {
    "PER": Kind.PERSON,
    "ORG": Kind.ORG,
    "LOC": Kind.LOCATION,
    "DATE": Kind.DATE,
    "CODE": Kind.REF,
    "QUANTITY": Kind.OTHER,
    "DEM": Kind.OTHER,
    "MISC": Kind.OTHER,
}


class Tagger(Protocol):
    """What is used of ``pycrfsuite.Tagger``."""

    def set(self, items: Iterable[Any]) -> None: ...
    def tag(self) -> list[str]: ...
    def marginal(self, label: str, position: int) -> float: ...
    def labels(self) -> list[str]: ...


@dataclass(frozen=True, slots=True)
class Run:
    """Tokens ``first`` to ``last`` (inclusive) that are one mention of ``label``, and how sure the model is."""

    first: int
    last: int
    label: str
    score: float


def _best(tagger: Tagger, kinds: list[str], at: int) -> str:
    return max(kinds, key=lambda kind: tagger.marginal(kind, at))


def label_window(
    tagger: Tagger, weights: Named, document: Document, start: int, end: int, *, floor: float, everything: bool
) -> list[tuple[str, float]]:
    """Label and probability of tokens ``start`` to ``end``: the best path, and where that names nothing, any kind that
    is likelier than ``floor`` (a missed name costs more than a needless question). Without ``everything`` the second
    look is only given to what could be a name. Labels that are no kind (mentions that may stay) count as O."""
    tagger.set(weights.items(document.items(start, end)))
    kinds = [label for label in tagger.labels() if label[2:] in KINDS]
    out = []
    for at, label in enumerate(tagger.tag()):
        word = document.words[start + at]
        known = label[2:] in KINDS
        if not known and (word.bare or not (everything or word.proper or word.lower_name)):
            out.append(("O", 0.0))
            continue
        chance = sum(tagger.marginal(kind, at) for kind in kinds) if everything else 1 - tagger.marginal("O", at)
        if known or chance >= floor:
            out.append((label if known else _best(tagger, kinds, at), chance))
        else:
            out.append(("O", chance))
    return out


def runs(labels: list[tuple[str, float]], document: Document, start: int) -> list[Run]:
    """Mentions in a labelled window. A column gap or an empty line always ends one."""
    found: list[Run] = []
    open_: list[int] = []
    kind = ""

    def close() -> None:
        if open_:
            found.append(Run(start + open_[0], start + open_[-1], kind, min(labels[i][1] for i in open_)))
            open_.clear()

    for at, (label, _) in enumerate(labels):
        here = label[2:]
        fresh = label[0] in "BO" or here != kind or document.tokens.gaps[start + at] in (WIDE, BLANK)
        if fresh:
            close()
        if label != "O":
            open_.append(at)
            kind = here
    close()
    return found


def span_of(run: Run, document: Document) -> Span:
    tokens = document.tokens
    return Span(
        start=tokens.starts[run.first],
        end=tokens.ends[run.last],
        kind=KINDS[run.label],
        score=round(run.score, 4),
        recogniser="crf",
    )
