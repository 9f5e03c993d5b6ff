"""Signs in the text that somebody is named: titles, labels, roles, lists, signatures, speakers, well-known given names.

A clue is only a name as written and a guess of the role; who it is, is decided elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from candour.engine.detect import context, vocabulary
from candour.engine.detect.tokens import Tokens

ROLE_WORDS = {
    "social_worker": "social worker|sw|ssw|practitioner|family support worker|support worker|key ?worker|keyworker|case ?worker"
                     "|personal adviser|assessor|contact supervisor|residential worker|worker|duty|officer in charge",
    "manager": "manager|team leader|head of service|service lead|deputy manager|director",
    "health": "gp|doctor|nurse|health visitor|hv|midwife|paediatrician|consultant|psychiatrist|psychologist|therapist"
              "|counsellor|dentist|surgeon|physiotherapist|school nurse|camhs|ot|occupational therapist|registrar|matron|sister",
    "education": "teacher|head ?teacher|deputy head|head|head of year|senco|ta|teaching assistant|learning mentor|tutor|dsl"
                 "|lecturer|nursery|key person|childminder|pastoral lead|governor|ewo|mentor|class teacher",
    "police": "police|pc|ps|dc|ds|di|officer|detective|sergeant|constable|inspector",
    "legal": "solicitor|barrister|counsel|lawyer|advocate|legal adviser",
    "court": "judge|magistrate|guardian|cafcass|recorder|legal clerk|clerk",
    "other_professional": "iro|chair|minute taker|minutes|interpreter|housing officer|housing|probation|coordinator|adviser"
                          "|pastor|imam|priest|vicar|reviewing officer|independent reviewing officer|probation officer",
    "relative": "mother|father|mum|dad|brother|sister|half-sister|half-brother|grandmother|grandfather|aunt|auntie|uncle|cousin"
                "|nan|nana|gran|granny|grandad|grandma|grandpa|son|daughter|stepfather|stepmother|stepdad|stepmum|mgm|pgm"
                "|mgf|pgf|mam|bro|sis|twin|niece|nephew|husband|wife",
    "partner": "partner|boyfriend|girlfriend|ex|ex-partner|fiance|fiancé|fiancée",
    "other_child": "friend|best friend|pupil|classmate|mate|boy|girl|lad|student|young person|peer|resident|toddler|baby",
    "carer": "foster carer|foster mother|foster father|carer|carers|guardian|special guardian",
    "referrer": "referrer|caller|informant",
    "third_party": "neighbour|landlord|family friend|employer|colleague|driver|witness|man|woman|lady|gentleman|male|female|lodger|person",
}
ROLE_OF = {word: role for role, group in ROLE_WORDS.items() for word in group.replace("?", "").split("|")}
_ROLE = re.compile(r"\b(" + "|".join(sorted("|".join(ROLE_WORDS.values()).split("|"), key=len, reverse=True)) + r")\b", re.I)
_LABELS = re.compile(
    r"(?:(?<=\n)|\A|(?<=[|\t>])|(?<=  )|(?<=[.;] ))[ \t>*•-]*(?P<label>(?:(?:full |family |given |sur|first |fore|last |other |maiden |child'?s? |young person'?s? "
    r"|parent'?s? |carer'?s? |claimed |previous |known )?names?(?: of (?:child|parent|carer|worker|referrer|caller|young person))?"
    r"|names?\(s\)|mother|father|mum|dad|parents?|carers?|foster carers?|siblings?|brothers?|sisters?|child(?:ren)?|young person|subject|partner"
    r"|referrer|caller|informant|author|completed by|prepared by|written by|recorded by|taken by|typed by|reported by|reporting"
    r"|compiled by|signed(?: by)?|sent by|received by|from|to|cc|bcc|present|in attendance|attendees|attended(?: by)?|attending|in the room|apologies(?: from)?|invited"
    r"|chair(?:ed by|person)?|minutes(?: taken)?(?: by)?|minute taker|social worker|allocated worker|key ?worker|lead professional|worker"
    r"|team manager|manager|supervisor|supv|iro|gp|health visitor|school nurse|head ?teacher|class teacher|teacher|solicitor|guardian|judge|before"
    r"|interpreter|officer(?: in case)?|oic|driver|witness|victim|suspect|applicant|respondent|next of kin|emergency contact|contact person"
    r"|dear|hi|hello|hey|re|sec|assessor|advocate|tutor|landlord|owner|tenant|patient|client|pupil|student|plan for|lives with)"
    r"(?:'s name| name)?)\b(?:[ \t]*\([^)\n]{0,30}\))?(?P<link>[ \t]*[:|][ \t]*|[ \t]{2,}|[ \t]+)(?=[\"“'‘]?[A-Z@])", re.I)
_OPEN_LABELS = frozenset("dear hi hello hey signed re sec from to cc before".split())
_INTRODUCED = re.compile(
    r"\b(?:called(?: only)?|named|name is|name was|known as|goes by|aka|a\.k\.a\.?|alias|nicknamed|answers to|also called"
    r"|introduced (?:himself|herself|themselves) as|spoke (?:to|with)(?: a)?|spoken to|told by|seen by|interviewed by|"
    r"supervised by|chaired by|allocated to|reported by|taken by|recorded by|written by|initialled by|countersigned by)[ \t]+[\"“'‘]?(?=[A-Z])", re.I)
_NAMED = re.compile(
    r"(?:\b(?i:named|aka|a\.k\.a\.?|alias|nicknamed|known only as|goes by(?: the name(?: of)?)?)[ \t]+[\"“'‘]?"
    r"|\b(?i:male|female|man|woman|boy|girl|lad|friend|boyfriend|girlfriend|associate)[ \t]+[\"“])(?=[A-Z][\w]{2,})")
_CLOSING = re.compile(
    r"(?im)^[ \t>]*(?:yours (?:sincerely|faithfully|truly)|(?:kind(?:est)?|best|warm|many)? ?regards|best wishes|many thanks|thanks"
    r"|with thanks|cheers|love(?: from)?|sincerely|signed|take care)[,.!]?[ \t]*\n")
_SPEAKER = re.compile(
    r"(?m)^[ \t>]*(?:\[?\d{1,2}[/.]\d{1,2}[/.]\d{2,4},? \d{1,2}:\d{2}(?::\d{2})?(?: ?[ap]m)?\]?(?: -)?[ \t]+)"
    r"(?P<name>[A-Z][\w'’-]*(?: [A-Z][\w'’-]*){0,2})(?=[^:\n]{0,25}:| (?:added|left|joined|removed|created|changed)\b)")
_WROTE = re.compile(r"(?m)^[ \t>]*On [^\n]{5,40}?,? (?P<name>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,2})(?: <[^>\n]*>)? wrote:")
_WHO_NOT = frozenset(
    "the a an i he she they we it you this that these those his her their our your my dear hello hi yes no not re fw fwd"
    " to from cc subject date sent attachments if when while after before because as since and but or so also then there"
    " here at in on of for with by ps nb tbc tba none unknown unborn n/a family team service services council children"
    " social worker school home child young person health visitor nurse police court mother father mum dad parent parents"
    " carer carers manager officer duty agency agencies gp doctor head teacher deputy nursery legal housing name role"
    " address relationship all everyone both sir madam team office access information panel board mr mrs ms miss dr pc"
    " street road tel telephone email mobile dob yours sincerely kind regards best wishes page record section part case"
    " english british christian muslim irish welsh scottish polish somali asian african european god".split()
) | vocabulary.MONTHS | vocabulary.DAYS | vocabulary.KIN


@dataclass(frozen=True, slots=True)
class Clue:
    """A name as written: token range, the title before it, a guess of the role, and how far it may be trusted (0–3)."""

    first: int
    last: int
    title: str
    role: str
    trust: int


def role_of(text: str) -> str:
    """The role that a few words tell ("school nurse" → health), or empty."""
    match = _ROLE.search(text)
    return ROLE_OF.get(match.group(1).lower().replace("  ", " "), "") if match else ""


def find_clues(tokens: Tokens) -> Iterator[Clue]:
    """All clues of a text, in no particular order."""
    places = {start: at for at, start in enumerate(tokens.start)}
    yield from _titled(tokens)
    yield from _labelled(tokens, places)
    for pattern, trust in ((_NAMED, 4), (_INTRODUCED, 2), (_CLOSING, 2)):
        for match in pattern.finditer(tokens.text):
            yield from _listed(tokens, places, match.end(), "", trust, several=False)
    for pattern in (_SPEAKER, _WROTE):
        for match in pattern.finditer(tokens.text):
            yield from _listed(tokens, places, match.start("name"), "", 3, several=False)
    yield from _known_given(tokens)


def name_end(tokens: Tokens, at: int, *, trusted: bool) -> int:
    """The token after the name that starts at ``at`` (``at`` itself when none does)."""
    end = at
    while end < len(tokens) and end - at < 5:
        if end > at and not _continues(tokens, end - 1):
            break
        key, raw = tokens.key[end], tokens.raw(end)
        if not raw[0].isupper() or any(c.isdigit() for c in raw):
            break
        particle = end > at and key in ("o", "mc", "mac", "al", "de", "bin")
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
    if key in _WHO_NOT or key in vocabulary.TITLES or (key in vocabulary.PLACES and not (first and trusted)):
        return False
    if len(key) == 1:
        return raw.isupper()
    if not vocabulary.is_word(key) or key in vocabulary.given_names():
        return True
    return trusted


def _clue(tokens: Tokens, first: int, last: int, title: str, role: str, trust: int) -> Iterator[Clue]:
    while last > first and len(tokens.key[last - 1]) == 1 and last - first > 2:
        last -= 1
    if last <= first or all(len(k) == 1 for k in tokens.key[first:last]):
        return
    if context.in_place_name(tokens, first, last) and not title:
        return
    yield Clue(first, last, title, role, trust)


def _titled(tokens: Tokens) -> Iterator[Clue]:
    for at, key in enumerate(tokens.key[:-1]):
        if key not in vocabulary.TITLES and key not in vocabulary.KIN_TITLES:
            continue
        raw = tokens.raw(at)
        if not raw[0].isupper() or (key in ("judge", "sister", "nurse", "constable") and not raw.istitle()):
            continue
        name = at + 1
        if tokens.gap(at).strip(" .\t\n>") or tokens.gap(at).count("\n") > 1:
            yield from _pair_of_titles(tokens, at)
            continue
        while name < len(tokens) - 1 and (tokens.key[name].isdigit() or tokens.key[name] in vocabulary.TITLES):
            name += 1
        if tokens.key[name] in vocabulary.KIN_TITLES - {"mama"} or tokens.key[name] in _WHO_NOT and (
                tokens.key[name] not in vocabulary.MONTHS | vocabulary.DAYS or key in vocabulary.KIN_TITLES):
            continue
        end = name_end(tokens, name, trusted=True)
        if end == name and tokens.raw(name)[0].isupper() and key not in vocabulary.KIN_TITLES:
            end = name + 1
        end = _cut_words(tokens, name, end)
        yield from _clue(tokens, name, end, key, _title_role(key), 3)


def _pair_of_titles(tokens: Tokens, at: int) -> Iterator[Clue]:
    return iter(())


def _cut_words(tokens: Tokens, first: int, end: int) -> int:
    """A title vouches for the first word after it (and initials), and for more only when they look like names."""
    at = first
    while at < end and len(tokens.key[at]) == 1:
        at += 1
    at += 1
    while at < end and (not vocabulary.is_word(tokens.key[at]) or tokens.gap(at - 1) == "-"):
        at += 1
    return min(at, end)


def _title_role(title: str) -> str:
    if title in vocabulary.POLICE_TITLES:
        return "police"
    if title in vocabulary.KIN_TITLES:
        return "relative"
    return {"dr": "health", "doctor": "health", "nurse": "health", "sister": "health", "matron": "health", "judge": "court",
            "hhj": "court", "recorder": "court", "pastor": "other_professional", "imam": "other_professional"}.get(title, "")


def _labelled(tokens: Tokens, places: dict[int, int]) -> Iterator[Clue]:
    for match in _LABELS.finditer(tokens.text):
        label, link = match.group("label").lower(), match.group("link")
        if ":" not in link and "|" not in link and label.split()[0] not in _OPEN_LABELS and len(link) < 2:
            continue
        role = role_of(label)
        trust = 3 if ":" in link or label in ("dear", "hi", "hello", "hey") else 1
        yield from _listed(tokens, places, match.end(), role, trust, several=label not in ("name", "from"))


def _listed(
    tokens: Tokens, places: dict[int, int], offset: int, role: str, trust: int, *, several: bool
) -> Iterator[Clue]:
    """Names from ``offset`` to the end of the line, separated by commas, semicolons, "and" or brackets."""
    text = tokens.text
    while offset < len(text) and text[offset] in " \t\"“'‘>@\n":
        offset += 1
    line_end = text.find("\n", offset)
    line_end = len(text) if line_end < 0 else line_end
    for part in re.finditer(r"(?:\([^()]*\)|[^;,()&/|\n])+", text[offset:line_end]):
        piece = re.split(r"\band\b|[ \t]{2,}", part.group())
        at = offset + part.start()
        for words in piece:
            start = text.find(words.strip(), at) if words.strip() else at
            at = start + len(words.strip())
            first = places.get(start + len(words.strip()) - len(words.strip().lstrip("\"“'‘@<")))
            if first is None:
                continue
            while first < len(tokens) - 1 and tokens.key[first] in vocabulary.TITLES:
                first += 1
            end = name_end(tokens, first, trusted=trust > 1)
            told = role or role_of(text[tokens.end[end - 1]:tokens.end[end - 1] + 40].split("\n")[0]) if end > first else role
            yield from _clue(tokens, first, end, "", told, trust)
        if not several:
            return


def _known_given(tokens: Tokens) -> Iterator[Clue]:
    """Well-known given names, with a surname or by themselves, and names beside a role or a personal verb."""
    given = vocabulary.given_names()
    at = 0
    while at < len(tokens):
        key = tokens.key[at]
        if not tokens.text[tokens.start[at]].isupper() or key in _WHO_NOT or len(key) < 2:
            at += 1
            continue
        end = name_end(tokens, at, trusted=False)
        if end == at:
            at += 1
            continue
        end = _with_wordy_surname(tokens, at, end)
        yield from _judged(tokens, at, end, known=key in given)
        at = end


def _with_wordy_surname(tokens: Tokens, first: int, end: int) -> int:
    """"Harrison Pike": a surname that is an ordinary word, after a given name that is not."""
    key = tokens.key[first]
    if end == first + 1 and end < len(tokens) and tokens.gap(first) == " " and key in vocabulary.given_names() \
            and not vocabulary.is_word(key) and tokens.raw(end).istitle() and tokens.key[end] not in _WHO_NOT | vocabulary.PLACES \
            and not context.in_place_name(tokens, first, end + 1):
        return end + 1
    return end


def _judged(tokens: Tokens, first: int, end: int, *, known: bool) -> Iterator[Clue]:
    key, width = tokens.key[first], end - first
    word = vocabulary.is_word(key)
    after, before = context.follows(tokens, end - 1), context.precedes(tokens, first)
    if "-" in tokens.text[max(0, tokens.start[first] - 1):tokens.start[first]] and not known:
        return
    role = _role_beside(tokens, first, end)
    if width > 1 and known and (not word or tokens.raw(end - 1).istitle()):
        yield from _clue(tokens, first, end, "", role, 2 if not word else 1)
    elif width == 1 and known and not word:
        yield from _clue(tokens, first, end, "", role, 2 if not context.shouting(tokens.text, tokens.start[first]) else 1)
    elif not word and not known and (role and (before or width > 1) or (after in _PERSONAL and before not in context.DETERMINERS)):
        if not tokens.raw(first).isupper() or context.shouting(tokens.text, tokens.start[first]) or width > 1:
            yield from _clue(tokens, first, end, "", role, 1)


_PERSONAL = frozenset(
    "said says told asked thinks thought feels felt cried rang disclosed replied wept explained smiled laughed shouted wants"
    " wanted slept hit kicked denied denies alleged agreed apologised".split()
)


def _role_beside(tokens: Tokens, first: int, end: int) -> str:
    """A role right before the name ("interpreter Rima") or in brackets or commas after it ("Ngozi Ibe (school nurse")."""
    before = tokens.text[max(0, tokens.start[first] - 26):tokens.start[first]]
    words = re.search(r"([a-z-]+ )?([a-z-]+),? [\"“'‘]?\Z", before)
    if words:
        for phrase in ((words.group(1) or "") + words.group(2), words.group(2)):
            if phrase.strip().removesuffix("s") in ROLE_OF or phrase.strip() in ROLE_OF:
                return ROLE_OF.get(phrase.strip()) or ROLE_OF[phrase.strip().removesuffix("s")]
    after = re.match(r" ?[(,-] ?([^(),\n]{2,40})", tokens.text[tokens.end[end - 1]:tokens.end[end - 1] + 44])
    return role_of(after.group(1)) if after else ""
