"""Which words of a clause deny, plan or only wish what stands behind them."""

from __future__ import annotations

from collections.abc import Sequence

from candour.engine.differ.clause import Ref
from candour.engine.differ.stems import stem
from candour.engine.differ.terms import Token
from candour.engine.differ.vocabulary import NEGATORS, PLANNED, WISHED

_WISHED = frozenset(map(stem, WISHED))
_THOUGHT = frozenset(map(stem, "find consider seem appear think believe say know report allege assess deem".split()))
"""What is thought to be is not planned to be."""
_AUX = frozenset("was were is are be been being".split())


def negates(tokens: Sequence[Token], at: int) -> bool:
    token = tokens[at]
    following = tokens[at + 1].word if at + 1 < len(tokens) else ""
    if token.stem in ("refus", "declin"):
        return following == "to"
    return (token.word in NEGATORS or token.word.endswith(("n't", "n’t"))) and following not in ("only", "longer")


def plans(tokens: Sequence[Token], at: int) -> bool:
    token = tokens[at]
    following = tokens[at + 1].word if at + 1 < len(tokens) else ""
    if token.stem in ("need", "go"):
        return following == "to"
    if token.word == "to" and at and (tokens[at - 1].word in _AUX or following == "be"):
        return tokens[at - 1].stem not in _WISHED and not any(each.stem in _THOUGHT for each in tokens[:at])
    return token.word in PLANNED and not (token.word in ("could", "would") and following == "not")


def wishes(tokens: Sequence[Token], at: int) -> bool:
    """ "Please find attached" asks for nothing."""
    following = tokens[at + 1].word if at + 1 < len(tokens) else ""
    return tokens[at].stem in _WISHED and not (tokens[at].word == "please" and following in ("see", "find", "note"))


def told_to(tokens: Sequence[Token], refs: Sequence[Ref]) -> bool:
    """A note of what somebody is to do: "Nadia to prepare a chronology"."""
    said = [token for token in tokens if token.word]
    return bool(said) and said[0].word == "to" and any(0 <= said[0].start - ref.end <= 1 for ref in refs)
