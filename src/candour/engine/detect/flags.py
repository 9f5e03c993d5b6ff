"""Flags records and passages that a particular person must decide on: a lawyer, a health professional, the court.

It reads who wrote to whom before it reads words: the council's own privileged advice is withheld whole, while a letter
from the other side's solicitor, or a mention that somebody has a solicitor, is not privileged and is never hidden.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from candour.engine.detect.flag_words import (
    ADDRESS,
    ADOPTION_HEAD,
    ADVICE_PAPER,
    ADVICE_PASSAGE,
    ADVICE_SIGNS,
    CHAIN_FROM,
    CHAIN_TO,
    CHAMBERS,
    COURT_HEAD,
    COURT_TYPE,
    DISCLAIMER,
    HEALTH_HEAD,
    HEALTH_PASSAGE,
    LEGAL_MEETING,
    NO_PRIVILEGE,
    OPINION,
    OTHER_SIDE,
    OTHER_THERAPY,
    POLICE_HEAD,
    PRIVILEGE_TITLE,
    PRIVILEGE_WORDS,
    REASONS,
    REFERRER_PAPER,
    SALUTATION,
    SENTENCE_END,
    TALKING_PAPER,
    THERAPY_BODY,
    THERAPY_HEAD,
    THERAPY_PAPER,
)
from candour.engine.detect.record_text import RecordText, plain
from candour.engine.model import Flag, FlagKind, Person, Record


@dataclass(frozen=True, slots=True)
class _People:
    """Who counts as the council's lawyer, and who as the other side's."""

    ours: tuple[Person, ...]
    colleagues: tuple[Person, ...]
    """Social workers, managers and the council's lawyers: between them advice is privileged."""
    theirs: tuple[Person, ...]
    therapists: tuple[Person, ...]
    police: tuple[Person, ...]
    own_domains: frozenset[str]


def find_flags(*, texts: Iterable[RecordText], people: Sequence[Person]) -> tuple[Flag, ...]:
    """Flags in record order: whole-record ones (``page`` 0) first, then passages with offsets into ``pages[page - 1]``.

    Offsets are code points of the page text as given. Reasons are in plain words and hold no case text.
    """
    texts = tuple(texts)
    sides = _sides(people, texts)
    return tuple(flag for item in texts for flag in _flags_of(item, sides))


def _sides(people: Sequence[Person], texts: Sequence[RecordText]) -> _People:
    lawyers = [person for person in people if person.role == "legal"]
    ours = tuple(person for person in lawyers if not _other_side(person))
    colleagues = [*(person for person in people if person.role in ("social_worker", "manager")), *ours]
    domains = {_domain(email) for person in colleagues for email in person.emails}
    return _People(
        ours=ours,
        colleagues=tuple(colleagues),
        theirs=tuple(person for person in lawyers if _other_side(person)),
        therapists=tuple(person for person in people if person.role == "health" and THERAPY_HEAD.search(person.notes)),
        police=tuple(person for person in people if person.role == "police"),
        own_domains=frozenset(domains | _learned_domains(texts, colleagues)),
    )


def _learned_domains(texts: Sequence[RecordText], colleagues: Sequence[Person]) -> set[str]:
    """Domains that the council's own people write from, read off the file's e-mails."""
    names = {person.name.casefold() for person in colleagues}
    found: set[str] = set()
    for item in texts:
        sender = dict(item.record.meta).get("from", "")
        address = ADDRESS.search(sender)
        if address and re.sub(r"[<\"].*", "", sender).strip().casefold() in names:
            found.add(_domain(address.group()))
    return found


def _other_side(person: Person) -> bool:
    return bool(OTHER_SIDE.search(person.notes))


def _domain(email: str) -> str:
    return email.rpartition("@")[2].strip("<> ").casefold()


