"""Addresses: those of registered people whole or in part, and unknown ones by their form; a town by itself is none.

A registered street without its house number (and a subject's own building) counts as ADDRESS, unless the file names it
again and again: then it is a LOCATION that still carries its person, so that somebody is asked. A building, or the lane
of a house that has only a name, is always ADDRESS. It never crosses a name of a person.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from candour.engine.detect import vocabulary
from candour.engine.detect.owned import Owned
from candour.engine.detect.registered_addresses import registered_parts
from candour.engine.detect.starts import Starts
from candour.engine.detect.tokens import Tokens
from candour.engine.model import Kind, Span

_CAP = r"(?:[A-Z][\w'’]*(?:-[A-Za-z][\w'’]*)*)"
_WS = r"(?:[ \t\u00a0]+|[ \t]*\n[ \t>]*)"
_TYPES = (
    "Road Rd Street St Lane Ln Avenue Ave Close Drive Dr Way Court Crescent Cres Terrace Place Square Gardens Gdns Grove Mews"
    " Row Walk Rise Hill Park Green View Parade Gate End Yard Fold Croft Brow Bank Side Quay Wharf Villas Path Cottages"
    " Heights Mount Meadow Meadows Field Fields Broadway Esplanade Promenade Approach Chase Circus Dene Drove Garth Glade"
    " Hollow Orchard Ridge Spinney Vale Wynd Loan Brae Strand Embankment Causeway Lea Copse Paddock Highway Buildings"
).split()
_TYPE = r"(?:" + "|".join(t for word in _TYPES for t in (word, word.upper())) + r")\b"
_HOUSE_WORDS = (
    "Cottage House Lodge Farm Forge Barn Mill Rectory Vicarage Bungalow Villa Manor Grange Croft Hall Court Towers Tower"
    " Point Heights Mansions Buildings Farmhouse Stables Annexe Caravan Site Gatehouse Schoolhouse Oast Nook Hotel Hostel"
)
_HOUSE = r"(?:" + "|".join(t for w in _HOUSE_WORDS.split() for t in (w, w.upper())) + r")\b"
_UNIT = (
    r"(?:(?:Flat|Apartment|Apt\.?|Room|Unit|Studio|Plot|Pitch|Caravan|Bedsit|FLAT|ROOM|UNIT|flat|room|unit)"
    r"[ \t]+(?:\d+[A-Za-z]?|[A-Z])\b)"
)
_NUMBERED = re.compile(
    rf"(?<![\w/.:£#-])(?:{_UNIT},?{_WS}(?:{_CAP}[ \t]+{_HOUSE},?{_WS})?)?\d{{1,4}}[A-Za-z]?(?:[ ]?[-–/][ ]?\d{{1,4}}[A-Za-z]?)?,?{_WS}"
    rf"(?:(?:the|of|St\.?|{_CAP})(?:{_WS}|-)){{1,3}}?{_TYPE}"
)
_WELSH = re.compile(
    rf"(?<![\w/.:£#-])\d{{1,4}}[A-Za-z]?,?[ \t]+(?:Heol|Ffordd|Stryd|Lôn|Lon|Maes|Bryn|Rhodfa|Clos|Cae|Pen|Tan|Cwm|Rue|Calle|Via)"
    rf"(?:[ \t-]+(?:y|yr|yn|ar|de|la|du|{_CAP})){{1,4}}"
)
_FLAT = re.compile(
    rf"(?<!\w){_UNIT},[ \t]*(?:The[ \t]+)?{_CAP}(?:[ \t]+{_CAP}){{0,2}}(?:,[ \t]*(?:{_CAP}[ \t]+){{1,3}}{_TYPE})?"
)
_UNITS = re.compile(
    rf"(?<!\w){_UNIT}(?:,|[ \t]+(?:of|at|in)(?:[ \t]+the)?)?{_WS}(?:{_CAP}[ \t]+){{0,3}}"
    rf"(?:{_HOUSE}|{_TYPE}|hotel|hostel|house)(?:[ \t]+(?:hotel|hostel|house)\b)?"
)
_HOUSED = re.compile(rf"(?<!\w)(?:The[ \t]+)?(?:{_CAP}[ \t]+){{0,2}}{_HOUSE},{_WS}(?:{_CAP}[ \t]+){{1,3}}{_TYPE}")
_LOWER = re.compile(
    r"(?<![\w/.:£-])\d{1,4}[a-z]?,?[ \t]+(?!(?:in|of|the|on|at|a|to|and|or|minutes?|mins?|miles?|years?|weeks?|days?|people|cars?)\b)"
    r"[a-z']+(?:[ \t]+(?!(?:in|of|the|on|at|a|to|and|or|down|up|along)\b)[a-z']+)?[ \t]+"
    r"(?:road|street|lane|avenue|terrace|crescent|gardens|mews|grove|close|drive)\b"
)
_NUMBER_ONLY = re.compile(
    r"\b(?:at|of|from|to|outside|opposite|into|window of|door (?:to|at)|lives|live|flat above)[ \t]+"
    r"((?:no\.?|number|nos\.?|num)[ \t]?\d{1,4}[A-Za-z]?)\b(?![ \t]*(?:%|of|years|pm|am))",
    re.I,
)
_NUMBER_WORD = re.compile(r"(?<!\w)(?i:no\.?|number)[ \t]?(\d{1,4}[A-Za-z]?)(?![\w%/:-]|[.,]\d)")
_TOWN = re.compile(rf"(?:,{_WS}?|[ \t]*\n[ \t>]*)({_CAP}(?:[ -](?:{_CAP}|upon|on|in|under|le|by|the|of))*)")
_LABEL = re.compile(
    r"(?im)\b(?:home|present|current|last known|previous|placement|correspondence|family)?[ \t]*"
    r"(?:address|addr|residing at|resides at)\b"
    r"[ \t]*(?:\([^)\n]*\))?[ \t]*[:\-|]?[ \t]*"
)
_LINE = re.compile(
    rf"(?:\d{{1,4}}[A-Za-z]?,?[ \t]+)?{_CAP}(?:,?[ \t]+(?:{_CAP}|of|the|on|upon|in|le|\d{{1,4}}[A-Za-z]?))*|\d{{1,4}}[A-Za-z]?"
)
_MONTH = re.compile(
    r"\d (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* (?:\d|the)|\A\d+ (?:the|of) \w+\Z|\A(?:19|20)\d\d the\b"
)
"""What looks like a numbered street and is a date, "2001 the Court" or "On 5 May 2001 the County Court"."""


def find_addresses(
    tokens: Tokens,
    owned: Owned,
    starts: Starts,
    *,
    postcodes: Sequence[Span],
    names: Sequence[tuple[int, int, str]],
    streets: Mapping[str, int],
) -> Iterator[Span]:
    """Spans of registered and unknown addresses; ``names`` are the person spans, which no address may cross."""
    text = tokens.text
    blocked = sorted((start, end) for start, end, _ in names)
    yield from registered_parts(tokens, owned, streets=streets)
    for found in _by_form(tokens, starts):
        for match in found:
            if not _crosses(match.start(), match.end(), blocked, strict=False) and not _MONTH.search(match.group()):
                yield _span(match.start(), _extended(text, match.end(), blocked))
    for match in starts.figured(_LOWER) if starts.any_of(vocabulary.STREETS) else ():
        yield _span(match.start(), match.end())
    for match in starts.matches(_NUMBER_ONLY, _BEFORE_NUMBER):
        yield _span(match.start(1), match.end(1))
    for match in _NUMBER_WORD.finditer(text) if owned.numbers else ():
        owners = owned.numbers.get(match.group(1).lower(), ())
        if owners:
            yield Span.of(match.start(), match.end(), Kind.ADDRESS, owners, score=0.8, recogniser="register")
    for postcode in postcodes:
        start = _before_postcode(text, postcode.start, blocked)
        if start < postcode.start:
            yield _span(start, _rstrip(text, start, postcode.start))
    if starts.any_of(("address", "addr", "residing", "resides")):
        yield from _labelled(text, blocked)


_HOUSE_KEYS = frozenset(_HOUSE_WORDS.lower().split())
_TYPE_KEYS = frozenset(word.lower() for word in _TYPES) | _HOUSE_KEYS
_BEFORE_NUMBER = frozenset("at of from to outside opposite into window door lives live flat".split())
_UNIT_KEYS = frozenset("flat apartment apt room unit studio plot pitch caravan bedsit".split())
_WELSH_KEYS = frozenset("heol ffordd stryd lon maes bryn rhodfa clos cae pen tan cwm rue calle via".split())


def _by_form(tokens: Tokens, starts: Starts) -> Iterator[Iterator[re.Match[str]]]:
    """What each pattern finds, tried only where it can begin."""
    if starts.any_of(_TYPE_KEYS):
        yield starts.figured(_NUMBERED, _UNIT_KEYS)
        if any(key in _HOUSE_KEYS and gap[:1] == "," for key, gap in zip(tokens.key, tokens.gaps, strict=True)):
            yield _HOUSED.finditer(tokens.text)
    yield starts.matches(_UNITS, _UNIT_KEYS)
    yield starts.matches(_FLAT, _UNIT_KEYS)
    if starts.any_of(_WELSH_KEYS):
        yield starts.figured(_WELSH)


def _span(start: int, end: int) -> Span:
    return Span(start, end, Kind.ADDRESS, recogniser="pattern")


def _rstrip(text: str, start: int, end: int) -> int:
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return end


def _crosses(start: int, end: int, blocked: Sequence[tuple[int, int]], *, strict: bool) -> bool:
    """Whether a person's name stands in the range; unless ``strict``, only one that spans words of it fully counts."""
    place = bisect_left(blocked, (end, 0))
    near = blocked[max(0, place - 4) : place]
    return any(low < end and start < high and (strict or (low <= start and high >= end)) for low, high in near)


