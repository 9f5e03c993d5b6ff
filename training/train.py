"""Trains the recogniser's two models and writes them as package data; deterministic for a seed and a TAB file.

    python -m training.train [--tab TRAIN.jsonl] [--documents N] [--out FOLDER] [--lists-only]

It refuses to read anything but generated text and the TAB file it is given.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path

import pycrfsuite

from candour.engine.detect.recogniser.features import Document, Words
from candour.engine.detect.recogniser.lexicon import CLASS, Lexicon, fold, read
from candour.engine.detect.recogniser.sections import Judgment
from candour.engine.detect.recogniser.tokens import Tokens, tokenise
from candour.engine.detect.recogniser.windows import paragraphs

from . import care, lexicon, noise, tab
from .care import Text
from .people import Names

DATA = Path(__file__).parent.parent / "src/candour/engine/detect/recogniser/data"
SEED = 20240601
HIDE = 0.4
"""Share of a document's names that the lists pretend not to know, so that context has to do."""
HIDE_WORD = 0.04
"""Share of a document's ordinary words that the list pretends not to know: no list is complete."""
DROP_WORD = 0.08
"""Share of tokens that lose their own word, so that the templates' vocabulary is not learnt by heart."""
SETTINGS = {
    "care": {"c1": 0.15, "c2": 0.02, "max_iterations": 140, "feature.minfreq": 3, "feature.possible_transitions": True},
    "judgment": {
        "c1": 0.03,
        "c2": 0.15,
        "max_iterations": 160,
        "feature.minfreq": 2,
        "feature.possible_transitions": True,
    },
}


Sequence = tuple[list[list[str]], list[str]]
"""The features of each token, and their labels."""


def labels_of(text: Text, document: Document) -> list[str]:
    """B-, I- or O for each token. A token belongs to a span when they overlap."""
    out: list[str] = []
    tokens, at = document.tokens, 0
    spans = sorted(text.spans)
    for start, end in zip(tokens.starts, tokens.ends, strict=True):
        while at < len(spans) and spans[at][1] <= start:
            at += 1
        if at < len(spans) and spans[at][0] < end:
            first = not out or out[-1] == "O" or spans[at][0] >= start or tokens.ends[len(out) - 1] <= spans[at][0]
            out.append(("B-" if first else "I-") + spans[at][2])
        else:
            out.append("O")
    return out


def hidden_names(text: Text, r: random.Random, share: float) -> frozenset[str]:
    parts = {fold(p) for a, b, label, _ in text.spans if label == "PER" for p in tokenise(text.text[a:b]).texts}
    return frozenset(p for p in sorted(parts) if r.random() < share)


def sequences(document: Document, text: Text, r: random.Random, *, drop: float) -> Iterator[Sequence]:
    """Feature and label sequences of one document, paragraph by paragraph."""
    labels = labels_of(text, document)
    for start, end in paragraphs(document):
        items = document.items(start, end)
        if drop:
            items = [[f for f in item if f[:2] not in ("w=", "W=")] if r.random() < drop else item for item in items]
        yield items, labels[start:end]


def partly_known(text: Text, lists: Lexicon, r: random.Random, *, names: float, words: float) -> tuple[Tokens, Words]:
    """The text's tokens, and its words as seen by lists that miss a share of the names and of the ordinary words."""
    hidden = hidden_names(text, r, names)
    tokens = tokenise(text.text)
    unknown = frozenset(w for w in sorted({fold(t) for t in tokens.texts}) if r.random() < words and w not in CLASS)
    return tokens, Words(replace(lists, hidden=hidden, words=lists.words - unknown))


def generated(count: int, r: random.Random, *, held: bool) -> Iterator[Text]:
    """``count`` spoilt documents from one side of the split of names and templates."""
    kinds, names = care.read_kinds(held=held), Names(held=held)
    if held:  # a kind whose every line fell on the training side
        kinds = {name: kind for name, kind in kinds.items() if kind.body}
    for _ in range(count):
        yield noise.spoil(care.document(kinds, names, r), r)


def fit(model: str, data: list[Sequence], out: Path) -> None:
    trainer = pycrfsuite.Trainer(verbose=False)
    for items, labels in data:
        trainer.append(items, labels)
    trainer.select("lbfgs", "crf1d")
    trainer.set_params(SETTINGS[model])
    trainer.train(str(out / f"{model}.crfsuite"))


def train_care(documents: int, tab_path: Path | None, lists: Lexicon, out: Path) -> None:
    r = random.Random(SEED)
    data: list[Sequence] = []
    for text in chain(generated(documents, r, held=False), tab.read(tab_path, masked=False) if tab_path else ()):
        document = Document(*partly_known(text, lists, r, names=HIDE, words=HIDE_WORD))
        data += sequences(document, text, r, drop=DROP_WORD)
    fit("care", data, out)


def train_judgment(tab_path: Path, lists: Lexicon, out: Path) -> None:
    r = random.Random(SEED)
    data: list[Sequence] = []
    for text in tab.read(tab_path, masked=True):
        document = Judgment(*partly_known(text, lists, r, names=0.2, words=0.0))
        data += sequences(document, text, r, drop=0.0)
    fit("judgment", data, out)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tab", type=Path, help="train.jsonl of the Text Anonymization Benchmark")
    parser.add_argument("--documents", type=int, default=3000, help="generated documents")
    parser.add_argument("--out", type=Path, default=DATA)
    parser.add_argument("--only", choices=["lists", "care", "judgment"], help="build one part")
    args = parser.parse_args()
    begun = time.monotonic()
    lexicon.write(args.out)
    given, surname = read((args.out / "names.txt").read_text(encoding="utf-8"))
    lists = Lexicon(given, surname, frozenset((args.out / "words.txt").read_text(encoding="utf-8").split()))
    if args.only in (None, "care"):
        train_care(args.documents, args.tab, lists, args.out)
    if args.tab and args.only in (None, "judgment"):
        train_judgment(args.tab, lists, args.out)
    print(f"trained in {time.monotonic() - begun:.0f} s")


if __name__ == "__main__":
    main()
