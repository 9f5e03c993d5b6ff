"""How a route is found: what decides is asked, what contradicts is shown, the council's own comes first, nothing is guessed."""

from pathlib import Path

import pytest

from candour.policy import load_pack
from candour.policy.finding import Answer, UnknownWord, find, resolve
from candour.policy.routes import AccessRules, Named

HEAD = """[pack]
name = "moorland"
version = "1"
title = "Moorland"
extends = "england"

"""
RULE = """citation = "Moorland protocol"
in_force_from = 2024-01-01
checked = "verified"
explanation = "Because it is so."
"""


def route(name: str, *, requester: str = "ofsted", context: str = "inspection", more: str = "") -> str:
    return f"""[[route]]
id = "{name}"
title = "Route {name}"
requester = ["{requester}"]
context = ["{context}"]
{more}
{RULE}
"""


def rules(folder: Path, *routes: str, head: str = "") -> AccessRules:
    path = folder / "moorland.toml"
    path.write_text(HEAD + head + "".join(routes), encoding="utf-8")
    return load_pack(path).access


def asked(there: AccessRules, requester: str = "ofsted", context: str = "inspection", **facts: str) -> Answer:
    return find(there, requester=requester, context=context, facts={key: frozenset({v}) for key, v in facts.items()})


def the_route(answer: Answer) -> str:
    return answer.route.id if answer.route else ""


def test_the_councils_own_route_wins(tmp_path: Path) -> None:
    assert the_route(asked(load_pack("england").access)) == "ofsted"
    assert the_route(asked(rules(tmp_path, route("own")))) == "own"


def test_where_the_councils_own_does_not_fit_the_parents_holds(tmp_path: Path) -> None:
    there = rules(tmp_path, route("own", more='when = { case = ["open"] }'))
    assert the_route(asked(there, case="open")) == "own"
    assert the_route(asked(there, case="closed")) == "ofsted"


def test_what_decides_and_is_not_known_is_asked_and_nothing_is_assumed(tmp_path: Path) -> None:
    there = rules(
        tmp_path, route("open", more='when = { case = ["open"] }'), route("closed", more='when = { case = ["closed"] }')
    )
    found = asked(there)
    assert found.route is None
    assert [(each.fact, each.decides) for each in found.asks] == [("case", True)]
    assert dict(found.asks[0].values) == {"open": "Open", "closed": "Closed"}
    assert [each.id for each in found.candidates] == ["open", "closed"]
    assert "nothing is assumed" in found.explanation
    assert (the_route(asked(there, case="open")), the_route(asked(there, case="closed"))) == ("open", "closed")


def test_a_special_rule_that_may_apply_keeps_the_general_one_waiting(tmp_path: Path) -> None:
    there = rules(tmp_path, route("general"), route("special", more='when = { case = ["open"] }'))
    assert the_route(asked(there)) == ""
    assert the_route(asked(there, case="open")) == "special"
    assert the_route(asked(there, case="closed")) == "general"


def test_two_rules_that_fit_equally_well_are_a_conflict(tmp_path: Path) -> None:
    found = asked(rules(tmp_path, route("one"), route("two")))
    assert found.route is None
    assert found.conflicts == ("Two rules fit equally well: one and two",)
    assert "says two things" in found.explanation


def test_no_rule_at_all_is_said(tmp_path: Path) -> None:
    found = asked(load_pack("england").access, "ofsted", "missing_child")
    assert (found.route, found.candidates, found.conflicts) == (None, (), ())
    assert "Nothing may be shared on a guess" in found.explanation


def test_a_default_stands_in_unless_the_source_is_silent(tmp_path: Path) -> None:
    defaults = '[route_defaults]\nlogs = { who = ["manager"], why = "Managers log." }\n\n'
    there = rules(tmp_path, route("said"), head=defaults)
    found = asked(there)
    assert found.parts["logs"].by_default
    assert "logs" not in found.not_stated
    silent = asked(rules(tmp_path, route("said", more='silent = ["logs"]'), head=defaults))
    assert "logs" in silent.not_stated
    own = route("said", more='logs = { who = ["chair"], why = "The chair logs." }')
    assert not asked(rules(tmp_path, own, head=defaults)).parts["logs"].by_default


def test_an_order_leads_only_those_whom_the_other_route_is_for(tmp_path: Path) -> None:
    order = f'[orders.sealed]\ntitle = "Sealed"\neffect = "route"\nroute = "sealed-file"\n{RULE}\n'
    there = rules(tmp_path, route("sealed-file", requester="coroner", context="inquest"), head=order)
    assert the_route(asked(there, "coroner", "inquest", order="sealed")) == "sealed-file"
    other = asked(there, "ofsted", order="sealed")
    assert the_route(other) == "ofsted"
    assert [each.id for each in other.cautions] == ["sealed"]


def test_orders_that_lead_two_ways_are_a_conflict(tmp_path: Path) -> None:
    orders = "".join(
        f'[orders.{name}]\ntitle = "{name}"\neffect = "route"\nroute = "{name}"\n{RULE}\n' for name in ("one", "two")
    )
    there = rules(tmp_path, route("one"), route("two"), head=orders)
    found = find(there, requester="ofsted", context="inspection", facts={"order": frozenset({"one", "two"})})
    assert found.route is None
    assert found.conflicts


@pytest.mark.parametrize("word", ["dbs", "DBS", "disclosure and barring service", "Disclosure & Barring Service"])
def test_words_are_compared_without_case_or_signs(word: str) -> None:
    there = {"dbs": Named("dbs", "Disclosure and Barring Service", ("Disclosure & Barring Service",))}
    assert resolve(there, word, kind="requester").id == "dbs"


@pytest.mark.parametrize(
    ("requester", "context", "facts", "what", "known"),
    [
        ("martian", "inspection", {}, "no such requester", "ofsted"),
        ("ofsted", "moon", {}, "no such context", "inspection"),
        ("police", "", {}, "context is needed", "criminal_investigation"),
        ("ofsted", "inspection", {"weather": {"fine"}}, "no such fact", "understanding"),
        ("ofsted", "inspection", {"case": {"ajar"}}, "case has no such answer", "open"),
        ("ofsted", "inspection", {"case": {"open", "closed"}}, "one answer", "open"),
        ("ofsted", "inspection", {"order": {"none", "placement"}}, "one answer", "placement"),
        ("ofsted", "inspection", {"order": {"secret"}}, "order has no such answer", "none"),
        ("ofsted", "inspection", {"case": set()}, "case has no such answer", "closed"),
    ],
)
def test_unknown_words_are_refused_with_those_there_are(
    requester: str, context: str, facts: dict[str, set[str]], what: str, known: str
) -> None:
    with pytest.raises(UnknownWord) as unknown:
        find(
            load_pack("england").access, requester=requester, context=context,
            facts={key: frozenset(values) for key, values in facts.items()},
        )  # fmt: skip
    assert what in unknown.value.what
    assert known in unknown.value.known
