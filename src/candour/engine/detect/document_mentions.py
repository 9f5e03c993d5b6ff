"""Finds where a text speaks of a particular document: its kind with a date, an author, or "attached", "not on file".

It does not say whether the document is held, and leaves alone what is only an event, a plan for later or a kind of
document in general.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

from candour.engine.detect.document_grammar import (
    ABOUT,
    ABSENT,
    AFTERWARDS,
    AUTHOR,
    COMPOUND,
    CUE,
    DETERMINERS,
    HANDED,
    HANDED_AFTER,
    INDEFINITE,
    JOINED,
    LEAD_WORD,
    MONTH_NAME,
    NAME,
    NOT_NAMES,
    NUMBERED,
    PHRASE_STOP,
    REACH,
    REFERS,
    SEE,
    SENTENCE,
    STOPS,
    VERBAL,
    WORD,
)
from candour.engine.detect.document_kinds import NEED_SAID, NEED_TOPIC, heads, topics_of
from candour.engine.detect.document_links import linked_date, with_author
from candour.engine.written_dates import WrittenDate, calendar_day

OLDEST = 20
"""Years: a bare date that long before the paper it stands in is somebody's birth."""


@dataclass(frozen=True, slots=True)
class DocumentMention:
    """A document spoken of on ``page`` of a record. ``phrase`` is as written, white space made single."""

    page: int
    phrase: str
    form: str
    topics: frozenset[str]
    date: WrittenDate | None
    names: frozenset[str]
    """Names in the phrase, casefolded words."""
    words: frozenset[str]
    """Every other telling word of it, casefolded."""
    strong: bool
    """The text says that there is such a document ("dated", "attached", "see", "not on file")."""

    @property
    def day(self) -> datetime.date | None:
        return self.date.exact if self.date else None


def mentions_in(*, text: str, page: int, told: datetime.date | None) -> Iterator[DocumentMention]:
    """Documents spoken of in one page of plain text (see ``record_text.plain``). ``told`` is the date of the record,
    used for dates written without a year; a date after it, not said to be a document's own date, is a plan for later.
    """
    taken = -1
    for head in heads(text):
        if head.start() < taken:
            continue
        found = _mention(text=text, head=head, page=page, told=told)
        if found:
            mention, taken = found
            yield mention


def _mention(
    *, text: str, head: re.Match[str], page: int, told: datetime.date | None
) -> tuple[DocumentMention, int] | None:
    start, lead = _opening(text=text, at=head.start())
    if lead is None or COMPOUND.match(text, head.end()):
        return None
    tail = _sentence(text[head.end() : head.end() + REACH])
    before = _same_sentence(text[max(0, start - 140) : start])
    form = head.lastgroup or ""
    linked = linked_date(text=text, head=head, start=start, tail=tail, lead=lead, form=form)
    if linked:
        date, end, strong, start = linked
        date, end = _with_year(date, told=told), with_author(text, end)
        strong = strong or _said_to_exist(text=text, before=before, end=end, form=form, lead=lead)
    else:
        date, strong = None, True
        end = _undated_end(before=before, tail=tail, form=form, lead=lead, at=head.end(), text=text, start=start)
        if end < 0:
            return None
    phrase = " ".join(text[start:end].split()).strip(" ,(")
    names, telling = _telling_words(phrase)
    mention = DocumentMention(page, phrase, form, topics_of(phrase), date, names, telling, strong)
    return (mention, end) if _worth_it(mention, lead=lead, told=told) else None


def _same_sentence(before: str) -> str:
    stops = [stop.end() for stop in SENTENCE.finditer(before)]
    return before[stops[-1] :] if stops and before[stops[-1] :].strip() else ("" if stops else before)


def _said_to_exist(*, text: str, before: str, end: int, form: str, lead: list[str]) -> bool:
    """A meeting is a document only where its minutes are spoken of, or the text refers to it as it does to papers."""
    if AFTERWARDS.search(text[end : end + 120]):
        return True
    if form == "meeting":
        return bool(REFERS.search(before)) and not (lead and lead[0] in INDEFINITE)
    return bool(CUE.search(before))


