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
    AFTER_DATE,
    AUTHOR,
    CLAUSE,
    COMPOUND,
    CUE,
    DATED,
    DETERMINERS,
    HANDED,
    HANDED_AFTER,
    INDEFINITE,
    JOINED,
    LEAD_WORD,
    LINK,
    MONTH_NAME,
    MOST_WORDS,
    NAME,
    NOT_NAMES,
    NUMBERED,
    PASSIVE,
    PHRASE_STOP,
    REACH,
    SENTENCE,
    STOPS,
    VERBAL,
    WORD,
)
from candour.engine.detect.document_kinds import HEAD, NEED_TOPIC, topics_of
from candour.engine.detect.written_dates import LONE_YEAR, WrittenDate, calendar_day, dates_in


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
    for head in HEAD.finditer(text):
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
    before = text[max(0, start - 140) : start]
    form = head.lastgroup or ""
    linked = _linked_date(text=text, head=head, start=start, tail=tail, lead=lead, form=form)
    if linked:
        date, end, strong, start = linked
        date, end = _with_year(date, told=told), _with_author(text, end)
    else:
        date, strong = None, True
        end = _undated_end(before=before, tail=tail, form=form, lead=lead, at=head.end(), text=text, start=start)
        if end < 0:
            return None
    phrase = text[start:end]
    topics = topics_of(" ".join(phrase.split()))
    strong = strong or bool(CUE.search(before)) or bool(HANDED_AFTER.search(text[end : end + 60]))
    if not _worth_it(form=form, topics=topics, lead=lead, strong=strong, date=date, told=told, phrase=phrase):
        return None
    names, words = _telling_words(phrase)
    return (
        DocumentMention(page, " ".join(phrase.split()).strip(" ,("), form, topics, date, names, words, strong),
        end,
    )


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


def _linked_date(
    *, text: str, head: re.Match[str], start: int, tail: str, lead: list[str], form: str
) -> tuple[WrittenDate, int, bool, int] | None:
    """The date that belongs to the noun, where the phrase ends, if it is surely a document's date, where it starts."""
    indefinite = bool(lead) and lead[0] in INDEFINITE
    ahead = _leading_date(text=text, start=start, lead=lead)
    for date in [*dates_in(tail), *_lone_years(tail)]:
        between = tail[: date.start]
        verdict = _link(between=between, form=form, indefinite=indefinite, date=date)
        if verdict is None:
            break
        if verdict != "no":
            end = head.end() + date.end
            closing = 1 if "(" in between and text[end : end + 1] == ")" else 0
            return date, end + closing, verdict == "sure", start
        break
    return (ahead[0], head.end(), False, ahead[1]) if ahead else None


def _lone_years(tail: str) -> list[WrittenDate]:
    match = LONE_YEAR.search(tail)
    return [WrittenDate(match.start(), match.end(), int(match.group()), 0, 0)] if match else []


def _leading_date(*, text: str, start: int, lead: list[str]) -> tuple[WrittenDate, int] | None:
    """``the 3 March 2017 viability assessment``: the date stands before the noun, after a determiner."""
    if lead and lead[0] in DETERMINERS:
        return None
    window = text[max(0, start - 40) : start]
    dates = list(dates_in(window))
    if not dates or window[dates[-1].end :].strip() or not dates[-1].year:
        return None
    opening = re.search(r"\b(\w+)\s+$", window[: dates[-1].start])
    if opening is None or opening[1].casefold() not in DETERMINERS:
        return None
    return dates[-1], start - len(window) + opening.start()


def _with_author(text: str, end: int) -> int:
    """The phrase goes on behind its date: "a letter dated 3 May 2016 from the school"."""
    match = AFTER_DATE.match(text, end)
    if match is None:
        return end
    stop = PHRASE_STOP.search(text, match.start(), match.end())
    return stop.start() if stop else match.end()


