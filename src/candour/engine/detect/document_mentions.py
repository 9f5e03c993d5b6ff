"""Finds where a text speaks of a particular document: its kind with a date, an author, or "attached", "not on file".

It does not say whether the document is held, and leaves alone what is only an event, a plan for later or a kind of
document in general.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

from candour.engine.detect.document_kinds import HEAD, NEED_TOPIC, topics_of, words
from candour.engine.detect.written_dates import LONE_YEAR, WrittenDate, calendar_day, dates_in

REACH = 150
"""How far after its noun, in code points, a document's date may stand."""
MOST_WORDS = 16

DETERMINERS = words(
    "the a an his her their my our your this that these its any another each every no"
)
INDEFINITE = words(
    "a an any another each every no some"
)
STOPS = words(
    "of to by in on at for with and from was is were are be been being has have had will would may might"
    " must can could should shall do does did said says told asked read see seen saw refer refers referred"
    " as but or if when while that which who whose where because so then than i we he she they it you not"
    " also both per under about into after before since until attached enclosed appended include includes"
    " including following via re is: received sent gave made completed filed prepared obtained given"
    " called further copy copies tabled considered shared wrote had"
)
JOINED = frozenset(
    ["child family", "drug alcohol", "parent child", "mother baby", "speech language", "care support", "health care",
     "children families", "needs risk", "alcohol drug"]
)
VERBAL = words(
    "to will would should may must can could shall not i we they please who and"
)
NUMBERED = words(
    "two three four five ten fifteen twenty thirty forty few several many hours some about"
)
MADE = (
    r"(?:dated|made|held|signed|written|sent|completed|filed|prepared|issued|produced|granted|given|taken|undertaken"
    r"|conducted|provided|circulated|compiled|updated|finalised|authored|submitted|typed|chaired|recorded|carried out"
    r"|drawn up|agreed|obtained|approved|drafted|published|received)"
)
PASSIVE = re.compile(
    rf"(?:,?\s*\b(?:which|that)\s+)?\b(?:is|was|were|are|has been|had been|have been|being)\s+(?:\w+ly\s+)?(?={MADE}\b)",
    re.IGNORECASE,
)
CLAUSE = re.compile(
    r"(?<![\w-])(?:is|was|were|are|has|have|had|will|would|may|might|must|should|shall|said|says|told|asked|stated|who|which|that"
    r"|when|where|if|because|but|to be|born|dob|d\.o\.b|since|until|till|due|expires?|ends?|before|after|between"
    r"|later|then|did|does|do|went|came|saw|met|attended|visited|reported|moved|called|rang|left|stayed|and(?= (?:he|she"
    r"|they|I|we|it)\b)|so)\b(?!-)|[;?!•]|\bunder\b(?! (?:section|s\.? ?\d))",
    re.IGNORECASE,
)
LINK = re.compile(
    rf"(?:\b(?P<made>{MADE})(?:\s+(?:and\s+\w+|by\s+[^,;()]{{2,60}}?))?,?\s*(?P<prep>on|in|of|at)?"
    rf"|\b(?P<of>of|from|for|on|in)|(?P<open>\()(?:dated\s*|of\s*|on\s*|,\s*)?|(?P<near>,|-|:)?)\s*(?:the\s+)?$",
    re.IGNORECASE,
)
DATED = re.compile(r"\bdated\s*:?\s*(?:the\s+)?$", re.IGNORECASE)
SENTENCE = re.compile(r"(?<!\bDr)(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bNo)(?<!\bSt)(?<!\b[A-Z])\.(?=\s+[\"'(]?[A-Z\u2022]|\s*$)")
CUE = re.compile(
    r"\b(?:attached|enclosed|appended|annexed|exhibit(?:ed)?|see|refer(?:red)? to|i have read|read|considered|tabled"
    r"|relied on|please find|copy of|copies of|set out in|recorded in|contained in|described in|found in|appendix|annex"
    r"|tab \d+|requested|asked for|missing|not on (?:the )?file|on file)\b",
    re.IGNORECASE,
)
ABSENT = re.compile(
    r"^[^.;]{0,60}?\b(?:(?:is|are|was|were|has|have|had|could|can|cannot|did)\s*(?:n't|not| never| still)?\s*(?:been\s+|be\s+)?"
    r"(?:not (?:on|in|with|held|been|found|kept|yet|located|available|received)|missing(?: from)|mislaid|lost|asked for|"
    r"requested|chased|found on|located|never (?:received|filed|sent))|not on (?:the |this )?file|is not (?:held|here))\b",
    re.IGNORECASE,
)
HANDED = re.compile(
    r"\b(?:please find (?:attached|enclosed)|i (?:attach|enclose)|(?:is|are) (?:attached|enclosed|appended)|attached"
    r"(?: is| are| please find)?|enclosed(?: is| are| please find)?|enc\.?|see|refer to|attach(?:ing|es)|enclos(?:ing|es))"
    r"[\s:]+(?:a copy of |copies of |also )?(?:the |my |our |his |her |their |your |a |an )?$",
    re.IGNORECASE,
)
HANDED_AFTER = re.compile(r"^[^.;]{0,70}?(?:\b(?:is|are|was|were)\s+)?\b(?:attached|enclosed|appended|annexed)\b", re.IGNORECASE)
AUTHOR = re.compile(
    r"^[^.;]{0,40}?\b(?:by|from|of)\s+(?:the\s+|his\s+|her\s+)?((?:(?:Dr|Mrs?|Ms|Miss|PC|DS|DC|Prof)\.?\s+)?[A-Z][\w'-]+"
    r"(?:\s+[A-Z][\w'-]+){0,3})"
)
NAME = re.compile(r"\b[A-Z][a-z]+(?:['-]?[A-Za-z]+)*\b")
NOT_NAMES = words(
    "the a an minutes dr mr mrs ms miss report assessment letter statement order section court county"
    " council family child children plan record initial review core group strategy discussion conference"
    " meeting chronology referral note notes may will monday tuesday wednesday thursday friday saturday"
    " sunday january february march april june july august september october november december appendix"
    " tab agency social work worker services his her my our their your health police school care"
    " protection personal education e-mail email form see please attached enclosed viability parenting"
    " interim certificate birth children's he she they this that"
)
WORD = re.compile(r"[A-Za-z][\w'&/-]*")


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
    if lead is None:
        return None
    tail = _sentence(text[head.end() : head.end() + REACH])
    before = text[max(0, start - 140) : start]
    form = head.lastgroup or ""
    linked = _linked_date(text=text, head=head, start=start, tail=tail, lead=lead, form=form)
    if linked:
        date, end, strong = linked
        date = _with_year(date, told=told)
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
    tokens = list(WORD.finditer(window, cut + 1))
    start, lead = at, []
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
) -> tuple[WrittenDate, int, bool] | None:
    """The date that belongs to the noun, where the phrase ends, and whether it is surely a document's date."""
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
            return date, end + closing, verdict == "sure"
        break
    return (ahead, head.end(), False) if ahead else None


