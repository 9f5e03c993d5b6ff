"""What holds for any case and any decisions: locks stay, each page stands once, equal inputs give equal plans."""

import contextlib

from hypothesis import given, settings
from hypothesis import strategies as st

from candour.engine.errors import Refused
from candour.engine.model import Action, Decision, Flag, FlagKind, Kind, Mention

from .cases import DAD, MAM, NIA, PEOPLE, Situation, mention, record

RECORDS = (record("R1", pages=2), record("R2", pages=1, duplicate_of="R1"), record("R3", pages=0))
PLACES = (("R1", 1), ("R1", 2), ("R2", 1))
IDS = [person.id for person in PEOPLE]
TEXTS = ["Tyrone", "07700 900002", "8 Larch Mews", "FG4 5CD", "Nia", "Grant", "Fell End", "Bev Duckett"]
RECIPIENTS = [(NIA, "subject", "subject-access"), (DAD, "father", "parent-request"), (MAM, "mother", "court-family"),
              (None, "court", "court-family"), (None, "police", "police"), (None, "dbs", "dbs")]  # fmt: skip


@st.composite
def mentions(draw: st.DrawFn) -> tuple[Mention, ...]:
    drawn = draw(
        st.lists(
            st.tuples(
                st.sampled_from(PLACES), st.sampled_from(list(Kind)), st.sampled_from(["", *IDS]),
                st.lists(st.sampled_from(IDS), max_size=3, unique=True), st.sampled_from(TEXTS),
            ),
            max_size=8,
        )
    )  # fmt: skip
    return tuple(
        mention(
            text, kind, person, page=page, of=of, line=line, id=f"m-{line}", candidates=() if person else tuple(several)
        )
        for line, ((of, page), kind, person, several, text) in enumerate(drawn)
    )


def decisions(found: tuple[Mention, ...]) -> st.SearchStrategy[list[Decision]]:
    about = [{"record": record.id} for record in RECORDS]
    about += [{"record": of, "page": page} for of, page in PLACES]  # type: ignore[dict-item]
    about += [{"mention": item.id} for item in found] + [{"person": person} for person in IDS]
    return st.lists(
        st.builds(
            lambda action, target: Decision(action, ground="third_party", explanation="Because.", **target),
            st.sampled_from(list(Action)),
            st.sampled_from(about),
        ),
        max_size=12,
        unique_by=lambda item: (item.record, item.page, item.mention, item.person),
    )


flags = st.lists(
    st.builds(Flag, st.sampled_from(list(FlagKind)), st.sampled_from(["R1", "R2"]), st.sampled_from([0, 1])), max_size=3
)


@settings(max_examples=150, deadline=None)
@given(data=st.data(), to=st.sampled_from(RECIPIENTS), found=mentions(), flagged=flags, accepted=st.booleans())
def test_a_lock_stays_and_every_page_stands_once(data, to, found, flagged, accepted) -> None:  # type: ignore[no-untyped-def]
    recipient, role, purpose = to
    case = Situation(
        mentions=found, records=RECORDS, flags=flagged, recipient=recipient, role=role, purpose=purpose,
        decisions=tuple(data.draw(decisions(found))), accepted=accepted,
    )  # fmt: skip
    locked = {item.mention for item in case.proposals() if item.locked}
    with contextlib.suppress(Refused):
        plan = case.plan()
        assert plan == case.plan()
        assert sorted((page.record, page.page) for page in plan.pages) == [*PLACES, ("R3", 0)]
        marked = {mark.mention for page in plan.pages for mark in page.marks}
        out = {(page.record, page.page) for page in plan.pages if page.action in (Action.KEEP, Action.REDACT)}
        joined = {box for page in plan.pages for mark in page.marks for box in mark.boxes}
        for item in found:
            if item.id in locked and (item.record, item.page) in out:
                assert item.id in marked or set(item.boxes) <= joined
        assert all(page.ground for page in plan.pages if page.action is Action.WITHHOLD)
        assert all(mark.ground for page in plan.pages for mark in page.marks)
        assert not any(mark.label and not plan.grounds[mark.ground].told for page in plan.pages for mark in page.marks)


@settings(max_examples=100, deadline=None)
@given(found=mentions(), to=st.sampled_from(RECIPIENTS))
def test_a_trial_run_of_any_case_is_never_refused(found: tuple[Mention, ...], to: tuple) -> None:  # type: ignore[type-arg]
    recipient, role, purpose = to
    plan = Situation(mentions=found, records=RECORDS, recipient=recipient, role=role, purpose=purpose).plan()
    assert plan.accepted


@given(
    kind=st.sampled_from(list(Kind)), several=st.lists(st.sampled_from(IDS), min_size=2, max_size=4, unique=True),
    to=st.sampled_from(RECIPIENTS),
)  # fmt: skip
def test_several_candidates_are_never_milder_than_one(kind: Kind, several: list[str], to: tuple) -> None:  # type: ignore[type-arg]
    recipient, role, purpose = to

    def action(**who: object) -> Action:
        case = Situation(mentions=(mention("Jack", kind, **who),), recipient=recipient, role=role, purpose=purpose)  # type: ignore[arg-type]
        return next((item.action for item in case.proposals()), Action.KEEP)

    alone = {action(person=person) for person in several}
    assert (action(candidates=tuple(several)) is Action.REDACT) == (Action.REDACT in alone)
