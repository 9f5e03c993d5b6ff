"""Ordinary words that may be a registered person's name where no rule says so: doubt counts for the name.

It is asked only about people of the register, and never overrules a plain use ("Mark schemes", "may be").
"""

from __future__ import annotations

import re
from functools import cache

from candour.engine.detect import context, vocabulary
from candour.engine.detect.tokens import Tokens

_ADVERBS = frozenset(
    "again today yesterday tonight later earlier now here home alone together early late soon only also still already"
    " just always never twice once apparently clearly obviously visibly very really quite so too currently presently"
    " previously recently initially eventually finally suddenly immediately constantly repeatedly refusing x2 x3 x4 w re"
    " tomorrow afterwards somewhere elsewhere nearby indoors outdoors overnight throughout".split()
)
_BEING = frozenset(
    "ill sick hurt unwell well sad calm cross scared frightened hungry dirty wet cold drunk high tired bored clingy"
    " distressed subdued settled unsettled anxious worried aggressive abusive violent rude naughty polite pleasant chatty"
    " distant withdrawn cheerful restless sleepy poorly better worse busy free ready due ok okay safe unsafe pregnant"
    " keen reluctant unhappy adamant aware unaware awake unable excluded suspended absconded grounded spoken seen gone"
    " shy cross moody nervous jumpy weepy lively loud giggly playful off sleeping done taken given shown known told awol".split()
)
_PLACED = frozenset(
    "on up down back out off upstairs downstairs outside inside under behind beside near nr round w at in with by".split()
)
_CALLED = frozenset(
    "told tell asked ask saw see met meet rang ring phoned texted messaged emailed called named collected collect visited visit"
    " hit hugged kicked pushed bit hates hate likes like loves misses miss missed w with & re cc n dear hi hello hey poor both either"
    " than except including thanked found left took followed blamed blames helped fancies about against between"
    " without brother sister friend friends boyfriend girlfriend mate carer".split()
)
_TOLD_TO = frozenset(
    "spoke spoken speak speaking talked talk talking said listened went gone next according close belongs passed lied"
    " c call calls tc visit letter text message lift home written"
    " wrote given known shown married engaged related nice rude mean happened sold lent".split()
)
_OF = frozenset(
    "sign instead scared afraid frightened fond jealous front ahead care friend mum mother dad father photo picture"
    " photos pictures proud tired sight one mention because think thinks speak spoke ashamed".split()
)
_FROM = frozenset(
    "text texts call calls message messages heard letter card away note email visit apart stole took got".split()
)
_FOR = frozenset(
    "called asked rang looking waited waiting worker room text message asking fell cares cared sorry blamed".split()
)
_BODY = frozenset(
    "arm arms leg legs face neck wrist wrists cheek hand hands skin body thigh thighs knee knees chest stomach tummy head"
    " forehead ear ears eye shoulder shoulders ankle foot feet bottom buttock buttocks chin lip wall walls carpet floor ceiling"
    " paper page sheet door table scale".split()
)
_OPENERS = frozenset("and that then but so because when while if says said asked & re plus or where why how".split())
_MODAL_PLAIN = frozenset("least first last times once present any all no some the a her his my our your".split())


@cache
def _plain_words() -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    """Ordinary word → words right after it and right before it that show it is no name."""
    found = {}
    for line in vocabulary.lines("collocations.txt"):
        word, _, rest = line.partition(" > ")
        after, _, before = rest.partition("|")
        found[word] = (frozenset(after.split()), frozenset(before.split()))
    return found


def plainly_a_word(tokens: Tokens, at: int, end: int) -> bool:
    """Whether the words beside it show the ordinary meaning ("Sky Sports", "Christmas Eve", "mark on her arm")."""
    key, after, before = tokens.key[at], context.follows(tokens, end - 1), context.precedes(tokens, at)
    follow, lead = _plain_words().get(key, (frozenset(), frozenset()))
    if key == "mark" and after == "on":
        return not _BODY.isdisjoint(tokens.key[end + 1 : end + 4])
    if after == "not" and _negated(tokens, end):
        return False
    if after in ("is", "was"):
        return key in context.ABSTRACT | {"destiny"} and _predicate(tokens, end)
    if after == "and" and _named_next(tokens, end + 1):
        return False
    return after in follow or (before in lead and bool(before) and not _linked(tokens, at, before))


def _named_next(tokens: Tokens, at: int) -> bool:
    return at < tokens.count and (context.capital(tokens, at) or tokens.key[at] in vocabulary.given_names())


def _predicate(tokens: Tokens, at: int) -> bool:
    """ "is not a plan", "is what you make of it": what is said of a thing."""
    following = tokens.key[at + 1 : at + 3]
    return following in (["not", "a"], ["not", "the"]) or following[:1] in (["all"], ["what"], ["that"])


def _negated(tokens: Tokens, at: int) -> bool:
    """ "not spoken to", "not well": said of somebody who is named without a verb."""
    key = tokens.key[at + 1] if at + 1 < tokens.count else ""
    return key in _BEING | context.STATES | {"in", "at", "on"} or key.endswith(("ed", "ing"))


