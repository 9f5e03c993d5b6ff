"""The plan: refusals that name what is open, which decision counts, and every page exactly once."""

from dataclasses import replace

import pytest

from candour.engine.errors import Refused
from candour.engine.model import Action, Box, Decision, Flag, FlagKind, Kind, Order, Question

from .cases import DAD, MAM, NIA, Situation, keep, mention, record, remove

FRIEND_NAME = mention("Bev Duckett", Kind.PERSON, "P10")
LOCKED = mention("07700 900002", Kind.PHONE, "P2", line=1)
ORDER = Order("P2", frozenset({"phone"}), "P3", "Order of 2 May 2025", ("A. Lawyer", "B. Lawyer"))


def test_undecided_is_refused_by_id_and_never_by_text() -> None:
    two = Situation(records=(record(pages=2),), mentions=(FRIEND_NAME,)).reviewed(keep(record="R1", page=1))
    with pytest.raises(Refused) as caught:
        two.plan()
    message = str(caught.value)
    assert "1 page or record and 1 proposal have no decision" in message
    assert "record R1 page 1 mention m-R1-1-0" in message
    assert "record R1 page 2" in message
    assert "Duckett" not in message


def test_only_ten_are_named() -> None:
    with pytest.raises(Refused, match=r"12 pages or records.*page 10 …"):
        Situation(records=(record(pages=12),)).reviewed().plan()


def test_a_page_decided_redact_goes_out_as_proposed() -> None:
    plan = Situation(mentions=(FRIEND_NAME,)).reviewed(Decision(Action.REDACT, record="R1")).plan()
    (page,) = plan.pages
    assert page.action is Action.REDACT
    (mark,) = page.marks
    assert (mark.ground, mark.label, mark.role, mark.kind) == ("third_party", "[a person]", "third_party", "PERSON")
    assert (plan.decided_by, plan.approved_by, plan.accepted) == ("A. Reviewer", "B. Checker", False)


def test_a_page_decided_keep_lifts_no_proposal() -> None:
    case = Situation(mentions=(FRIEND_NAME,))
    with pytest.raises(Refused, match="1 proposal"):
        case.reviewed(keep(record="R1")).plan()
    assert case.reviewed(keep(record="R1"), keep(mention="m-R1-1-0")).marked() == set()


def test_a_mention_counts_before_its_person_and_a_page_before_its_record() -> None:
    again = mention("Bev", Kind.PERSON, "P10", line=2)
    case = Situation(records=(record(pages=2),), mentions=(FRIEND_NAME, again))
    decided = case.reviewed(
        keep(record="R1"), Decision(Action.OUT_OF_SCOPE, record="R1", page=2), keep(person="P10"),
        remove(mention="m-R1-1-2"),
    )  # fmt: skip
    assert decided.marked() == {"m-R1-1-2"}
    assert [page.action for page in decided.plan().pages] == [Action.REDACT, Action.OUT_OF_SCOPE]


def test_a_person_decided_moves_every_mention_of_them() -> None:
    names = [mention("Nia", Kind.PERSON, "P1", line=line) for line in range(3)]
    case = Situation(mentions=names).reviewed(keep(record="R1"), remove(person="P1"))
    assert len(case.marked()) == 3


def test_an_ambiguous_mention_is_kept_only_if_each_candidate_is() -> None:
    case = Situation(mentions=(mention("Jack", Kind.PERSON, candidates=("P8", "P10")),))
    page = Decision(Action.REDACT, record="R1")
    assert case.reviewed(page, keep(person="P10")).marked() == {"m-R1-1-0"}
    assert case.reviewed(page, keep(person="P10"), keep(person="P8")).marked() == set()
    assert case.reviewed(page, keep(person="P10"), remove(person="P8")).marked() == {"m-R1-1-0"}


# -- locks


@pytest.mark.parametrize("lift", [keep(mention="m-R1-1-1"), keep(person="P2")])
def test_no_decision_lifts_a_lock(lift: Decision) -> None:
    case = Situation(mentions=(LOCKED,)).reviewed(keep(record="R1"), lift)
    with pytest.raises(Refused, match=r"never-disclose.*record R1 page 1 mention m-R1-1-1") as caught:
        case.plan()
    assert "900002" not in str(caught.value)


