"""Who gets the minutes: every kind of meeting, capacity and what happened, against the guidance in a table; faults of packs."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

from candour.policy import check, diff, load_pack, show, vocabulary
from candour.policy.minutes import RECORD, REPORT, MinutesRule, rule_for

ENGLAND, DEVON = load_pack("england"), load_pack("devon")
FIRST_THREE = ("child_in_need", "conference", "pre_proceedings")
ALL = (*FIRST_THREE, "care_review")
THERE = ("attended", "contributed", "invited")
"""Of somebody who attended or was invited."""


def found(meeting: str, capacity: str, happened: str, *, thing: str = RECORD, pack=DEVON) -> MinutesRule | None:
    return rule_for(pack.minutes, thing=thing, meeting=meeting, capacity=capacity, happened=happened)


def gets(meeting: str, capacity: str, happened: str) -> tuple[str, str, str]:
    """Which rule of Devon, what it gives, and who decides."""
    rule = found(meeting, capacity, happened)
    return (rule.id, rule.gives, rule.decided_by) if rule else ("", "", "")


TABLE = [
    (FIRST_THREE, ["parent"], THERE, ("R6", "record", "entitled")),
    (["conference"], ["parent", "child", "professional", "supporter", "parents_solicitor"], ["excluded"], ("R7", "record", "chair")),
    (ALL, ["supporter", "parents_solicitor"], THERE, ("R8", "record", "chair")),
    (ALL, ["child"], (*THERE, "uninvolved"), ("R9", "record", "chair")),
    (ALL, ["childs_lawyer"], (*THERE, "uninvolved"), ("R10", "record", "entitled")),
    (["care_review"], ["parent"], ["contributed"], ("R11", "record_or_information", "social_worker_and_reviewing_officer")),
    (ALL, ["professional"], THERE, ("R15", "record", "chair_or_practitioner")),
    (ALL, ["parent", "professional", "supporter", "parents_solicitor"], ["uninvolved"], ("minutes-uninvolved", "nothing", "")),
]  # fmt: skip


@pytest.mark.parametrize(
    ("meeting", "capacity", "happened", "expected"),
    [
        (*each, expected)
        for meetings, capacities, when, expected in TABLE
        for each in product(meetings, capacities, when)
    ],
)
def test_devon_says_what_its_guidance_says(
    meeting: str, capacity: str, happened: str, expected: tuple[str, ...]
) -> None:
    assert gets(meeting, capacity, happened) == expected


def test_what_has_to_have_happened_before_and_what_may_have_to_be_removed() -> None:
    excluded, supporter = found("conference", "parent", "excluded"), found("conference", "supporter", "attended")
    assert excluded is not None
    assert supporter is not None
    assert (excluded.needs, supporter.needs) == ({"views_presented"}, {"parents_agree"})
    lawyer, absent = found("conference", "childs_lawyer", "uninvolved"), found("care_review", "parent", "contributed")
    assert lawyer is not None
    assert absent is not None
    assert lawyer.on_request
    assert absent.remove == ("Identifying details", "Exceptionally, the address of the placement")
    assert absent.consider == ("A no-contact order", "Supervised contact only")


def test_the_report_goes_to_an_excluded_parent_of_a_conference_and_to_nobody_else_by_right() -> None:
    for meeting, capacity, happened in product(ALL, vocabulary.CAPACITIES, vocabulary.HAPPENED):
        rule = found(meeting, capacity, happened, thing=REPORT)
        if (meeting, happened) != ("conference", "excluded"):
            assert rule is None
        elif capacity == "parent":
            assert rule is not None
            assert (rule.id, rule.decided_by) == ("R7-report", "entitled")
        elif rule is not None:
            assert (rule.decided_by, bool(rule.open_points)) == ("chair", True)


@pytest.mark.parametrize("happened", ["attended", "invited"])
def test_where_the_guidance_is_silent_the_pack_for_england_says_so_itself(happened: str) -> None:
    rule = found("care_review", "parent", happened)
    assert rule is not None
    assert (rule.id[:7], rule.checked) == ("minutes", "to_confirm")


def test_england_leaves_nothing_open_that_devon_decides_and_gives_nobody_more() -> None:
    for meeting, capacity, happened in product(ALL, vocabulary.CAPACITIES, vocabulary.HAPPENED):
        rule = found(meeting, capacity, happened, pack=ENGLAND)
        assert (rule is None) == (capacity == "childs_lawyer" and happened == "excluded"), (meeting, capacity, happened)
        if rule is not None and rule.decided_by == "entitled":
            assert capacity == "parent"
            assert happened != "excluded"


def test_every_rule_has_its_source_and_plain_words() -> None:
    for rule in DEVON.minutes:
        assert len(rule.explanation) > 40
        assert rule.citation
    assert "MINUTES OF MEETINGS" in show(DEVON)
    assert "added: minutes.R11" in diff(ENGLAND, DEVON)


PACK = """[pack]
name = "moorland"
version = "1"
title = "Moorland"
extends = "england"

[[minutes]]
id = "ours"
title = "Foster carers are professionals with us"
meetings = ["care_review"]
capacity = ["professional"]
when = ["attended"]
gives = "record"
decided_by = "chair"
citation = "Moorland policy 3"
in_force_from = 2026-03-03
checked = "verified"
explanation = "We say so."
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "moorland.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_councils_own_rule_comes_first(tmp_path: Path) -> None:
    ours = load_pack(written(tmp_path, PACK))
    rule = found("care_review", "professional", "attended", pack=ours)
    assert rule is not None
    assert rule.id == "ours"
    other = found("conference", "professional", "attended", pack=ours)
    assert other is not None
    assert other.id == "minutes-professionals"


@pytest.mark.parametrize(
    ("old", "new", "line", "key"),
    [
        ('gives = "record"', 'gives = "records"', 13, "gives"),
        ('gives = "record"', 'gives = "nothing"', 14, "decided_by"),
        ('gives = "record"\ndecided_by = "chair"', 'gives = "record"', 7, "decided_by"),
        ('gives = "record"\ndecided_by = "chair"', 'gives = "record_or_information"\ndecided_by = "chair"', 14, "decided_by"),
        ('when = ["attended"]', 'when = ["attended"]\nneeds = ["views_presented"]', 13, "needs"),
        ('gives = "record"\ndecided_by = "chair"', 'gives = "nothing"\nremove = ["All"]', 13, "gives"),
        ('capacity = ["professional"]', 'capacity = ["carer"]', 11, "capacity"),
        ('meetings = ["care_review"]', 'meetings = ["review"]', 10, "meetings"),
    ],
)  # fmt: skip
def test_a_fault_is_named_by_line_and_key(tmp_path: Path, old: str, new: str, line: int, key: str) -> None:
    (problem,) = check(written(tmp_path, PACK.replace(old, new, 1)))
    assert (problem.line, problem.key) == (line, f"minutes.{key}")