def _flags_of(item: RecordText, sides: _People) -> Iterator[Flag]:
    pages = [plain(page) for page in item.pages]
    name = f"{item.record.title}\n{item.record.type}\n{item.record.path}"
    top = pages[0][:900] if pages else ""
    whole = [kind for kind, test in WHOLE.items() if test(item.record, name, top, pages, sides)]
    for kind in whole:
        yield Flag(kind, item.record.id, reason=REASONS[kind])
    for number, page in enumerate(item.pages, start=1):
        yield from _passages(item.record.id, number, page, frozenset(whole))


def _passages(record: str, number: int, page: str, whole: frozenset[FlagKind]) -> Iterator[Flag]:
    for kind, pattern in (
        (FlagKind.PRIVILEGE, ADVICE_PASSAGE),
        (FlagKind.HEALTH, HEALTH_PASSAGE),
        (FlagKind.OPINION, OPINION),
    ):
        last = -1
        if kind in whole:
            continue
        for match in pattern.finditer(page):
            if match.start() < last:
                continue
            start, last = _sentence_around(page, match.start(), match.end())
            if kind is FlagKind.PRIVILEGE and OTHER_SIDE.search(page, start, last):
                continue
            yield Flag(kind, record, number, start, last, REASONS[kind])


def _sentence_around(page: str, start: int, end: int) -> tuple[int, int]:
    begin = max((match.end() for match in SENTENCE_END.finditer(page, max(0, start - 600), start)), default=-1)
    if begin < 0:
        begin = max(0, start - 600)
    while begin < start and page[begin].isspace():
        begin += 1
    stop = SENTENCE_END.search(page, end)
    return begin, stop.end() if stop else len(page)


def _names(person: Person, text: str) -> bool:
    return any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE) for name in _forms(person))


def _forms(person: Person) -> tuple[str, ...]:
    return tuple(name for name in (person.name, *person.aliases, *person.emails) if " " in name or "@" in name)


def _privileged(record: Record, name: str, top: str, pages: list[str], sides: _People) -> bool:
    """The council's lawyer wrote it, or it was written for that lawyer or under privilege, and it is not outward post."""
    meta = dict(record.meta)
    sender = f"{meta.get('from', '')} {meta.get('author', '')} {record.author}"
    top = _without_disclaimer(top)
    if any(_names(person, sender) for person in sides.theirs) or _outward(meta, sides) or NO_PRIVILEGE.search(top):
        return False
    if PRIVILEGE_TITLE.search(record.title) or PRIVILEGE_TITLE.search(meta.get("subject", "")):
        return True
    everybody = f"{sender} {meta.get('to', '')} {meta.get('cc', '')} {top}"
    if PRIVILEGE_WORDS.search(top) and (_lawyer_in(everybody, sides) or not OTHER_SIDE.search(top)):
        return True
    if meta.get("from") and any(_names(person, f"{sender} {meta.get('to', '')}") for person in sides.ours):
        return bool(ADVICE_SIGNS.search(f"{meta.get('subject', '')} {_body(top)}"))
    return bool(
        ADVICE_PAPER.search(top)
        or LEGAL_MEETING.search(f"{record.title}\n{top[:160]}")
        or any(_forwards_advice(page, sides) for page in pages)
        or _advises(record, top, sides)
    )


def _without_disclaimer(text: str) -> str:
    """The text without the sentences of a disclaimer: from the full stop or line before its words to the next full stop."""
    kept, done = [], 0
    for words in DISCLAIMER.finditer(text):
        if words.start() < done:
            continue
        first = max(done, text.rfind(".", 0, words.start()) + 1, text.rfind("\n", 0, words.start()) + 1)
        kept.append(text[done:first])
        stop = text.find(".", words.end())
        done = stop if stop >= 0 else len(text)
    return " ".join([*kept, text[done:]])


def _forwards_advice(page: str, sides: _People) -> bool:
    """A chain that holds the council's lawyer writing to a colleague, wherever in it that message stands."""
    for sender in CHAIN_FROM.finditer(page):
        message = page[sender.end() : sender.end() + 900]
        to_us = CHAIN_TO.search(message[:300])
        ours = any(_names(person, sender.group()) for person in sides.ours)
        if ours and to_us and any(_names(person, to_us.group()) for person in sides.colleagues):
            return bool(ADVICE_SIGNS.search(_body(_without_disclaimer(message))))
    return False