def test_a_lock_needs_no_decision() -> None:
    assert Situation(mentions=(LOCKED,)).reviewed(keep(record="R1")).marked() == {"m-R1-1-1"}


def test_an_order_that_two_confirmed_lets_a_person_lift_it() -> None:
    page = Decision(Action.REDACT, record="R1")
    case = Situation(mentions=(LOCKED,)).to(DAD, "court-family")
    ordered = replace(case.reviewed(page, keep(mention="m-R1-1-1")), orders=(ORDER,))
    assert ordered.marked() == set()
    assert replace(case.reviewed(page), orders=(ORDER,)).marked() == {"m-R1-1-1"}
    for_another = ordered.to(NIA, "subject-access")
    with pytest.raises(Refused, match="never-disclose"):
        for_another.plan()


@pytest.mark.parametrize(
    "order",
    [
        replace(ORDER, confirmed_by=("A. Lawyer",)),
        replace(ORDER, confirmed_by=("A. Lawyer", " a.  lawyer")),
        replace(ORDER, order=" "),
        replace(ORDER, person="P99"),
        replace(ORDER, fields=frozenset()),
    ],
)
def test_an_incomplete_order_is_refused(order: Order) -> None:
    case = Situation(mentions=(LOCKED,)).to(DAD, "court-family").reviewed(keep(record="R1"))
    with pytest.raises(Refused, match="Court order 1"):
        replace(case, orders=(order,)).plan()


def test_a_trial_run_uses_no_order() -> None:
    with pytest.raises(Refused, match="trial run"):
        replace(Situation(), orders=(ORDER,)).plan()


# -- who decides


@pytest.mark.parametrize(("by", "approved"), [("A", "A"), ("A", " a "), ("A", ""), ("", "B")])
def test_nobody_approves_their_own(by: str, approved: str) -> None:
    with pytest.raises(Refused, match="two different people"):
        replace(Situation().reviewed(keep(record="R1")), by=by, approved_by=approved).plan()


def test_decisions_of_another_case_are_refused() -> None:
    for accepted in (True, False):
        with pytest.raises(Refused, match="another case"):
            replace(Situation(), case="beef", accepted=accepted).plan()


@pytest.mark.parametrize(
    ("decision", "word"),
    [
        (keep(record="R9"), "a record that this case does not have"),
        (keep(record="R1", page=2), "a page that its record does not have"),
        (keep(mention="m-9"), "a mention that this case does not have"),
        (keep(person="P99"), "not in the register"),
        (keep(), "about one thing"),
        (keep(record="R1", person="P1"), "about one thing"),
        (Decision(Action.REDACT, person="P10"), "no ground"),
        (Decision(Action.WITHHOLD, record="R1"), "no ground"),
        (Decision(Action.WITHHOLD, record="R1", ground="spite"), "does not have"),
        (Decision(Action.DUPLICATE, person="P10"), "cannot be duplicate"),
        (Decision(Action.OUT_OF_SCOPE, record="R1"), "contradicts"),
    ],
)
def test_a_decision_that_cannot_be_used_is_refused(decision: Decision, word: str) -> None:
    with pytest.raises(Refused, match=word):
        Situation().reviewed(keep(record="R1"), decision).plan()


def test_a_court_is_owed_an_explanation() -> None:
    case = Situation(mentions=(FRIEND_NAME,), recipient=None, role="court", purpose="court-civil")
    bare = Decision(Action.REDACT, mention="m-R1-1-0", ground="not_relevant")
    with pytest.raises(Refused, match="no explanation"):
        case.reviewed(keep(record="R1"), bare).plan()
    explained = replace(bare, explanation="A bystander.")
    (page,) = case.reviewed(keep(record="R1"), explained).plan().pages
    assert page.marks[0].explanation == "A bystander."


# -- questions