def _link(*, between: str, form: str, indefinite: bool, date: WrittenDate) -> str | None:
    """``sure``, ``likely`` or ``no``: whether the words between noun and date tie them together."""
    passive = PASSIVE.search(between)
    words = PASSIVE.sub(" ", between)
    if CLAUSE.search(words) or len(words.split()) > MOST_WORDS or "\n\n" in words:
        return "no"
    own = [match for match in HEAD.finditer(words) if match.lastgroup != "meeting"]
    if own and not re.search(r"\b(?:of|for|from|in|to)\b[^,;]*$", words[: own[-1].start()]):
        return "no"
    if own and not DATED.search(words) and own[-1].lastgroup not in ("record", "note", "form"):
        return "no"
    link = LINK.search(words)
    if link is None:
        return "no"
    if DATED.search(words):
        return "sure"
    return _weaker_link(link=link, words=words, form=form, indefinite=indefinite, passive=bool(passive), date=date)


def _weaker_link(
    *, link: re.Match[str], words: str, form: str, indefinite: bool, passive: bool, date: WrittenDate
) -> str:
    made, of = (link["made"] or "").casefold(), (link["of"] or "").casefold()
    if made:
        loose = made == "received" and (passive or not link["prep"])
        return "no" if indefinite or loose else "likely"
    if link["open"]:
        return "sure" if re.fullmatch(r"\s*(?:by\s+[^()]{2,50})?\s*\([^()]*", words) else "likely"
    if of == "of":
        return "no" if indefinite and not date.month else "likely"
    if of == "on":
        event = [match for match in HEAD.finditer(words) if match.lastgroup == "meeting"]
        return "likely" if not indefinite and (event or form in ("minutes", "order")) else "no"
    if of == "from":
        return "likely" if not indefinite and form in ("minutes", "letter", "email", "note", "report") else "no"
    if of == "for":
        return "likely" if form in ("log", "record", "report") and not date.day and not indefinite else "no"
    if of == "in":
        return "no"
    near = "\n" not in words and not indefinite and len(words.split()) <= 8
    return "likely" if near and date.month else "no"


def _undated_end(*, before: str, tail: str, form: str, lead: list[str], at: int, text: str, start: int) -> int:
    """Where an undated mention ends ("see the chronology prepared by …"), or -1 when it is only a kind in general."""
    if lead and lead[0] in (INDEFINITE - {"a", "an"}):
        return -1
    handed = bool(HANDED.search(before))
    absent = bool(ABSENT.search(tail))
    author = AUTHOR.search(tail)
    after = bool(HANDED_AFTER.search(tail)) and not re.search(r"\bto be\b|\bwill\b", tail[:80])
    telling = bool(topics_of(" ".join(text[start : at + 40].split())))
    if not (handed or absent or after) or form in ("meeting", "advice") or not (telling or author):
        return -1
    about = ABOUT.match(tail)
    if about is None:
        return at + author.end(1) if author else at
    stop = PHRASE_STOP.search(tail, 0, about.end())
    return at + (stop.start() if stop else about.end())


def _with_year(date: WrittenDate, *, told: datetime.date | None) -> WrittenDate:
    if date.year or told is None:
        return date
    year = told.year
    day = calendar_day(year=year, month=date.month, day=date.day)
    if day and day > told + datetime.timedelta(days=31):
        year -= 1
    return WrittenDate(date.start, date.end, year, date.month, date.day)


def _worth_it(
    *,
    form: str,
    topics: frozenset[str],
    lead: list[str],
    strong: bool,
    date: WrittenDate | None,
    told: datetime.date | None,
    phrase: str,
) -> bool:
    if lead and lead[-1] in NUMBERED:
        return False
    if form in NEED_TOPIC and not topics and not strong:
        return False
    if form == "order" and not topics and not re.search(r"\bcourt\b|\border of\b", phrase, re.IGNORECASE):
        return False
    if form == "meeting" and not (strong and topics):
        return False
    later = date and date.exact and told and date.exact > told + datetime.timedelta(days=3)
    return not later or bool(re.search(r"\bdated\b", phrase, re.IGNORECASE))


def _telling_words(phrase: str) -> tuple[frozenset[str], frozenset[str]]:
    names = {name for match in NAME.finditer(phrase) if (name := match.group().casefold()) not in NOT_NAMES}
    names = {name.removesuffix("'s") for name in names}
    words = {match.group().casefold().removesuffix("'s") for match in WORD.finditer(phrase)}
    telling = {word for word in words - names - STOPS - DETERMINERS - {"dated"} if not MONTH_NAME.fullmatch(word)}
    return frozenset(names), frozenset(telling)
