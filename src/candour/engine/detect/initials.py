"""Tells initials of a person from abbreviations ("TB, who has moved on" from "tested for TB"); it knows no person."""

from __future__ import annotations

from candour.engine.detect.context import (
    ACTIONS,
    FINITE,
    MODAL,
    capital,
    follows,
    possessive,
    precedes,
    starts_sentence,
)
from candour.engine.detect.tokens import Tokens

ABBREVIATIONS = frozenset(
    "pa tb gp hv sw ni da pc ta la cp it pm am tv id ot pe re uk eu dv sv ssw iro dsl cic lac cin tac ps dc ds di cs"
    " ch po no na nk np hr hq pr ro eh fsw mh cc bcc fw ce ad vs ok us oh hi mr dr st rd jr sr ba bsc ma pgce mp"
    " cpc isa pac pnc asd ld sen ehc epo ico fgm cse cce fii wc ac ie eg dob tel ext ref nhs nfa aka cbt iv im sc ss"
    " ph fh sh pmh utd epds ic okay er ed aae ab sat sun mon act iq pp cv go me we my so to up as at be by do he if"
    " in is of on or an ha pip esa uc"
    " hb ct jsa dla cmht a e b c d f g h j k l m n o p q r s t u v w x y z".split()
)


def initials_in_use(tokens: Tokens, at: int, end: int, *, declared: bool) -> bool:
    """Whether capital letters stand for a person here; common abbreviations need more than declared initials do."""
    after, before = follows(tokens, end - 1), precedes(tokens, at)
    gap_after = tokens.gap(end - 1).strip()[:1]
    gap_before = tokens.text[max(0, tokens.start[at] - 2) : tokens.start[at]].strip()[-1:]
    if before in ("the", "a", "an", "no", "of") or (before.isdigit() and tokens.key[at] in ("am", "pm")):
        return False
    if possessive(tokens, end - 1) or after.endswith("ed") or after in FINITE or before in _NEAR_INITIALS:
        return after not in NOUNS_AFTER
    if end < tokens.count and after and capital(tokens, end) and not tokens.raw(end).isupper():
        return False
    if gap_before == "/" and at and len(tokens.key[at - 1]) in (2, 3) and tokens.raw(at - 1).isupper():
        return tokens.key[at - 1] not in ABBREVIATIONS
    common = "".join(tokens.key[at:end]) in ABBREVIATIONS
    if starts_sentence(tokens, at) and after == "to" and follows(tokens, end) in ACTIONS:
        return True
    if common and not declared:
        return False
    if after in MODAL and not common:
        return True
    bracketed = gap_before in ("(", ",", "/") and gap_after in (")", "/", ",")
    if common:
        return bracketed or (starts_sentence(tokens, at) and after in ("to", "on", "will", "and", "glad", "happy"))
    return declared or bracketed or gap_before in ("(", "/", "-", "–") or gap_after in (")", "/", ":") or not after


NOUNS_AFTER = frozenset(
    "contributions number numbers programme programmes test tests screening clinic meeting meetings check checks form forms"
    " allowance assistant team teams service services course courses worker workers referral assessment".split()
)
_NEAR_INITIALS = frozenset(
    "misses missed told asked tell ask by with saw see and chair from to cc met meet thanks dear hi visited rang"
    " emailed spoke contacted about between signed initialled mr mrs ms miss dr".split()
)
