"""Everything to be found in one text, as spans that never overlap within a kind; it needs the register and keeps nothing."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace

from candour.engine.detect.addresses import find_addresses
from candour.engine.detect.by_value import find_registered
from candour.engine.detect.contact import find_contacts
from candour.engine.detect.dates import find_dates
from candour.engine.detect.hit import Hit
from candour.engine.detect.match import find_names
from candour.engine.detect.numbers import find_numbers
from candour.engine.detect.plausible import plausible
from candour.engine.detect.postcodes import find_postcodes
from candour.engine.detect.recognisers import recognised
from candour.engine.detect.register import Register
from candour.engine.detect.starts import Starts, lines_with_figures
from candour.engine.detect.tokens import Tokens
from candour.engine.detect.vocabulary import TITLES, is_word
from candour.engine.detect.who import resolve
from candour.engine.model import Kind, Span

_ORDER = (
    Kind.EMAIL,
    Kind.URL,
    Kind.NINO,
    Kind.UPN,
    Kind.NHS,
    Kind.DOB,
    Kind.PHONE,
    Kind.POSTCODE,
    Kind.VEHICLE,
    Kind.REF,
    Kind.ADDRESS,
    Kind.DATE,
    Kind.PERSON,
    Kind.WORKPLACE,
    Kind.ORG,
    Kind.LOCATION,
    Kind.OTHER,
    Kind.DETAIL,
)
_PLACE = {kind: place for place, kind in enumerate(_ORDER)}
_OWNED_NEAR = frozenset({Kind.PHONE, Kind.NHS, Kind.NINO, Kind.UPN, Kind.EMAIL})


def find(text: str, register: Register) -> list[Span]:
    """All spans of ``text`` in order of their start. Offsets are code points; kinds as in the model."""
    tokens = register.tokens(text)
    hits = find_names(tokens, register.index, lower=register.lower)
    starts, figured = Starts(tokens), lines_with_figures(text)
    contacts = _apart([*find_registered(text, register.owned), *find_contacts(text, register.owned, starts)])
    hits = _outside(hits, [s for s in contacts if not _is_name(s, hits)])
    people = _people(text, hits, register)
    others = list(_recognised(tokens, people))
    names = sorted((s.start, s.end, s.person) for s in [*people, *others] if s.kind is Kind.PERSON)
    listed = [(s.start, s.end, s.person) for s in people]
    postcodes = list(find_postcodes(text, register.owned, figured))
    spans = [
        *[s for s in contacts if not _is_name(s, hits)],
        *postcodes,
        *find_numbers(text, register.owned, starts, figured),
        *find_addresses(tokens, register.owned, starts, postcodes=postcodes, names=listed, streets=register.streets),
        *find_dates(text, starts, births=register.owned.births, names=names, figured=figured),
        *people,
        *_unknown_initials(text),
        *_titles(tokens, people, register),
        *_workplaces(tokens, register),
        *others,
    ]
    return _settled([_with_owner(text, span, names) for span in spans], len(text))


def _apart(spans: Sequence[Span]) -> list[Span]:
    """Of a registered value and a form at one place the one with the wider span; a link or other form inside it goes."""
    forms = [s for s in spans if s.recogniser != "register"]
    values = [
        s
        for s in spans
        if s.recogniser == "register"
        and not any(f.kind is s.kind and f.start <= s.start and s.end <= f.end and f.person == s.person for f in forms)
    ]
    return values + [
        f
        for f in forms
        if not any(v.start < f.end and f.start < v.end and f.kind in (v.kind, Kind.URL) for v in values)
    ]


def _is_name(span: Span, hits: Sequence[Hit]) -> bool:
    """A handle that is just a known name ("@Ryan") is the name."""
    return span.kind is Kind.URL and any(h.start == span.start + 1 and h.end >= span.end for h in hits)


def _outside(hits: list[Hit], spans: Sequence[Span]) -> list[Hit]:
    if not spans:
        return hits
    mask = bytearray(max(max(s.end for s in spans), hits[-1].end if hits else 0))
    for span in spans:
        mask[span.start : span.end] = b"\1" * (span.end - span.start)
    return [h for h in hits if mask.find(1, h.start, h.end) < 0]


def _people(text: str, hits: Sequence[Hit], register: Register) -> list[Span]:
    out: list[Span] = []
    for hit, fits in resolve(hits, people=register.by_id, index=register.index):
        person = fits[0] if len(fits) == 1 else ""
        if out and person and out[-1].person == person and text[out[-1].end : hit.start] == " ":
            out[-1] = replace(out[-1], end=hit.end)
        else:
            out.append(
                Span(hit.start, hit.end, Kind.PERSON, person, fits if len(fits) > 1 else (), hit.score, "register")
            )
    return out


# what must not stand before is asked after the first letter: a search for capitals is quicker than one for places
_DOTTED = re.compile(r"[A-Z](?<![\w.][A-Z])\.[ ]?(?:[A-Z]\.[ ]?){1,2}(?![\w])")
_TYPIST = re.compile(r"[A-Z](?<![\w/][A-Z])[A-Z]{1,2}/([a-z]{2,3})(?![\w/])")
_NOT_PEOPLE = frozenset("UK US USA NHS DOB EG IE PM AM PS NB QC KC MP BA MA EU UN AD BC NA RE ID TV".split())


def _unknown_initials(text: str) -> Iterable[Span]:
    """Dotted initials of people nobody knows ("another pupil (K.M.)") and typists' references ("ML/kb")."""
    for match in _DOTTED.finditer(text):
        letters = match.group().replace(".", "").replace(" ", "")
        if letters not in _NOT_PEOPLE and not text[match.end() : match.end() + 2].strip()[:1].isupper():
            yield Span(
                match.start(),
                match.start() + len(match.group().rstrip()),
                Kind.PERSON,
                score=0.7,
                recogniser="initials",
            )
    for match in _TYPIST.finditer(text):
        if not is_word(match.group(1)) and match.group(1) not in ("pm", "am"):
            yield Span(match.start(1), match.end(1), Kind.PERSON, score=0.6, recogniser="initials")


