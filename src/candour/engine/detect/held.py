"""What documents the file holds: each record's kind, dates and names, to hold a mentioned document against.

A record's own dates are those of the manifest, its title, its path, its heading and its header fields: never the dates
in its prose, which are often those of the very documents that are missing.
"""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from candour.engine.detect.document_kinds import ALIKE, APPENDIX, LOOSE_TOPICS, forms_of, topics_of, words
from candour.engine.detect.document_mentions import DocumentMention
from candour.engine.detect.record_text import RecordText, plain
from candour.engine.detect.series import entries_in
from candour.engine.written_dates import WrittenDate, calendar_day, dates_in, from_iso

NEAR = datetime.timedelta(days=3)
"""A letter's date and the day it was received or typed may differ by this much."""
BEFORE_MEETING = datetime.timedelta(days=21)
HEAD_LINES = 14
LONGEST_HEADING = 95
FULL_LINE = 60
"""Code points: prose on so long a line goes on in the next one."""
FORM_TOPICS = words("chronology genogram")
RUN_TOGETHER = re.compile(r"(?<!\d)((?:19|20)\d\d)([01]\d)([0-3]\d)(?!\d)")
OTHER_DAY = re.compile(r"\b(?:next|birth|dob|d\.o\.b|review date|previous|due)\b", re.IGNORECASE)
LABELLED = re.compile(
    r"^\W*(?:date(?:d)?(?: of [\w ]{3,30})?|held(?: on| at)?|completed(?: on)?|signed|sent|received|date (?:received|held"
    r"|completed|sent|written)|made (?:on|by)|order made|report date|meeting date|conference date|when)\b",
    re.IGNORECASE,
)
SPEAKS_OF_OTHERS = re.compile(
    r"\b(?:attached|enclosed|refer|see|further to|following|regarding|thank you for|your|asked for|as per|appended"
    r"|considered|not received|previous|last|next|born|dob|d\.o\.b|until|since|tab)\b|^\W*re\b",
    re.IGNORECASE,
)
PROSE = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|will|would|should|could|can|may|must|does|did|said|says|told|make|I|we|he|she|they)"
    r"\b(?![-'])"
)
"""Case matters: "May" and "Will" stand in headings."""
SENTENCE_LINE = re.compile(
    r"^(?:The|A|An|This|That|His|Her|Their|My|Our|I)\s+[a-z]|^.{60,},\s*$|^[a-z].{58,}$|[a-z]\.\s*$|[a-z]\. [A-Z]|^(?:\S+\s+){5,}\S+\.\s*$"
)
LISTED = re.compile(r"^\W*(?:[-*•·]\s|\d{1,2}[.)]\s|[A-Z]{1,2}\d{1,3}\b)")
"""A line of a list or of an index names other papers."""
SALUTATION = re.compile(r"^\s*(?:dear|hi|hello|to whom)\b", re.IGNORECASE)
DEAR = re.compile(r"^[ \t]*dear\b.{0,60}$", re.IGNORECASE | re.MULTILINE)
CLOSING = re.compile(r"\b(?:yours (?:sincerely|faithfully|truly)|regards)\b", re.IGNORECASE)
QUOTED = re.compile(r"^[> \t]*(?:On\s(.{6,60}?)\swrote:|(?:Sent|Date):\s(.{6,60}))", re.IGNORECASE | re.MULTILINE)
WORD = re.compile(r"[a-z][a-z'-]+")
PLAIN_KINDS = words("document scan photograph scanned image archive data spreadsheet file other correspondence misc")
OWN_STAFF = words(
    "social worker allocated previous former current local authority council authority's council's first initial"
)
"""Who wrote it, in words that its own text need not use."""
ENTRY_TOPICS = words(
    "strategy core_group conference initial_conference review_conference review supervision home_visit"
    " case_note legal_planning professionals section47"
)


@dataclass(frozen=True, slots=True)
class Held:
    """One document the file holds (a record, a headed page inside one, an e-mail quoted in one)."""

    record: str
    forms: frozenset[str]
    topics: frozenset[str]
    days: frozenset[datetime.date]
    words: frozenset[str]
    """Words of its title, path and first and last page, casefolded."""
    exact: bool = False
    """Its date is certain (an entry in running notes): no days of grace."""


