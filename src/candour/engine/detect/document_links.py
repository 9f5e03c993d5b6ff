"""Ties a document to the date that is its own; a date that belongs to an event in the same sentence is refused."""

from __future__ import annotations

import re

from candour.engine.detect.document_grammar import (
    AFTER_DATE,
    BETWEEN,
    CLAUSE,
    DATED,
    DETERMINERS,
    FULL_LINE,
    INDEFINITE,
    LINK,
    MOST_WORDS,
    PASSIVE,
    PHRASE_STOP,
)
from candour.engine.detect.document_kinds import HEAD
from candour.engine.written_dates import LONE_YEAR, WrittenDate, dates_in


def linked_date(
    *, text: str, head: re.Match[str], start: int, tail: str, lead: list[str], form: str
) -> tuple[WrittenDate, int, bool, int] | None:
    """The date that belongs to the noun, where the phrase ends, if it is surely a document's date, where it starts."""
    indefinite = bool(lead) and lead[0] in INDEFINITE
    ahead = _leading_date(text=text, start=start, lead=lead)
    for date in [*dates_in(tail), *_lone_years(tail)]:
        between = tail[: date.start]
        runs_on = _runs_on(text=text, at=head.start(), after=text[head.end() + date.end : head.end() + date.end + 2])
        verdict = _link(between=between, form=form, indefinite=indefinite, date=date, runs_on=runs_on)
        if verdict != "no":
            end = head.end() + date.end
            closing = 1 if "(" in between and text[end : end + 1] == ")" else 0
            return date, end + closing, verdict == "sure", start
        break
    return (ahead[0], head.end(), False, ahead[1]) if ahead else None


def _lone_years(tail: str, *, offset: int = 0) -> list[WrittenDate]:
    match = LONE_YEAR.search(tail)
    return [WrittenDate(match.start() + offset, match.end() + offset, int(match.group()), 0, 0)] if match else []


def _leading_date(*, text: str, start: int, lead: list[str]) -> tuple[WrittenDate, int] | None:
    """``the 3 March 2017 viability assessment``: the date stands before the noun, after a determiner."""
    if lead and lead[0] in DETERMINERS:
        return None
    window = text[max(0, start - 40) : start]
    dates = list(dates_in(window)) or _lone_years(window[-6:], offset=len(window[:-6]))
    if not dates or window[dates[-1].end :].strip() or not dates[-1].year:
        return None
    opening = re.search(r"\b(\w+)\s+$", window[: dates[-1].start])
    if opening is None or opening[1].casefold() not in DETERMINERS:
        return None
    return dates[-1], start - len(window) + opening.start()


def with_author(text: str, end: int) -> int:
    """The phrase goes on behind its date: "a letter dated 3 May 2016 from the school"."""
    match = AFTER_DATE.match(text, end)
    if match is None:
        return end
    stop = PHRASE_STOP.search(text, match.start(), match.end())
    return stop.start() if stop else match.end()


def _runs_on(*, text: str, at: int, after: str) -> bool:
    """Whether a line end between noun and date is only a wrapped line: a full line, and the date does not head one."""
    line = text[text.rfind("\n", 0, at) + 1 : (text.find("\n", at) + 1 or len(text) + 1) - 1]
    return len(line) >= FULL_LINE and (after[:1] in ",.;)" or after[1:2].islower())


def _link(*, between: str, form: str, indefinite: bool, date: WrittenDate, runs_on: bool) -> str:
    """``sure``, ``likely`` or ``no``: whether the words between noun and date tie them together."""
    passive = PASSIVE.search(between)
    words = PASSIVE.sub(" ", BETWEEN.sub(" ", between))
    if CLAUSE.search(words) or len(words.split()) > MOST_WORDS or "\n\n" in words:
        return "no"
    own = [match for match in HEAD.finditer(words) if match.lastgroup != "meeting"]
    if own and not re.search(r"\b(?:of|for|from|in|to)\b[^,;]*$", words[: own[-1].start()]):
        return "no"
    if own and not DATED.search(words) and own[-1].lastgroup not in ("record", "note", "form", "advice"):
        return "no"
    link = LINK.search(words)
    if link is None:
        return "no"
    if DATED.search(words):
        return "sure"
    return _weaker_link(
        link=link, words=words, form=form, indefinite=indefinite, passive=bool(passive), date=date, runs_on=runs_on
    )


def _weaker_link(
    *, link: re.Match[str], words: str, form: str, indefinite: bool, passive: bool, date: WrittenDate, runs_on: bool
) -> str:
    made, of = (link["made"] or "").casefold(), (link["of"] or "").casefold()
    if made:
        loose = made == "received" and (passive or not link["prep"])
        return "no" if (indefinite and form != "meeting") or loose else "likely"
    if link["open"]:
        return "sure" if re.fullmatch(r"\s*(?:by\s+[^()]{2,50})?\s*\([^()]*", words) else "likely"
    if of == "of":
        return "no" if indefinite and not date.month else "likely"
    if of == "on":
        event = [match for match in HEAD.finditer(words) if match.lastgroup == "meeting"]
        decided = bool(event) and form in ("plan", "agreement")  # what a meeting decided stands in its minutes
        return "likely" if not (indefinite or decided) and (event or form in ("minutes", "order")) else "no"
    if of == "from":
        return "likely" if not indefinite and form in ("minutes", "letter", "email", "note", "report") else "no"
    if of == "for":
        return "likely" if form in ("log", "record", "report", "note") and not date.day and not indefinite else "no"
    if of == "in":
        return "no"
    near = ("\n" not in words or runs_on) and not indefinite and len(words.split()) <= 8
    return "likely" if near and date.month else "no"
