"""The statistical recogniser of people, organisations and places nobody registered: conditional random fields.

It refuses to say who someone is, to find identifiers that have a form of their own (phones, postcodes: other
recognisers do), and to decide anything: its spans are proposals with a probability. See docs/model-card.md.
"""

from __future__ import annotations

import re
import threading
from functools import cache
from importlib.resources import files

import pycrfsuite

from candour.engine.model import Span

from .consistency import agreed
from .decode import Run, Tagger, label_window, runs, span_of, trimmed
from .features import Document, Words
from .lexicon import Lexicon, packaged
from .tokens import tokenise
from .windows import windows

CARE, JUDGMENT = "care", "judgment"
FLOORS = {CARE: 0.35, JUDGMENT: 0.3}
APPLICANT = re.compile(r"\b[Tt]he applicants?\b")
CONVENTION = re.compile(r"\bthe Convention\b|\bapplications? \(nos?\. ?\d")


def is_judgment(text: str) -> bool:
    """A judgment in the form of the European Court of Human Rights: its own model reads it."""
    return CONVENTION.search(text) is not None and len(APPLICANT.findall(text)) > 2


class Recogniser:
    """Finds PERSON, ORG and LOCATION (in judgments also DATE, REF, OTHER). Safe to share between threads."""

    name = "crf"

    def __init__(self, *, lexicon: Lexicon, weights: dict[str, bytes]) -> None:
        self._words = Words(lexicon)
        self._weights = weights
        self._local = threading.local()

    def _tagger(self, model: str) -> Tagger:
        """One tagger for each thread: pycrfsuite's holds state between ``set`` and ``marginal``."""
        held: dict[str, Tagger] = self._local.__dict__.setdefault("taggers", {})
        if model not in held:
            tagger = pycrfsuite.Tagger()
            tagger.open_inmemory(self._weights[model])
            held[model] = tagger
        return held[model]

    def find(self, text: str) -> list[Span]:
        """Non-overlapping spans in order, offsets in code points of ``text``, score the marginal probability."""
        document = Document(tokenise(text), self._words)
        if not len(document.tokens):
            return []
        model = JUDGMENT if is_judgment(text) else CARE
        found = self._runs(model, document)
        if model == CARE:
            found = agreed(found, document)
        clean = (trimmed(run, document) for run in found)
        return [span_of(run, document) for run in clean if run]

    def _runs(self, model: str, document: Document) -> list[Run]:
        tagger, found = self._tagger(model), []
        for start, end in windows(document, everything=model == JUDGMENT):
            found += runs(label_window(tagger, document, start, end, FLOORS[model]), document, start)
        return found


@cache
def load() -> Recogniser:
    """The packaged recogniser; read once in a process."""
    data = files(__package__) / "data"
    weights = {model: (data / f"{model}.crfsuite").read_bytes() for model in (CARE, JUDGMENT)}
    return Recogniser(lexicon=packaged(), weights=weights)