def _lone_years(tail: str) -> list[WrittenDate]:
    match = LONE_YEAR.search(tail)
    return [WrittenDate(match.start(), match.end(), int(match.group()), 0, 0)] if match else []


def _leading_date(*, text: str, start: int, lead: list[str]) -> WrittenDate | None:
    """``the 3 March 2017 viability assessment``: the date stands before the noun, after a determiner."""
    if lead and lead[0] in DETERMINERS:
        return None
    window = text[max(0, start - 40) : start]
    dates = list(dates_in(window))
    if not dates or window[dates[-1].end :].strip() or not dates[-1].year:
        return None
    opening = window[: dates[-1].start].split()
    return dates[-1] if opening and opening[-1].casefold() in DETERMINERS else None


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
        return "no" if indefinite or (passive and made == "received") else "likely"
    if link["open"]:
        return "sure" if re.fullmatch(r"\s*(?:by\s+[^()]{2,50})?\s*\([^()]*", words) else "likely"
    if of == "of":
        return "likely"
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


def _undated_end(
    *, before: str, tail: str, form: str, lead: list[str], at: int, text: str, start: int
) -> int:
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
    if author:
        return at + author.end(1)
    about = re.match(r"\s+(?:of|for|on|from|by)\s+(?:the\s+|his\s+|her\s+)?[\w' -]{3,50}?(?=\s(?:is|are|was|were|has|attached|enclosed)\b|[.,;)]|$)", tail)
    return at + about.end() if about else at


def _with_year(date: WrittenDate, *, told: datetime.date | None) -> WrittenDate:
    if date.year or told is None:
        return date
    year = told.year
    day = calendar_day(year=year, month=date.month, day=date.day)
    if day and day > told + datetime.timedelta(days=31):
        year -= 1
    return WrittenDate(date.start, date.end, year, date.month, date.day)


def _worth_it(
    *, form: str, topics: frozenset[str], lead: list[str], strong: bool, date: WrittenDate | None,
    told: datetime.date | None, phrase: str,
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
    return frozenset(names), frozenset(words - names - STOPS - DETERMINERS - {"dated"})