@dataclass(slots=True)
class Holdings:
    """All documents held, by day and by month, for look-ups that do not walk the whole file."""

    by_month: dict[tuple[int, int], list[Held]] = field(default_factory=lambda: defaultdict(list))
    every: list[Held] = field(default_factory=list)

    def add(self, held: Held) -> None:
        self.every.append(held)
        for month in sorted({(day.year, day.month) for day in held.days}):
            self.by_month[month].append(held)

    def near(self, date: WrittenDate | None) -> list[Held]:
        """Documents that ``date`` could mean, before kind is looked at: all of them when there is no date."""
        if date is None or not date.year:
            return self.every
        if not date.month:
            return [held for held in self.every if any(day.year == date.year for day in held.days)]
        months = [(date.year, date.month)]
        if date.exact:
            around = (date.exact - BEFORE_MEETING, date.exact - NEAR, date.exact + NEAR)
            months += [(day.year, day.month) for day in around]
        return [held for month in dict.fromkeys(months) for held in self.by_month.get(month, ())]


def holdings(texts: Iterable[RecordText]) -> Holdings:
    """Reads every record once. Records without text are known by title, path and manifest date alone."""
    found = Holdings()
    for item in texts:
        for held in _documents(item):
            found.add(held)
    return found


def holds(*, mention: DocumentMention, holdings: Holdings) -> bool:
    """Whether some document of the file is the one spoken of."""
    return any(_same(mention, held) for held in holdings.near(mention.date))


def _documents(item: RecordText) -> Iterator[Held]:
    record = item.record
    pages = [plain(page) for page in item.pages]
    name = re.sub(r"[_./:-]+", " ", f"{record.title} ¶ {record.type} ¶ {record.path}")
    heading = _heading(pages[0]) if pages else ""
    label = f"{name} ¶ {heading}"
    file = record.path.replace("::", "/").rpartition("/")[2]
    forms = forms_of(re.sub(r"[_.-]+", " ", f"{record.title} ¶ {record.type} ¶ {file} ¶ {heading}"))
    forms = forms | _forms_by_content(item, pages) or forms_of(label)
    days = {day for text in (record.date, dict(record.meta).get("sent", "")) if (day := from_iso(text))}
    spoken = f"{record.title} ¶ {record.path.replace('_', ' ')} ¶ "
    days |= _days(spoken) | _run_together(spoken) | _days(heading) | _labelled_days(pages[:1] + pages[-1:])
    near = " ".join(
        [name, record.author, *dict(record.meta).values(), *(page[:4000] for page in pages[:1] + pages[1:][-1:])]
    )
    own_words = frozenset(WORD.findall(near.casefold()))
    yield Held(record.id, frozenset(forms), topics_of(label), frozenset(days), own_words)
    if appendices := _appendices(pages):
        yield Held(record.id, frozenset({"appendix"}), appendices, frozenset(days), own_words)
    yield from _inside(record.id, pages, own_words)


def _appendices(pages: list[str]) -> frozenset[str]:
    """Appendices that begin a line somewhere in the record."""
    return frozenset(" ".join(match.group().casefold().split()) for page in pages for match in APPENDIX.finditer(page))


def _inside(record: str, pages: list[str], own_words: frozenset[str]) -> Iterator[Held]:
    """Documents within a record: headed pages of a scanned bundle, quoted e-mails, entries of running notes."""
    for page in pages[1:]:
        heading = _heading(page, within=True)
        if (days := _days(heading)) and forms_of(heading):
            page_words = frozenset(WORD.findall(page.casefold()))
            yield Held(record, forms_of(heading), topics_of(heading), frozenset(days), page_words)
    for page in pages:
        quoted = {day for match in QUOTED.finditer(page) for day in _days(match[1] or match[2])}
        if quoted:
            yield Held(record, frozenset({"email"}), topics_of(page[:600]), frozenset(quoted), own_words)
        for entry in entries_in(page):
            topics = topics_of(entry.heading) & ENTRY_TOPICS
            form = frozenset({"record", "note", "minutes", "meeting"})
            yield Held(record, form, topics | {"case_note"}, frozenset({entry.day}), frozenset(), exact=True)


def _heading(page: str, *, within: bool = False) -> str:
    """The short lines at the top of a page, up to a salutation; ``within`` a record, up to the first line of prose."""
    lines: list[str] = []
    other_day = runs_on = False
    runs = len(list(entries_in(page))) > 1
    for line in [line.strip() for line in page.split("\n") if line.strip()][:HEAD_LINES]:
        if runs and any(entries_in(line)):
            break
        if SALUTATION.search(line) or len(line) > LONGEST_HEADING:
            break
        if re.match(r"[>\s]*(?:dear|from|to|cc|subject)\b", line, re.IGNORECASE) and ":" not in line[:9]:
            break
        skipped, other_day = other_day, bool(OTHER_DAY.search(line))
        if skipped and _days(line):
            continue
        prose = bool(runs_on or PROSE.search(line) or SENTENCE_LINE.search(line))
        runs_on = prose and len(line) >= FULL_LINE and not line.endswith((".", "?", "!", ":"))
        if prose and within:
            break
        if prose or SPEAKS_OF_OTHERS.search(line) or LISTED.search(line):
            continue
        lines.append(line)
    return " ¶ ".join(lines[:8])


