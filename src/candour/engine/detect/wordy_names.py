"""Whether an ordinary word is meant as a name where it stands (Will, May, Grace); doubt at a sentence start counts for the word."""

from __future__ import annotations

from candour.engine.detect import vocabulary as words
from candour.engine.detect.context import (
    ABSTRACT,
    ACTIONS,
    AFTER_WORD,
    ARTICLES,
    CALLING,
    DETERMINERS,
    FINITE,
    MODAL,
    STATES,
    capital,
    follows,
    line_of,
    possessive,
    precedes,
    shouting,
    starts_sentence,
)
from candour.engine.detect.tokens import Tokens


def names_a_person(tokens: Tokens, at: int, end: int, *, given: bool) -> bool:
    """Whether an ordinary word used with a capital (token ``at`` up to ``end``) is a name here."""
    key = tokens.key[at]
    after = follows(tokens, end - 1)
    before = precedes(tokens, at)
    if key in words.CALENDAR:
        return _calendar_name(tokens, at, end, before, after)
    if possessive(tokens, end - 1):
        return before not in ("the", "a", "an")
    if before in ARTICLES:
        return False
    if starts_sentence(tokens, at) or shouting(tokens.text, tokens.start[at]):
        return _opens(tokens, at, end, after, given=given)
    if tokens.raw(at).isupper() and len(key) > 2 and given and not shouting(tokens.text, tokens.start[at]):
        return True
    if key in MODAL and not given:
        return False
    if given or before in CALLING or after in FINITE:
        return True
    return before in words.given_names()


_SEASONS = frozenset({"summer", "autumn", "winter", "spring"})
_TIMES = frozenset(
    "in on since until till by from last next this of during late early mid every each th st nd rd the before after end"
    " around through over".split()
)


def _calendar_name(tokens: Tokens, at: int, end: int, before: str, after: str) -> bool:
    """A month, day or season is a name only beside something personal."""
    if tokens.key[at] in _SEASONS and not starts_sentence(tokens, at):
        return before not in _TIMES and not (end < tokens.count and after and capital(tokens, end))
    if (tokens.key[at] in _SEASONS and after in STATES) or _to_do(tokens, end, after):
        return True
    if before.isdigit() or after.isdigit() or before in _TIMES:
        return False
    if after in FINITE | MODAL - {"also", "then", "now"} or before in (
        "dear",
        "hi",
        "hello",
        "thanks",
        "told",
        "asked",
    ):
        return True
    if before in ("and", "with") and not starts_sentence(tokens, at):
        prior = tokens.key[at - 2] if at > 1 else ""
        return prior not in words.CALENDAR and (at > 1 and capital(tokens, at - 2))
    if tokens.gap(end - 1).startswith(" (") and not before.isdigit():
        return True
    return line_of(tokens.text, tokens.start[at]).strip(" >,.\t*-") == tokens.raw(at)


def _opens(tokens: Tokens, at: int, end: int, after: str, *, given: bool) -> bool:
    """An ordinary word that opens a sentence or stands in a line of capitals."""
    key, gap = tokens.key[at], tokens.gap(end - 1)
    if key in MODAL:
        return (
            after in FINITE - {"never", "always", "also", "then", "now", "still", "just", "often", "usually"}
            or after in STATES
            or (gap[:1] in ",:)/" and bool(gap))
        )
    if after in FINITE or after in MODAL or _to_do(tokens, end, after):
        return True
    if given and after == "from" and follows(tokens, end) not in DETERMINERS and not follows(tokens, end).isdigit():
        return True
    if gap.strip(" \t")[:1] in (",", ":", "(", "/", ")", "-", "–") and given:
        return not shouting(tokens.text, tokens.start[at])
    if not after:
        return given and not shouting(tokens.text, tokens.start[at])
    if given and key not in MODAL and _in_a_state(tokens, end, after):
        return not shouting(tokens.text, tokens.start[at])
    if after in AFTER_WORD and after != "and":
        return False
    if after == "and" or capital(tokens, end):
        return (
            given and end < tokens.count and (after != "and" or (end + 1 < tokens.count and capital(tokens, end + 1)))
        )
    return (
        given
        and not shouting(tokens.text, tokens.start[at])
        and (after.endswith(("ed", "s")) or not words.is_word(after) or after in STATES)
    )


def _to_do(tokens: Tokens, at: int, after: str) -> bool:
    return after == "to" and at < tokens.count and follows(tokens, at) in ACTIONS and tokens.key[at - 1] not in ABSTRACT


def _in_a_state(tokens: Tokens, at: int, after: str) -> bool:
    """Note style without a verb: "Rose poorly", "Sky up at five", "Mark on time" (but not "Faith in the plan")."""
    following = follows(tokens, at) if at < tokens.count else ""
    if after in ("in", "on", "up", "out", "off", "down", "back"):
        return following not in DETERMINERS | words.DAYS and not following.isdigit() and following != "to"
    return after in STATES


def typed_lower(tokens: Tokens, at: int, end: int) -> bool:
    """Whether an ordinary word typed in lower case is a name here ("will out.", "grace said")."""
    key, after, before = tokens.key[at], follows(tokens, end - 1), precedes(tokens, at)
    if before in DETERMINERS or (key not in MODAL and before in ("to", "of", "in", "with", "by", "for")):
        return False
    if before in _SEEING and key not in MODAL | ABSTRACT:
        return True
    opens = starts_sentence(tokens, at) or before in ("and", "that", "then", "but", "so", "because", "when")
    if key in MODAL:
        return (starts_sentence(tokens, at) and after in STATES) or after in _AFTER_NAME
    return opens and after in _AFTER_NAME


_SEEING = frozenset(
    "see saw told tell asked ask rang met meet hit hug hugged called named collect collected missed misses".split()
)
_AFTER_NAME = frozenset(
    "said says told tells asked asks has had was wasn hasn came went got gets wants wanted thinks thought hit kicked"
    " pushed cried slept ate rang wouldnt didnt wasnt isnt hasnt is".split()
)
