"""Whose an unclear name is, as people said: what could be several people's becomes one person's, or nobody's of the register.

It takes no lock off by one person's word: that it is not somebody who is never to be disclosed, two people have to say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from candour.engine.decide.circle import VALUES, kinds_of
from candour.engine.decide.outcome import PASSAGE
from candour.engine.errors import Refused
from candour.engine.model import Identified, Mention, Person, Span

_NAMED = 10


def unclear(mention: Mention) -> bool:
    """Somebody can say whose it is: it could be several people's, and no value of the register tells."""
    span = mention.span
    return span.ambiguous and span.kind not in VALUES and not span.recogniser.startswith(PASSAGE)


def takes_lock_off(span: Span, person: str, *, people: Mapping[str, Person]) -> bool:
    """Whether saying that it is ``person`` ('': somebody else) says that it is not somebody with a mark on this kind."""
    others = (people.get(each) for each in span.candidates if each != person)
    return any(other is None or span.kind in kinds_of(other.never_disclose) for other in others)


def identified(
    mentions: Sequence[Mention], *, said: Sequence[Identified], people: Sequence[Person]
) -> Iterator[Mention]:
    """All ``mentions`` in their order, under their own ids, each with the owner that was said.

    Refused, naming the first ones, when anything that was said cannot be used. Nothing is given before that is known.
    """
    by_mention = {each.mention: each for each in reversed(said)}
    register = {person.id: person for person in people}
    there = {mention.id: mention for mention in mentions if mention.id in by_mention}
    faults = [
        f"mention {each.mention} {fault}"
        for each in said
        if (fault := _fault(each, there.get(each.mention), by_mention[each.mention], register))
    ]
    if faults:
        raise Refused(
            f"{len(faults)} of the answers to “who is it?” cannot be used: {'; '.join(faults[:_NAMED])}.",
            means="Nothing was released.",
            do="Correct them under `identified` in the decisions, or leave them out.",
        )
    return (_as_said(mention, by_mention.get(mention.id)) for mention in mentions)


def _fault(said: Identified, mention: Mention | None, first: Identified, people: Mapping[str, Person]) -> str:
    if said.person != first.person:
        return "is said to be two different people's"
    if mention is None:
        return "is not in this case"
    if not unclear(mention):
        return "is not unclear: nobody has to say whose it is"
    if said.person and said.person not in mention.span.candidates:
        return "cannot be this person's by what was found"
    by, approved = _name(said.by), _name(said.approved_by)
    if not by:
        return "does not say who said it"
    if takes_lock_off(mention.span, said.person, people=people) and approved in ("", by):
        return "could be somebody who is never to be disclosed: a second person has to confirm who it is"
    return ""


def _as_said(mention: Mention, said: Identified | None) -> Mention:
    if said is None:
        return mention
    old = mention.span
    span = Span(old.start, old.end, old.kind, said.person, (), old.score, old.recogniser)
    return Mention(mention.id, mention.record, mention.page, mention.layer, span, mention.text, mention.boxes)


def _name(text: str) -> str:
    return " ".join(text.split()).casefold()