def _labelled_days(pages: list[str]) -> set[datetime.date]:
    """Dates behind a label ("Date", "Held", "Signed"): on the same line, or alone on the next one."""
    days: set[datetime.date] = set()
    for page in pages:
        lines = [line.strip() for line in page.split("\n") if line.strip()]
        lines = lines[:60] + lines[60:][-12:]
        for number, line in enumerate(lines):
            if len(line) > LONGEST_HEADING or not LABELLED.search(line) or OTHER_DAY.search(line) or PROSE.search(line):
                continue
            following = lines[number + 1] if number + 1 < len(lines) and len(lines[number + 1]) < 40 else ""
            days |= _days(line) or _days(following)
    return days


def _run_together(text: str) -> set[datetime.date]:
    """Days in file names such as ``20170604 report.pdf``."""
    found = (calendar_day(year=int(m[1]), month=int(m[2]), day=int(m[3])) for m in RUN_TOGETHER.finditer(text))
    return {day for day in found if day}


def _days(text: str) -> set[datetime.date]:
    return {date.exact for date in dates_in(text or "") if date.exact}


def _forms_by_content(item: RecordText, pages: list[str]) -> set[str]:
    forms: set[str] = set()
    if item.record.media_type in ("message/rfc822", "application/vnd.ms-outlook") or dict(item.record.meta).get("from"):
        forms.add("email")
    first = pages[0] if pages else ""
    if re.match(r"\s*(?:(?:from|to|date|sent|subject|cc):.*\n){3}", first, re.IGNORECASE):
        forms.add("email")
    elif (greeting := DEAR.search(first)) and CLOSING.search(first, greeting.end()):
        forms.add("letter")
    return forms


def _same(mention: DocumentMention, held: Held) -> bool:
    apart = _apart(mention, held)
    if apart is None or (held.exact and apart):
        return False
    shared = mention.topics & held.topics
    telling = shared - LOOSE_TOPICS
    if (whose := mention.topics - FORM_TOPICS) and telling <= FORM_TOPICS and telling:
        # "the health chronology" is not any chronology: what it is about, or who made it, has to agree as well.
        return bool(whose & held.topics or mention.names & held.words)
    if mention.topics - LOOSE_TOPICS and held.topics - LOOSE_TOPICS and not telling:
        return False
    alike = bool(ALIKE[mention.form] & held.forms)
    named = not mention.names or bool(mention.names & held.words)
    if mention.date is None:
        return _same_undated(alike=alike, telling=bool(telling), shared=bool(shared), mention=mention, named=named)
    if telling:
        planned = mention.form == "minutes" and "plan" in held.forms  # of the meeting that made the plan
        return alike or planned or not held.forms or mention.form in ("record", "form", "meeting")
    if not alike and (held.forms or not shared):
        return False
    if mention.topics and not shared and not mention.names & held.words:
        return bool(mention.words & held.words & _title_words(mention)) and apart == 0
    return named and (bool(mention.names or shared) or apart == 0) and _told_alike(mention, held)


def _same_undated(*, alike: bool, telling: bool, shared: bool, mention: DocumentMention, named: bool) -> bool:
    if telling or (shared and not mention.topics - LOOSE_TOPICS):
        return alike
    return alike and not mention.topics and bool(mention.names) and named


def _title_words(mention: DocumentMention) -> frozenset[str]:
    return frozenset(word for word in mention.words if not forms_of(word) and len(word) > 3)


def _told_alike(mention: DocumentMention, held: Held) -> bool:
    """A letter "from the women's refuge" is not any letter of that day: some telling word must stand in it too."""
    telling = _title_words(mention) - OWN_STAFF
    return bool(mention.names or mention.topics) or not telling or not held.words or bool(telling & held.words)


def _apart(mention: DocumentMention, held: Held) -> int | None:
    """Days between the date spoken of and the nearest date of the document; None when they cannot be the same."""
    date = mention.date
    if date is None:
        return 0
    if not date.month:
        return 0 if any(day.year == date.year for day in held.days) else None
    if not date.day:
        return 0 if any((day.year, day.month) == (date.year, date.month) for day in held.days) else None
    if not date.year:
        return 0 if any((day.month, day.day) == (date.month, date.day) for day in held.days) else None
    gaps = [abs((day - mention.day).days) for day in held.days if mention.day]
    return min(gaps) if gaps and min(gaps) <= NEAR.days else None
