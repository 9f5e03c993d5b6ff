"""Passages that give an anonymous referrer away without a name: who they are, where they live, what they did themselves.

What a referrer reported about the family stays: it is the family's own information. Pronouns are followed only from a
sentence whose subject is the referrer to the one right after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from candour.engine.detect.detail_words import (
    ACTED,
    ANCHOR,
    CALLED_BY,
    CONTINUES,
    DESCRIBED,
    GUESSED,
    IDENTIFYING,
    IDENTITY,
    IS_A,
    IS_DIRECTLY,
    KIN_WORD_BEFORE,
    LABELLED,
    LABELLED_SELF,
    ONES,
    OPENED,
    OTHERS,
    OWN_LIFE,
    PERSON_NOUN,
    PREDICATE,
    PREDICATE_END,
    SENTENCE,
    SUBJECT_PRONOUN,
    TELLING,
    TENS,
    THEIR_KIN,
    TRAILING,
    TRAILING_END,
    UNNAMED,
    WHO_DOES,
)
from candour.engine.model import Kind, Person, Span

RECOGNISER = "details"
SMALL = 12
OPENING = 80
"""Code points: no subject stands further into its sentence."""
OTHER_NAME = re.compile(r"\s[A-Z][a-z]+")
APPOSED = re.compile(r",[^,]*,")
ONE_OF_MANY = re.compile(r"(?:an?|one of|aged|retired|former|his|her|their|\w+['’]s)\b", re.IGNORECASE)
SELF = frozenset(
    "she he they who also now then herself himself themselves caller referrer informant person public".split()
)


@dataclass(frozen=True, slots=True)
class _Sentence:
    start: int
    end: int
    anchors: tuple[tuple[int, int, str], ...]
    """Start, end and person ("" when not registered) of each mention of the referrer."""


def find_details(*, text: str, spans: Sequence[Span], people: Sequence[Person]) -> list[Span]:
    """``DETAIL`` spans in ``text`` (offsets in code points), in order, not overlapping.

    ``spans`` are the spans already found in this text; those of a protected person serve as anchors beside the words
    caller, referrer, informant. ``person`` is empty where no referrer is registered, and candidates are given for several.
    """
    referrers = [person for person in people if _anonymous(person)]
    owners = {person.id for person in referrers}
    names = [
        (span.start, span.end, span.person) for span in spans if span.kind is Kind.PERSON and span.person in owners
    ]
    found: list[tuple[int, int, str]] = list(_at_their_door(text, referrers))
    sentences = list(_sentences(text, names))
    led = ""
    for number, sentence in enumerate(sentences):
        sole = bool(led) and _alone(text, sentences[number - 1])
        found.extend(_in_sentence(text, sentence, led=led if number else "", sole=sole))
        led = _leads(text, sentence, led)
    found.extend(_near_telling(text, sentences))
    if referrers or UNNAMED.search(text):
        found.extend(_called_by(text))
    found.extend(_labelled(text))
    return _spans(found, text, [person.id for person in referrers])


def _anonymous(person: Person) -> bool:
    return person.role == "referrer"


def _sentences(text: str, names: list[tuple[int, int, str]]) -> Iterator[_Sentence]:
    anchors = sorted([*((match.start(), match.end(), "?") for match in ANCHOR.finditer(text)), *names])
    begin, at = 0, 0
    for stop in [*(match.end() for match in SENTENCE.finditer(text)), len(text)]:
        while begin < stop and text[begin].isspace():
            begin += 1
        own = []
        while at < len(anchors) and anchors[at][0] < stop:
            own.append(anchors[at])
            at += 1
        if stop > begin:
            yield _Sentence(begin, stop, tuple(own))
        begin = stop


def _opens(text: str, sentence: _Sentence, start: int) -> bool:
    """Whether what starts at ``start`` is the sentence's subject: it stands within the first words."""
    return start - sentence.start <= OPENING and len(text[sentence.start : start].split()) <= 3


def _alone(text: str, sentence: _Sentence) -> bool:
    """Nobody but the referrer is spoken of: a pronoun in the next sentence can only be theirs."""
    end = sentence.anchors[0][1] if sentence.anchors else sentence.start
    rest = text[end : sentence.end]
    return len(rest) <= 2 * OPENING and not OTHERS.search(rest) and not OTHER_NAME.search(rest)


def _leads(text: str, sentence: _Sentence, led: str) -> str:
    """The referrer when they are the sentence's subject: named within its first words, or a pronoun that goes on from
    the sentence before; else an empty string.
    """
    for start, _, person in sentence.anchors:
        if _opens(text, sentence, start):
            return person
    return led if not sentence.anchors and SUBJECT_PRONOUN.match(text[sentence.start : sentence.end]) else ""