def test_open_questions_are_answered_or_listed() -> None:
    question = Question("q-1", "R1", 1, "school", "P2", (Box(0, 0, 9, 9),))
    case = Situation(questions=(question,))
    assert case.plan().questions == (question,)
    with pytest.raises(Refused, match="record R1 page 1 question q-1"):
        case.reviewed(keep(record="R1")).plan()
    assert case.reviewed(keep(record="R1"), keep(mention="q-1")).marked() == set()
    assert case.reviewed(keep(record="R1"), remove("safety", mention="q-1")).marked() == {"q-1"}


# -- pages


def test_pages_stand_in_order_of_date_and_each_once() -> None:
    records = (
        record("C", pages=2), record("B", date="2020-01-02"), record("A", date="2020-01-02"), record("D", pages=0),
        record("Z", pages=0), record("Z.1", parent="Z", date="2019-01-01"),
    )  # fmt: skip
    plan = Situation(records=records).plan()
    assert [(page.record, page.page) for page in plan.pages] == [
        ("Z.1", 1), ("A", 1), ("B", 1), ("C", 1), ("C", 2), ("D", 0),
    ]  # fmt: skip
    assert plan.pages[-1].action is Action.CANNOT_OPEN


def test_what_could_not_be_opened_needs_a_named_person() -> None:
    case = Situation(records=(record("D", pages=0),))
    for nothing in ((), (keep(record="D"),)):
        with pytest.raises(Refused, match="record D"):
            case.reviewed(*nothing).plan()
    (page,) = case.reviewed(Decision(Action.LATER_STAGE, record="D", explanation="Locked.")).plan().pages
    assert (page.action, page.explanation) == (Action.LATER_STAGE, "Locked.")


def test_a_withheld_record_is_accepted_or_lifted_page_by_page() -> None:
    case = Situation(records=(record(pages=2),), flags=(Flag(FlagKind.PRIVILEGE, "R1"),))
    assert [page.action for page in case.plan().pages] == [Action.WITHHOLD] * 2
    held = Decision(Action.WITHHOLD, record="R1", ground="legal_privilege")
    pages = case.reviewed(held, keep(record="R1", page=2)).plan().pages
    assert [(page.action, page.ground) for page in pages] == [(Action.WITHHOLD, "legal_privilege"), (Action.KEEP, "")]


def test_a_mention_without_a_place_withholds_its_page() -> None:
    (page,) = Situation(mentions=(replace(FRIEND_NAME, boxes=()),)).plan().pages
    assert (page.action, page.ground, page.marks) == (Action.WITHHOLD, "third_party", ())


def test_two_layers_of_one_word_are_one_redaction() -> None:
    seen = mention("Bev Duckett", Kind.PERSON, "P10", id="ocr", boxes=(Box(11, 9, 62, 21),))
    (page,) = Situation(mentions=(FRIEND_NAME, seen)).plan().pages
    (mark,) = page.marks
    assert len(mark.boxes) == 2


# -- what may be told


def test_grounds_that_may_not_be_told_are_silent() -> None:
    case = Situation(mentions=(LOCKED, FRIEND_NAME))
    grounds = case.to(DAD, "parent-request").plan().grounds
    assert (grounds["safety"].told, grounds["third_party"].told) == (False, True)
    assert set(grounds) == {"safety", "third_party"}


def test_a_silent_ground_chosen_by_a_person_takes_the_label_away() -> None:
    case = Situation(mentions=(FRIEND_NAME,)).to(MAM, "parent-request")
    (page,) = case.reviewed(keep(record="R1"), remove("serious_harm", mention="m-R1-1-0")).plan().pages
    assert page.marks[0].label == ""


def test_protected_words_of_paths_and_titles_are_masked() -> None:
    title = mention("Bev Duckett", Kind.PERSON, "P10", page=0, line=0)
    gap = mention("Tyrone", Kind.PERSON, "P5", page=0, of="", line=1)
    own = mention("Nia", Kind.PERSON, "P1", page=0, line=2)
    assert Situation(mentions=(title, gap, own)).plan().masks == {"m-R1-0-0": "[a person]", "m--0-1": ""}
