"""England's routes: somebody for everybody who asks, the reason for each part, and a child's safety that never waits."""

import pytest

from candour.policy import load_pack
from candour.policy.finding import Answer, find
from candour.policy.routes import PARTS, WHO_PARTS
from candour.policy.vocabulary import ROUTE_KINDS

ENGLAND = load_pack("england")
RULES = ENGLAND.access
SHARING = ("police", "health", "school", "probation", "professional", "other_authority")


def asked(requester: str, context: str = "", **facts: str) -> Answer:
    return find(RULES, requester=requester, context=context, facts={key: frozenset({v}) for key, v in facts.items()})


@pytest.mark.parametrize(
    ("requester", "context", "route"),
    [
        ("subject", "subject access request", "subject-access-adult"),
        ("care leaver", "SAR", "subject-access-care-leaver"),
        ("child", "own records", "subject-access-child"),
        ("mother", "own records", "subject-access-parent"),
        ("father", "child's file", "subject-access-for-child"),
        ("agent", "own records", "subject-access-representative"),
        ("solicitor", "child's file", "subject-access-for-child-representative"),
        ("subject", "rectification", "rectification"),
        ("care leaver", "erasure", "erasure"),
        ("adopted person", "", "adoption"),
        ("executor", "", "deceased"),
        ("journalist", "FOI", "foi"),
        ("anybody", "EIR", "eir"),
        ("guardian", "", "childrens-guardian"),
        ("r16.4 guardian", "private law", "guardian-16-4"),
        ("Cafcass", "safeguarding check", "safeguarding-checks"),
        ("Cafcass", "s7 directed to CAFCASS, open file", "section-7-cafcass"),
        ("court", "", "section-7-report"),
        ("council's lawyers", "care proceedings", "legal-public-law"),
        ("council's lawyers", "JR", "legal-judicial-review"),
        ("council's lawyers", "civil claim", "legal-civil-claim"),
        ("CPS", "criminal investigation", "police-investigation"),
        ("defence", "", "criminal-defence"),
        ("coroner", "", "coroner"),
        ("DBS", "", "barring"),
        ("GP", "other sharing", "professional-sharing"),
        ("other LA", "transfer", "other-authority"),
        ("Ofsted", "", "ofsted"),
        ("Social Work England", "", "social-work-england"),
        ("LGSCO", "", "ombudsman"),
        ("LSCP", "", "practice-review"),
        ("CICA", "", "criminal-injuries"),
        ("insurer", "", "insurer"),
        ("excluded parent", "", "minutes-excluded"),
        ("child's solicitor", "", "minutes-child"),
        ("parent", "child in care review", "minutes-review"),
    ],
)
def test_everybody_who_asks_has_a_route(requester: str, context: str, route: str) -> None:
    found = asked(requester, context)
    assert found.route is not None
    assert found.route.id == route


def test_no_requester_and_no_context_is_without_a_route() -> None:
    routes = [each for each in RULES.routes if each.level == 0]
    assert {each for route in routes for each in route.requester} == set(RULES.requesters)
    assert {each for route in routes for each in route.context} == set(RULES.contexts)


def test_every_route_says_why_for_each_part_and_by_what_law() -> None:
    for route in RULES.routes:
        assert route.citation
        assert route.explanation.endswith(".")
        assert route.kind in ROUTE_KINDS
        assert set(route.parts) <= set(PARTS)
        assert all(part.why.endswith(".") for part in route.parts.values())


def test_what_is_reviewed_has_a_purpose_and_what_is_told_or_shared_waits_for_no_review() -> None:
    reviewed = {"records", "dbs", "police"}
    assert {route.id for route in RULES.routes if bool(route.purpose) != (route.kind in reviewed)} == set()


@pytest.mark.parametrize("context", ["strategy discussion", "s47", "missing child", "risk to life"])
@pytest.mark.parametrize("requester", SHARING)
def test_a_childs_safety_never_waits(requester: str, context: str) -> None:
    found = asked(requester, context)
    assert found.route is not None
    assert (found.route.id, found.route.kind, found.route.purpose) == ("share-now", "sharing", "")
    assert {"clock", "evidence", "checks"} <= set(found.not_stated)
    assert "Putting it in a queue" in found.parts["prohibited"].part.what
    assert "Share now" in found.route.title


def test_a_child_who_understands_asks_alone_and_one_who_does_not_is_asked_for() -> None:
    def shown(**facts: str) -> list[str]:
        return [each.id for each in asked("child", "own records", **facts).evidence.all_of]

    assert shown(understanding="yes") == ["identity", "competence"]
    assert shown(understanding="no") == ["identity", "asked_for_child"]
    assert shown() == ["identity", "competence", "asked_for_child"]
    assert {each.fact for each in asked("child", "own records").asks} == {"understanding", "order"}


def test_only_what_was_verified_says_so() -> None:
    verified = {route.id for route in RULES.routes if route.checked == "verified"}
    assert verified == {"childrens-guardian", "section-7-report", "subject-access-care-leaver"}


def test_an_adoption_order_leads_a_parent_away_from_subject_access_but_not_the_police_from_theirs() -> None:
    parent = asked("parent", "child's file", order="adoption")
    police = asked("police", "criminal investigation", order="adoption")
    assert parent.route is not None
    assert police.route is not None
    assert (parent.route.id, police.route.id) == ("adoption", "police-investigation")
    assert [each.id for each in parent.cautions] == [each.id for each in police.cautions] == ["adoption"]
    assert "decides" in parent.not_stated


def test_orders_caution_and_are_asked_for() -> None:
    both = find(
        RULES, requester="parent", context="childs_records",
        facts={"order": frozenset({"non_molestation", "disclosure_forbidden"})},
    )  # fmt: skip
    assert {each.id: each.effect for each in both.cautions} == {
        "non_molestation": "advice", "disclosure_forbidden": "stop"
    }  # fmt: skip
    assert "order" not in {each.fact for each in both.asks}
    assert "order" in {each.fact for each in asked("parent", "childs_records").asks}
    assert asked("parent", "childs_records", order="none").cautions == ()


def test_every_part_is_left_to_somebody_in_the_council() -> None:
    """Parties without a role would leave a step of the request to nobody."""
    for route in RULES.routes:
        for name in WHO_PARTS:
            part = route.parts.get(name)
            assert part is None or any(RULES.parties[each].roles for each in part.who), (route.id, name)
