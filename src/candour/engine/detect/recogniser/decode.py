"""From labels and their probabilities to spans; it refuses to return a span of nothing but punctuation or titles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from candour.engine.model import Kind, Span

from .features import Document, Word
from .tokens import BLANK, WIDE

KINDS = {
    "PER": Kind.PERSON, "ORG": Kind.ORG, "LOC": Kind.LOCATION, "DATE": Kind.DATE, "CODE": Kind.REF,
    "QUANTITY": Kind.OTHER, "DEM": Kind.OTHER, "MISC": Kind.OTHER,
}


class Tagger(Protocol):
    """What is used of ``pycrfsuite.Tagger``."""

    def set(self, items: list[list[str]]) -> None: ...
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


def label_window(tagger: Tagger, document: Document, start: int, end: int, floor: float) -> list[tuple[str, float]]:
    """Label and probability of tokens ``start`` to ``end``: the best path, and where that says O, any kind that is
    likelier than ``floor`` (a missed name costs more than a needless question)."""
    tagger.set(document.items(start, end))
    path = tagger.tag()
    kinds = [label for label in tagger.labels() if label != "O"]
    out = []
    for at, label in enumerate(path):
        word = document.words[start + at]
        if label == "O":
            chance = 1 - tagger.marginal("O", at) if word.shape not in "p@" and (word.proper or word.lower_name) else 0.0
            if chance < floor:
                out.append(("O", chance))
                continue
            label = max(kinds, key=lambda k: tagger.marginal(k, at))
            out.append((label, chance))
        else:
            out.append((label, 1 - tagger.marginal("O", at)))
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


def _idle(word: Word, kind: str) -> bool:
    """A token no mention may begin or end with."""
    return (word.shape == "p" and word.low not in ("(", ")")) or word.low == "'s" or (kind == "PER" and word.key == "TITLE")


def trimmed(run: Run, document: Document) -> Run | None:
    """The run without titles in front, possessive and punctuation at its ends; None if nothing is left."""
    first, last, words = run.first, run.last, document.words
    while first <= last and (_idle(words[first], run.label) or words[first].low in ("(", ")")):
        first += 1
    while last >= first and (words[last].low == "'s" or words[last].shape == "p"):
        last -= 1
    # initials and abbreviations keep their full stop out, as gold standards do; the stage that masks pads it
    return Run(first, last, run.label, run.score) if first <= last else None


def span_of(run: Run, document: Document) -> Span:
    tokens = document.tokens
    return Span(
        start=tokens.starts[run.first],
        end=tokens.ends[run.last],
        kind=KINDS[run.label],
        score=round(run.score, 4),
        recogniser="crf",
    )
