"""``candour route``: the same answers as the pack gives, in the form of the contract, and refusals that help."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.policy.devon_rows import ROWS, Row

from candour.cli import main

Printed = pytest.CaptureFixture[str]
KEYS = {
    "requester", "context", "route", "title", "kind", "decides", "advises", "enables", "checks", "redacts", "sends", "logs",
    "evidence", "may_share", "prohibited", "clock", "citations", "explanation", "not_stated", "asks", "candidates",
    "conflicts", "cautions", "policy", "to_confirm",
}  # fmt: skip


def asked(printed: Printed, *words: str, policy: str = "england") -> dict[str, Any]:
    assert main(["route", *words, "--policy", policy]) == 0
    answer: dict[str, Any] = json.loads(printed.readouterr().out)
    assert answer.keys() == KEYS
    return answer


def refused(printed: Printed, *words: str) -> str:
    assert main(["route", *words]) == 2
    out, error = printed.readouterr()
    assert out == ""
    return error


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_every_row_of_devon(row: Row, capsys: Printed) -> None:
    words = ["--requester", row.requester, *(["--context", row.context] if row.context else [])]
    answer = asked(capsys, *words, policy="devon")
    assert (answer["route"], answer["kind"]) == (row.id, row.kind)
    for part in ("decides", "enables", "checks", "redacts", "sends", "logs"):
        told = answer[part]
        assert tuple(told["who"] if told else ()) == getattr(row, part)
        assert told is None or (told["why"] and told["by_default"] == (part in row.default))
    evidence = answer["evidence"] or {"all_of": [], "one_of": []}
    assert tuple(each["id"] for each in evidence["all_of"]) == row.all_of
    assert tuple(tuple(each["id"] for each in some) for some in evidence["one_of"]) == row.one_of
    assert set(answer["not_stated"]) == set(row.not_stated) == {part for part in row.not_stated if answer[part] is None}
    assert (answer["clock"] or {"clock": ""})["clock"] == row.clock
    assert bool(answer["conflicts"]) == bool(row.open)
    assert answer["explanation"].endswith(".")
    assert any(citation.startswith("Devon Access to Records Guidance") for citation in answer["citations"])
    assert set(answer["to_confirm"]) <= set(answer["citations"])


def test_the_parts_have_the_form_of_the_contract(capsys: Printed) -> None:
    answer = asked(capsys, "--requester", "parent", "--context", "child's file", "--fact", "order=none")
    assert answer["requester"] == {"id": "parent", "title": "Parent"}
    assert answer["decides"].keys() == {"who", "why", "by_default"}
    assert answer["may_share"].keys() == {"what", "why", "by_default"}
    assert answer["evidence"]["all_of"][0].keys() == {"id", "title", "asked"}
    assert answer["clock"].keys() == {"clock", "title", "law", "why", "by_default"}
    assert answer["clock"]["law"] in answer["citations"]
    assert answer["policy"].keys() == {"name", "version", "sha256"}
    assert [(each["fact"], each["decides"]) for each in answer["asks"]] == [("understanding", False)]


def test_without_what_decides_there_is_no_route_but_a_question(capsys: Printed) -> None:
    ashford = str(Path(__file__).parents[1] / "policy/packs/ashford.toml")
    answer = asked(capsys, "--requester", "police", "--context", "criminal investigation", policy=ashford)
    assert (answer["route"], answer["title"], answer["decides"]) == (None, None, None)
    assert [each["fact"] for each in answer["asks"]] == ["protocol"]
    assert [each["id"] for each in answer["candidates"]] == ["ashford-police-protocol", "ashford-police-other"]
    assert answer["candidates"][0]["when"] == {"protocol": ["applies"]}
    assert "nothing is assumed" in answer["explanation"]
    known = ["--requester", "police", "--context", "criminal investigation", "--fact", "protocol=other"]
    assert asked(capsys, *known, policy=ashford)["route"] == "ashford-police-other"


def test_orders_repeat_and_are_shown(capsys: Printed) -> None:
    facts = ["--fact", "order=bail_conditions", "--fact", "order = placement", "--fact", "understanding=no"]
    answer = asked(capsys, "--requester", "parent", "--context", "childs_records", *facts)
    assert [each["id"] for each in answer["cautions"]] == ["bail_conditions", "placement"]
    assert answer["asks"] == []
    assert "Bail Act 1976 s3" in answer["citations"]


def test_no_rule_is_said_and_is_no_error(capsys: Printed) -> None:
    answer = asked(capsys, "--requester", "Ofsted", "--context", "missing child")
    assert answer["route"] is None
    assert "Nothing may be shared on a guess" in answer["explanation"]


def test_in_words(capsys: Printed) -> None:
    assert (
        main(["route", "--requester", "Cafcass", "--context", "section_7_closed", "--policy", "devon", "--text"]) == 0
    )
    text = capsys.readouterr().out
    assert "Route R4:" in text
    assert "Enables: Business support\n    Practitioners refer to business support" in text
    assert "(Written permission of those with parental responsibility and The child's own agreement) or (Order" in text
    assert "Not stated, so ask: checks, redacts, sends, logs, clock" in text
    assert "(by default)" in text
    assert "TO CONFIRM" in text
    assert "Rules: devon" in text


def test_in_words_without_a_route(capsys: Printed) -> None:
    ashford = str(Path(__file__).parents[1] / "policy/packs/ashford.toml")
    assert main(["route", "--requester", "child", "--context", "own records", "--policy", ashford, "--text"]) == 0
    text = capsys.readouterr().out
    assert "No route yet." in text
    assert "Perhaps: ashford-subject-access-open" in text
    assert "Not known yet: Is the case open? (--fact case=open|closed)" in text


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--requester", "martian"], "Choose from: subject, care_leaver"),
        (["--requester", "Ofsted", "--context", "moon"], "own_records"),
        (["--requester", "police"], "The context is needed"),
        (["--requester", "Ofsted", "--fact", "weather=fine"], "understanding"),
        (["--requester", "Ofsted", "--fact", "case=ajar"], "open, closed"),
        (["--requester", "Ofsted", "--fact", "case"], "--fact understanding=yes"),
        (["--requester", "Ofsted", "--fact", "case=open", "--fact", "case=closed"], "one answer"),
        (["--requester", "Ofsted", "--policy", "nowhere"], "nowhere"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_what_can(words: list[str], says: str, capsys: Printed) -> None:
    assert says in refused(capsys, *words)