def _in_sentence(text: str, sentence: _Sentence, *, led: str, sole: bool) -> Iterator[tuple[int, int, str]]:
    for start, end, person in sentence.anchors:
        yield from _beside(text, start, end, person, sentence.end)
        if _opens(text, sentence, start):
            yield from _predicate(text, end, person, sentence.end)
    if sentence.anchors:
        person = sentence.anchors[0][2]
        yield from _own_life(text, sentence, person)
        yield from _acts(text, sentence)
    elif led and (pronoun := SUBJECT_PRONOUN.match(text[sentence.start : sentence.end])):
        rest = text[sentence.start + pronoun.end() : sentence.end]
        if ACTED.match(rest):
            yield sentence.start, sentence.end, led
        elif sole:
            yield from _predicate(text, sentence.start + len(pronoun.group().rstrip()), led, sentence.end)
            if identity := IDENTITY.match(text, sentence.start + pronoun.end(), sentence.end):
                yield identity.start("what"), _own_part(text, identity.start("what"), sentence.end), led
        yield from _own_life(text, sentence, led)


def _beside(text: str, start: int, end: int, person: str, stop: int) -> Iterator[tuple[int, int, str]]:
    """Apposition after the mention (", a retired dinner lady who lives two doors down,") or before it ("a neighbour, X")."""
    opened = OPENED.match(text, end, stop)
    if opened:
        close = _apposition_end(text, opened.end(), stop, bracket="(" in opened.group())
        described = ONE_OF_MANY.match(text, opened.end()) and not ANCHOR.search(text, opened.end(), close)
        if close and (described or IDENTIFYING.search(text, opened.end(), close)):
            yield opened.end(), close, person
    trailing = TRAILING.match(text, end, stop)
    if trailing:
        ends = TRAILING_END.search(text, trailing.end(), stop)
        yield trailing.end(), ends.start() if ends else stop, person
    if kin := THEIR_KIN.match(text, end, stop):
        yield kin.start("what"), _own_part(text, kin.start("what"), stop), person
    if direct := IS_DIRECTLY.match(text, end, stop):
        yield direct.start("what"), _own_part(text, direct.start("what"), direct.end("what")), person
    before = KIN_WORD_BEFORE.search(text[max(0, start - 60) : start])
    if before and person != "?":
        yield max(0, start - 60) + before.start("what"), max(0, start - 60) + before.end("what"), person


def _predicate(text: str, end: int, person: str, stop: int) -> Iterator[tuple[int, int, str]]:
    """All that is said of the referrer as the sentence's subject, save what any caller does ("said", "is worried")."""
    opened = OPENED.match(text, end, stop)
    if opened:
        close = _apposition_end(text, opened.end(), stop, bracket="(" in opened.group())
        end = close + 1 if close else end
    if match := PREDICATE.match(text, end, stop):
        close = _own_part(text, match.start("what"), stop)
        yield match.start("what"), len(text[:close].rstrip(".!? \n")), person


def _own_part(text: str, start: int, stop: int) -> int:
    """Where what is said of the referrer ends and what they reported begins ("… and said that")."""
    ends = PREDICATE_END.search(text, start, stop)
    return ends.start() if ends else stop


def _apposition_end(text: str, start: int, stop: int, *, bracket: bool) -> int:
    at = start
    while True:
        close = re.compile(r"\)" if bracket else r"[,;.]|\s[-–]\s").search(text, at, stop)
        if close is None or close.start() - start > 200:
            return 0 if close is None and at == start else at - 1
        if bracket or close.group() != "," or not CONTINUES.match(text[close.end() : close.end() + 20]):
            return close.start()
        at = close.end()


def _own_life(text: str, sentence: _Sentence, person: str) -> Iterator[tuple[int, int, str]]:
    for pattern in (OWN_LIFE, IS_A):
        for match in pattern.finditer(text, sentence.start, sentence.end):
            lead = APPOSED.sub(" ", text[sentence.start : match.start()])
            near = len(lead.split()) <= 8 and not re.search(
                r"\bthat (?:the|his|her)\b|\b(?:child\w*|mother|father|mum|dad)\b", lead, re.I
            )
            own = pattern is OWN_LIFE or not lead.split() or lead.split()[-1].casefold() in SELF
            if near and own and (pattern is OWN_LIFE or IDENTIFYING.search(match["what"])):
                yield match.start("what"), _own_part(text, match.start("what"), match.end("what")), person


