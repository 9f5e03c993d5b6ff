"""Well-known given names, alone or with a surname, as signs that somebody is named; an ordinary word needs more beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from candour.engine.detect import context, vocabulary
from candour.engine.detect.clue import NO_NAMES, Clue, clue_of, name_end
from candour.engine.detect.doubt import perhaps_named
from candour.engine.detect.roles import ROLE_OF, role_of
from candour.engine.detect.tokens import Tokens
from candour.engine.detect.wordy_names import names_a_person


def given_clues(tokens: Tokens) -> Iterator[Clue]:
    """Well-known given names, with a surname or by themselves, and names beside a role or a personal verb."""
    given, done = vocabulary.given_names(), 0
    for at in [at for at, start in enumerate(tokens.start) if tokens.text[start].isupper()]:
        key = tokens.key[at]
        if at < done:
            continue
        if key in NO_NAMES or len(key) < 2:
            if key in _MONTH_NAMES and names_a_person(tokens, at, at + 1, given=True):
                yield Clue(at, at + 1, "", "", 2)
            continue
        end = name_end(tokens, at, trusted=False)
        if end > at:
            done = _with_wordy_surname(tokens, at, end)
            yield from _judged(tokens, at, done, known=key in given)


_MONTH_NAMES = frozenset({"april", "may", "june", "august"})


def _with_wordy_surname(tokens: Tokens, first: int, end: int) -> int:
    """ "Harrison Pike": a surname that is an ordinary word, after a given name that is not."""
    key = tokens.key[first]
    if (
        end == first + 1
        and end < tokens.count
        and tokens.gap(first) == " "
        and key in vocabulary.given_names()
        and not vocabulary.is_word(key)
        and tokens.raw(end).istitle()
        and tokens.key[end] not in NO_NAMES | vocabulary.PLACES
        and not context.in_place_name(tokens, first, end + 1)
    ):
        return end + 1
    return end


def _judged(tokens: Tokens, first: int, end: int, *, known: bool) -> Iterator[Clue]:
    key, width = tokens.key[first], end - first
    word = vocabulary.is_word(key)
    after, before = context.follows(tokens, end - 1), context.precedes(tokens, first)
    if "-" in tokens.text[max(0, tokens.start[first] - 1) : tokens.start[first]] and not known:
        return
    role = _role_beside(tokens, first, end)
    if width > 1 and known and (not word or tokens.raw(end - 1).istitle()):
        yield from clue_of(tokens, first, end, "", role, 2 if not word else 1)
    elif width == 1 and known and not word:
        yield from clue_of(
            tokens, first, end, "", role, 2 if not context.shouting(tokens.text, tokens.start[first]) else 1
        )
    elif width == 1 and word and _acts(tokens, first, end):
        yield from clue_of(tokens, first, end, "", role, 2)
    elif not word and not known:
        apposed = bool(role) and (before or width > 1 or tokens.gap(first - 1).startswith(","))
        told = apposed or (after in _PERSONAL and before not in context.DETERMINERS)
        acronym = tokens.raw(first).isupper() and width == 1 and not context.shouting(tokens.text, tokens.start[first])
        yield from clue_of(tokens, first, end, "", role, 1) if told and not acronym else ()


def _acts(tokens: Tokens, first: int, end: int) -> bool:
    """A given name that is an ordinary word, where somebody acts: "Dean from housing called", "told Mark", "Rose's"."""
    if tokens.key[first] in vocabulary.SEASONS | vocabulary.DAYS | context.ABSTRACT or tokens.raw(first).isupper():
        return False
    if names_a_person(tokens, first, end, given=True) and (
        context.starts_sentence(tokens, first)
        or context.precedes(tokens, first) in context.CALLING
        or context.follows(tokens, end - 1) in context.FINITE
        or context.possessive(tokens, end - 1)
    ):
        return True
    return context.capital(tokens, first) and perhaps_named(tokens, first, end, after_name=False)


_PERSONAL = frozenset(
    "said says told asked thinks thought feels felt cried rang disclosed replied wept explained smiled laughed shouted wants"
    " wanted slept hit kicked denied denies alleged agreed apologised".split()
)


def _role_beside(tokens: Tokens, first: int, end: int) -> str:
    """A role right before the name ("interpreter Rima") or in brackets or commas after it ("Ngozi Ibe (school nurse")."""
    before = tokens.text[max(0, tokens.start[first] - 26) : tokens.start[first]]
    words = re.search(r"([a-z-]+ )?([a-z-]+),? [\"“'‘]?\Z", before)
    if words:
        for phrase in ((words.group(1) or "") + words.group(2), words.group(2)):
            if phrase.strip().removesuffix("s") in ROLE_OF or phrase.strip() in ROLE_OF:
                return ROLE_OF.get(phrase.strip()) or ROLE_OF[phrase.strip().removesuffix("s")]
    after = re.match(r" ?[(,-] ?([^(),\n]{2,40})", tokens.text[tokens.end[end - 1] : tokens.end[end - 1] + 44])
    return role_of(after.group(1)) if after else ""
