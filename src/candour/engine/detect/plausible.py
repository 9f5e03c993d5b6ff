"""Looks again at what a statistical recogniser or a weak clue calls a person; it only trims and refuses, never adds.

A recogniser sees names where there are capitals, misread words ("frorn"), streets and abbreviations. What is left must
look like a name in its place.
"""

from __future__ import annotations

from candour.engine.detect import context, initials, vocabulary
from candour.engine.detect.doubt import perhaps_named, plainly_a_word
from candour.engine.detect.roles import ROLE_OF, role_of
from candour.engine.detect.tokens import Tokens
from candour.engine.detect.variants import PARTICLES
from candour.engine.detect.wordy_names import names_a_person, typed_lower

_QUALIFICATIONS = frozenset(
    "ma ba bsc msc mba phd md mrcgp mrcp frcp frcpch mrcpch npqh qts pgce rn rgn rmn rscn rhv obe mbe cbe qc kc llb llm"
    " dipsw cqsw pgdip ot sw msw bsw cpsychol dclinpsych mbbs mbchb bm bch jp dl esq".split()
)
_PLACE_FIRST = frozenset("heol ffordd stryd ty tŷ maes llan castell capel mount lake river port".split())
_OPENERS = frozenset(
    "okay ok yes yeah no oh well hi hello hey dear morning afternoon evening thanks thank re fw fwd cc to from and"
    " with both the".split()
)
_PRONOUNS = frozenset(
    "i he she they we you it him her them us me who nobody somebody someone everyone everybody anybody anyone one none his"
    " hers theirs mine ours yours himself herself this that these those".split()
)
_COPULAS = frozenset("is was has had isn wasn hasn hadn".split())
"""Verbs that follow things as well as people: "Handover was calm"."""
_PLACED = frozenset("in at near around outside inside within throughout across visiting via".split())
_ORIGIN = frozenset("is are was were come comes came be originally moved fled hails travelled arrived returned".split())
_PREFIXES = frozenset("non anti pre post ex co re semi multi self un mid sub inter over under step half".split())
_NOT_NAMES = frozenset(
    "unk unknown claimed created dob nhs img snap aka ref tel mob fax email url http www nosp id vrm asap diary linked"
    " attendees attendee apologies attended attendance present"
    " invited absent chair minutes agenda midwifery coroner a&e cafcass camhs ofsted csc lado mash nspcc covid"
    " mecard vcard mailto links link icpc rcpc mash mappa marac icpcs rcpcs ehcp wechat womens mens childrens"
    " whatsapp facebook instagram tiktok snapchat"
    " youtube google zoom teams skype microsoft outlook excel word pdf docx jpg png xlsx".split()
)


def plausible(tokens: Tokens, first: int, last: int) -> tuple[int, int] | None:
    """The token range trimmed to the name, or None when there is none left."""
    first, last = _trimmed(tokens, first, last)
    if first >= last:
        return None
    if context.title_before(tokens, first) and context.capital(tokens, first):
        return first, last
    if context.in_place_name(tokens, first, last) or tokens.key[first] in _PLACE_FIRST:
        return None
    if tokens.key[last - 1] in vocabulary.PLACES and last - first > 1 and not _place_surname(tokens, first, last):
        return None
    if last - first == 1:
        return (first, last) if _single(tokens, first) else None
    return (first, last) if _several(tokens, first, last) else None


def _place_surname(tokens: Tokens, first: int, last: int) -> bool:
    """ "Holly Field (social worker)": a given name before a word for places, and a role in brackets after it."""
    return (
        last - first == 2
        and tokens.key[first] in vocabulary.given_names()
        and tokens.gap(last - 1).startswith(" (")
        and bool(role_of(tokens.text[tokens.end[last - 1] : tokens.end[last - 1] + 40]))
    )


def _trimmed(tokens: Tokens, first: int, last: int) -> tuple[int, int]:
    while first < last and _edge(tokens, first, opening=True):
        first += 1
    for at in range(first, last - 1):
        gap = tokens.gap(at)
        if " - " in gap or " – " in gap or ("\n" in gap and at > first):
            last = at + 1
            break
    while last > first and _edge(tokens, last - 1, opening=False):
        last -= 1
    return first, last


def _edge(tokens: Tokens, at: int, *, opening: bool) -> bool:
    """Whether a token at the edge of a name is none of its words."""
    key, raw = tokens.key[at], tokens.raw(at)
    if raw.isdigit() or key in _NOT_NAMES or (opening and (key in vocabulary.TITLES or key in vocabulary.KIN)):
        return True
    if tokens.gap(at) == "-" and key in _PREFIXES and tokens.raw(at + 1).islower():
        return True
    if not raw.isalpha() and (
        sum(c.isdigit() for c in raw) * 2 >= len(raw) or (raw[0].isdigit() and raw[0] != "0" and not raw.islower())
    ):
        return True
    if opening and key in context.FINITE and context.starts_sentence(tokens, at):
        return True
    if vocabulary.is_word(key) and _verb_beside(tokens, at, key, raw, opening=opening):
        return True
    if opening and (key in _OPENERS or (raw in ("I", "A") and "." not in tokens.gap(at)[:1])):
        return True
    if not opening and raw == "I":
        return True
    followed = at + 1 < tokens.count and tokens.key[at + 1][0].isdigit()
    if (
        not opening
        and followed
        and (key in vocabulary.DAYS | vocabulary.MONTHS or (raw.isupper() and 2 <= len(raw) <= 4))
    ):
        return True
    if not opening and (
        ((key in _QUALIFICATIONS or (len(key) > 1 and key in initials.ABBREVIATIONS)) and raw.isupper()) or key == "s"
    ):
        return True
    return raw.islower() and key not in PARTICLES and key not in vocabulary.given_names() and not _all_lower(tokens, at)


