"""Measures the recogniser on generated texts whose names and templates training never saw, by origin of the name.

    python -m training.evaluate [--documents N] [--unknown]

It refuses nothing and changes nothing; ``--unknown`` also hides every person's name from the word lists.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from dataclasses import replace
from importlib.resources import files

from candour.engine.detect.recogniser import JUDGMENT, Recogniser
from candour.engine.detect.recogniser.lexicon import packaged
from candour.engine.model import Kind

from .care import Text
from .people import held_out, read_lists
from .train import generated

SEED = 7


def recogniser(*, unknown: bool) -> Recogniser:
    """The packaged weights; with ``unknown`` no held-out name is on its lists, as for a name nobody thought of."""
    weights = (files("candour.engine.detect.recogniser") / "data" / "care.crfsuite").read_bytes()
    lists = packaged()
    if unknown:
        names = {n for parts in read_lists().values() for part in parts.values() for n in part if held_out(n)}
        lists = replace(lists, hidden=frozenset(n.lower() for n in names))
    return Recogniser(lexicon=lists, weights={"care": weights, JUDGMENT: weights})


def score(text: Text, finder: Recogniser, count: Counter[str]) -> None:
    """Adds to ``count``: gold and found people, all and by origin; right and predicted people."""
    gold = [s for s in text.spans if s[2] == "PER"]
    spans = [(s.start, s.end) for s in finder.find(text.text) if s.kind is Kind.PERSON]
    for start, end, _, origin in gold:
        hit = any(a < end and start < b for a, b in spans)
        exact = (start, end) in spans
        for group in ("all", origin):
            count[f"gold {group}"] += 1
            count[f"found {group}"] += hit
        count["exact"] += exact
    for a, b in spans:
        count["predicted"] += 1
        count["right"] += any(a < end and start < b for start, end, _, _ in gold)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=600)
    parser.add_argument("--unknown", action="store_true", help="hide the held-out names from the word lists")
    args = parser.parse_args()
    finder, count = recogniser(unknown=args.unknown), Counter[str]()
    for text in generated(args.documents, random.Random(SEED), held=True):
        score(text, finder, count)
    print(
        f"people {count['gold all']}  recall {count['found all'] / count['gold all']:.3f}"
        f"  exact {count['exact'] / count['gold all']:.3f}  precision {count['right'] / count['predicted']:.3f}"
    )
    for key in sorted(k for k in count if k.startswith("gold ") and k != "gold all"):
        group = key[5:]
        print(f"{group:<12} {count[key]:>6}  {count[f'found {group}'] / count[key]:.3f}")


if __name__ == "__main__":
    main()
