"""The statistical recogniser of people, organisations and places nobody registered: conditional random fields.

It refuses to say who someone is, to find identifiers that have a form of their own (phones, postcodes: other
recognisers do), and to decide anything: its spans are proposals with a probability. See docs/model-card.md.
"""

from __future__ import annotations

import threading
from functools import cache
from importlib.resources import files

from candour.engine.model import Span

from .consistency import agreed, repeated
from .decode import Run, Tagger, label_window, runs, span_of
from .edges import settled, trimmed
from .features import Document, Words
from .judgment import is_judgment, with_forms
from .lexicon import Lexicon, packaged
from .sections import Judgment
from .tokens import tokenise
from .weights import weights as weights_of
from .windows import windows

CARE, JUDGMENT = "care", "judgment"
FLOORS = {CARE: 0.5, JUDGMENT: 0.15}


class Recogniser:
    """Finds PERSON, ORG and LOCATION (in judgments also DATE, REF, OTHER). Safe to share between threads."""

    name = "crf"

    def __init__(self, *, lexicon: Lexicon, weights: dict[str, bytes]) -> None:
        self._weights = {model: weights_of(read) for model, read in weights.items()}
        self._words = {model: Words(lexicon, read.told) for model, read in self._weights.items()}
        self._local = threading.local()

    def _tagger(self, model: str) -> Tagger:
        """One tagger for each thread: pycrfsuite's holds state between ``set`` and ``marginal``."""
        held: dict[str, Tagger] = self._local.__dict__.setdefault("taggers", {})
        if model not in held:
            held[model] = self._weights[model].tagger()
        return held[model]

    def find(self, text: str) -> list[Span]:
        """Non-overlapping spans in order, offsets in code points of ``text``, score the marginal probability."""
        model = JUDGMENT if is_judgment(text) else CARE
        document = (Judgment if model == JUDGMENT else Document)(tokenise(text), self._words[model])
        if not len(document.tokens):
            return []
        found, chances = self._runs(model, document)
        if model == CARE:
            return [span_of(run, document) for run in settled(agreed(found, chances, document), document)]
        # the benchmark's judgments count a title as part of the name; the product's texts do not
        clean = (trimmed(run, document, titles=True) for run in repeated(found, document))
        return with_forms([span_of(run, document) for run in clean if run], text)

    def _runs(self, model: str, document: Document) -> tuple[list[Run], dict[int, float]]:
        """Mentions, and for the other tokens looked at twice the probability that they are one."""
        tagger, weights, everything = self._tagger(model), self._weights[model], model == JUDGMENT
        found: list[Run] = []
        chances: dict[int, float] = {}
        for start, end in windows(document, everything=everything):
            labels = label_window(tagger, weights, document, start, end, floor=FLOORS[model], everything=everything)
            found += runs(labels, document, start)
            chances.update((start + i, chance) for i, (label, chance) in enumerate(labels) if label == "O" and chance)
        return found, chances


@cache
def load() -> Recogniser:
    """The packaged recogniser; read once in a process."""
    data = files(__package__) / "data"
    weights = {model: (data / f"{model}.crfsuite").read_bytes() for model in (CARE, JUDGMENT)}
    return Recogniser(lexicon=packaged(), weights=weights)
