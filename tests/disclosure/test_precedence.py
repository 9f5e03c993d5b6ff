"""Whatever people decide, in whatever order: the database and the engine say the same, and undoing all leaves nothing."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.disclosure.disclosing import Office, office, opened, seen

from candour.cases.prepared import PreparedCase
from candour.cases.prepared import opened as prepared
from candour.disclosure.asking import request_for
from candour.disclosure.choices import Choice
from candour.disclosure.deciding import decide_mention, decide_pages, decide_person, decide_similar, undo
from candour.disclosure.entering import latest
from candour.disclosure.handing_over import handed
from candour.disclosure.models import About, Disclosure, Proposal
from candour.disclosure.queries import missing
from candour.disclosure.settled import settled
from candour.engine.decide.answers import index
from candour.engine.decide.circle import Circle
from candour.engine.decide.outcome import Judge
from candour.engine.decide.settle import Settler
from candour.engine.errors import Refused
from candour.engine.inputs import resolve_recipient
from candour.engine.model import Action
from candour.engine.produce import make_plan, make_proposals
from candour.ledger.acting import Actor, acting

pytestmark = pytest.mark.usefixtures("database")
OUT = (Action.KEEP, Action.REDACT)
PART = st.sampled_from([Choice(Action.KEEP), Choice(Action.REDACT, "third_party"), Choice(Action.REDACT, "safety")])
PAGE = st.sampled_from(
    [Choice(Action.KEEP), Choice(Action.REDACT), Choice(Action.WITHHOLD, "safety"), Choice(Action.LATER_STAGE)]
)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["person", "mention", "similar"]), st.integers(0, 30), PART),
        st.tuples(st.just("page"), st.integers(0, 30), PAGE),
    ),
    max_size=14,
)


class Back(Exception):
    """Ends an example: nothing of it stays."""


def test_database_and_engine_agree_and_undo_leaves_nothing(tmp_path: Path) -> None:
    here = office(tmp_path)
    one = opened(here, recipient="father", purpose="parent-request")
    with acting(Actor(user=here.manager.pk)):
        kept = prepared(case=here.case)

    @settings(max_examples=25, suppress_health_check=list(HealthCheck))
    @given(STEPS)
    def holds(steps) -> None:
        with contextlib.suppress(Back), acting(Actor(user=here.reviewer.pk)):
            before = [(each.mention, each.settled_by, each.action, each.ground) for each in settled(one)]
            made = [batch for step in steps if (batch := take(here, one, step))]
            agree(here, one, kept)
            for batch in reversed(made):
                undo(by=here.reviewer, disclosure=one, batch=batch)
            after = [(each.mention, each.settled_by, each.action, each.ground) for each in settled(one)]
            assert after == before
            raise Back

    holds()


def take(here: Office, one: Disclosure, step) -> str:
    """One decision on the latest version of what it is about; empty where a lock refuses it."""
    what, number, choice = step
    mentions = list(Proposal.objects.filter(disclosure=one).order_by("record", "page", "place"))
    mention = mentions[number % len(mentions)]
    people = sorted({owner for each in mentions for owner in each.owners})
    person = people[number % len(people)]
    pages = seen(one)
    page = pages[number % len(pages)]
    known = {"by": here.reviewer, "disclosure": one, "choice": choice}
    try:
        if what == "page":
            key = f"{page.page}:{page.record}"
            page = type(page)(page.record, page.page, page.shown, version(one, About.PAGE, key))
            return decide_pages(pages=[page], **known).batch
        if what == "person":
            return decide_person(person=person, version=version(one, About.PERSON, person), **known).batch
        if what == "similar":
            at = version(one, About.GROUP, mention.said)
            return decide_similar(mention=mention.mention, version=at, **known).batch
        at = version(one, About.MENTION, mention.mention)
        return decide_mention(mention=mention.mention, version=at, **known).batch
    except Refused:
        return ""


def version(one: Disclosure, about: About, key: str) -> int:
    found = latest(one, about, [key]).get(key)
    return found.version if found else 0


def agree(here: Office, one: Disclosure, kept: PreparedCase) -> None:
    request = request_for(one, inputs=kept.inputs, out=Path())
    given_over = handed(one, kept, approved_by=here.checker).decisions
    person, role = resolve_recipient(kept.inputs.people, one.recipient)
    people = (*kept.inputs.people, *kept.findings.found)
    circle = Circle(people=people, pack=request.pack, recipient=person, recipient_role=role)
    judge = Judge(circle=circle, pack=request.pack, recipient_role=role, purpose=one.purpose)
    answers = index(
        decisions=given_over, records=kept.inputs.intake.records, mentions=kept.findings.mentions,
        questions=kept.findings.questions, people=people, pack=request.pack,
        purpose=request.pack.purposes[one.purpose],
    )  # fmt: skip
    proposals = make_proposals(inputs=kept.inputs, findings=kept.findings, request=request)
    settler = Settler(judge=judge, answers=answers, proposals=proposals, accepted=False)
    ours = {each.mention: each for each in settled(one) if not each.question}
    for mention in kept.findings.mentions:
        page = settler.page(mention.record, mention.page) if mention.page else None
        if mention.id not in ours or not mention.page or (page is not None and page.action not in OUT):
            continue
        theirs, mine = settler.mention(mention), ours[mention.id]
        said = (theirs.action.value, theirs.ground) if theirs else ("", "")
        assert (mine.action, mine.ground if mine.action != "keep" else "") == said, (mention, mine)
    assert not settler.lifting
    left = bool(missing(one))
    with pytest.raises(Refused, match=r"no decision|no answer|two different") if left else contextlib.nullcontext():
        make_plan(inputs=kept.inputs, findings=kept.findings, request=request, decisions=given_over)
