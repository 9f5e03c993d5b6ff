"""Dates in any usual form, and which of them are dates of birth; a date is not a birth date without a reason.

A reason is: a registered person's date, a label (DOB, born, b.), a column headed so, a birthday, or a date right after a name.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence

from candour.engine.detect.columns import columns_headed
from candour.engine.detect.starts import Starts
from candour.engine.model import Kind, Span

_MONTH_NAMES = ("january february march april may june july august september october november december").split()
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember|ernber)?|dec(?:ember|ernber)?)"
)
_MONTH_WORDS = frozenset([*_MONTH_NAMES, *(name[:3] for name in _MONTH_NAMES), "sept", "novernber", "decernber"])
_ORD = r"(?:st|nd|rd|th)?"
_D = r"[0-3OIl]?[\dOIl]"
_DATE = re.compile(
    r"(?<![\w/.-])(?:"
    rf"(?P<dw>\d{{1,2}}){_ORD}[ \t\u00a0\n]+(?:of[ \t]+)?(?P<mw>{_MONTH})\.?,?"
    rf"(?:[ \t\u00a0\n]+(?P<yw>(?:19|20)\d{{2}}|'?\d{{2}}(?![\w:.])))?(?![\w])"
    rf"|(?P<me>{_MONTH})\.?[ \t]+(?P<de>\d{{1,2}}){_ORD}(?![\w:])(?:,?[ \t]+(?P<ye>(?:19|20)\d{{2}}))?"
    r"|(?P<yi>(?:19|20)\d{2})[-/.](?P<mi>\d{1,2})[-/.](?P<di>\d{1,2})(?!\d)"
    rf"|(?P<dn>{_D})(?P<sep>[./\-–])(?P<mn>{_D})(?P=sep)(?P<yn>(?:19|20|l9|2O|I9)?[\dOIl]{{2}})(?![\w])"
    rf"|(?P<dm>\d{{1,2}})[-/. ](?P<mm>{_MONTH})[-/. ](?P<ym>(?:19|20)?\d{{2}})(?!\w)"
    r"|(?P<yc>(?:19|20)\d{2})(?P<mc>[01]\d)(?P<dc>[0-3]\d)(?!\d)"
    r")",
    re.I,
)
_MONTH_YEAR = re.compile(rf"(?<![\w]){_MONTH}\.?[ \t]+(?:19|20)\d{{2}}\b", re.I)
_SPACED = re.compile(r"(?<![\w])\d{1,2} \d{1,2} (?:19|20)\d{2}(?!\w)")
_BIRTH = r"(?:d\.? ?o\.? ?b\b\.?|dates? of birth|birth ?date|birth ?day|born|b\.|d/o/b|birth)"
_LABEL = re.compile(
    rf"(?<![a-z]){_BIRTH}(?:[ \t\u00a0]*(?:on|is|was|the|as|given|claimed|\(?[a-z' ]{{0,18}}\)|date|:|=|-|–|,|\.|\(|\[|\|))*\s*\Z",
    re.I,
)
_AGE = (
    r"(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen"
    r"|(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:-\w+)?)"
)
_AGE_ON = re.compile(
    rf"(?:(?:\b(?:turn(?:s|ed|ing)?|was|is|be|aged?|became)|[,(])[ \t]*{_AGE}|birthday)"
    r"[ \t]+(?:is[ \t]+|was[ \t]+|falls[ \t]+)?on[ \t]+(?:the[ \t]+)?\Z",
    re.I,
)
_BIRTHDAY_AFTER = re.compile(r"\A[ \t]*(?:is|was|which is|,)?[ \t]*[^.\n]{0,20}?\b(?:birthday)\b", re.I)
_ROW_BORN = re.compile(r"\A[ \t]*\|?[^\n|]{0,12}\|?[ \t]*[^\n|.]{0,40}?(?<!was )\bborn\b(?! (?:on|in) \d)", re.I)
_HEADER = re.compile(r"(?<![a-z])(?:d\.? ?o\.? ?b\b\.?|dates? of birth|birth ?date|d/o/b|born)(?![ \t]*:)", re.I)
_AFTER_NAME = re.compile(
    r"\A[\"”'’]?[\s,;/|(]*(?:\([^()\n]{1,30}\)[\s,;/|]*|[MF]\b[\s,;/|]*|(?:fe)?male\b[\s,;/|]*|aged? \d+[\s,;/|]*"
    r"|\"[^\"\n]{1,20}\"[\s,;/|]*)?\(?\Z",
    re.I,
)
_OTHER_CALENDAR = re.compile(r"\b\d{1,2} [A-Z][a-z]{2,9} (?:1[3-9]|20)\d{2}\b")
_YEAR = re.compile(r"(?<![\w/.-])(?:19|20)\d{2}(?![\w/-])")
_YEAR_ANYWHERE = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_YEARS_APART = 5
_OCR = str.maketrans("OIloiL", "011011")


def iso(match: re.Match[str]) -> str:
    """The date of a match as YYYY-MM-DD ("" when day and month do not fit; without year: "-MM-DD")."""
    group = match.groupdict()
    for d, m, y in (
        ("dw", "mw", "yw"),
        ("de", "me", "ye"),
        ("di", "mi", "yi"),
        ("dn", "mn", "yn"),
        ("dm", "mm", "ym"),
        ("dc", "mc", "yc"),
    ):
        if group.get(d):
            return _iso(group[d], group[m], group[y] or "")
    return ""


def _iso(day: str, month: str, year: str) -> str:
    number = _month(month)
    day, year = day.translate(_OCR), year.strip("'").translate(_OCR)
    if not (1 <= int(day) <= 31 and 1 <= number <= 12):
        return ""
    if len(year) == 2:
        year = ("20" if int(year) < 40 else "19") + year
    return f"{year}-{number:02d}-{int(day):02d}"


def _month(month: str) -> int:
    plain = month.translate(_OCR)
    if plain.isdigit():
        return int(plain)
    return next((i + 1 for i, name in enumerate(_MONTH_NAMES) if name.startswith(month.lower()[:3])), 0)


def find_dates(
    text: str,
    starts: Starts,
    *,
    births: Mapping[str, tuple[str, ...]],
    names: Sequence[tuple[int, int, str]],
    figured: Sequence[tuple[int, int]],
) -> Iterator[Span]:
    """All dates as DATE or DOB. ``names`` are the person spans (start, end, id), sorted; ``figured`` the lines with figures."""
    columns = list(columns_headed(text, _HEADER.finditer(text)))
    ends = [end for _, end, _ in names]
    taken: list[tuple[int, int]] = []
    for match in starts.figured(_DATE, [*_MONTH_WORDS, *starts.short("oil")]):
        value = iso(match)
        if not value:
            continue
        start, end = match.span()
        end = _trim(text, start, end)
        taken.append((start, end))
        yield _dated(text, start, end, value, births=births, names=names, ends=ends, columns=columns)
    yield from _year_only(text, columns, taken)
    for match in starts.matches(_MONTH_YEAR, _MONTH_WORDS):
        yield Span(match.start(), match.end(), Kind.DATE, recogniser="pattern")
    for match in (match for low, high in figured for match in _SPACED.finditer(text, low, high)):
        value = _iso(*match.group().split())
        if value:
            yield _dated(text, *match.span(), value, births=births, names=names, ends=ends, columns=columns)


def _trim(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in " \t\n,.":
        end -= 1
    return end


def _dated(
    text: str,
    start: int,
    end: int,
    value: str,
    *,
    births: Mapping[str, tuple[str, ...]],
    names: Sequence[tuple[int, int, str]],
    ends: Sequence[int],
    columns: Sequence[tuple[int, int]],
) -> Span:
    owners = births.get(value, ())
    place = bisect_right(ends, start) - 1
    near = (
        names[place]
        if place >= 0 and start - names[place][1] < 60 and "\n" not in text[names[place][1] : start]
        else None
    )
    if owners:
        person = owners[0] if len(owners) == 1 else near[2] if near and near[2] in owners else ""
        return Span(start, end, Kind.DOB, person, () if person else owners, recogniser="register")
    if _is_birth(text, start, end, near, columns, value):
        return Span(start, end, Kind.DOB, near[2] if near else "", recogniser="context")
    return Span(start, end, Kind.DATE, recogniser="pattern")


def _is_birth(
    text: str, start: int, end: int, near: tuple[int, int, str] | None, columns: Sequence[tuple[int, int]], value: str
) -> bool:
    before = text[max(0, start - 60) : start]
    after = text[end : end + 70]
    if _LABEL.search(before) or _AGE_ON.search(before[-40:]) or any(a <= start < b for a, b in columns):
        return True
    if value.startswith("-"):
        return bool(_BIRTHDAY_AFTER.match(after)) and "'s" in after[:40]
    if (
        near
        and value
        and _AFTER_NAME.match(text[near[1] : start])
        and (_closes(text, start, end, near) or _long_ago(text, start, end, value, near))
    ):
        return True
    line = text[text.rfind("\n", 0, start) + 1 : start]
    return not line.strip(" |>\t") and bool(_ROW_BORN.match(after))


def _closes(text: str, start: int, end: int, near: tuple[int, int, str]) -> bool:
    """A bare date after a name is a birth date inside brackets or between the fields of a row, not in a sentence."""
    between, after = text[near[1] : start], text[end : end + 2]
    return (
        ("(" in between and (after[:1] == ")" or ")" in between))
        or ("/" in between and "/" in after)
        or ('"' in between and after[:1] == ")")
    )


def _long_ago(text: str, start: int, end: int, value: str, near: tuple[int, int, str]) -> bool:
    """A full date in figures right after a name, years before the latest year that the text around speaks of."""
    if (
        text[near[1] : start] != " "
        or not text[start:end][-1].isdigit()
        or text[end : end + 1] not in (",", ";", ".", "", "\n", " ")
    ):
        return False
    years = [int(y) for y in _YEAR_ANYWHERE.findall(text, max(0, start - 4000), end + 4000)]
    return bool(years) and max(years) - int(value[:4]) >= _YEARS_APART


_LAST_YEAR = re.compile(r"(?:19|20)\d{2}(?![\w/.-])")
_BORN_BEFORE = re.compile(rf"(?<![a-z]){_BIRTH}(?: in|:| )\s*\Z", re.I)
_BORN_ELSEWHERE = re.compile(r"D(?<!\wD)\.?O\.?B\.?\b[^\n.;]{0,45}?" + _OTHER_CALENDAR.pattern)


def _year_only(text: str, columns: Sequence[tuple[int, int]], taken: list[tuple[int, int]]) -> Iterator[Span]:
    for low, high in columns:
        for match in _YEAR.finditer(text, low, min(len(text), high + 6)):
            if not any(a <= match.start() < b for a, b in taken):
                yield Span(match.start(), match.end(), Kind.DOB, recogniser="context")
    for match in _LAST_YEAR.finditer(text):
        born = _BORN_BEFORE.search(text, max(0, match.start() - 200), match.start())
        if born and not any(a <= match.start() < b for a, b in taken):
            yield Span(match.start(), match.end(), Kind.DOB, recogniser="context")
    for match in _BORN_ELSEWHERE.finditer(text):
        inner = _OTHER_CALENDAR.search(text, match.start())
        if inner and inner.end() <= match.end() and not any(a <= inner.start() < b for a, b in taken):
            yield Span(inner.start(), inner.end(), Kind.DOB, recogniser="context")