def _extended(text: str, end: int, blocked: Sequence[tuple[int, int]]) -> int:
    """The end of an address after the towns and counties that follow the street."""
    for _ in range(3):
        match = _TOWN.match(text, end)
        if not match or _crosses(match.start(1), match.end(1), blocked, strict=True):
            return end
        line_break = "\n" in text[end : match.start(1)]
        rest = text[match.end(1) : match.end(1) + 30]
        alone = rest[:1] in ("", "\n", ",") or re.match(r"[ \t]*(?:\n|,|[A-Z]{1,2}\d)|[ \t]{2,}", rest)
        if (
            (line_break and not alone)
            or vocabulary.is_word(match.group(1).lower())
            or (re.match(r"[ \t]+[a-z]", rest) and not re.match(r"[ \t]+(?:and|in|on|is|with|who|to|for|at)\b", rest))
        ):
            return end
        end = match.end(1)
    return end


def _before_postcode(text: str, at: int, blocked: Sequence[tuple[int, int]]) -> int:
    """Where the address before a postcode starts: up to six parts back, each a line or between commas."""
    start = at
    for _ in range(6):
        low = start
        while low > 0 and text[low - 1] in " \t\n,>|":
            low -= 1
        if start - low > 40 or "\n\n" in text[low:start].replace(" ", ""):
            break
        begin = (
            max(
                text.rfind("\n", 0, low),
                text.rfind(",", 0, low),
                text.rfind("  ", 0, low) + 1,
                text.rfind(":", 0, low),
                text.rfind("(", 0, low),
                text.rfind("|", 0, low),
            )
            + 1
        )
        while begin < low and text[begin] in " \t>":
            begin += 1
        segment = text[begin:low]
        if (
            not segment
            or len(segment) > 45
            or not _LINE.fullmatch(segment)
            or _crosses(begin, low, blocked, strict=True)
            or segment.split()[0].lower().strip(".") in vocabulary.TITLES | {"dear", "tel", "postcode", "address"}
        ):
            break
        start = begin
    return start


def _labelled(text: str, blocked: Sequence[tuple[int, int]]) -> Iterator[Span]:
    for match in _LABEL.finditer(text):
        line = _LINE.match(text, match.end())
        if (
            line
            and len(line.group()) > 3
            and (" " in line.group() or "," in line.group())
            and not _crosses(line.start(), line.end(), blocked, strict=True)
            and not text[match.end() - 1].isalpha()
        ):
            end = _rstrip(text, line.start(), line.end())
            if any(c.isdigit() for c in line.group()) or re.search(_TYPE + "|" + _HOUSE, line.group()):
                yield _span(line.start(), _extended(text, end, blocked))
