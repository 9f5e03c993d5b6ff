"""Reads one sentence: its clauses, and in each what is said to have happened, to whom, when and whether it did.

It reads the surface only: no grammar is parsed, and pronouns stand for nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from candour.engine.differ.clause import Clause, Count, Ref, Refs
from candour.engine.differ.stems import STOP, stem
from candour.engine.differ.terms import Term, Token, terms_in, tokens_of
from candour.engine.differ.values import Named
from candour.engine.differ.vocabulary import (
    ACTORS,
    CONTRASTS,
    CORRECTED,
    NEGATORS,
    NUMBERS,
    PLANNED,
    ROLE_WORDS,
    WISHED,
)
from candour.engine.differ.when import When, whens_in

_BREAK = frozenset("but although though however whereas while because when who which if whether unless where".split())
_SUBJECT = frozenset(
    "he she they it i we his her their who was were is are has have had did will would should there".split()
)
_ROLES = {stem(word): roles for word, roles in ROLE_WORDS.items()}
_WISHED = frozenset(map(stem, WISHED))
_THOUGHT = frozenset(map(stem, "find consider seem appear think believe say know report allege assess deem".split()))
"""What is thought to be is not planned to be."""
_AUX = frozenset("was were is are be been being".split())
_SPEECH = frozenset(map(stem, "say tell claim report state complain mention disclose allege".split()))
"""Behind one of these that is denied, all is denied: "never said that"."""
_THAT = frozenset("at on in of for to by with from after before since so and".split())
"""Behind these, "that" points to something and begins no clause."""
_SEMICOLON = re.compile(r"[;\u037e]")
_LABEL = re.compile(r"[A-Z][^:.;?\n]{1,24}:(?=\s)")
_MONEY = re.compile(r"£\s?$")


def _negates(tokens: Sequence[Token], at: int) -> bool:
    token = tokens[at]
    following = tokens[at + 1].word if at + 1 < len(tokens) else ""
    if token.stem in ("refus", "declin"):
        return following == "to"
    return (token.word in NEGATORS or token.word.endswith(("n't", "n’t"))) and following not in ("only", "longer")


def _plans(tokens: Sequence[Token], at: int) -> bool:
    token = tokens[at]
    following = tokens[at + 1].word if at + 1 < len(tokens) else ""
    if token.stem in ("need", "go"):
        return following == "to"
    if token.word == "to" and at and (tokens[at - 1].word in _AUX or following == "be"):
        return tokens[at - 1].stem not in _WISHED and not any(each.stem in _THOUGHT for each in tokens[:at])
    return token.word in PLANNED and not (token.word in ("could", "would") and following == "not")


def read(
    text: str, *, start: int, end: int, named: Sequence[Named], roles: Mapping[str, Refs], told: str
) -> tuple[Clause, ...]:
    """The clauses of ``text[start:end]``. ``named`` may reach beyond it; ``roles``: role → ids of the register."""
    inner = text[start:end]
    tokens = tokens_of(inner)
    whens = whens_in(inner, told=told)
    refs = _refs(inner, tokens, [each for each in named if start <= each.start < end], start, roles)
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
        counts=_counts(text, mine, [gone or _inside(token, terms) for gone, token in zip(free, mine, strict=True)]),
        text=text,
        asked=asked,
        listed=_listed(text[start:end]),
        hung=hung,
        negations=tuple(
            -1 if token.word == "nothing" else token.start for at, token in enumerate(mine) if _negates(mine, at)
        ),
        planned=any(_plans(mine, at) for at, _ in enumerate(mine)) or _told_to(mine, within),
        wished=next((token.start for at, token in enumerate(mine) if _wishes(mine, at)), -1),
        which=_which(mine),
        label=label,
    )


def _wishes(tokens: Sequence[Token], at: int) -> bool:
    """ "Please find attached" asks for nothing."""
    following = tokens[at + 1].word if at + 1 < len(tokens) else ""
    return tokens[at].stem in _WISHED and not (tokens[at].word == "please" and following in ("see", "find", "note"))


def _told_to(tokens: Sequence[Token], refs: Sequence[Ref]) -> bool:
    """A note of what somebody is to do: "Nadia to prepare a chronology"."""
    said = [token for token in tokens if token.word]
    return bool(said) and said[0].word == "to" and any(0 <= said[0].start - ref.end <= 1 for ref in refs)


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


_PRESENT = re.compile(
    r"^\s*(?:also\s+)?(?:present|in attendance|attended by|attendees|attending|those present)\s*:", re.IGNORECASE
)
_AWAY = re.compile(r"^\s*(?:apologies|absent|not present)(?:\s+from)?\s*:", re.IGNORECASE)


def _listed(text: str) -> int:
    return 1 if _PRESENT.match(text) else -1 if _AWAY.match(text) else 0


def _counts(text: str, tokens: Sequence[Token], taken: Sequence[bool]) -> tuple[Count, ...]:
    found = []
    for at, token in enumerate(tokens):
        number = _number(token.word)
        if taken[at] or not number or _no_count(text, tokens, at):
            continue
        money = bool(_MONEY.search(text[: token.start]))
        found.append(Count(token.start, token.end, number, money, _things(tokens[at + 1 : at + 6])))
    return tuple(found)


def _no_count(text: str, tokens: Sequence[Token], at: int) -> bool:
    """The time of day, a page, or the whole of which a part is counted ("9 of the 12")."""
    words = [token.word for token in tokens[max(0, at - 2) : at]]
    part = words[-1:] == ["of"] or words == ["of", "the"]
    clock = ":" in (text[tokens[at].start - 1 : tokens[at].start], text[tokens[at].end : tokens[at].end + 1])
    return part or clock or (bool(words) and words[-1] in _CLOCK)


_TIMES = frozenset("day time week month".split())
_CLOCK = frozenset("at past to quarter half section page aged after about number room flat".split())
_OF = frozenset("of the his her more other separate a an per".split())


def _things(tokens: Sequence[Token]) -> tuple[str, ...]:
    """What is counted: the telling words right behind the number."""
    things: list[str] = []
    for token in tokens:
        if token.word in _OF or token.word[:1].isdigit():
            continue
        if not token.word or (token.word in STOP and token.stem not in _TIMES) or len(things) == 3:
            break
        things.append(token.stem)
    return tuple(things)


def _number(word: str) -> float | None:
    if word[:1].isdigit():
        try:
            return float(word.replace(",", ""))
        except ValueError:
            return None
    return NUMBERS.get(word)


def _refs(
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
        following = tokens[at + 1].word if at + 1 < len(tokens) else ""
        if (
            token.word in ACTORS
            and token.end + 1 == _next_start(tokens, at)
            and (at < 2 or tokens[at - 1].word == "the")
            and following in _SUBJECT
        ):
            ids = frozenset(key for role in ACTORS[token.word] for key in roles.get(role, ()))
            yield Ref(token.start, token.end, ids | {f"the {token.word}"})


def _next_start(tokens: Sequence[Token], at: int) -> int:
    return tokens[at + 1].start if at + 1 < len(tokens) else -1


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
