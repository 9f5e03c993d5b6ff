"""Every row of Devon's guidance is found and says what the guidance says, and no more."""

import pytest
from tests.policy.devon_rows import ROWS, SECURITY, Row

from candour.policy import load_pack
from candour.policy.finding import Answer, find
from candour.policy.routes import PARTS

DEVON = load_pack("devon")
RULES = DEVON.access
by_row = pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)


def answer(row: Row) -> Answer:
    return find(RULES, requester=row.requester, context=row.context, facts={})


def who(found: Answer, part: str) -> tuple[str, ...]:
    return tuple(RULES.parties[each].title for each in found.parts[part].part.who) if part in found.parts else ()


def what(found: Answer, part: str) -> str:
    return " ".join(found.parts[part].part.what).lower() if part in found.parts else ""


def test_all_seventeen_are_there_and_no_more() -> None:
    own = [route.id for route in RULES.routes if route.level == 0]
    assert own == [row.id for row in ROWS] == [f"R{number}" for number in range(1, 18)]


@by_row
def test_the_words_of_the_guidance_lead_to_its_row(row: Row) -> None:
    found = answer(row)
    assert found.route is not None
    assert (found.route.id, found.route.kind, found.route.entitled) == (row.id, row.kind, row.entitled)
    assert found.explanation == found.route.explanation


@by_row
@pytest.mark.parametrize("part", ["decides", "enables", "checks", "redacts", "sends", "logs"])
def test_who_has_which_part(row: Row, part: str) -> None:
    assert who(answer(row), part) == getattr(row, part)


@by_row
def test_who_advises_cannot_approve(row: Row) -> None:
    found = answer(row)
    assert who(found, "advises") == SECURITY
    assert "not able to approve" in found.parts["advises"].part.why


@by_row
def test_what_is_shown_shared_and_prohibited(row: Row) -> None:
    found = answer(row)
    assert tuple(each.id for each in found.evidence.all_of) == row.all_of
    assert tuple(tuple(each.id for each in some) for some in found.evidence.one_of) == row.one_of
    for part in ("may_share", "prohibited"):
        words = getattr(row, part)
        assert words in what(found, part) if words else part not in found.parts


@by_row
def test_what_the_guidance_is_silent_on_is_not_stated(row: Row) -> None:
    found = answer(row)
    assert found.not_stated == tuple(sorted(row.not_stated, key=PARTS.index))
    assert tuple(part for part, told in found.parts.items() if told.by_default) == tuple(
        sorted(row.default, key=PARTS.index)
    )
    assert found.route is not None
    assert found.route.silent == set(row.not_stated)


@by_row
def test_it_sets_no_time_but_for_subject_access(row: Row) -> None:
    found = answer(row)
    assert (found.parts["clock"].part.clock if "clock" in found.parts else "") == row.clock


@by_row
def test_what_it_leaves_open_is_shown(row: Row) -> None:
    shown = " ".join(answer(row).conflicts)
    assert row.open in shown if row.open else not shown


def test_each_part_has_its_reason_and_each_row_its_section() -> None:
    for row in ROWS:
        found = answer(row)
        assert found.route is not None
        assert found.route.citation.startswith("Devon Access to Records Guidance, section")
        assert found.route.checked == "to_confirm"
        assert all(len(told.part.why) > 10 for told in found.parts.values())


@pytest.mark.parametrize(
    ("requester", "context", "row"),
    [
        ("parent", "minutes", "R6"), ("PR holder", "child protection conference", "R6"),
        ("attendee", "pre-proceedings meeting", "R6"), ("friend", "minutes", "R8"), ("supporter", "minutes", "R8"),
        ("solicitor of parent", "", "R8"), ("child", "full file", "R12"), ("parent", "own records", "R12"),
        ("PR", "anything else", "R12"), ("police", "minutes", "R15"), ("health", "minutes", "R15"),
        ("school", "CIC review", "R15"), ("probation", "minutes", "R15"), ("police", "other sharing", "R17"),
        ("Police (any force)", "CRIMINAL INVESTIGATION", "R16"),
    ],
)  # fmt: skip
def test_each_word_of_a_row_leads_there_by_itself(requester: str, context: str, row: str) -> None:
    found = find(RULES, requester=requester, context=context, facts={})
    assert found.route is not None
    assert found.route.id == row


@pytest.mark.parametrize("context", ["strategy_discussion", "section_47", "missing_child", "risk_to_life"])
def test_devons_police_rule_does_not_stand_before_a_childs_safety(context: str) -> None:
    found = find(RULES, requester="police", context=context, facts={})
    assert found.route is not None
    assert found.route.id == "share-now"
    assert "clock" in found.not_stated
    assert "evidence" in found.not_stated


def test_what_devon_lacks_stands_in_the_pack_it_extends() -> None:
    for requester, route in (("ofsted", "ofsted"), ("coroner", "coroner"), ("other LA", "other-authority")):
        found = find(RULES, requester=requester, context="other area" if requester == "other LA" else "", facts={})
        assert found.route is not None
        assert (found.route.id, found.route.level) == (route, 1)


def test_a_child_without_understanding_is_not_asked_for_permission() -> None:
    found = find(
        RULES, requester="CAFCASS", context="section_7_closed",
        facts={"understanding": frozenset({"no"}), "order": frozenset({"none"})},
    )  # fmt: skip
    assert [[each.id for each in some] for some in found.evidence.one_of] == [["permission_pr"], ["court_order"]]
    assert found.asks == ()
