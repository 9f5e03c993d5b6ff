"""Words without their endings, so that "visited" and "visits" meet; it knows no meanings."""

from __future__ import annotations

import re
from functools import lru_cache

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d+(?:[.,]\d+)*")

_IRREGULAR = dict(
    pair.split(":")
    for pair in (
        "told:tell missing:missing tells:tell spoke:speak spoken:speak rang:ring rung:ring met:meet"
        " meeting:meeting meetings:meeting saw:see seen:see made:make held:hold took:take taken:take wrote:write"
        " written:write went:go gone:go came:come gave:give given:give knew:know known:know began:begin begun:begin"
        " left:leave found:find sent:send said:say kept:keep lost:lose got:get did:do done:do does:do has:have"
        " had:have was:be were:be is:be are:be been:be being:be am:be paid:pay dealt:deal brought:bring"
        " thought:think heard:hear felt:feel understood:understand withdrew:withdraw withdrawn:withdraw"
        " children:child read:read shown:show drew:draw drawn:draw born:born hit:hit died:die dying:die lying:lie"
        " agreed:agree agrees:agree agreement:agreement seeing:see used:use using:use sought:seek ran:run"
        " chose:choose chosen:choose stayed:stay bred:breed slept:sleep driven:drive drove:drive ate:eat eaten:eat"
        " bought:buy caught:catch fell:fall fallen:fall built:build stood:stand care:care cares:care cared:care"
        " caring:care wore:wear worn:wear woke:wake hidden:hide hid:hide broke:break broken:break threw:throw"
        " thrown:throw shook:shake shaken:shake beaten:beat bitten:bite bit:bite bruising:bruise bruises:bruise"
    ).split()
)
_STOP_WORDS = (
    "a an the and or of to in on at by for with from into onto as be have do it its this that these those there here who"
    " which what when where he she they him her them his hers their theirs i me my we us our you your one also then than"
    " so too very just only both all any some each such own same other will would can could shall should may might must"
    " not no never nor none nobody neither without but if whether because although while during about over under up out"
    " off again further once s t between after before until since am pm mr mrs ms miss dr pc dc date dated time day"
    " said say make take get go put come record note case file set out carried carry per via re etc had been were"
    " however therefore following regarding including within upon"
    " council ever already still yet even soon later local authority department able"
    " please every month week weekly monthly regularly january february april june july august september october"
    " november december throughout always evidence attached enclosed find".split()
)


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """The word in lower case without a possessive, plural or verb ending."""
    word = word.lower().replace("’", "'")
    word = word.removesuffix("'s").removesuffix("'")
    if word in _IRREGULAR:
        word = _IRREGULAR[word]
        return word.removesuffix("e") if len(word) > 3 else word
    if len(word) < 4 or word[0].isdigit():
        return word
    for ending, instead in (("ies", "y"), ("ied", "y"), ("sses", "ss"), ("ing", ""), ("ed", ""), ("es", ""), ("s", "")):
        if word.endswith(ending) and not word.endswith(("ss", "us", "is")):
            return _restored(word, ending, instead)
    return word.removesuffix("e") if len(word) > 3 else word


def _restored(word: str, ending: str, instead: str) -> str:
    """Endings are cut so that all forms of a word give the same: visite(d), chair(ed), plan(ned), bruis(es)."""
    short = word[: -len(ending)] + instead
    if len(short) < 3 or word.endswith("eed"):
        return word
    if ending in ("ing", "ed") and short[-1] == short[-2] and short[-1] not in "sl":
        return short[:-1]
    return short.removesuffix("e") if len(short) > 3 else short


STOP = frozenset(_STOP_WORDS) | frozenset(map(stem, _STOP_WORDS))
"""Words that tell nothing about what a sentence is about, and their stems."""
