"""What of the papers of a meeting may not go out as they are: details that somebody decided to remove, and locked ones.

It looks at what the engine found in the papers. Of papers that were never prepared it can say nothing.
"""

from __future__ import annotations

from candour.cases.found import Mention
from candour.cases.models import Person, Record
from candour.engine.decide.circle import kinds_of
from candour.meetings.distribution import Line, Standing
from candour.meetings.models import Attendee, Meeting, Thing


def to_redact(meeting: Meeting, line: Line) -> str:
    """Why the paper of one line does not go out as it is, as a sentence; empty: it may, or it does not go out."""
    paper = paper_of(meeting, line.thing)
    if line.standing is not Standing.GETS or paper is None:
        return ""
    if line.details_go:
        return f"Details are to be removed from {Thing(line.thing).label.lower()}."
    if locked_in(paper, besides=line.attendee):
        return f"{Thing(line.thing).label} names something that the register marks as never to be told."
    return ""


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
