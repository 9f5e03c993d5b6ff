"""NHS, NI and pupil numbers, case references and vehicle registrations; a check digit helps but its lack excuses nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from candour.engine.detect.owned import Owned, bare
from candour.engine.model import Kind, Span

_NHS = re.compile(r"(?<![\w/.-])\d{3}([ \t-]?)\d{3}\1\d{4}(?![\w/-]|\.\d)")
_NHS_LABEL = re.compile(r"\bN\.?H\.?S\.?\b[^\n\d]{0,30}\Z", re.I)
_NHS_LOOSE = re.compile(
    r"\bNHS\b(?:[ \t]*(?:no|number|num|nr|id|#|:|\.|is|-))*\s*((?:[\dOIl][ \t-]?){9}[\dOIl])(?!\w)", re.I)
_NINO = re.compile(r"(?<![A-Za-z0-9])[A-Z]{2}[ \t-]?\d{2}[ \t-]?\d{2}[ \t-]?\d{2}[ \t-]?[A-D](?![A-Za-z0-9])", re.I)
_UPN = re.compile(r"(?<![A-Za-z0-9])[A-Z](?:\d{12}|\d{11}[A-Z]|(?:[ -]\d{3}){4}|\d{3}[ -]\d{4}[ -]\d{5})(?![A-Za-z0-9])", re.I)
_PLATE = re.compile(
    r"(?<![A-Za-z0-9/-])(?:[A-Z]{2}\d{2}[ \t]?[A-Z]{3}|[A-Z]\d{1,3}[ \t]?[A-Z]{3}|[A-Z]{3}[ \t]?\d{1,3}[A-Z])(?![A-Za-z0-9/-])")
_PLATE_CURRENT = re.compile(r"[A-Z]{2}\d{2}[ \t]?[A-Z]{3}\Z")
_PLATE_LABEL = re.compile(
    r"\b(?:VRM|VRN|reg(?:istration)?(?: ?(?:no|number|mark|plate))?|number ?plate|plate|index)\b[ .:#]*(?:is |was )?\(?"
    r"([A-Z]{1,3}[ ]?\d{1,4}(?:[ ]?[A-Z]{1,3})?|\d{1,4}[ ]?[A-Z]{1,3})(?![A-Za-z0-9])", re.I)
_VEHICLE_NEAR = re.compile(
    r"\b(?:car|van|vehicle|lorry|motorbike|moped|taxi|driv\w+|parked|reg\w*|vrm|plates?|index|estate|astra|golf|corsa|fiesta"
    r"|focus|transit|bmw|audi|ford|vauxhall|volkswagen|vw|toyota|honda|nissan|renault|peugeot|mercedes|skoda|seat|kia|mini)\b",
    re.I)
_LABELS = (
    r"(?:our|your|my|their|court|case|crime|incident|police|claim|account|a/c|customer|tenancy|rent|policy|passport|contact"
    r"|referral|file|record|client|patient|hospital|order|licence|custody|booking|ticket|job|invoice|payroll|employee|staff"
    r"|pupil|candidate|student|application|complaint|enquiry|log|child|person|home office|ho|lcs|mosaic|liquidlogic"
    r"|liquid logic|carefirst|care first|eclipse|ics|urn|cad|cris|pnc|pncid|pnc id|cro|merlin|niche|athena|mrn|chi|arc"
    r"|edt|nrm|sen|ehcp|ofsted|id|social care|system|unique|reference|ref)"
)
_LABELLED = re.compile(
    rf"(?<![\w]){_LABELS}(?:[ \t]*(?:id|ref(?:erence)?|no|number|num|nr|card|record|urn|code|log|report))*[ \t.:#=–(]{{1,6}}"
    r"(?P<value>(?:[A-Z]{1,5}[ \t])?[A-Z0-9]*\d[A-Z0-9]*(?:[/.\-][A-Z0-9]+)*(?:[ \t]\d{3,})*)(?![\w])", re.I)
_SLASHED = re.compile(
    r"(?<![\w/])(?:[o0]ur|your|my)\s+ref(?:erence)?[ \t.:]*(?P<value>[A-Z0-9]+(?:[/.\-][A-Z0-9]+)+)", re.I)
_FREE = re.compile(
    r"(?<![\w/-])(?:[A-Z]{2,6}[-/ ]\d{5,}|[A-Z]{2,6}/\d{3,}(?:/\d+)?|[A-Z]{2}\d{2}[A-Z]\d{4,6}|[A-Z]{1,4}\d{6,}[A-Z]?"
    r"|\d{2}[A-Z]{2,4}\d{5,}|\d{2}[A-Z]{2}/\d{3,}/\d{2}|\d{3,}/\d{2}[A-Z]{3}\d{2}|[A-Z]{2,5}-\d{2,4}-\d{3,}|\d{2}/\d{5,}/\d{2}"
    r"|\d{6,8}/\d{2})(?![\w/-])")
_DATELIKE = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\Z|(?:19|20)\d{2}[./-]\d{1,2}[./-]\d{1,2}\Z|\d{1,2}[:.]\d{2}\Z")


def find_numbers(text: str, owned: Owned) -> Iterator[Span]:
    """All numbers that stand for a person, a case or a vehicle, with the owner of registered ones."""
    for kind, start, end in _candidates(text):
        known = owned.codes.get(bare(text[start:end]))
        owners = known[1] if known else ()
        yield Span(start, end, known[0] if known else kind, owners[0] if len(owners) == 1 else "",
                   owners if len(owners) > 1 else (), recogniser="pattern")
    yield from _known(text, owned)


def _candidates(text: str) -> Iterator[tuple[Kind, int, int]]:
    for match in _NHS.finditer(text):
        if _is_nhs(text, match):
            yield Kind.NHS, match.start(), match.end()
    for kind, pattern in ((Kind.NHS, _NHS_LOOSE), (Kind.VEHICLE, _PLATE_LABEL)):
        for match in pattern.finditer(text):
            yield kind, match.start(1), match.end(1)
    for kind, pattern in ((Kind.NINO, _NINO), (Kind.UPN, _UPN), (Kind.REF, _FREE)):
        for match in pattern.finditer(text):
            yield kind, match.start(), match.end()
    for match in _PLATE.finditer(text):
        if _PLATE_CURRENT.match(match.group()) or _VEHICLE_NEAR.search(text[max(0, match.start() - 60):match.end() + 30]):
            yield Kind.VEHICLE, match.start(), match.end()
    yield from _references(text)


def _is_nhs(text: str, match: re.Match[str]) -> bool:
    digits = bare(match.group())
    if match.group(1) or digits.startswith("999"):
        return not digits.startswith("0")
    if _NHS_LABEL.search(text[max(0, match.start() - 45):match.start()]):
        return True
    total = sum(int(d) * w for d, w in zip(digits, range(10, 1, -1), strict=False))
    return (11 - total % 11) % 11 == int(digits[9]) and not digits.startswith("0")


def _references(text: str) -> Iterator[tuple[Kind, int, int]]:
    for pattern in (_LABELLED, _SLASHED):
        for match in pattern.finditer(text):
            value = match.group("value")
            digits = sum(c.isdigit() for c in value)
            if _DATELIKE.match(value) or digits < 2 or (digits < 4 and "/" not in value and not value[0].isalpha()):
                continue
            yield Kind.REF, match.start("value"), match.end("value")


def _known(text: str, owned: Owned) -> Iterator[Span]:
    """Registered references that have no form of their own, wherever they stand."""
    for code, (kind, owners) in owned.codes.items():
        if kind is Kind.REF and (any(c.isdigit() for c in code)):
            pattern = r"(?<!\w)" + r"[ \t/.-]?".join(map(re.escape, code)) + r"(?!\w)"
            for match in re.finditer(pattern, text, re.I):
                yield Span(match.start(), match.end(), kind, owners[0] if len(owners) == 1 else "",
                           owners if len(owners) > 1 else (), recogniser="register")
