"""Reads one sentence: its clauses, and in each what is said to have happened, to whom, when and whether it did.

It reads the surface only: no grammar is parsed, and pronouns stand for nobody.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from candour.engine.differ.clause import Clause, Ref, Refs
from candour.engine.differ.counting import counts_in
from candour.engine.differ.mood import negates, plans, told_to, wishes
from candour.engine.differ.naming import refs_in
from candour.engine.differ.stems import STOP, stem
from candour.engine.differ.terms import Term, Token, terms_in, tokens_of
from candour.engine.differ.values import Named
from candour.engine.differ.vocabulary import (
    CONTRASTS,
    CORRECTED,
    NEGATORS,
    NUMBERS,
)
from candour.engine.differ.when import When, whens_in

_BREAK = frozenset("but although though however whereas while because when who which if whether unless where".split())
_SUBJECT = frozenset(
    "he she they it i we his her their who was were is are has have had did will would should there".split()
)
_SPEECH = frozenset(map(stem, "say tell claim report state complain mention disclose allege".split()))
"""Behind one of these that is denied, all is denied: "never said that"."""
_THAT = frozenset("at on in of for to by with from after before since so and".split())
"""Behind these, "that" points to something and begins no clause."""
_SEMICOLON = re.compile(r"[;\u037e]")
_PRESENT = re.compile(
    r"^\s*(?:also\s+)?(?:present|in attendance|attended by|attendees|attending|those present)\s*:", re.IGNORECASE
)
_LABEL = re.compile(r"[A-Z][^:.;?\n]{1,24}:(?=\s)")


def read(
    text: str, *, start: int, end: int, named: Sequence[Named], roles: Mapping[str, Refs], told: str
) -> tuple[Clause, ...]:
    """The clauses of ``text[start:end]``. ``named`` may reach beyond it; ``roles``: role → ids of the register."""
    inner = text[start:end]
    tokens = tokens_of(inner)
    whens = whens_in(inner, told=told)
    refs = refs_in(inner, tokens, [each for each in named if start <= each.start < end], start, roles)
    taken = _taken(tokens, refs, whens)
    asked = inner.rstrip().endswith("?") or any(token.word in CORRECTED for token in tokens)
    clauses: list[Clause] = []
    for low, high, hung in _cuts(inner, tokens, taken):
        clause = _clause(inner, tokens, taken, low, high, refs, whens, asked=asked, hung=hung)
        if clauses and tokens[low].word == "that" and clauses[-1].denies and tokens[low - 1].stem in _SPEECH:
            clause = replace(clause, negations=(*clause.negations, -1))
        clauses.append(clause)
    return tuple(clauses)


def _taken(tokens: Sequence[Token], refs: Sequence[Ref], whens: Sequence[When]) -> list[bool]:
    spans = sorted([(ref.start, ref.end) for ref in refs] + [(when.start, when.end) for when in whens])
    return [any(low <= token.start < high for low, high in spans) for token in tokens]


def _cuts(text: str, tokens: Sequence[Token], taken: Sequence[bool]) -> list[tuple[int, int, int]]:
    """Token ranges of the clauses; the third is 1 for one that hangs on "if"."""
    cuts, low, hung = [], 0, 0
    for at in range(1, len(tokens)):
        if not taken[at] and _breaks(text, tokens, at):
            cuts.append((low, at, hung))
            low, hung = at, int(tokens[at].word in ("if", "whether", "unless"))
    if tokens and tokens[0].word in ("if", "whether", "unless"):
        first = cuts[0] if cuts else (0, len(tokens), 0)
        cuts[:1] = [(first[0], first[1], 1)]
        return cuts if len(cuts) > 1 or first[1] == len(tokens) else [*cuts, (low, len(tokens), 1)]
    return [*cuts, (low, len(tokens), hung)]


def _breaks(text: str, tokens: Sequence[Token], at: int) -> bool:
    word, before = tokens[at].word, tokens[at - 1]
    following = tokens[at + 1].word if at + 1 < len(tokens) else ""
    if word in _BREAK or _SEMICOLON.search(text, before.end, tokens[at].start):
        return True
    if word in ("and", "as", "so"):
        return following in _SUBJECT
    return word == "that" and before.word not in _THAT


def _hidden(token: Token) -> Token:
    """A word of a name or a date says nothing else: May is no "may"."""
    return Token(token.start, token.end, "", "")


def _clause(
    text: str,
    tokens: Sequence[Token],
    taken: Sequence[bool],
    low: int,
    high: int,
    refs: Sequence[Ref],
    whens: Sequence[When],
    *,
    asked: bool,
    hung: int,
) -> Clause:
    free = taken[low:high]
    mine = [_hidden(token) if gone else token for token, gone in zip(tokens[low:high], free, strict=True)]
    start = mine[0].start if mine else 0
    end = tokens[high].start if high < len(tokens) else len(text)
    terms = tuple(terms_in(mine, free))
    within = tuple(ref for ref in refs if start <= ref.start < end)
    used = {token.start for token in mine if any(term.start <= token.start < term.end for term in terms)}
    headed = _LABEL.match(text, start, end)
    label = headed.end() if headed else 0
    words = {
        token.stem: token.start
        for token, gone in zip(mine, free, strict=True)
        if not gone and token.start not in used and token.word not in STOP and token.stem not in STOP
        and token.word not in NEGATORS and token.word not in NUMBERS and len(token.stem) > 2 and token.start >= label
    }  # fmt: skip
    return Clause(
        start=start,
        end=end,
        tokens=tuple(mine),
        terms=terms,
        words=words,
        refs=within,
        whens=tuple(when for when in whens if start <= when.start < end),
        counts=counts_in(text, mine, [gone or _inside(token, terms) for gone, token in zip(free, mine, strict=True)]),
        text=text,
        asked=asked,
        listed=_PRESENT.match(text[start:end]) is not None,
        hung=hung,
        negations=tuple(
            -1 if token.word == "nothing" else token.start for at, token in enumerate(mine) if negates(mine, at)
        ),
        planned=any(plans(mine, at) for at, _ in enumerate(mine)) or told_to(mine, within),
        wished=next((token.start for at, token in enumerate(mine) if wishes(mine, at)), -1),
        which=_which(mine),
        label=label,
    )


_REVIEWED = frozenset("conference child case".split())
_KINDS = [{word: kind for kind in group for word in kind.split()} for group in CONTRASTS]


def _which(tokens: Sequence[Token]) -> tuple[frozenset[str], ...]:
    words = [
        token.word
        for at, token in enumerate(tokens)
        if token.word != "review" or (at + 1 < len(tokens) and tokens[at + 1].word in _REVIEWED)
    ]
    return tuple(frozenset(kinds[word] for word in words if word in kinds) for kinds in _KINDS)


def _inside(token: Token, terms: Sequence[Term]) -> bool:
    """A number that is part of a name for something ("section 47")."""
    return token.word[:1].isdigit() and any(term.start <= token.start < term.end for term in terms)
