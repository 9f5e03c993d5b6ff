"""Names of several words where they stand in a text: full names, initials, names turned round; never over a clause's end."""

from __future__ import annotations

import re

from candour.engine.detect import context, vocabulary
from candour.engine.detect.hit import Hit, make_hit
from candour.engine.detect.index import Entry, Index
from candour.engine.detect.initials import initials_in_use
from candour.engine.detect.tokens import Tokens, fold
from candour.engine.detect.variants import Rank

_JOINT = re.compile(r"[ \t\u00a0]{0,2}[-'’‘`.,_\x01-\x08\x0e-\x1f\ufffd]?[ \t\u00a0]{0,2}(?:\r?\n[ \t>]*)?\Z")
_COMMA = re.compile(r"[ \t]*[,/][ \t]*(?:\r?\n[ \t>]*)?\Z")


def long_name(tokens: Tokens, at: int, key: str, relevant: dict[str, str], index: Index) -> Hit | None:
    """The longest form of several words that begins with token ``at``; ``relevant`` as ``find_names`` makes it."""
    if at + 1 >= tokens.count:
        return None
    after = tokens.key[at + 1]
    best: Hit | None = None
    for start in dict.fromkeys((key, relevant[key], "o" if key == "0" else key)):
        seconds = index.long.get(start, {})
        for second in dict.fromkeys((after, relevant.get(after, after), "o" if after == "0" else after)):
            for entry in seconds.get(second, ()):
                if best and len(entry.keys) <= best.last - best.first:
                    break
                if _fits(tokens, at, entry, relevant):
                    best = _accept_long(tokens, at, entry) or best
    return best


def _fits(tokens: Tokens, at: int, entry: Entry, relevant: dict[str, str]) -> bool:
    """Whether the words after the first two are those of the form, and nothing but joints stands between them."""
    width = len(entry.keys)
    if at + width > tokens.count:
        return False
    for step in range(2, width):
        seen = tokens.key[at + step]
        if seen != entry.keys[step] and relevant.get(seen) != entry.keys[step]:
            return False
    return all(_JOINT.match(tokens.gap(at + step)) for step in range(width - 1))


def _accept_long(tokens: Tokens, at: int, entry: Entry) -> Hit | None:
    last = at + len(entry.keys)
    raws = [tokens.raw(i) for i in range(at, last)]
    if entry.rank <= Rank.INITIALS:
        if not all(r.isupper() for r in raws) or any("\n" in tokens.gap(i) for i in range(at, last - 1)):
            return None
        dotted = "." in tokens.gap(at)
        if not dotted and not initials_in_use(tokens, at, last, declared=False):
            return None
        return make_hit(tokens, at, last, entry)
    if entry.rank != Rank.FULL:
        if not raws[0][0].isupper() and all(vocabulary.is_word(k) for k in entry.keys):
            return None
        return None if context.in_place_name(tokens, at, last) else make_hit(tokens, at, last, entry)
    if not _plausible_full(tokens, at, last, raws, entry):
        return None
    return make_hit(tokens, at, _with_middle(tokens, at, last), entry)


def _with_middle(tokens: Tokens, at: int, last: int) -> int:
    """The end of "HOLLIS, DONNA JEAN" where the register knows no Jean."""
    more = last < tokens.count and _COMMA.match(tokens.gap(at)) and tokens.gap(last - 1) == " "
    if more and context.capital(tokens, last) and tokens.key[last] in vocabulary.given_names():
        return last + 1
    return last


def _plausible_full(tokens: Tokens, at: int, last: int, raws: list[str], entry: Entry) -> bool:
    letters = [
        place for place, key in enumerate(entry.keys) if len(key) == 1 and not (key == "o" and place + 1 < len(raws))
    ]
    commas = [i for i in range(at, last - 1) if _COMMA.match(tokens.gap(i))]
    if letters:
        if any(not raws[place].isupper() for place in letters):
            # A letter by itself is hardly ever anything else in prose, but for "I", "a" and "s/he".
            follows = tokens.text[tokens.end[last - 1] : tokens.end[last - 1] + 1]
            return (
                all(r.islower() for r in raws)
                and not any(r in ("i", "a") for r in raws)
                and follows not in ("/", "'", "’")
            )
        if letters[-1] == len(raws) - 1 and not _trailing_letter(tokens, last, raws):
            return False
        if letters[0] == 0 and "\n" in tokens.gap(at):
            return False
        return raws[0][0].isupper() and not any(
            r[0].islower() for r in raws if len(r) > 1 and vocabulary.is_word(fold(r))
        )
    if commas and not any(r.isupper() for r in raws) and not _comma_form(tokens, at, last):
        return False
    if all(vocabulary.is_word(key) for key in entry.keys):
        if context.in_place_name(tokens, at, last) and not context.title_before(tokens, at):
            return False
        return all(r[0].isupper() for r in raws) or (
            raws[0].islower() and raws[-1].islower() and context.precedes(tokens, at) not in context.DETERMINERS
        )
    return True


def _comma_form(tokens: Tokens, at: int, last: int) -> bool:
    """ "Brannock, Tyler" is one name; "Tyler, Brannock and …" is a list."""
    return "\n" not in tokens.gap(at) or last - at > 1


def _trailing_letter(tokens: Tokens, last: int, raws: list[str]) -> bool:
    gap = tokens.gap(last - 1)
    if raws[-1] in ("I", "A") and not gap.startswith((".", ",", ":", ")", "\n", "'")) and gap.strip() == "":
        return raws[-1] == "A" and bool(gap) and context.follows(tokens, last - 1) in context.FINITE | {"and"}
    return not (raws[-1] == "I" and gap[:1] in "'’")