def _verb_beside(tokens: Tokens, at: int, key: str, raw: str, *, opening: bool) -> bool:
    """A verb that stands beside a name: "Will Leila play?", "LEILA WILL MOVE", "Leila rose at six"."""
    if opening:
        following = context.follows(tokens, at)
        return (
            key in context.MODAL
            and context.starts_sentence(tokens, at)
            and following in vocabulary.given_names()
            and not vocabulary.is_word(following)
        )
    if raw.islower():
        return at > 0 and context.capital(tokens, at - 1)
    return (
        key in context.MODAL and context.shouting(tokens.text, tokens.start[at]) and bool(context.follows(tokens, at))
    )


def _all_lower(tokens: Tokens, at: int) -> bool:
    """Whether a word outside the dictionary stands beside another one in lower case ("joy tapsell")."""
    return not vocabulary.is_word(tokens.key[at]) and len(tokens.key[at]) > 3 and "." not in tokens.gap(at)


def _several(tokens: Tokens, first: int, last: int) -> bool:
    keys = tokens.key[first:last]
    given = vocabulary.given_names()
    if any(k in given and not vocabulary.is_word(k) for k in keys):
        return True
    initial = len(keys[0]) == 1 and tokens.raw(first) not in ("A", "I") and "." in tokens.gap(first)
    if initial and len(keys[-1]) > 2 and tokens.raw(last - 1).istitle():
        return True
    strange = [k for k in keys if len(k) > 1 and not vocabulary.is_word(k)]
    capitals = sum(context.capital(tokens, i) for i in range(first, last))
    if context.shouting(tokens.text, tokens.start[first]) and not strange:
        return False
    return (
        capitals * 2 >= len(keys) and (bool(strange) or any(k in given for k in keys)) and any(len(k) > 2 for k in keys)
    )


def _single(tokens: Tokens, at: int) -> bool:
    key, raw = tokens.key[at], tokens.raw(at)
    given = key in vocabulary.given_names()
    if key in PARTICLES or key in _PRONOUNS or key in ROLE_OF or plainly_a_word(tokens, at, at + 1):
        return False
    if len(key) < 2 or (
        at + 1 < tokens.count
        and tokens.gap(at) in "'’"
        and tokens.key[at + 1] in ("ll", "ve", "d", "m")
        and len(key) < 2
    ):
        return False
    if not context.capital(tokens, at):
        return _lower(tokens, at, key, given=given)
    if key in vocabulary.CALENDAR or vocabulary.is_word(key):
        return _wordy(tokens, at, given=given)
    if raw.isupper() and len(raw) <= 5 and not given and not context.shouting(tokens.text, tokens.start[at]):
        return _quoted(tokens, at) or (len(raw) < 4 and key not in initials.ABBREVIATIONS and _initials(tokens, at))
    if not given and context.starts_sentence(tokens, at) and context.follows(tokens, at) in _COPULAS:
        return False
    return given or not (
        _a_place(tokens, at)
        or _in_heading(tokens, at)
        or (
            key in vocabulary.rare_words()
            and not context.title_before(tokens, at)
            and context.follows(tokens, at) not in context.FINITE
        )
    )


def _initials(tokens: Tokens, at: int) -> bool:
    """Initials of somebody unknown need more than brackets: (PVP) after a name is a unit."""
    before, after = context.precedes(tokens, at), context.follows(tokens, at)
    return (
        context.possessive(tokens, at) or after in context.FINITE or before in ("by", "told", "asked", "with", "chair")
    )


def _in_heading(tokens: Tokens, at: int) -> bool:
    """An unknown word in a line of capitals, followed by an ordinary one ("MERIDIAN COMPLIANT")."""
    after = context.follows(tokens, at)
    return (
        context.shouting(tokens.text, tokens.start[at])
        and vocabulary.is_word(after)
        and after not in context.AFTER_WORD | context.FINITE
    )


def _lower(tokens: Tokens, at: int, key: str, *, given: bool) -> bool:
    if vocabulary.is_word(key) or key in vocabulary.rare_words():
        return typed_lower(tokens, at, at + 1)
    return given and len(key) > 2


def _wordy(tokens: Tokens, at: int, *, given: bool) -> bool:
    if _quoted(tokens, at):
        return tokens.raw(at).isupper()
    if not given and (context.starts_sentence(tokens, at) or context.shouting(tokens.text, tokens.start[at])):
        return context.follows(tokens, at) in context.FINITE and not context.shouting(tokens.text, tokens.start[at])
    if tokens.raw(at).isupper() and not given:
        return False
    return names_a_person(tokens, at, at + 1, given=given) or (
        given and perhaps_named(tokens, at, at + 1, after_name=False)
    )


def _quoted(tokens: Tokens, at: int) -> bool:
    before, after = tokens.text[max(0, tokens.start[at] - 1) : tokens.start[at]], tokens.gap(at)[:1]
    return before in ('"', "“", "‘", "'") and after in ('"', "”", "’", "'")


def _a_place(tokens: Tokens, at: int) -> bool:
    """An unknown word in capitals that stands where towns stand ("in Homs", "Grace Road, Wexcombe")."""
    before = context.precedes(tokens, at)
    if context.possessive(tokens, at) or context.follows(tokens, at) in context.FINITE:
        return False
    if before in _PLACED or (before == "from" and at > 1 and tokens.key[at - 2] in _ORIGIN):
        return True
    return at > 0 and tokens.key[at - 1] in vocabulary.PLACES and tokens.gap(at - 1).strip(" ") in (",", "\n", ",\n")
