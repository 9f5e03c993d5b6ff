"""Evidence that a person already knows a record: they wrote it, received it, or attended what it records.

It only suggests. A name that fits several people is no evidence, nor is an apology for absence or a mention in the text.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from candour.engine.detect.record_text import RecordText, plain
from candour.engine.model import Known, Person, Record

MALE = frozenset({"father"})
FEMALE = frozenset({"mother"})
DEAR = re.compile(r"^[ \t]*Dear\s+([^\n,]{2,80})", re.MULTILINE)
SIGNED = re.compile(
    r"\b(?:Yours (?:sincerely|faithfully|truly)|Kind regards|Best wishes|Many thanks|Regards),?\s+([^\n,]{2,60})",
    re.IGNORECASE,
)
HEADER = re.compile(r"^\W{0,3}(From|To|Cc|Copy to|Copied to|Copies to)\s*:\s*(.{2,300})$", re.IGNORECASE | re.MULTILINE)
PRESENT = re.compile(
    r"^[ \t]*(?:Present|PRESENT|Attendance|ATTENDANCE|In attendance|Attended(?: by)?|Attendees|Those present|People present|Those"
    r" attending)[ \t]*(?::|$)",
    re.MULTILINE,
)
ABSENT = re.compile(
    r"\b(?:Apologies|Absent|Not present|Not attending|Did not attend|Invited but|Reports?\b|Discussion|Agenda|Purpose|Summary|Circulation"
    r"|Decision|Information shared)\b",
    re.IGNORECASE,
)
PARTLY = re.compile(
    r"^[^.;]{0,40}?\bfor (?:the )?(?:first|second|last|part|beginning|end|half)|^[^.;,]{0,20}\(part\)", re.IGNORECASE
)
NOT_THERE = re.compile(r"^[^.;,\n]{0,25}\b(?:apologies|absent|did not attend|not present|DNA)\b", re.IGNORECASE)
ADDRESS = re.compile(r"[\w.+-]+@[\w.-]+\w")
TITLE = re.compile(r"^(Mr|Mrs|Ms|Miss|Dr)\.?\s+(\w[\w'-]*)$", re.IGNORECASE)
WORD = re.compile(r"[\w'-]+")
LONGEST_LIST = 900


@dataclass(slots=True)
class _Names:
    """Every way to name somebody, and who it can be."""

    owners: dict[tuple[str, ...], set[str]] = field(default_factory=lambda: defaultdict(set))
    emails: dict[str, str] = field(default_factory=dict)
    roles: dict[str, str] = field(default_factory=dict)
    aliases: dict[tuple[str, ...], set[str]] = field(default_factory=lambda: defaultdict(set))
    surnames: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))


def find_known(*, texts: Iterable[RecordText], people: Sequence[Person]) -> tuple[Known, ...]:
    """One entry per person, record and way of knowing (``wrote``, ``received``, ``attended``, ``attended in part``),
    with the record's date in ISO (empty when it has none), in record order.
    """
    names = _names(people)
    return tuple(known for item in texts for known in _known_of(item, names))


def _names(people: Sequence[Person]) -> _Names:
    names = _Names()
    for person in people:
        if person.found:
            continue
        names.roles[person.id] = person.role
        for email in person.emails:
            names.emails[email.casefold()] = person.id
        parts = _words(person.name)
        for form in {parts, (parts[0], parts[-1])} if parts else ():
            names.owners[form].add(person.id)
        if parts:
            names.surnames[parts[-1]].add(person.id)
        for alias in person.aliases:
            names.aliases[_words(alias)].add(person.id)
    return names


def _words(text: str) -> tuple[str, ...]:
    words = tuple(word.casefold().removesuffix("'s") for word in WORD.findall(plain(text)))
    return words[1:] if len(words) > 2 and words[0] in ("dr", "mr", "mrs", "ms", "miss") else words


def _known_of(item: RecordText, names: _Names) -> Iterator[Known]:
    record = item.record
    date = dict(record.meta).get("sent", "")[:10] or record.date
    seen: set[tuple[str, str]] = set()
    for how, person in (*_by_header(record, names), *_by_text(item, names)):
        if person and (how, person) not in seen:
            seen.add((how, person))
            yield Known(person, record.id, how, date)


def _by_header(record: Record, names: _Names) -> Iterator[tuple[str, str]]:
    meta = dict(record.meta)
    for text in (record.author, meta.get("from", "")):
        yield "wrote", _one(text, names)
    for key in ("to", "cc", "bcc"):
        for part in re.split(r"[;,](?![^<]*>)", meta.get(key, "")):
            yield "received", _one(part, names)


def _by_text(item: RecordText, names: _Names) -> Iterator[tuple[str, str]]:
    if not item.pages:
        return
    first, last = plain(item.pages[0]), plain(item.pages[-1])
    top = first[:1500]
    for match in HEADER.finditer(top[:600]):
        how = "wrote" if match[1].casefold() == "from" else "received"
        for part in re.split(r"[;,]", match[2]):
            yield how, _one(part, names)
    if dear := DEAR.search(top):
        for part in re.split(r"\band\b|&", dear[1]):
            yield "received", _one(part, names)
        if signed := SIGNED.search(last):
            yield "wrote", _one(signed[1], names)
    for page in item.pages[:2]:
        yield from _attended(plain(page), names)


def _attended(page: str, names: _Names) -> Iterator[tuple[str, str]]:
    label = PRESENT.search(page)
    if label is None:
        return
    text = page[label.end() : label.end() + LONGEST_LIST]
    stop = ABSENT.search(text)
    text = text[: stop.start()] if stop else text
    tokens = list(WORD.finditer(text))
    at = 0
    while at < len(tokens):
        person, used = _named_at(tokens, at, names)
        if person:
            rest = text[tokens[at + used - 1].end() :]
            if not NOT_THERE.match(rest):
                yield ("attended in part" if PARTLY.match(rest) else "attended"), person
        at += used or 1


def _named_at(tokens: list[re.Match[str]], at: int, names: _Names) -> tuple[str, int]:
    for length in (4, 3, 2):
        form = tuple(token.group().casefold() for token in tokens[at : at + length])
        person = _unique(form, names) if len(form) == length else ""
        if person:
            return person, length
    return "", 0


def _one(text: str, names: _Names) -> str:
    """The one person that a header field or a salutation names; an empty string for none or several."""
    for address in ADDRESS.findall(text):
        if address.casefold() in names.emails:
            return names.emails[address.casefold()]
    text = " ".join(re.sub(r"<[^>]*>|\"", " ", text).split())
    form = _words(text)
    if not form:
        return ""
    return _unique(form, names) or _by_title(text, names)


def _unique(form: tuple[str, ...], names: _Names) -> str:
    for owners in (names.owners.get(form), names.aliases.get(form)):
        if owners:
            return next(iter(owners)) if len(owners) == 1 else ""
    return ""


def _by_title(text: str, names: _Names) -> str:
    titled = TITLE.match(plain(text).strip())
    if titled is None:
        return ""
    wrong = (
        FEMALE
        if titled[1].casefold() == "mr"
        else MALE
        if titled[1].casefold() in ("mrs", "ms", "miss")
        else frozenset()
    )
    adults = [
        person
        for person in sorted(names.surnames.get(titled[2].casefold(), ()))
        if names.roles[person] not in wrong | {"subject", "sibling", "other_child"}
    ]
    return adults[0] if len(adults) == 1 else ""
