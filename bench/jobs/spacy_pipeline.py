"""A spaCy pipeline of the shape of the one that Presidio loads by default, for its speed alone.

Its weights are on GitHub, which a measurement must not need. So the parts of ``en_core_web_sm`` (tok2vec, tagger, parser, ner;
spaCy's own configuration for a CPU, ``optimize="efficiency"``) are made here and learn a little from invented notes: what
they find is worth nothing, the sums they do are the same. Presidio's default, ``en_core_web_lg``, also looks up word vectors
and has a lemmatiser: this one has less to do.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from itertools import pairwise

from spacy.cli.init_config import init_config
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.training import Example
from spacy.util import fix_random_seed, load_model_from_config, minibatch

from bench import people, prose

_PARTS = ["tagger", "parser", "ner"]
_TEXTS, _LETTERS, _ROUNDS, _BATCH = 40, 1_000, 6, 4
_TAGS = {"ed": "VBD", "ing": "VBG", "ly": "RB", "s": "NNS"}
"""Endings and the tags they are taken for; enough to have something to learn."""


def trained() -> Language:
    """The pipeline, the same each time."""
    fix_random_seed(5)
    nlp = load_model_from_config(init_config(lang="en", pipeline=_PARTS, optimize="efficiency"), auto_fill=True)
    examples = list(_examples(nlp))
    optimizer = nlp.initialize(lambda: examples)
    chance = random.Random(5)
    for _ in range(_ROUNDS):
        chance.shuffle(examples)
        for batch in minibatch(examples, size=_BATCH):
            nlp.update(batch, sgd=optimizer)
    nlp.max_length = 10_000_000
    return nlp


def _examples(nlp: Language) -> Iterator[Example]:
    register = people.register()
    names = re.compile("|".join(re.escape(one.name) for one in register))
    for seed in range(_TEXTS):
        told = nlp.make_doc(" ".join(prose.notes(register, letters=_LETTERS, seed=100 + seed).split()))
        yield Example(nlp.make_doc(told.text), _told(told, names))


def _told(doc: Doc, names: re.Pattern[str]) -> Doc:
    """``doc`` with a tag for each word, each word hanging on the one in the middle of its sentence, and the register's names as people."""
    words = [token.text for token in doc]
    ends = [-1, *(at for at, word in enumerate(words) if word == "." or at == len(words) - 1)]
    roots = [(before + end + 1) // 2 for before, end in pairwise(ends) for _ in range(end - before)]
    found = [doc.char_span(*match.span(), label="PERSON") for match in names.finditer(doc.text)]
    told = Doc(
        doc.vocab,
        words=words,
        spaces=[bool(token.whitespace_) for token in doc],
        tags=[next((tag for ending, tag in _TAGS.items() if word.endswith(ending)), "NN") for word in words],
        heads=roots,
        deps=["ROOT" if root == at else "dep" for at, root in enumerate(roots)],
    )
    told.set_ents([Span(told, span.start, span.end, span.label) for span in found if span is not None])
    return told
