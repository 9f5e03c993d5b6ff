"""One sign that somebody is named, and where the name as written ends; it does not say who that is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from candour.engine.detect import context, vocabulary
from candour.engine.detect.roles import role_of
from candour.engine.detect.tokens import Tokens

NO_NAMES = (
    frozenset(
        "the a an i he she they we it you this that these those his her their our your my dear hello hi yes no not re fw fwd"
        " to from cc subject date sent attachments if when while after before because as since and but or so also then there"
        " here at in on of for with by ps nb tbc tba none unknown unborn n/a family team service services council children"
        " social worker school home child young person health visitor nurse police court mother father mum dad parent parents"
        " carer carers manager officer duty agency agencies gp doctor head teacher deputy nursery legal housing name role"
        " address relationship all everyone both sir madam team office access information panel board mr mrs ms miss dr pc"
        " street road tel telephone email mobile dob yours sincerely kind regards best wishes page record section part case"
        " english british muslim irish welsh scottish polish somali asian african european god".split()
    )
    | vocabulary.MONTHS
    | vocabulary.DAYS
    | vocabulary.KIN
)


@dataclass(frozen=True, slots=True)
class Clue:
    """A name as written: token range, the title before it, a guess of the role, and how far it may be trusted (0–3)."""

    first: int
    last: int
    title: str
    role: str
    trust: int


def name_end(tokens: Tokens, at: int, *, trusted: bool) -> int:
    """The token after the name that starts at ``at`` (``at`` itself when none does)."""
    end = at
    while end < tokens.count and end - at < 5:
        if end > at and not _continues(tokens, end - 1):
            break
        key, raw = tokens.key[end], tokens.raw(end)
        if not raw[0].isupper() or any(c.isdigit() for c in raw):
            break
        particle = end > at and key in ("o", "mc", "mac", "al", "de", "bin")
        known = end == at + 1 and tokens.key[at] in vocabulary.given_names() and key in vocabulary.PLACES
        if known and tokens.gap(end).startswith(" (") and role_of(tokens.text[tokens.end[end] : tokens.end[end] + 40]):
            return end + 1
        if not particle and not _may_be_part(key, raw, first=end == at, trusted=trusted):
            break
        end += 1
    return end


def _continues(tokens: Tokens, at: int) -> bool:
    gap = tokens.gap(at)
    if gap in (" ", "-", "\u00a0"):
        return True
    if gap in ("'", "’"):
        return tokens.key[at] in ("o", "d")
    return len(tokens.key[at]) == 1 and gap in (". ", ".", "  ", ".  ")


def _may_be_part(key: str, raw: str, *, first: bool, trusted: bool) -> bool:
    if key in NO_NAMES or key in vocabulary.TITLES or (key in vocabulary.PLACES and not (first and trusted)):
        return False
    if len(key) == 1:
        return raw.isupper()
    if not vocabulary.is_word(key) or key in vocabulary.given_names():
        return True
    return trusted


def clue_of(tokens: Tokens, first: int, last: int, title: str, role: str, trust: int) -> Iterator[Clue]:
    while last > first and len(tokens.key[last - 1]) == 1 and last - first > 2:
        last -= 1
    if last <= first or all(len(k) == 1 for k in tokens.key[first:last]):
        return
    if context.in_place_name(tokens, first, last) and not title:
        return
    yield Clue(first, last, title, role, trust)
