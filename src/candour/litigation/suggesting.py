"""What the contradiction helper found, as pages show it: both passages, where they stand, why, and what was answered.

It compares nothing. What has other words by now is not shown; nor is what whoever looks may not see.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q

from candour.cases.models import Page
from candour.engine.differ import Difference
from candour.litigation import linking, versions
from candour.litigation.linking import Link, Linked
from candour.litigation.models import Statement, SuggestionAnswer
from candour.litigation.versions import Numbered

TITLES: Mapping[str, str] = {
    Difference.DATE: "Another date",
    Difference.PERSON: "Another person",
    Difference.DENIED: "One says it was so, the other that it was not",
    Difference.NUMBER: "Another number or amount",
    Difference.OUTCOME: "Another outcome",
    Difference.PLACE: "Another place",
    Difference.ABSENT: "A document that is said not to be there",
}
AROUND = 160
"""Characters that are shown around a passage."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Words with what stands around them."""

    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two passages to read side by side. ``theirs`` None: the paragraph contradicts itself."""

    name: str
    """Of the two passages: the same as long as they have the same words."""
    paragraph: Numbered
    title: str
    why: str
    mine: Passage
    theirs: Passage | None
    places: Sequence[Linked]
    """Where it stands, the clearest first."""
    linked: bool
    strength: float
    answers: Sequence[SuggestionAnswer] = ()


def name_of(kind: str, mine: str, theirs: str) -> str:
    """Names a suggestion by the words of its passages."""
    words = [kind, " ".join(mine.split()), " ".join(theirs.split())]
    return hashlib.sha256(json.dumps(words).encode()).hexdigest()


def suggestions(statement: Statement, found: Sequence[Mapping[str, Any]]) -> list[Suggestion]:
    """Those whose passages are still there, strongest first within each paragraph, with what was answered to them."""
    paragraphs = {each.row.paragraph: each for each in versions.numbered(statement) if each.number is not None}
    texts, pages = _texts(found), linking.shown(Link(*place[:2]) for item in found for place in item["places"])
    answers: dict[tuple[str, str], list[SuggestionAnswer]] = {}
    for row in SuggestionAnswer.objects.filter(statement=statement).select_related("by").order_by("pk"):
        answers.setdefault((row.paragraph, row.suggestion), []).append(row)
    made = {}
    for item in found:
        paragraph = paragraphs.get(item["paragraph"])
        one = paragraph and _suggestion(item, paragraph, texts, pages, answers)
        if one:
            made[one.paragraph.row.paragraph, one.name] = one
    return sorted(made.values(), key=lambda each: (each.paragraph.number or 0, -each.strength, each.name))


def _suggestion(
    item: Mapping[str, Any], paragraph: Numbered, texts: Mapping[Link, str], pages: Mapping[Link, Linked],
    answers: Mapping[tuple[str, str], Sequence[SuggestionAnswer]],
) -> Suggestion | None:  # fmt: skip
    """None: one of the two passages is another by now, or may not be seen."""
    mine, theirs = paragraph.row.text[item["start"] : item["end"]], ""
    places = [(Link(record, page), start, end) for record, page, start, end in item["places"]]
    if places:
        link, start, end = places[0]
        theirs = texts.get(link, "")[start:end]
    if name_of(item["kind"], mine, theirs) != item["name"]:
        return None
    return Suggestion(
        name=item["name"],
        paragraph=paragraph,
        title=TITLES.get(item["kind"], "Stated differently"),
        why=item["why"],
        mine=_passage(paragraph.row.text, item["start"], item["end"]),
        theirs=_passage(texts[link], start, end) if places else None,
        places=list({link: pages[link] for link, _, _ in places if link in pages}.values()),
        linked=item["linked"],
        strength=item["strength"],
        answers=answers.get((paragraph.row.paragraph, item["name"]), ()),
    )


def _passage(text: str, start: int, end: int) -> Passage:
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    return Passage(
        before=f"…{before.partition(' ')[2]}" if start > AROUND else before,
        words=text[start:end],
        after=f"{after.rpartition(' ')[0]}…" if end + AROUND < len(text) else after,
    )


def _texts(found: Sequence[Mapping[str, Any]]) -> dict[Link, str]:
    """Texts of the pages on which the clearest passages stand."""
    wanted = {Link(*item["places"][0][:2]) for item in found if item["places"]}
    if not wanted:
        return {}
    here = reduce(or_, (Q(record=link.record, number=link.page) for link in wanted))
    rows = Page.objects.filter(here).values_list("record", "number", "text")
    return {Link(record, number): text for record, number, text in rows}
