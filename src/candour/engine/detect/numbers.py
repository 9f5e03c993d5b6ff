"""NHS, NI and pupil numbers, case references and vehicle registrations; a check digit helps but its lack excuses nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from candour.engine.detect.owned import Owned, bare
from candour.engine.detect.starts import Starts
from candour.engine.model import Kind, Span

_NHS = re.compile(r"(?<![\w/.-])\d{3}([ \t-]?)\d{3}\1\d{4}(?![\w/-]|\.\d)")
_NHS_LABEL = re.compile(r"\bN\.?H\.?S\.?\b[^\n\d]{0,30}\Z", re.I)
_NHS_LOOSE = re.compile(
    r"\bNHS\b(?:[ \t]*(?:n[o0]|number|num|nr|id|#|:|\.|is|-))*\s*((?:[\dOIl][ \t-]?){9}[\dOIl])(?!\w)", re.I
)
_NINO = re.compile(r"(?<![A-Za-z0-9])[A-Z]{2}[ \t-]?\d{2}[ \t-]?\d{2}[ \t-]?\d{2}[ \t-]?[A-D](?![A-Za-z0-9])", re.I)
_NINO_READ = re.compile(r"(?<![A-Za-z0-9])[A-Z]{2}(?:[ \t]?[\dOIl]{2}){3}[ \t]?[A-D](?![A-Za-z0-9])")
_UPN = re.compile(
    r"(?<![A-Za-z0-9])[A-Z](?:\d{12}|\d{11}[A-Z]|(?:[ -]\d{3}){4}|\d{3}[ -]\d{4}[ -]\d{5})(?![A-Za-z0-9])", re.I
)
_PLATE = re.compile(
    r"(?<![A-Za-z0-9/-])(?:[A-Z]{2}\d{2}[ \t]?[A-Z]{3}|[A-Z]\d{1,3}[ \t]?[A-Z]{3}|[A-Z]{3}[ \t]?\d{1,3}[A-Z])(?![A-Za-z0-9/-])"
)
_PLATE_CURRENT = re.compile(r"[A-Z]{2}\d{2}[ \t]?[A-Z]{3}\Z")
_PLATE_LABEL = re.compile(
    r"\b(?:VRM|VRN|reg(?:istration)?(?: ?(?:no|number|mark|plate))?|number ?plate|plate|index)\b[ .:#]*(?:is |was )?\(?"
    r"([A-Z]{1,3}[ ]?\d{1,4}(?:[ ]?[A-Z]{1,3})?|\d{1,4}[ ]?[A-Z]{1,3})(?![A-Za-z0-9])",
    re.I,
)
_PLATE_WORDS = frozenset(
    "vrm vrn reg registration number plate index regno regnumber regmark regplate registrationno registrationnumber"
    " registrationmark registrationplate numberplate".split()
)
_VEHICLE_NEAR = re.compile(
    r"\b(?:car|van|vehicle|lorry|motorbike|moped|taxi|driv\w+|parked|reg\w*|vrm|plates?|index|estate|astra|golf|corsa|fiesta"
    r"|focus|transit|bmw|audi|ford|vauxhall|volkswagen|vw|toyota|honda|nissan|renault|peugeot|mercedes|skoda|seat|kia|mini)\b",
    re.I,
)
_LABELS = (
    r"(?:our|your|my|their|court|case|crime|incident|police|claim|account|a/c|customer|tenancy|rent|policy|passport|contact"
    r"|referral|file|record|client|patient|hospital|order|licence|custody|booking|ticket|job|invoice|payroll|employee|staff"
    r"|pupil|candidate|student|application|complaint|enquiry|log|child|person|home office|ho|lcs|mosaic|liquidlogic"
    r"|liquid logic|carefirst|care first|eclipse|ics|urn|cad|cris|pnc|pncid|pnc id|cro|merlin|niche|athena|mrn|chi|arc"
    r"|edt|nrm|sen|ehcp|ofsted|id|social care|system|unique|reference|ref)"
)
_VALUE = re.compile(
    r"(?<![\w/.\-£])(?:[A-Z]{1,5}[ \t](?=\d))?[A-Z0-9]*\d[A-Z0-9]*(?:[/.\-][A-Z0-9]+)*(?:[ \t]\d{3,})*(?![\w])", re.I
)
_LABEL = re.compile(
    rf"(?<!\w){_LABELS}(?:[ \t]*(?:id|ref(?:erence)?|no|number|num|nr|card|record|urn|code|log|report))*[ \t.:#=–(]{{1,6}}\Z",
    re.I,
)
_SLASHED = re.compile(
    r"(?<![\w/])(?:[o0]ur|your|my)\s+ref(?:erence)?[ \t.:]*(?P<value>[A-Z0-9]+(?:[/.\-][A-Z0-9]+)+)", re.I
)
_FREE = re.compile(
    r"(?<![\w/-])(?:[A-Z]{2,6}[-/ ]\d{5,}|[A-Z]{2,6}/\d{3,}(?:/\d+)?|[A-Z]{2}\d{2}[A-Z]\d{4,6}|[A-Z]{1,4}\d{6,}[A-Z]?"
    r"|\d{2}[A-Z]{2,4}\d{5,}|\d{2}[A-Z]{2}/\d{3,}/\d{2}|\d{3,}/\d{2}[A-Z]{3}\d{2}|[A-Z]{2,5}-\d{2,4}-\d{3,}|\d{2}/\d{5,}/\d{2}"
    r"|\d{6,8}/\d{2})(?![\w/-])"
)
_DIGITS = re.compile(r"(?<!\d)\d+")
_DATELIKE = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\Z|(?:19|20)\d{2}[./-]\d{1,2}[./-]\d{1,2}\Z|\d{1,2}[:.]\d{2}\Z")


def find_numbers(text: str, owned: Owned, starts: Starts, figured: Sequence[tuple[int, int]]) -> Iterator[Span]:
    """All numbers that stand for a person, a case or a vehicle, with the owner of registered ones. ``figured`` are the
    lines with figures."""
    for kind, start, end in _candidates(text, starts, figured):
        known = owned.codes.get(bare(text[start:end]))
        owners = known[1] if known else ()
        yield Span.of(start, end, known[0] if known else kind, owners, recogniser="pattern")


def _candidates(text: str, starts: Starts, figured: Sequence[tuple[int, int]]) -> Iterator[tuple[Kind, int, int]]:
    for match in starts.figured(_NHS):
        if _is_nhs(text, match):
            yield Kind.NHS, match.start(), match.end()
    for kind, pattern, words in ((Kind.NHS, _NHS_LOOSE, {"nhs"}), (Kind.VEHICLE, _PLATE_LABEL, _PLATE_WORDS)):
        for match in starts.matches(pattern, words):
            yield kind, match.start(1), match.end(1)
    for kind, pattern in ((Kind.NINO, _NINO), (Kind.UPN, _UPN), (Kind.REF, _FREE)):
        for match in _in_lines(pattern, text, figured):
            yield kind, match.start(), match.end()
    for match in _in_lines(_NINO_READ, text, figured):
        if sum(c.isdigit() for c in match.group()) > 3:
            yield Kind.NINO, match.start(), match.end()
    for match in _in_lines(_PLATE, text, figured):
        if _PLATE_CURRENT.match(match.group()) or _VEHICLE_NEAR.search(
            text[max(0, match.start() - 60) : match.end() + 30]
        ):
            yield Kind.VEHICLE, match.start(), match.end()
    yield from _references(text, starts)


def _in_lines(pattern: re.Pattern[str], text: str, lines: Sequence[tuple[int, int]]) -> Iterator[re.Match[str]]:
    return (match for low, high in lines for match in pattern.finditer(text, low, high))


def _is_nhs(text: str, match: re.Match[str]) -> bool:
    digits = bare(match.group())
    if match.group(1) or digits.startswith("999"):
        return not digits.startswith("0")
    if _NHS_LABEL.search(text[max(0, match.start() - 45) : match.start()]):
        return True
    total = sum(int(d) * w for d, w in zip(digits, range(10, 1, -1), strict=False))
    return (11 - total % 11) % 11 == int(digits[9]) and not digits.startswith("0")


def _references(text: str, starts: Starts) -> Iterator[tuple[Kind, int, int]]:
    """Values with digits after a label: the values are few, so each is asked whether a label stands before it."""
    for match in _DIGITS.finditer(text):
        low = max(0, match.start() - 14)
        value = next((v for v in _VALUE.finditer(text, low, match.end() + 30) if v.end() > match.start()), None)
        if value and value.start() <= match.start() and _worth(value.group()):
            start = _after_label(text, value.start(), value.end())
            if start >= 0:
                yield Kind.REF, start, value.end()
    for match in starts.matches(_SLASHED, ("our", "0ur", "your", "my")) if "ref" in text or "Ref" in text else ():
        if _worth(match.group("value")):
            yield Kind.REF, match.start("value"), match.end("value")


def _after_label(text: str, start: int, end: int) -> int:
    """Where the value begins if a label stands before it (the letters before the digits may be the label: "LCS 104522")."""
    before = text[max(0, start - 40) : start]
    word = re.match(r"[A-Za-z]{1,5}[ \t]", text[start:end])
    if word and _LABEL.search(before + word.group()):
        return start + word.end()
    if word and not word.group().strip().isupper():
        return -1
    return start if _LABEL.search(before) else -1


def _worth(value: str) -> bool:
    value = value.rpartition(" ")[2] if value[:1].isalpha() else value
    digits = sum(c.isdigit() for c in value)
    return not _DATELIKE.match(value) and digits > 1 and (digits > 3 or "/" in value or value[0].isalpha())