def perhaps_named(tokens: Tokens, at: int, end: int, *, after_name: bool) -> bool:
    """Whether a name may be meant here. The caller has made sure that the text around it is typed so that
    capitals tell nothing, or that a sentence opens with it. ``after_name``: "and" and another name stand before it."""
    if plainly_a_word(tokens, at, end):
        return False
    key, before, after = tokens.key[at], _before(tokens, at), _after(tokens, end)
    if context.possessive(tokens, end - 1):
        return before not in context.DETERMINERS
    gap = tokens.gap(at - 1) if at else "\n"
    if _in_a_cell(tokens, at, end):
        return True
    opens = context.starts_sentence(tokens, at) or before in _OPENERS or "," in gap or "\n" in gap
    if opens and (_spoken_of(tokens, end, key, after) or (after_name and after not in context.AFTER_WORD)):
        return True
    return _called(tokens, at, before) and _may_end(tokens, end, key, after)


def _in_a_cell(tokens: Tokens, at: int, end: int) -> bool:
    """Alone in quotes, on its line, or between the rules or wide blanks of a table."""
    if not context.capital(tokens, at):
        return False
    before, after = (tokens.gap(at - 1) if at else "\n"), tokens.gap(end - 1)
    if before[-1:] in _QUOTES and after[:1] in _QUOTES and bool(before) and bool(after):
        return True
    if tokens.key[at] in context.MODAL and "\n" in before and ("\n" in after or not after):
        return True
    return all(_CELL_END.search(side) for side in (before, after)) and not ("\n" in before and "\n" in after)


def _before(tokens: Tokens, at: int) -> str:
    gap = tokens.gap(at - 1).strip() if at else ""
    if gap in ("/", "&", "+"):
        return "&" if gap != "/" else tokens.key[at - 1]
    return context.precedes(tokens, at)


def _after(tokens: Tokens, end: int) -> str:
    gap = tokens.gap(end - 1).strip()
    return "and" if gap in ("&", "+") else context.follows(tokens, end - 1)


def _spoken_of(tokens: Tokens, end: int, key: str, after: str) -> bool:
    """What follows is said of somebody: a verb, a state, a place, an adverb."""
    modal = key in context.MODAL
    if len(after) == 1 and after not in "aiwx":
        return not modal  # "mark o sent to own room": the surname's first letter
    if not after:
        gap = tokens.gap(end - 1).strip()[:1]
        return (not modal and gap in (":", "(", ")", "-", "–", "—")) or (gap == "," and _named_next(tokens, end))
    if after == "not":
        return _negated(tokens, end)
    if after in context.FINITE | context.STATES | _BEING | _ADVERBS:
        return not (modal and after in _ADVERBS - {"again", "x2", "x3", "w", "late", "home"})
    if after in _PLACED:
        following = tokens.key[end + 1] if end + 1 < tokens.count else ""
        if key in context.ABSTRACT and after in ("in", "at"):
            return following not in context.DETERMINERS
        return not (modal and following in _MODAL_PLAIN)
    if after == "and":
        return _named_next(tokens, end + 1) and not modal
    return (after.endswith("ing") and after not in _NOT_DOING) or (
        after.endswith("ed") and not after.endswith("eed") and not modal and len(after) > 4
    )


_CELL_END = re.compile(r"[|\t\n:]|   ")
_QUOTES = frozenset("'\"‘’“”")
_NOT_DOING = frozenset(
    "ring bring sing thing king string spring during nothing something anything everything morning evening wing".split()
)
_LINKS = {"to": _TOLD_TO, "of": _OF, "from": _FROM, "for": _FOR}


def _linked(tokens: Tokens, at: int, before: str) -> bool:
    return before in _LINKS and at > 1 and tokens.key[at - 2] in _LINKS[before]


def _called(tokens: Tokens, at: int, before: str) -> bool:
    """What precedes speaks of somebody: "told", "w/", "spoke to", "no sign of"."""
    if before in _LINKS:
        return _linked(tokens, at, before)
    return before in _CALLED and not (before == "with" and tokens.key[at] in context.ABSTRACT)


def _may_end(tokens: Tokens, end: int, key: str, after: str) -> bool:
    if not after:
        return True
    if key in context.MODAL:
        return after in _ADVERBS | _PLACED | context.STATES | {"and", "to"}
    return after not in context.DETERMINERS | {"of", "it", "them", "him", "you"}


_LOWER_START = re.compile(r"[a-z)][.!?] +[a-z]")
_ABBREVIATED = re.compile(
    r"\b(?:e\.g|i\.e|a\.m|p\.m|approx|etc|no|ext|tel|dr|mr|mrs|ms|re|d\.o\.b|dob|st|vs)\. *\Z", re.I
)
_NEAR = 250


def careless_places(text: str, names: list[int]) -> list[int]:
    """Where the text is seen to be typed without capitals: ``names`` (offsets of names in lower case) and sentences."""
    opened = [
        m.start()
        for m in _LOWER_START.finditer(text)
        if not _ABBREVIATED.search(text[max(0, m.start() - 6) : m.end() - 1])
    ]
    return sorted(names + opened)


def careless(text: str, start: int, places: list[int]) -> bool:
    """Whether capitals tell nothing at ``start``: its line has none, and names or sentences near by have none either."""
    low, high = text.rfind("\n", 0, start) + 1, text.find("\n", start)
    line = text[low : high if high >= 0 else len(text)]
    if line.isupper():
        return True
    near = any(abs(place - start) < _NEAR for place in places)
    return near and sum(c.isupper() for c in line) <= max(1, len(line) // 40)
