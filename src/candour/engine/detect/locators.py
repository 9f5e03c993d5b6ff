"""Passages that could give away where a protected person lives: each is a question that a person must answer.

Nothing here is redacted by itself. A school, nursery, surgery, church or workplace counts when it stands in a sentence
with the protected person, someone of their household, or the children they care for; the outward half of their postcode
and their village count wherever they stand, unless an address that is not protected shares them.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from candour.engine.detect.record_text import wrapped
from candour.engine.model import Kind, Person, Question, Span

CARES_FOR_CHILDREN = frozenset({"mother", "father", "parent", "foster_carer", "carer", "adopter", "relative"})
CHILDREN = frozenset({"subject", "sibling"})
NAME = r"(?:St\.?\s+)?(?:[A-Z][\w'’-]+\s+)(?:(?:of|the|and|&|Church|C of E|CofE|RC|CE|[A-Z][\w'’-]+)\s+){0,4}?"
PLACES: dict[str, str] = {
    "school": r"(?:Primary|Infants?|Juniors?|High|Secondary|Academy|School|College|Sixth Form|PRU)(?:\s+(?:School|Academy|College))?",
    "nursery": r"(?:Nursery|Pre-?[Ss]chool|Playgroup|Kindergarten|Day Nursery|Childcare)(?:\s+School)?",
    "childrens_centre": r"(?:Children['’]?s|Family)\s+(?:Centre|Hub)|Sure Start",
    "surgery": r"(?:Surgery|Medical (?:Centre|Practice)|Health Centre|Medical Group|Practice|Dental\s+\w+|Clinic|Hospital|Pharmacy)",
    "worship": r"(?:Church|Chapel|Mosque|Temple|Synagogue|Gurdwara|Parish)",
    "refuge": r"(?:Refuge|Hostel|Mother and Baby Unit)",
    "leisure": r"(?:Leisure Centre|Swimming Pool|Library|Community Centre|Village Hall|Youth Club|Station)",
}
PLACE = wrapped("|".join(rf"(?P<{kind}>\b{NAME}(?:{tail})\b)" for kind, tail in PLACES.items()))
WORKS = wrapped(
    r"\b(?:[Ww]ork(?:s|ed|ing)?|employed|job|shifts?|drives)\s+(?:at|for|by|in|with)\s+(?:the\s+)?"
    r"(?P<workplace>[A-Z][\w'’-]+(?:\s+(?:and|&|of|[A-Z][\w'’-]+)){0,5})"
)
SENTENCE = re.compile(r"(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)(?<!\bSt)(?<!\b[A-Z])[.!?](?=\s)|\n[ \t]*\n")
POSTCODE = re.compile(r"\b([A-Z]{1,2}\d[A-Z\d]?)\s*\d[A-Z]{2}\b")
STREET = wrapped(
    r"\b(?:road|street|lane|close|avenue|drive|way|court|mews|row|place|terrace|gardens?|crescent|grove|hill|square|walk|green|rise"
    r"|view|park|house|flat|room|cottage|farm)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Locating:
    """A question and where its words stand on the page (code points); the caller adds the boxes."""

    question: Question
    places: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Protected:
    """A person whose address may not be known, who stands for them in a sentence, and the area words that locate it."""

    person: str
    anchors: frozenset[str]
    areas: tuple[tuple[str, re.Pattern[str]], ...]


def protected_addresses(people: Sequence[Person]) -> tuple[Protected, ...]:
    """One entry for each protected address of the register, worked out once for the whole file."""
    found: dict[str, Protected] = {}
    children = frozenset(person.id for person in people if person.role in CHILDREN)
    for person in people:
        if not person.address or not person.never_disclose & {"address", "all"}:
            continue
        key = _plain(person.address)
        if key in found:
            continue
        home = frozenset(other.id for other in people if _plain(other.address) == key)
        anchors = home | (children if person.role in CARES_FOR_CHILDREN else frozenset())
        found[key] = Protected(person.id, anchors, _areas(person.address, key=key, people=people))
    return tuple(found.values())


def find_questions(
    *, record: str, page: int, text: str, spans: Sequence[Span], protected: Sequence[Protected]
) -> tuple[Locating, ...]:
    """Questions on one page: one per protected person, kind and place, with every occurrence on the page.

    Ids are the same in every run: SHA-256 over record, page, kind, person and the place's words.
    """
    found: dict[tuple[str, str, str], list[tuple[int, int]]] = {}
    for home in protected:
        for kind, start, end in (*_areas_in(text, home), *_places_near(text, spans, home)):
            found.setdefault((home.person, kind, _plain(text[start:end])), []).append((start, end))
    return tuple(
        Locating(Question(_id(record, page, kind, person, words), record, page, kind, person), tuple(sorted(places)))
        for (person, kind, words), places in found.items()
    )


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _id(*parts: object) -> str:
    return hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()[:16]


def _areas(address: str, *, key: str, people: Sequence[Person]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Outward code, village and town of an address, without those an unprotected address also has."""
    open_addresses = [
        other.address
        for other in people
        if other.address and _plain(other.address) != key and not other.never_disclose & {"address", "all"}
    ]
    elsewhere = " ".join(f" {_plain(other)} " for other in open_addresses)
    areas = [("postcode", match[1]) for match in POSTCODE.finditer(address)]
    parts = [part.strip() for part in POSTCODE.sub("", address).split(",") if part.strip()]
    areas += [("area", part) for part in parts[1:] if not STREET.search(part) and not re.search(r"\d", part)]
    return tuple((kind, _pattern(kind, words)) for kind, words in areas if f" {_plain(words)} " not in elsewhere)


def _pattern(kind: str, words: str) -> re.Pattern[str]:
    tail = r"(?!\s*\d[A-Z]{2}\b)" if kind == "postcode" else ""
    spaced = r"\s+".join(map(re.escape, words.split()))
    return re.compile(rf"(?<!\w){spaced}(?!\w){tail}", re.IGNORECASE)


def _areas_in(text: str, home: Protected) -> Iterator[tuple[str, int, int]]:
    for kind, pattern in home.areas:
        yield from ((kind, match.start(), match.end()) for match in pattern.finditer(text))


def _places_near(text: str, spans: Sequence[Span], home: Protected) -> Iterator[tuple[str, int, int]]:
    anchors = [span.start for span in spans if span.kind is Kind.PERSON and span.person in home.anchors]
    stops = [match.end() for match in SENTENCE.finditer(text)] + [len(text)]
    begin, at = 0, 0
    anchors.sort()
    for stop in stops:
        first = at
        while at < len(anchors) and anchors[at] < stop:
            at += 1
        if at > first:
            for match in PLACE.finditer(text, begin, stop):
                yield match.lastgroup or "place", match.start(), match.end()
            for match in WORKS.finditer(text, begin, stop):
                yield "workplace", match.start("workplace"), match.end("workplace")
        begin = stop
    for span in spans:
        if span.kind is Kind.WORKPLACE and span.person == home.person:
            yield "workplace", span.start, span.end