def _advises(record: Record, top: str, sides: _People) -> bool:
    """A paper by the council's lawyer that is neither post to somebody else nor filed at court."""
    if not any(_names(person, record.author) for person in sides.ours):
        return False
    if COURT_HEAD.search(top) or COURT_TYPE.search(record.type):
        return False
    greeted = SALUTATION.search(top)
    first_names = {person.name.split()[0].casefold() for person in sides.colleagues}
    inside = greeted is None or greeted[1].casefold() in first_names
    return inside and bool(ADVICE_SIGNS.search(top))


def _body(top: str) -> str:
    """An e-mail's text without its header lines."""
    return re.sub(r"(?im)^\W{0,3}(?:from|to|cc|date|sent|subject):.*$", "", top)


def _lawyer_in(text: str, sides: _People) -> bool:
    ours = any(_names(person, text) for person in sides.ours)
    return ours or bool(
        re.search(r"\b(?:legal services|counsel|barrister|council solicitor|local authority solicitor)\b", text, re.I)
    )


def _outward(meta: dict[str, str], sides: _People) -> bool:
    """An e-mail that went to, or came from, somebody outside the council cannot be its confidential advice."""
    if not sides.own_domains or not meta.get("from"):
        return False
    addresses = ADDRESS.findall(" ".join(meta.get(key, "") for key in ("from", "to", "cc")))
    outside = [_domain(address) for address in addresses if _domain(address) not in sides.own_domains]
    return any(not CHAMBERS.search(domain) for domain in outside)


def _therapy(record: Record, name: str, top: str, pages: list[str], sides: _People) -> bool:
    title = OTHER_THERAPY.sub(" ", f"{record.title} {record.type}")
    head = OTHER_THERAPY.sub(" ", top[:160])
    by_therapist = any(_names(person, f"{record.author} {top[:300]}") for person in sides.therapists)
    body = any(THERAPY_BODY.search(page) for page in pages)
    told = THERAPY_HEAD.search(head) and THERAPY_PAPER.search(head) and body and not COURT_HEAD.search(top)
    return bool(TALKING_PAPER.search(title) or told or (by_therapist and (body or THERAPY_PAPER.search(name))))


def _health(record: Record, name: str, top: str, pages: list[str], sides: _People) -> bool:
    return bool(HEALTH_HEAD.search(name) or HEALTH_HEAD.search(top[:200]))


def _court(record: Record, name: str, top: str, pages: list[str], sides: _People) -> bool:
    if record.type.casefold() in ("case notes", "e-mail", "email", "letter"):
        return False
    return bool(COURT_HEAD.search(top)) or bool(
        COURT_TYPE.search(f"{record.title}\n{record.type}") and COURT_HEAD.search(pages[-1] if pages else "")
    )


def _adoption(record: Record, name: str, top: str, pages: list[str], sides: _People) -> bool:
    return bool(ADOPTION_HEAD.search(name) or ADOPTION_HEAD.search(top[:300]))


def _police(record: Record, name: str, top: str, pages: list[str], sides: _People) -> bool:
    by_police = any(_names(person, record.author) for person in sides.police)
    return bool(by_police or POLICE_HEAD.search(f"{record.title}\n{record.type}") or POLICE_HEAD.search(top[:250]))


def _referrer(record: Record, name: str, top: str, pages: list[str], sides: _People) -> bool:
    return any(REFERRER_PAPER.search(text) for text in (name, *pages))


WHOLE = {
    FlagKind.PRIVILEGE: _privileged,
    FlagKind.THERAPY: _therapy,
    FlagKind.HEALTH: _health,
    FlagKind.COURT: _court,
    FlagKind.ADOPTION: _adoption,
    FlagKind.POLICE: _police,
    FlagKind.REFERRER: _referrer,
}
