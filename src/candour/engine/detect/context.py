"""Tells a name from the ordinary word, the street or the abbreviation that looks the same; it knows no person.

All tests look at a few neighbouring tokens. Doubt about a plain name counts for the name (it is then seen by a
person); doubt about an ordinary word at the start of a sentence counts for the word, unless something personal follows.
"""

from __future__ import annotations

import re

from candour.engine.detect import vocabulary as words
from candour.engine.detect.tokens import Tokens

FINITE = frozenset(
    "said says told tells asked asks has had is was isn wasn hasn hadn does did didn doesn came comes went goes got"
    " gets wants wanted thinks thought feels felt looked looks liked likes lived lives needed needs knew knows saw"
    " sees took takes gave gives made makes left leaves rang rings called calls attended attends agreed agrees"
    " disclosed stated states reported reports explained explains replied shared shares moved moves stayed stays"
    " slept sleeps ate eats seemed seems appeared appears presented presents became becomes began begins started"
    " starts continued continues remained remains denied denies refused refuses alleged admitted admits confirmed"
    " confirms advised advises informed visited visits arrived arrives returned returns ran runs hit hits kicked"
    " kicks pushed pushes cried cries laughed laughs smiled smiles sat sits stood stands walked walks asking saying"
    " who whose wrote writes sent sends spoke speaks talked talks heard hears kept keeps wept loves loved hates hated"
    " helped helps wouldn couldn won spent spends noted notes woke wakes met meets shouted shouts noticed mentioned"
    " enjoys enjoyed played plays offered offers put puts brought brings found finds turned turns waved opened hugged"
    " hid drew draws bites bit tried tries waited waits worries worried misses missed prefers preferred apologised"
    " suggested recalled described describes expressed identified described disagreed accepted accepts declined"
    " struggles struggled presented engaged engages reads reading chose chooses rose fell falls won wins keeps paid"
    " attends travelled promised threatened grabbed slapped punched bit scratched threw swore screamed ran absconded"
    " disappeared texted messaged emailed phoned nodded whispered joked yelled sobbed dropped collected picked thanked"
    " introduced joined chaired completed signed reviewed observed supervised supported updated challenged queried"
    " wouldnt didnt isnt wasnt hasnt cant couldnt doesnt wont dont havent werent wet cut hurt shut bought caught taught"
    " built dealt dug fed fled flew forgot forgave froze hung laid led lent lit lost meant paid rode shook shot slid"
    " stole stuck swam tore beat burst quit states picks calls visits argues argued lies lied cleans cleaned"
    " aged born also then now still always never usually often just already and or".split()
) - {"and", "or"}
CALLING = frozenset(
    "with to by for from told asked tell ask saw see met meet dear hi hello hey thanks thank called call named and"
    " that about from visited visit collected rang ring contacted contact between against misses missed hugged"
    " found observed spoke when while because if as after before where says said & miss love loves like likes hit"
    " asking telling ringing seeing via per cc re attn regarding of both neither either except including poor little"
    " brother sister son daughter mother father mum dad partner friend neighbour child baby boyfriend girlfriend"
    " cousin uncle aunt auntie nephew niece husband wife worker carer nurse teacher chair".split()
)
MODAL = frozenset({"will", "may", "can", "might", "would", "shall", "must", "should", "could"})
AFTER_WORD = frozenset(
    "the a an of it this these those all any my your our their no not to in on at into onto out i you we they he she"
    " there here how what which for with from be been being off up over about that its some each every more most such"
    " his her him them us me if as and or but than is are".split()
)
STATES = frozenset(
    "up down out in asleep away home upstairs downstairs there back off poorly upset fine ok absent present late early"
    " missing quiet angry happy tearful".split()
)
DETERMINERS = frozenset(
    "the a an this that these those our your my his her their its every each no some any another one usually".split()
)
ARTICLES = frozenset("the a an every each no any your".split())
ACTIONS = frozenset(
    "attend ring call chase see visit assess send write complete speak contact check update arrange follow review report meet"
    " ask discuss provide share refer make do email book liaise confirm find explore inform invite monitor obtain raise request"
    " prepare draft circulate bring take look think stay come go help talk work be have".split()
)
"""What minutes say somebody is to do ("Bell to attend")."""
ABSTRACT = frozenset("hope joy faith grace mercy patience charity comfort love peace glory blessing precious".split())
CAPITAL_WORDS = frozenset(
    "christian jordan chelsea paris london sydney georgia india asia china kent devon lincoln chester preston florence"
    " victoria austin dallas brooklyn milan israel kenya lourdes verona vienna alexandria carolina dakota savannah"
    " africa america brittany normandy lancaster york bristol cambridge oxford warwick stafford".split()
)
"""Given names that are written with a capital when they are no names, too."""
_SENTENCE = re.compile(r"[.!?:;|•·\"“”(\t]|\n[ \t>]*\n| {3,}|\n[ \t>]*[-*•]")
_STRAIGHT = re.compile(r"[ \t\u00a0]+\Z|[ \t]*\n[ \t>]*\Z")
_APOSTROPHE = "'’‘`´"


