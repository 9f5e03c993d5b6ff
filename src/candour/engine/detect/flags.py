"""Flags records and passages that a particular person must decide on: a lawyer, a health professional, the court.

It reads who wrote to whom before it reads words: the council's own privileged advice is withheld whole, while a letter
from the other side's solicitor, or a mention that somebody has a solicitor, is not privileged and is never hidden.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from candour.engine.detect.record_text import RecordText, plain, wrapped
from candour.engine.model import Flag, FlagKind, Person, Record

OTHER_SIDE = wrapped(
    r"\b(?:mother|father|parent|child(?:ren)?|grand\w+|respondent|applicant|claimant|opponent|family|carer|defence)\b"
    r"(?:'s|s')?\s+(?:solicitor|counsel|barrister|lawyer)|(?:solicitor|counsel|barrister)s? (?:for|to|acting for)\s+(?:the\s+)?"
    r"(?:mother|father|parent|child|grand|respondent|family)",
    re.IGNORECASE,
)
PRIVILEGE_WORDS = wrapped(
    r"legal(?:ly)?[ -](?:professional[ -])?privilege(?:d)?|\bLPP\b|privileged (?:and|&) confidential|confidential (?:and|&)"
    r" (?:legally )?privileged|subject to (?:legal |litigation )?(?:advice )?privilege|litigation privilege|advice privilege"
    r"|(?:advice|note|memo|document|e-?mail|communication)[^.]{0,30}\b(?:is|are|was) (?:legally )?privileged",
    re.IGNORECASE,
)
PRIVILEGE_TITLE = wrapped(r"^\W*(?:(?:re|fw|fwd):\s*)*(?:legally )?privileged\b|\blegal advice\b|\bnote of advice\b"
                             r"|\b(?:counsel'?s?|barrister'?s?) (?:note|advice|opinion)\b", re.IGNORECASE)
NO_PRIVILEGE = wrapped(r"\b(?:not|no longer|isn't|without) (?:legally )?(?:privileg|subject to)|privilege[^.]{0,30}waived", re.I)
ADVICE_PASSAGE = wrapped(
    r"\b(?:counsel|leading counsel|junior counsel|legal services|legal department|the legal team|our solicitor|our barrister"
    r"|the local authority solicitor|(?:the )?council(?:'s)? (?:solicitor|lawyer)|LA solicitor|legal)\s+(?:has |have |had |also |then )?"
    r"(?:advised|advises|advise|recommended|suggested|considers?|is of the (?:view|opinion)|'s advice)"
    r"|\blegal advice (?:is|was|received|obtained|from|given)\b|\badvice (?:from|of|by) (?:counsel|legal|our solicitor|the council's"
    r" solicitor)\b|\badvised by (?:counsel|legal|our solicitor)\b",
    re.IGNORECASE,
)
THERAPY_HEAD = wrapped(
    r"\b(?:therapy|therapist|psychotherap\w+|counselling|play therapy|art therapy|CAMHS|psycholog(?:y|ist|ical)|theraplay)\b",
    re.IGNORECASE,
)
THERAPY_PAPER = wrapped(r"\b(?:summary|session|sessions|notes?|report|record|letter|assessment|review|formulation)\b", re.I)
THERAPY_BODY = wrapped(
    r"\b(?:attended (?:\w+|\d+) sessions|in (?:the|this|our) sessions?|session \d+|sand tray|therapeutic (?:work|space|letter)"
    r"|I have (?:been working|worked) with|formulation|countertransference|in my (?:clinical )?(?:view|opinion))\b",
    re.IGNORECASE,
)
HEALTH_HEAD = wrapped(
    r"\b(?:health (?:assessment|visitor|record|report)|medical|hospital|discharge summary|GP (?:letter|record|summary)|paediatric"
    r"|clinic|immunisation|IHA|RHA|psychiatric|midwife|midwifery|A&E|CAMHS)\b",
    re.IGNORECASE,
)
HEALTH_PASSAGE = wrapped(
    r"\b(?:is|was|been|being) (?:treated|prescribed|diagnosed|medicated|sectioned)\b|\bmedical history\b|\bdiagnos[ei]s of\b"
    r"|\bsuffers? from (?:depression|anxiety|epilepsy|psychosis|asthma)|\bNHS (?:no\.?|number)?\s*\d{3}",
    re.IGNORECASE,
)
COURT_HEAD = wrapped(
    r"\bin the (?:family|county|high|crown|magistrates'?) court\b|\bin the matter of\b|\bthe court orders\b|\bcase (?:no|number)\b"
    r"[^\n]{0,12}\b[A-Z]{2}\d\d[A-Z]\d{5}\b|\bstatement of truth\b|\bI make this statement\b|\bfacts stated in this"
    r" (?:witness )?statement are true\b|\breport of the children'?s guardian\b|\bposition statement\b|\bhis honour judge\b"
    r"|\bher honour judge\b|\bdistrict judge\b|\bFinal threshold\b",
    re.IGNORECASE,
)
COURT_TYPE = wrapped(r"\b(?:order|witness statement|court|guardian(?:'s)? .*report|threshold|position statement)\b", re.I)
ADOPTION_HEAD = wrapped(
    r"\badoption (?:file|report|panel|order|support|agency|allowance|medical|certificate)|\bchild permanence report\b|\bplacement order\b"
    r"|\bprospective adopters?\b|\bAnnex B report\b|\bletterbox contact\b|\badopters?'? report\b",
    re.IGNORECASE,
)
POLICE_HEAD = wrapped(
    r"\b(?:constabulary|fax from .{0,30}police|police (?:report|record|disclosure|log|national computer|intelligence|protection"
    r" notice)|crime report|PNC (?:check|print)|MG ?11|VIST|Merlin|witness statement \(CJ|ABE (?:interview|transcript))\b",
    re.IGNORECASE,
)
REFERRER_PAPER = wrapped(
    r"\b(?:referrer|caller|informant|anonymous|call (?:taken|received)|wishes? to remain anonymous|person referring)\b", re.IGNORECASE
)
OPINION = wrapped(
    r"\b(?:in my (?:professional |clinical )?(?:opinion|view)|i (?:believe|think|suspect|feel) that (?:he|she|they|the (?:mother|father"
    r"|parents|family))|my concern is that)\b",
    re.IGNORECASE,
)
SENTENCE_END = re.compile(r"[.!?](?=\s+[A-Z\"'“‘(•]|\s*$)|\n\s*\n")
REASONS = {
    FlagKind.PRIVILEGE: "May hold the council's own legal advice: only a lawyer decides.",
    FlagKind.THERAPY: "Notes or a summary of therapy: the therapist or a health professional is asked first.",
    FlagKind.HEALTH: "Health information: a health professional is asked unless it is already known.",
    FlagKind.COURT: "A document of court proceedings: the court's rules say who may have it.",
    FlagKind.ADOPTION: "Belongs to adoption records, which have their own route.",
    FlagKind.POLICE: "Written by the police: they are asked before it leaves.",
    FlagKind.REFERRER: "Holds what a referrer or caller said: their identity is protected.",
    FlagKind.OPINION: "Somebody's opinion about another person.",
}


@dataclass(frozen=True, slots=True)
class _People:
    """Who counts as the council's lawyer, and who as the other side's."""

    ours: tuple[Person, ...]
    theirs: tuple[Person, ...]
    therapists: tuple[Person, ...]
    police: tuple[Person, ...]
    own_domains: frozenset[str]


def find_flags(*, texts: Iterable[RecordText], people: Sequence[Person]) -> tuple[Flag, ...]:
    """Flags in record order: whole-record ones (``page`` 0) first, then passages with offsets into ``pages[page - 1]``.

    Offsets are code points of the page text as given. Reasons are in plain words and hold no case text.
    """
    sides = _sides(people)
    return tuple(flag for item in texts for flag in _flags_of(item, sides))


def _sides(people: Sequence[Person]) -> _People:
    lawyers = [person for person in people if person.role == "legal"]
    ours = tuple(person for person in lawyers if not _other_side(person))
    colleagues = [person for person in people if person.role in ("social_worker", "manager")] + list(ours)
    domains = frozenset(_domain(email) for person in colleagues for email in person.emails)
    return _People(
        ours=ours,
        theirs=tuple(person for person in lawyers if _other_side(person)),
        therapists=tuple(person for person in people if person.role == "health" and THERAPY_HEAD.search(person.notes)),
        police=tuple(person for person in people if person.role == "police"),
        own_domains=domains,
    )


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
    for kind, pattern in ((FlagKind.PRIVILEGE, ADVICE_PASSAGE), (FlagKind.HEALTH, HEALTH_PASSAGE), (FlagKind.OPINION, OPINION)):
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
    correspondents = f"{meta.get('to', '')} {meta.get('cc', '')}"
    if any(_names(person, sender) for person in sides.theirs) or _outward(meta, sides):
        return False
    said = PRIVILEGE_WORDS.search(top) and not NO_PRIVILEGE.search(top)
    if PRIVILEGE_TITLE.search(record.title) or PRIVILEGE_TITLE.search(meta.get("subject", "")):
        return True
    if said and (PRIVILEGE_WORDS.search(top[:350]) or _lawyer_in(f"{sender}\n{correspondents}\n{top}", sides)):
        return True
    if any(_names(person, f"{sender} {correspondents}") for person in sides.ours):
        return bool(meta.get("from")) or bool(ADVICE_PASSAGE.search(top)) or "advice" in name.casefold()
    return bool(re.search(r"^\W*(?:note of advice|legal advice|advice (?:in conference|note)|opinion of counsel|instructions to counsel"
                          r"|brief to counsel)\b", top, re.IGNORECASE | re.MULTILINE))


def _lawyer_in(text: str, sides: _People) -> bool:
    ours = any(_names(person, text) for person in sides.ours)
    return ours or bool(re.search(r"\b(?:legal services|counsel|barrister|council solicitor|local authority solicitor)\b", text, re.I))


def _outward(meta: dict[str, str], sides: _People) -> bool:
    """An e-mail that went to, or came from, somebody outside the council cannot be its confidential advice."""
    if not sides.own_domains or not meta.get("from"):
        return False
    addresses = re.findall(r"[\w.+-]+@[\w.-]+", " ".join(meta.get(key, "") for key in ("from", "to", "cc")))
    outside = [_domain(address) for address in addresses if _domain(address) not in sides.own_domains]
    chambers = re.compile(r"chambers|barrister|counsel|legal", re.IGNORECASE)
    return any(not chambers.search(domain) for domain in outside)


def _therapy(record: Record, name: str, top: str, pages: list[str], sides: _People) -> bool:
    by_therapist = any(_names(person, f"{record.author} {top[:300]}") for person in sides.therapists)
    titled = THERAPY_HEAD.search(f"{record.title} {record.type}") and THERAPY_PAPER.search(f"{record.title} {record.type}")
    heading = THERAPY_HEAD.search(top[:160]) and THERAPY_PAPER.search(top[:160])
    body = any(THERAPY_BODY.search(page) for page in pages)
    return bool(titled or (heading and body) or (by_therapist and (body or THERAPY_PAPER.search(name))))


def _health(record: Record, name: str, top: str, pages: list[str], sides: _People) -> bool:
    return bool(HEALTH_HEAD.search(name) or HEALTH_HEAD.search(top[:200]))


def _court(record: Record, name: str, top: str, pages: list[str], sides: _People) -> bool:
    if record.type.casefold() in ("case notes", "e-mail", "email", "letter"):
        return False
    return bool(COURT_HEAD.search(top)) or bool(COURT_TYPE.search(f"{record.title}\n{record.type}") and COURT_HEAD.search(
        pages[-1] if pages else ""))


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
