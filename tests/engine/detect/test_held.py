"""Which paper of the file a mention means: headings, labels, file names, quoted mail and entries of all sorts."""

from __future__ import annotations

import time

import pytest
from dated_papers import DATED
from papers_of_a_kind import OF_A_KIND
from record_factory import paper

from candour.engine.detect.flags import find_flags
from candour.engine.detect.record_text import RecordText
from candour.engine.detect.references import missing


@pytest.mark.parametrize(
    ("held", "phrase", "is_held"), [*DATED, *OF_A_KIND], ids=lambda value: value if isinstance(value, str) else ""
)
def test_a_mention_means_the_paper_that_agrees(held: RecordText, phrase: str, is_held: bool) -> None:
    opening = "Long opening line that is only there to be a long line of prose here."
    note = paper("z.txt", f"{opening}\nI note {phrase}, which matters.", title="Note", kind="Note", date="2018-06-01")
    gaps = missing(texts=[held, note], records=[held.record, note.record])
    assert (not any(gap.source == "z.txt" for gap in gaps)) is is_held


@pytest.mark.parametrize("piece", ["\n", " ", "report of ", "1/1/", "> ", "see the letter from "])
def test_a_page_of_nothing_but_one_thing_takes_no_time(piece: str) -> None:
    page = paper("a.pdf", piece * (30_000 // len(piece)), title="x", date="2017-01-01")
    start = time.process_time()
    missing(texts=[page], records=[page.record])
    find_flags(texts=[page], people=())
    assert time.process_time() - start < 5
