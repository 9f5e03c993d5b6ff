"""One text, one judgement: what is found surely in one place is found in the others; it never makes a name of a
lower-case word in a text that is typed with capitals, nor of an ordinary word that the model is sure about."""

from __future__ import annotations

from collections import Counter

from .decode import Run
from .features import Document

SURE = 0.85
FAINT = 0.1
LONGEST_PHRASE = 8
SHARE = 0.4


def _sure_names(found: list[Run], document: Document) -> set[str]:
    names: set[str] = set()
    for run in found:
        if run.label == "PER" and run.score >= SURE:
            for i in range(run.first, run.last + 1):
                word = document.words[i]
                if word.shape in "TUma" and len(word.low) > 2 and word.low.isalpha():
                    names.add(word.low)
    return names


def _taken(found: list[Run]) -> set[int]:
    return {i for run in found for i in range(run.first, run.last + 1)}


def agreed(found: list[Run], chances: dict[int, float], document: Document) -> list[Run]:
    """``found`` and the other places where a surely found name stands. One that is also an ordinary word needs a
    capital and a ``chance`` (token to probability of being named at all) of its own."""
    names = _sure_names(found, document)
    if not names:
        return found
    taken, shapes, more = _taken(found), "TUml" if document.careless else "TUm", []
    for i, word in enumerate(document.words):
        if word.low not in names or word.shape not in shapes or i in taken:
            continue
        if "W" not in word.flags or (word.shape == "T" and chances.get(i, 0.0) >= FAINT):
            more.append(Run(i, i, "PER", SURE))
    return sorted(found + more, key=lambda run: run.first) if more else found


def _places(phrase: tuple[str, ...], texts: list[str]) -> list[int]:
    return [i for i, text in enumerate(texts) if text == phrase[0] and tuple(texts[i : i + len(phrase)]) == phrase]


def repeated(found: list[Run], document: Document) -> list[Run]:
    """``found`` and every other place where the same capitalised words stand, of the same kind. For judgments, where
    one unmasked mention gives an entity away. Phrases the model passes over most of the time (the Court) stay."""
    texts, words = document.tokens.texts, document.words
    counts: Counter[tuple[tuple[str, ...], str]] = Counter()
    for run in found:
        if run.last - run.first < LONGEST_PHRASE and words[run.first].shape in "TUm":
            counts[tuple(texts[run.first : run.last + 1]), run.label] += 1
    taken, more = _taken(found), []
    for (phrase, label), count in sorted(counts.items(), key=lambda c: -len(c[0][0])):
        places = _places(phrase, texts)
        if label != "PER" and count < SHARE * len(places):
            continue
        for i in places:
            if taken.isdisjoint(range(i, i + len(phrase))):
                more.append(Run(i, i + len(phrase) - 1, label, SURE))
                taken.update(range(i, i + len(phrase)))
    return sorted(found + more, key=lambda run: run.first)