def _acts(text: str, sentence: _Sentence) -> Iterator[tuple[int, int, str]]:
    """What the referrer did themselves: the sentence, or the clause from their mention on."""
    for start, end, person in sentence.anchors:
        if ACTED.match(text[end : min(end + OPENING, sentence.end)].lstrip()):
            yield (
                (sentence.start if _opens(text, sentence, start) else start),
                _own_part(text, end, sentence.end),
                person,
            )


def _near_telling(text: str, sentences: list[_Sentence]) -> Iterator[tuple[int, int, str]]:
    """ "that nosy woman at number nine", "a lady from the church": in or right beside a sentence about who told."""
    telling = [bool(item.anchors) or bool(TELLING.search(text, item.start, item.end)) for item in sentences]
    for number, sentence in enumerate(sentences):
        if any(telling[max(0, number - 1) : number + 2]):
            for match in DESCRIBED.finditer(text, sentence.start, sentence.end):
                yield match.start("what"), match.end("what"), "?"
            for match in GUESSED.finditer(text, sentence.start, sentence.end):
                if IDENTIFYING.search(match["what"]):
                    yield match.start("what"), match.end("what"), "?"


def _called_by(text: str) -> Iterator[tuple[int, int, str]]:
    """ "An anonymous call came from a lady who teaches …": a person by description, not an office or a name."""
    for match in CALLED_BY.finditer(text):
        if (IDENTIFYING.search(match["what"]) or WHO_DOES.search(match["what"])) and not ANCHOR.search(match["what"]):
            yield match.start("what"), match.end("what"), "?"


def _labelled(text: str) -> Iterator[tuple[int, int, str]]:
    """Form fields about the referrer; "Relationship to child" only where the form has just named them."""
    for match in LABELLED.finditer(text):
        if ANCHOR.search(text, max(0, match.start() - 400), match.start("what")):
            yield match.start("what"), match.end("what"), "?"
    for match in LABELLED_SELF.finditer(text):
        if IDENTIFYING.search(match["what"]):
            yield match.start("what"), match.end("what"), "?"


def _at_their_door(text: str, referrers: list[Person]) -> Iterator[tuple[int, int, str]]:
    """Anybody described by the referrer's own house number: "a neighbour at number 31", "that woman at thirty-one"."""
    for person in referrers:
        number = re.match(r"\s*(?:flat \d+,?\s*)?(\d{1,3})[a-z]?\b", person.address, re.IGNORECASE)
        if number is None:
            continue
        spoken = "|".join([number[1], *_spoken(int(number[1]))])
        pattern = re.compile(
            rf"\b(?:(?:an?|the|that|this|some|them|those)\s+(?:[\w-]+\s+){{0,3}}?)?(?:{PERSON_NOUN}|people|lot|family|her|him|them)"
            rf"\s+(?:(?:over|who lives?|living|down)\s+)?(?:at|from|in|of)\s+(?:number\s+|no\.?\s*|house\s+)?(?:{spoken})(?![\w-])",
            re.IGNORECASE,
        )
        yield from ((match.start(), match.end(), person.id) for match in pattern.finditer(text))
        # "no. 3" is often a list's; only after a preposition can it be a door.
        lead = "" if int(number[1]) > SMALL else r"(?:at|from|in|of|lives)\s+"
        bare = re.compile(rf"\b{lead}(?:number|no\.)\s*(?:{spoken})(?![\w-])", re.IGNORECASE)
        yield from ((match.start(), match.end(), person.id) for match in bare.finditer(text))


def _spoken(number: int) -> tuple[str, ...]:
    ones, tens = ONES.split(), TENS.split()
    if number < 20:
        return (ones[number],)
    if number < 100:
        ten, one = divmod(number, 10)
        word = tens[ten - 2]
        return (rf"{word}[\s-]?{ones[one]}",) if one else (word,)
    rest = _spoken(number % 100)[0] if number % 100 else ""
    hundred = rf"{ones[number // 100]} hundred"
    return (rf"{hundred}(?: and)? {rest}" if rest else hundred,)


def _spans(found: list[tuple[int, int, str]], text: str, owners: list[str]) -> list[Span]:
    result: list[Span] = []
    for start, end, person in sorted(found, key=lambda item: (item[0], -item[1])):
        while end > start and text[end - 1].isspace():
            end -= 1
        if (result and start < result[-1].end) or end <= start:
            continue
        owner = person if person in owners else (owners[0] if len(owners) == 1 else "")
        candidates = () if owner or len(owners) < 2 else tuple(owners)
        result.append(Span(start, end, Kind.DETAIL, owner, candidates, 0.7, RECOGNISER))
    return result
