"""Sentences as case files write them, against an invented file: what is missing is reported, what is held is not.

Every third sentence of the first set was not looked at while the grammar was written; the second set came afterwards.
"""

from __future__ import annotations

import datetime
import re

import pytest
from record_factory import paper
from reference_file import family_file, sentences

from candour.engine.detect.document_mentions import mentions_in
from candour.engine.detect.held import holdings, holds

HELD = holdings(family_file())
NOTED = datetime.date(2016, 3, 1)
BEFORE = "The children were well and Ms Garrow had cleaned the kitchen."
AFTER = "Tilly showed me her drawing."
RECALL, PRECISION = 0.95, 0.9


def told(sentence: str) -> list[str]:
    """What is spoken of and not held when a note of 1 March 2016 says ``sentence``; the note is a record like any other."""
    note = paper("Case/note.txt", f"{BEFORE}\n\n{sentence}\n\n{AFTER}", title="note", date=NOTED.isoformat())
    own = holdings([note])
    mentions = mentions_in(text=note.pages[0], page=1, told=NOTED)
    return [
        mention.phrase
        for mention in mentions
        if not holds(mention=mention, holdings=HELD) and not holds(mention=mention, holdings=own)
    ]


def chosen(section: str, *, unseen: bool) -> list[str]:
    return [line for number, line in enumerate(sentences()[section]) if (number % 3 == 2) == unseen]


def sections(which: str) -> dict[str, list[str]]:
    if which == "second set":
        return sentences("references_second.txt")
    return {section: chosen(section, unseen=which == "held out") for section in ("held", "missing", "neither")}


def expected(sentence: str) -> int:
    """How many papers a sentence of the missing section speaks of: one, or one for each date or line of a list."""
    return max(1, len(re.findall(r"^- ", sentence, re.MULTILINE)), len(re.findall(r"\bdated\b", sentence)))


@pytest.mark.parametrize("which", ["developed on", "held out", "second set"])
def test_recall_and_precision(which: str) -> None:
    lines = sections(which)
    missed, wrong, right, wanted = [], [], 0, 0
    for line in lines["missing"]:
        details, due = told(line), expected(line)
        wanted += due
        right += min(due, len(details))
        missed += [line] * (len(details) < due)
        wrong += [(line, detail) for detail in details[due:]]
    for section in ("held", "neither"):
        wrong += [(line, detail) for line in lines[section] for detail in told(line)]
    recall, precision = right / wanted, right / (right + len(wrong))
    print(f"recall {recall:.3f} ({right}/{wanted}), precision {precision:.3f} ({len(wrong)} wrong)")
    assert recall >= RECALL, missed
    assert precision >= PRECISION, wrong
