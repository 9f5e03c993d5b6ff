"""What is asked for of a case file, as the engine keeps to it: other records are accounted for and never leave."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.engine.decide.cases import CASE, MAM, Situation, keep, mention, record, remove

from candour.engine.errors import Refused, Unsafe
from candour.engine.model import Action, Decision, Decisions, Gap, GapKind, Kind, Plan
from candour.engine.scope import WHOLE_FILE, Scope

RECORDS = (record("R1", pages=2), record("R2"), record("R3"))
ONLY_R2 = Scope(frozenset({"R2"}), "These minutes were asked for.")


def planned(*decisions: Decision, scope: Scope = ONLY_R2, mentions: tuple = ()) -> Plan:
    given = scope.decided(Decisions(CASE, "A. Reviewer", decisions, "B. Checker"), records=RECORDS)
    return Situation(mentions=mentions, records=RECORDS).reviewed(*given.decisions).plan()


def test_other_records_are_accounted_for_whatever_was_decided_of_them() -> None:
    plan = planned(keep(record="R1", page=2), keep(record="R3"), keep(record="R2"))
    assert {(page.record, page.page): page.action for page in plan.pages} == {
        ("R1", 1): Action.OUT_OF_SCOPE, ("R1", 2): Action.OUT_OF_SCOPE, ("R2", 1): Action.KEEP,
        ("R3", 1): Action.OUT_OF_SCOPE,
    }  # fmt: skip
    assert {page.explanation for page in plan.pages if page.record != "R2"} == {ONLY_R2.why}
    ONLY_R2.refuse_more(plan)


def test_a_plan_with_any_other_page_is_unsafe() -> None:
    plan = planned(*(keep(record=each.id) for each in RECORDS), scope=WHOLE_FILE)
    WHOLE_FILE.refuse_more(plan)
    with pytest.raises(Unsafe, match="3 pages that were not asked for would go out: record R1 page 1"):
        ONLY_R2.refuse_more(plan)
    withheld = tuple(replace(page, action=Action.WITHHOLD) for page in plan.pages)
    ONLY_R2.refuse_more(replace(plan, pages=withheld))


def test_keeping_somebody_lifts_no_lock_where_nothing_was_asked_for() -> None:
    phone = mention(MAM.phones[0], Kind.PHONE, "P2", of="R1")
    name = mention(MAM.name, Kind.PERSON, "P2", of="R2")
    plan = planned(keep(record="R2"), keep(person="P2"), mentions=(phone, name))
    assert [page.action for page in plan.pages if page.record == "R2"] == [Action.KEEP]
    assert MAM.phones[0] in plan.secrets, "it is still looked for in what leaves"
    inside = replace(phone, record="R2", id="inside")
    with pytest.raises(Refused, match="never-disclose lock"):
        planned(keep(record="R2"), keep(person="P2"), mentions=(inside, name))


def test_somebody_protected_in_another_record_is_looked_for_in_these() -> None:
    elsewhere = mention("Bev Duckett", Kind.PERSON, "P10", of="R1")
    plan = planned(keep(record="R2"), remove(person="P10"), mentions=(elsewhere,))
    assert "Bev Duckett" in plan.secrets


def test_a_copy_counts_only_beside_what_it_copies() -> None:
    first, second = record("R4", duplicate_of="R1"), record("R5", duplicate_of="R1")
    records = (*RECORDS, first, second)
    found = {each.id: each.duplicate_of for each in Scope(frozenset({"R2", "R4", "R5"})).of(records)}
    assert found == {"R2": "", "R4": "", "R5": "R4"}
    both = Scope(frozenset({"R1", "R5"})).of(records)
    assert [each.duplicate_of for each in both] == ["", "R1"]
    assert WHOLE_FILE.of(records) is records


def test_a_file_that_only_holds_others_gives_nothing() -> None:
    mail, inside = record("R6", pages=0), record("R7", parent="R6")
    found = Scope(frozenset({"R6", "R7"})).of((mail, inside))
    assert [each.id for each in found] == ["R7"]
    unopened = record("R8", pages=0)
    assert Scope(frozenset({"R8"})).of((mail, inside, unopened)) == (unopened,)


def test_gaps_are_those_of_the_records() -> None:
    gaps = tuple(Gap(GapKind.MENTIONED_NOT_HELD, "A letter", each, record=each) for each in ("R1", "R2", ""))
    assert [gap.record for gap in ONLY_R2.gaps(gaps)] == ["R2"]
    assert WHOLE_FILE.gaps(gaps) is gaps
