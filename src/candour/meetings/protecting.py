"""What of the papers of a meeting may not go out as they are: details that somebody decided to remove, and locked ones.

It looks at what the engine found in the papers. Of papers that were never prepared it can say nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from candour.cases.found import Mention
from candour.cases.models import Person, Record
from candour.engine.decide.circle import kinds_of
from candour.meetings.distribution import Line, Standing
from candour.meetings.models import Attendee, Meeting, Thing


def to_redact(meeting: Meeting, lines: Sequence[Line]) -> dict[str, str]:
    """Of one person's lines: keys of the papers that go to them with something removed, and why, as a sentence."""
    found = {}
    for line in lines:
        paper = paper_of(meeting, line.thing)
        if line.standing is not Standing.GETS or paper is None:
            continue
        if line.details_go:
            found[paper.key] = f"Details are to be removed from {Thing(line.thing).label.lower()}."
        elif locked_in(paper, besides=line.attendee):
            found[paper.key] = f"{Thing(line.thing).label} names something that the register marks as never to be told."
    return found


def paper_of(meeting: Meeting, thing: str) -> Record | None:
    return meeting.report if thing == Thing.REPORT else meeting.minutes


def locked_in(paper: Record, *, besides: Attendee) -> bool:
    """Whether the paper holds what is marked as never to be told, of anybody but the person themselves."""
    own = besides.person.key if besides.person else ""
    marked = {
        person.key: kinds_of(frozenset(person.never_disclose))
        for person in Person.objects.filter(case=paper.case_id, gone_at=None).exclude(never_disclose=[])
        if person.key != own
    }
    if not marked:
        return False
    mentions = Mention.objects.filter(record=paper, gone_at=None).values_list("kind", "person", "candidates")
    return any(kind in marked.get(each, ()) for kind, person, candidates in mentions for each in {person, *candidates})
