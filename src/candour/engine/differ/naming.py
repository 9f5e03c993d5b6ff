"""Who is spoken of in a sentence: the people named there, roles ("the mother") and bodies ("the school was told")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from candour.engine.differ.clause import Ref, Refs
from candour.engine.differ.stems import stem
from candour.engine.differ.terms import Token
from candour.engine.differ.values import Named
from candour.engine.differ.vocabulary import ACTORS, ROLE_WORDS

_ROLES = {stem(word): roles for word, roles in ROLE_WORDS.items()}
_ACTING = frozenset("who was were is are has have had did will would should there".split())


def refs_in(
    text: str, tokens: Sequence[Token], named: Sequence[Named], offset: int, roles: Mapping[str, Refs]
) -> list[Ref]:
    found = [Ref(each.start - offset, each.end - offset, frozenset(each.people)) for each in named]
    for at, token in enumerate(tokens):
        meant = () if _named_for(tokens, at) else _ROLES.get(token.stem)
        ids = frozenset(key for role in meant or () for key in roles.get(role, ()))
        if ids and not any(ref.start <= token.start < ref.end for ref in found):
            found.append(Ref(token.start, token.end, ids))
    found += _actors(tokens, roles)
    found.sort(key=lambda ref: ref.start)
    return [_done_by(text, ref) for ref in _joined(text, found)]


_NAMED_FOR = frozenset((("protection",), ("and", "family"), ("and", "families"), ("in", "need"), ("in", "care")))
"""Behind "child" and "children": what is called so, and nobody in particular."""


def _named_for(tokens: Sequence[Token], at: int) -> bool:
    words = tuple(token.word for token in tokens[at + 1 : at + 3])
    if tokens[at].word.endswith("ing"):
        return True
    return tokens[at].stem == "child" and (words[:1] in _NAMED_FOR or words in _NAMED_FOR)


def _actors(tokens: Sequence[Token], roles: Mapping[str, Refs]) -> Iterator[Ref]:
    """ "The guardian was told": a body or office at the head of a clause, as if it were a person of its own."""
    for at, token in enumerate(tokens):
        heads = at < 2 or tokens[at - 1].word == "the"
        if token.word in ACTORS and heads and _right_behind(tokens, at) in _ACTING:
            ids = frozenset(key for role in ACTORS[token.word] for key in roles.get(role, ()))
            yield Ref(token.start, token.end, ids | {f"the {token.word}"})


def _right_behind(tokens: Sequence[Token], at: int) -> str:
    """The next word, where nothing but a blank stands between."""
    behind = tokens[at + 1] if at + 1 < len(tokens) else None
    return behind.word if behind and behind.start - tokens[at].end == 1 else ""


_APPOSED = re.compile(r"[\s,(]*(?:the\s+)?", re.IGNORECASE)


def _joined(text: str, refs: Sequence[Ref]) -> list[Ref]:
    """ "his uncle Tom Rourke" is one person: two right beside each other that may be the same."""
    out: list[Ref] = []
    for ref in refs:
        last = out[-1] if out else None
        if last and last.people & ref.people and _APPOSED.fullmatch(text[last.end : ref.start]):
            out[-1] = Ref(last.start, ref.end, last.people & ref.people)
        else:
            out.append(ref)
    return out


_BY = re.compile(
    r"(?:\bby\s+(?:the\s+|his\s+|her\s+|our\s+)?(?:[a-z]+\s+){0,3}|\b(?:chair|referrer|author|worker|completed|by|visitor)\s*:\s*)(?:(?:Dr|Mrs?|Ms|PC|DC)\.?\s+)?$",
    re.IGNORECASE,
)


def _done_by(text: str, ref: Ref) -> Ref:
    by = bool(_BY.search(text[: ref.start]))
    return Ref(ref.start, ref.end, ref.people, by)