def _opening(*, text: str, at: int) -> tuple[int, list[str] | None]:
    """Where the noun phrase that ends at ``at`` begins, and its words; None when the noun is used as a verb."""
    window = text[max(0, at - 90) : at]
    cut = max(window.rfind(mark) for mark in (".", ";", ":", "(", ")", "\n\n", ",", "•", '"'))
    tokens = list(LEAD_WORD.finditer(window, cut + 1))
    start = at
    lead: list[str] = []
    for number, token in enumerate(reversed(tokens)):
        word = token.group().casefold()
        if number > 6 or _gap(window, token.end(), tokens, number):
            break
        if number == 0 and word in VERBAL:
            return at, None
        if word == "and" and not _joins(tokens, len(tokens) - 1 - number):
            break
        if word != "and" and word in STOPS:
            break
        start = at - len(window) + token.start()
        lead.insert(0, word)
        if word in DETERMINERS:
            break
    return start, lead


def _gap(window: str, end: int, tokens: list[re.Match[str]], number: int) -> bool:
    following = tokens[len(tokens) - number].start() if number else len(window)
    between = window[end:following]
    return between.strip(" \n'-") != "" or "\n\n" in between


def _joins(tokens: list[re.Match[str]], index: int) -> bool:
    if not 0 < index < len(tokens) - 1:
        return False
    return f"{tokens[index - 1].group()} {tokens[index + 1].group()}".casefold() in JOINED


def _sentence(tail: str) -> str:
    stop = SENTENCE.search(tail)
    blank = tail.find("\n\n")
    ends = [place for place in (stop.start() if stop else -1, blank) if place >= 0]
    return tail[: min(ends)] if ends else tail


def _undated_end(*, before: str, tail: str, form: str, lead: list[str], at: int, text: str, start: int) -> int:
    """Where an undated mention ends ("see the chronology prepared by …"), or -1 when it is only a kind in general."""
    if lead and lead[0] in (INDEFINITE - {"a", "an"}):
        return -1
    handed = bool(HANDED.search(before))
    absent = bool(ABSENT.search(tail))
    author = AUTHOR.search(tail)
    after = bool(HANDED_AFTER.search(tail)) and not re.search(r"\bto be\b|\bwill\b", tail[:80])
    if not (handed or absent or after) or form in ("meeting", "advice") or (form == "appendix" and SEE.search(before)):
        return -1
    end = at
    if about := ABOUT.match(tail):
        stop = PHRASE_STOP.search(tail, 0, about.end())
        end = at + (stop.start() if stop else about.end())
    elif author:
        end = at + author.end(1)
    return end if author or topics_of(" ".join(text[start:end].split())) else -1


def _with_year(date: WrittenDate, *, told: datetime.date | None) -> WrittenDate:
    if date.year or told is None:
        return date
    year = told.year
    day = calendar_day(year=year, month=date.month, day=date.day)
    if day and day > told + datetime.timedelta(days=31):
        year -= 1
    return WrittenDate(date.start, date.end, year, date.month, date.day)


def _worth_it(mention: DocumentMention, *, lead: list[str], told: datetime.date | None) -> bool:
    form, date = mention.form, mention.date
    if lead and lead[-1] in NUMBERED:
        return False
    described = mention.day and form not in ("plan", "meeting") and (mention.words - {form} or mention.names)
    if form in NEED_TOPIC and not (mention.topics or mention.strong or described):
        return False
    if (
        form == "order"
        and not mention.topics
        and not re.search(r"\bcourt\b|\border of\b|\bdated\b|\bjudge?ment|\binjunction", mention.phrase, re.IGNORECASE)
    ):
        return False
    if form in NEED_SAID and not mention.strong:
        return False
    if form == "meeting" and not (mention.strong and mention.topics):
        return False
    if date and date.year and told and not mention.strong and date.year < told.year - OLDEST:
        return False
    later = date and date.exact and told and date.exact > told + datetime.timedelta(days=3)
    return not later or bool(re.search(r"\bdated\b", mention.phrase, re.IGNORECASE))


def _telling_words(phrase: str) -> tuple[frozenset[str], frozenset[str]]:
    names = {name for match in NAME.finditer(phrase) if (name := match.group().casefold()) not in NOT_NAMES}
    names = {name.removesuffix("'s") for name in names}
    words = {match.group().casefold().removesuffix("'s") for match in WORD.finditer(phrase)}
    telling = {word for word in words - names - STOPS - DETERMINERS - {"dated"} if not MONTH_NAME.fullmatch(word)}
    return frozenset(names), frozenset(telling)
