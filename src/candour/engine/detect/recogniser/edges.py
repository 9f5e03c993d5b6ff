"""Where a mention begins and ends: titles out, initials in; it never lets one reach over a line end it did not hold."""

from __future__ import annotations

from .decode import Run
from .features import Document, Word
from .tokens import NONE, SPACE

NEAR = (NONE, SPACE)


def _no_name(word: Word) -> bool:
    """No person's name begins or ends with it: a title, a nationality, a lower-case word that is on no name list."""
    return word.key in ("TITLE", "NAT") or (word.shape == "l" and word.flags == "W")


def trimmed(run: Run, document: Document, *, titles: bool) -> Run | None:
    """The run without punctuation and possessive at its ends and, unless ``titles``, without what is no name in a
    person's; None if nothing is left. The full stop of an initial stays out: the stage that masks pads its boxes."""
    first, last, words = run.first, run.last, document.words
    strict = run.label == "PER" and not titles
    while first <= last and (words[first].bare or (strict and _no_name(words[first]))):
        first += 1
    while last >= first and (words[last].bare or (strict and _no_name(words[last]) and words[last - 1].low != "-")):
        last -= 1
    if first > last or (first == last and words[first].shape == "l" and len(words[first].low) == 1):
        return None  # a lone small letter ("n/k", "p.m.") names nobody
    return Run(first, last, run.label, run.score)


def _stray(run: Run, document: Document) -> bool:
    """A lone lower-case word on no list, in a text that has its capitals: a word the list lacks, not a person."""
    word = document.words[run.first]
    return (
        run.first == run.last
        and word.shape == "l"
        and not word.flags
        and not document.careless
        and not document.written_large(word)
    )


def widened(run: Run, document: Document) -> Run:
    """A person's mention with the initials beside it: ``M. Drew``, ``J K Oyo``, ``K.M``, ``Ryan M``."""
    first, last, words, gaps = run.first, run.last, document.words, document.tokens.gaps
    while first > 0 and gaps[first] in NEAR:
        dot = words[first - 1].low == "." and first > 1 and gaps[first - 1] == NONE
        at = first - 2 if dot else first - 1
        if words[at].shape != "X" or words[at].low in "ai":
            break
        first = at
    while last + 1 < len(words) and gaps[last + 1] in NEAR:
        dot = (
            words[last].shape == "X" and words[last + 1].low == "." and last + 2 < len(words) and gaps[last + 2] == NONE
        )
        at = last + 2 if dot else last + 1
        if words[at].shape != "X" or words[at].low in "ai" or not (dot or words[last].shape in "TU"):
            break
        last = at
    if words[last].shape == "X" and last + 2 < len(words) and words[last + 1].low == "." and gaps[last + 2] == SPACE:
        surname = words[last + 2]  # "Mary C. Lowell": unless the full stop ended a sentence
        last += 2 if surname.proper and surname.shape in "TU" and "W" not in surname.flags else 0
    return Run(first, last, run.label, run.score)


def _one_name(one: Run, other: Run, document: Document) -> bool:
    words, gap = document.words, document.tokens.gaps[other.first]
    return (
        one.label == other.label == "PER"
        and other.first == one.last + 1
        and gap == SPACE
        and words[one.last].shape in "TUX"
        and words[other.first].shape in "TUm"
    )


def settled(found: list[Run], document: Document) -> list[Run]:
    """``found``, in order, each trimmed and widened, and two halves of one name joined."""
    out: list[Run] = []
    for run in found:
        clean = trimmed(run, document, titles=False)
        if clean is None or (clean.label == "PER" and _stray(clean, document)):
            continue
        if clean.label == "PER":
            clean = widened(clean, document)
        if out and clean.first <= out[-1].last:
            clean = Run(out[-1].first, max(out[-1].last, clean.last), out[-1].label, max(out[-1].score, clean.score))
            out[-1] = clean
        elif out and _one_name(out[-1], clean, document):
            out[-1] = Run(out[-1].first, clean.last, "PER", min(out[-1].score, clean.score))
        else:
            out.append(clean)
    return out