def capital(tokens: Tokens, at: int) -> bool:
    return tokens.text[tokens.start[at]].isupper()


def possessive(tokens: Tokens, at: int) -> bool:
    """Whether 's follows directly."""
    return (
        at + 1 < tokens.count
        and tokens.key[at + 1] == "s"
        and len(tokens.gap(at)) == 1
        and tokens.gap(at) in _APOSTROPHE
    )


def follows(tokens: Tokens, at: int) -> str:
    """The key of the next word of the same clause, after a possessive s; empty when something else stands between."""
    if at + 1 >= tokens.count:
        return ""
    gap = tokens.gap(at)
    return tokens.key[at + 1] if gap == " " or _STRAIGHT.match(gap) else ""


def precedes(tokens: Tokens, at: int) -> str:
    """The key of the word before in the same clause; empty when something else stands between."""
    if at == 0:
        return ""
    gap = tokens.gap(at - 1)
    return tokens.key[at - 1] if gap == " " or _STRAIGHT.match(gap) else ""


def starts_sentence(tokens: Tokens, at: int) -> bool:
    """Whether a sentence, item or line begins here; a line that goes on from a lower-case word does not begin one."""
    if at == 0:
        return True
    gap = tokens.gap(at - 1)
    if gap == " ":
        return False
    if len(tokens.key[at - 1]) == 1 and tokens.key[at - 1].isalpha() and gap in (". ", "."):
        return False
    return bool(_SENTENCE.search(gap)) or ("\n" in gap and not tokens.raw(at - 1).islower())


def line_of(text: str, start: int) -> str:
    low = text.rfind("\n", 0, start) + 1
    high = text.find("\n", start)
    return text[low : high if high >= 0 else len(text)]


def shouting(text: str, start: int) -> bool:
    """Whether the line is in capitals."""
    return line_of(text, start).isupper()


def title_before(tokens: Tokens, at: int) -> str:
    """The title right before (initials and a collar number may stand between): "mrs", "pc", …, or empty."""
    back = at - 1
    for _ in range(3):
        if back < 0:
            return ""
        gap = tokens.gap(back)
        if len(gap) > 3 or gap.strip(" .\t\n>"):
            return ""
        key = tokens.key[back]
        if key in words.TITLES or (key in words.KIN_TITLES and capital(tokens, back)):
            lower_title = tokens.raw(back).islower() and key not in words.CIVIL_TITLES | {"dr", "pc"}
            return "" if lower_title else key
        if not (len(key) == 1 or key.isdigit()):
            return ""
        back -= 1
    return ""


def in_place_name(tokens: Tokens, low: int, high: int) -> bool:
    """Whether the words ``low`` to ``high`` (exclusive) are part of a street, house, school or firm."""
    if precedes(tokens, low) in ("st", "saint") and capital(tokens, low - 1):
        return True
    at = high
    if at - 1 < tokens.count and possessive(tokens, at - 1):
        return False
    for step in range(5):
        if at >= tokens.count or tokens.gap(at - 1) not in (" ", "'", "’", " \n", "\n", "-"):
            return False
        key = tokens.key[at]
        if key == "s" and tokens.gap(at - 1) in _APOSTROPHE:
            at += 1
            continue
        if not capital(tokens, at):
            return step == 0 and not capital(tokens, low) and _lower_place(tokens, low, key)
        if "\n" in tokens.gap(at - 1) and key not in words.STREETS:
            return False
        if key in words.PLACES:
            return True
        if not (words.is_word(key) and key not in words.given_names()):
            return False
        at += 1
    return False


_VERBS_TOO = frozenset(
    {
        "close",
        "drive",
        "walk",
        "park",
        "rise",
        "end",
        "view",
        "place",
        "bank",
        "side",
        "gate",
        "court",
        "house",
        "fold",
        "mount",
        "way",
        "bar",
        "field",
        "hall",
    }
)


def _lower_place(tokens: Tokens, low: int, key: str) -> bool:
    """ "grace road", "from carter bar": a place typed in lower case."""
    if key in words.STREETS - _VERBS_TOO:
        return True
    return key in words.PLACES and precedes(tokens, low) in ("from", "the", "at", "near", "down", "on", "in", "past")
