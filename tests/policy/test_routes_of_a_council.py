"""A council adds and changes routes by a file alone: a made-up one, modelled on what councils do differently."""

from pathlib import Path

import pytest

from candour.policy import diff, load_pack, show
from candour.policy.finding import Answer, find

PATH = Path(__file__).parent / "packs/ashford.toml"
ASHFORD, ENGLAND = load_pack(PATH), load_pack("england")


def asked(requester: str, context: str = "", **facts: str) -> Answer:
    return find(
        ASHFORD.access, requester=requester, context=context, facts={key: frozenset({v}) for key, v in facts.items()}
    )


def decides(answer: Answer) -> list[str]:
    return [ASHFORD.access.parties[each].title for each in answer.parts["decides"].part.who]


@pytest.mark.parametrize("requester", ["subject", "child", "care leaver"])
def test_open_and_closed_cases_go_to_two_teams(requester: str) -> None:
    unknown = asked(requester, "own records")
    assert unknown.route is None
    assert [each.fact for each in unknown.asks] == ["case"]
    assert decides(asked(requester, "own records", case="open")) == ["Allocated social work team"]
    assert decides(asked(requester, "own records", case="closed")) == ["Central records team"]


def test_police_requests_split_by_whether_the_protocol_applies() -> None:
    assert [each.fact for each in asked("police", "criminal investigation").asks] == ["protocol"]
    inside = asked("police", "criminal investigation", protocol="applies")
    outside = asked("police", "criminal investigation", protocol="other")
    assert (decides(inside), decides(outside)) == (["Central records team"], ["Legal Services"])
    assert inside.parts["clock"].part.clock == "police"
    assert "clock" in outside.not_stated


def test_it_has_rows_of_its_own_for_other_authorities_and_ofsted() -> None:
    assert decides(asked("other local authority", "transfer")) == ["Manager"]
    for context in ("inspection", "home visit"):
        found = asked("Ofsted", context)
        assert found.route is not None
        assert found.route.id == "ashford-ofsted"


def test_a_guardian_waits_for_the_partner_and_gets_no_legal_advice() -> None:
    found = asked("children's guardian")
    assert found.route is not None
    assert (found.route.id, found.route.level) == ("childrens-guardian", 0)
    assert "partner_agreement" in {each.id for each in found.evidence.all_of}
    assert found.parts["prohibited"].part.what == ("Legal advice",)


def test_the_rest_is_englands() -> None:
    found = asked("parent", "child's file")
    assert found.route is not None
    assert (found.route.id, found.route.level) == ("subject-access-for-child", 1)


def test_a_route_can_be_taken_away() -> None:
    assert asked("anybody", "EIR").route is None


def test_the_difference_is_told_by_route_and_part() -> None:
    lines = diff(ENGLAND, ASHFORD)
    assert "added: route.ashford-police-other" in lines
    assert "removed: route.eir" in lines
    changed = "citation decides evidence explanation in_force_from may_share prohibited title"
    assert [line for line in lines if "childrens-guardian" in line] == [
        f"changed: route.childrens-guardian: {key}" for key in changed.split()
    ]
    assert {"added: facts.protocol", "added: parties.central_team", "added: contexts.visit"} <= set(lines)
    assert not [line for line in lines if "barring" in line]


def test_it_is_shown_in_words_with_every_part_and_what_is_not_stated() -> None:
    text = show(ASHFORD)
    of = text[text.index("- ashford-police-other:") :].split("\n- ")[0]
    assert "when protocol: other" in of
    assert "decides: Legal Services. Why: Outside the protocol a lawyer says what may be given." in of
    assert "not stated: enables, checks, redacts, sends, logs, evidence, may share, prohibited, clock" in of
    assert "advises (by default): Information governance." in of
    assert "TO CONFIRM" not in of
    police = text[text.index("- coroner: Coroner\n    A coroner asks") :].split("\n- ")[0]
    assert "Coroners and Justice Act 2009 Sch 5 para 1, in force from 2013-07-25 [TO CONFIRM" in police