def _titles(tokens: Tokens, people: Sequence[Span], register: Register) -> Iterable[Span]:
    """Without a register a text is made anonymous as a whole: then the title before a name goes with it, as OTHER."""
    if any(not person.found for person in register.people):
        return
    for span in people:
        at = bisect_left(tokens.start, span.start) - 1
        if at >= 0 and tokens.key[at] in TITLES and tokens.gap(at) in (" ", ". ", "\u00a0"):
            yield Span(tokens.start[at], tokens.end[at], Kind.OTHER, span.person, recogniser="title")


def _workplaces(tokens: Tokens, register: Register) -> Iterable[Span]:
    starts = {keys[0] for keys in register.owned.places}
    for at, key in enumerate(tokens.key) if starts else ():
        if key not in starts or (is_word(key) and not tokens.text[tokens.start[at]].isupper()):
            continue
        fits = [k for k in register.owned.places if tuple(tokens.key[at : at + len(k)]) == k]
        if fits:
            keys = max(fits, key=len)
            owners = register.owned.places[keys]
            start, end = tokens.start[at], tokens.end[at + len(keys) - 1]
            yield Span.of(start, end, Kind.WORKPLACE, owners, recogniser="register")


def _recognised(tokens: Tokens, people: Sequence[Span]) -> Iterable[Span]:
    """What the recognisers add: people nobody else saw, where they look like names; organisations and places."""
    starts = [span.start for span in people]
    for span in recognised(tokens.text):
        if span.kind is not Kind.PERSON:
            yield span
            continue
        place = bisect_left(starts, span.end)
        if any(p.end > span.start for p in people[max(0, place - 2) : place]):
            continue
        low, high = bisect_left(tokens.start, span.start), bisect_left(tokens.start, span.end)
        kept = plausible(tokens, low, high)
        if kept:
            yield replace(span, start=tokens.start[kept[0]], end=tokens.end[kept[1] - 1])


def _with_owner(text: str, span: Span, names: Sequence[tuple[int, int, str]]) -> Span:
    """An identifier right after one person's name in the same line is that person's, if nobody else claims it."""
    if span.person or span.candidates or span.kind not in _OWNED_NEAR:
        return span
    place = bisect_left(names, (span.start, 0, "")) - 1
    if place < 0 or span.start - names[place][1] > 60 or "\n" in text[names[place][1] : span.start]:
        return span
    return Span(span.start, span.end, span.kind, names[place][2], (), span.score, span.recogniser)


def _settled(spans: Sequence[Span], length: int) -> list[Span]:
    """Spans without conflicts: one kind never overlaps itself (register and longer first), and what lies wholly inside
    stronger kinds is left out."""
    best = sorted(spans, key=lambda s: (_PLACE[s.kind], s.recogniser != "register", s.start - s.end, s.start))
    everything = bytearray(length)
    own: dict[Kind, bytearray] = {}
    kept: list[Span] = []
    for span in best:
        mask = own.setdefault(span.kind, bytearray(length))
        width = span.end - span.start
        loose = span.kind is Kind.REF and span.recogniser == "pattern" and everything.find(1, span.start, span.end) >= 0
        if loose or mask.find(1, span.start, span.end) >= 0 or everything.count(1, span.start, span.end) == width:
            continue
        mask[span.start : span.end] = everything[span.start : span.end] = b"\1" * width
        kept.append(span)
    return sorted(kept, key=lambda s: (s.start, s.end))
