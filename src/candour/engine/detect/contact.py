"""Telephone numbers, e-mail addresses, web addresses and social handles; no number is called a phone by length alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from candour.engine.detect import vocabulary
from candour.engine.detect.owned import Owned, national
from candour.engine.detect.starts import Starts
from candour.engine.model import Kind, Span

_SEPARATOR = r"(?:[ \t\u00a0().\-\u2010-\u2013]{0,3}|[ \t]*\n[ \t>]*)"
_DIGIT = r"[\dOIl]"
_PHONE = re.compile(
    rf"(?<![\w/])(?:(?:\+|\b00){_SEPARATOR}44{_SEPARATOR}(?:\(0\){_SEPARATOR})?[1-9](?:{_SEPARATOR}\d){{8,9}}"
    rf"|\(?[0O]{_SEPARATOR}[1-9Il](?:{_SEPARATOR}{_DIGIT}){{7,9}})(?![\w])(?:[ ,]*(?:ext?n?\.?|x)[ .]*\d{{1,5}}\b)?"
)
_LABELLED = re.compile(
    r"\b(?:tel|telephone|phone|mobile|mob|landline|ring|call|text|number)\b[^\w\n]{0,4}(?:is |on |no\.? |number )?"
    r"[^\w\n]{0,3}(\d(?:[ -]?\d){5,11})\b",
    re.I,
)
_LABELS = frozenset("tel telephone phone mobile mob landline ring call text number".split())
_DATE = re.compile(r"\(?\d{1,2}[./-]\d{1,2}[./-](?:19|20)?\d{2}\b")
_OCR = str.maketrans("OIl", "011")
_PLAIN_EMAIL = re.compile(r"(?<![\w.+'-])[\w.+'-]*\w@(?:[\w-]|-\n)+(?:\.[\w-]+)+")
_AT_EMAIL = re.compile(r"[\w.+-]+ ?(?:\(at\)|\[at\]| @ ) ?[\w-]+(?:\.[\w-]+)+", re.I)
_SPLIT_EMAIL = re.compile(r"(?<![\w.+'-])[\w.+-]*[\w](?: @ ?| ?@ )[\w-]+(?:\.[\w-]{2,})+")
_URL = re.compile(r"(?:https?://|ftp://|www\.)[^\s<>\"'”’)\]]+[^\s<>\"'”’)\].,;:!?]", re.I)
_DOMAIN_END = re.compile(
    r"\.(?:com|org|net|co\.uk|org\.uk|gov\.uk|nhs\.uk|sch\.uk|police\.uk|info)(?![\w@-]|\.\w)(?:/[^\s<>\"'”’)\]]*)?",
    re.I,
)
_DOMAIN_START = re.compile(r"(?<![\w@.-])[\w-]+(?:\.[\w-]+)*\Z")
_HANDLE = re.compile(r"@(?<![\w.@/]@)[A-Za-z_][\w.]*\w")
_SERVICE = re.compile(
    r"\b(?:snap(?:chat)?|insta(?:gram)?|ig|tik ?tok|facebook|fb|twitter|discord|xbox|psn|gamertag|user ?name|user id|telegram"
    r"|roblox|steam|fortnite|handle|skype|kik|vinted|onlyfans|yubo|messenger)\b"
    r"(?P<link>(?:[ \t]*(?:name|id|user|account|handle|profile|tag|is|was|as|[:=(\-–\"'“‘]))*[ \t]*)"
    r"(?P<value>@?[A-Za-z][\w.\-]{2,}\w)",
    re.I,
)
_SERVICES = frozenset(
    "snap snapchat insta instagram ig tik tiktok facebook fb twitter discord xbox psn gamertag user username userid telegram"
    " roblox steam fortnite handle skype kik vinted onlyfans yubo messenger".split()
)


def find_contacts(text: str, owned: Owned, starts: Starts) -> Iterator[Span]:
    """Phones, e-mails, links and handles, each with its owner when the value is registered."""
    yield from _phones(text, owned, starts)
    for pattern in _email_patterns(text):
        for match in pattern.finditer(text):
            value = match.group().replace("\n", "").replace(" ", "").casefold()
            yield _span(match.start(), match.end(), Kind.EMAIL, owned.emails.get(value, ()))
    for match in _URL.finditer(text) if "://" in text or "www." in text.lower() else ():
        yield _span(match.start(), match.end(), Kind.URL, ())
    for match in _DOMAIN_END.finditer(text):
        low = max(0, match.start() - 60)
        start = _DOMAIN_START.search(text[low : match.start()])
        if start:
            yield _span(low + start.start(), match.end(), Kind.URL, ())
    yield from _handles(text, starts)


def _email_patterns(text: str) -> tuple[re.Pattern[str], ...]:
    """Searching costs time: only for the forms whose sign is in the text at all."""
    written_out = "(at)" in text or "[at]" in text or " @ " in text
    return (
        ((_PLAIN_EMAIL,) if "@" in text else ())
        + ((_AT_EMAIL,) if written_out else ())
        + ((_SPLIT_EMAIL,) if " @" in text or "@ " in text else ())
    )


def _span(start: int, end: int, kind: Kind, owners: tuple[str, ...]) -> Span:
    return Span.of(start, end, kind, owners, recogniser="pattern")


def _phones(text: str, owned: Owned, starts: Starts) -> Iterator[Span]:
    for match in _PHONE.finditer(text):
        value = match.group()
        digits = national(re.split(r"[ ,]*(?:e|x)", value)[0].translate(_OCR))
        if 10 <= len(digits) <= 11 and not _DATE.match(value) and sum(c.isdigit() for c in value) > 5:
            opened = value[0] == "(" and ")" not in value
            yield _span(match.start() + opened, match.end(), Kind.PHONE, owned.phones.get(digits, ()))
    for match in starts.matches(_LABELLED, _LABELS):
        digits = national(match.group(1))
        if 6 <= len(digits) <= 11 and not _DATE.match(match.group(1)) and not match.group(1).startswith("999"):
            yield _span(match.start(1), match.end(1), Kind.PHONE, owned.phones.get(digits, ()))


def _handles(text: str, starts: Starts) -> Iterator[Span]:
    if "@" in text:
        for match in _HANDLE.finditer(text):
            yield _span(match.start(), match.end(), Kind.URL, ())
    for match in starts.matches(_SERVICE, _SERVICES):
        value, link = match.group("value"), match.group("link")
        odd = any(c.isdigit() or c in "_." for c in value.strip(".")) or any(c in ':=(@"' for c in link)
        if odd and not vocabulary.is_word(value.lower().strip("@.")):
            yield _span(match.start("value"), match.end("value"), Kind.URL, ())
