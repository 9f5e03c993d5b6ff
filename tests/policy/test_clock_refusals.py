"""Dates that cannot be are refused in one sentence that names them; what only waits is told as waiting."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from candour.policy import check, load_pack
from candour.policy.clocks import Clock
from candour.policy.counting import CannotCount, due
from candour.policy.vocabulary import CHECKED

CLOCKS = load_pack("england").clocks
MARCH = date(2026, 3, 10)


def march(day: int) -> date:
    return date(2026, 3, day)


@pytest.mark.parametrize(
    ("kind", "told", "says"),
    [
        ("subject-access", {"clarifications": [(march(9), march(12))]}, "before the request came"),
        ("subject-access", {"clarifications": [(march(12), march(11))]}, "is before the question"),
        ("subject-access", {"clarifications": [(date(2026, 4, 11), None)]}, "over on Friday 10 April 2026"),
        (
            "subject-access",
            {"clarifications": [(march(12), march(13)), (date(2026, 4, 14), None)]},
            "over on Monday 13",
        ),
        ("subject-access", {"extended_on": date(2026, 4, 11)}, "its last day was Friday 10 April 2026"),
        ("subject-access", {"extended_on": march(9)}, "the clock had not started"),
        ("subject-access", {"extended_on": march(11), "identity": march(12)}, "the clock had not started"),
        ("subject-access", {"extended_on": march(11), "identity": "awaited"}, "the clock had not started"),
        ("subject-access", {"stated": march(20)}, "is counted, not named"),
        ("subject-access", {"identity": date(2206, 3, 11)}, "cannot be right"),
        ("subject-access", {"clarifications": [(march(12), date(1026, 3, 13))]}, "cannot be right"),
        ("foi", {"extended_on": march(20)}, "cannot be lengthened"),
        ("foi", {"fee_asked": march(9)}, "A fee was asked for on Monday 9 March 2026, before the request came"),
        ("foi", {"fee_asked": march(16), "fee": march(13)}, "before it was asked for on Monday 16 March 2026"),
        ("foi", {"fee_asked": date(2026, 4, 13)}, "the time was over on Friday 10 April 2026"),
        ("foi", {"fee_asked": march(16), "fee": date(2026, 6, 16)}, "to pay it was over on Monday 15 June 2026"),
        ("foi", {"fee": march(16)}, "on which the fee was asked for is not given"),
        ("foi", {"fee_asked": date(1026, 3, 16)}, "cannot be right"),
        ("eir", {"fee_asked": march(9 + 2), "fee": date(2026, 6, 11)}, "was over on Wednesday 10 June 2026"),
        ("foi", {"clarifications": [(date(2026, 4, 13), None)]}, "over on Friday 10 April 2026"),
        ("eir", {"clarifications": [(march(12), march(16))], "extended_on": march(13)}, "the clock had not started"),
        ("eir", {"clarifications": [(march(12), None)], "extended_on": march(13)}, "the clock had not started"),
        ("police", {"extended_on": march(20)}, "cannot be lengthened"),
        ("dbs", {"stated": march(20), "extended_on": march(12)}, "cannot be lengthened"),
        ("complaint", {"extended_on": march(20)}, "cannot be lengthened"),
    ],
)
def test_dates_that_cannot_be_are_refused(kind: str, told: dict[str, Any], says: str) -> None:
    with pytest.raises(CannotCount, match=says) as error:
        due(CLOCKS[kind], received=MARCH, **told)
    assert error.value.what.endswith(".")
    assert error.value.do.endswith(".")


def test_a_question_the_day_after_the_moved_deadline_is_too_late_and_on_it_is_not() -> None:
    received = date(2026, 3, 4)  # due on Easter Saturday, moved to Tuesday 7 April
    assert due(CLOCKS["subject-access"], received=received, clarifications=[(date(2026, 4, 7), None)]).due is None
    with pytest.raises(CannotCount):
        due(CLOCKS["subject-access"], received=received, clarifications=[(date(2026, 4, 8), None)])


@pytest.mark.parametrize(
    ("kind", "told", "waiting", "started", "first"),
    [
        ("subject-access", {"identity": "awaited"}, "identity", None, None),
        ("subject-access", {"fee": "awaited", "identity": march(12)}, "fee", None, None),
        ("subject-access", {"identity": "awaited", "fee": "awaited"}, "identity", None, None),
        ("subject-access", {"clarifications": [(march(12), None)]}, "clarification", MARCH, None),
        ("subject-access", {"clarifications": [(march(12), march(13)), (march(13), None)]}, "clarification", MARCH, None),
        (
            "subject-access", {"clarifications": [(date(2026, 5, 5), None)], "extended_on": march(20)},
            "clarification", MARCH, date(2026, 4, 10),
        ),
        ("foi", {"clarifications": [(march(12), None)]}, "clarification", None, None),
        ("foi", {"fee_asked": march(12)}, "fee", MARCH, None),
        ("foi", {"fee_asked": march(12), "clarifications": [(date(2026, 5, 5), None)]}, "clarification", None, None),
        ("subject-access", {"fee_asked": march(12)}, "fee", None, None),
        ("dbs", {}, "stated", MARCH, None),
    ],
)  # fmt: skip
def test_what_it_waits_for_is_told(
    kind: str, told: dict[str, Any], waiting: str, started: date | None, first: date | None
) -> None:
    found = due(CLOCKS[kind], received=MARCH, **told)
    assert (found.due, found.waiting_for, found.started, found.first_due) == (None, waiting, started, first)
    assert found.latest_extension == first
    assert any(
        word in found.derivation[-1].says for word in ("has not come", "no answer yet", "no time is in our sources")
    )


def test_a_notice_is_in_time_while_the_clock_stands_still() -> None:
    asked = [(march(12), date(2026, 6, 1))]
    assert due(CLOCKS["subject-access"], received=MARCH, clarifications=asked, extended_on=date(2026, 5, 20)).due
    open_ = due(CLOCKS["subject-access"], received=MARCH, clarifications=[(march(12), None)], extended_on=march(30))
    assert "Notice of extension" in " ".join(step.says for step in open_.derivation)


def test_a_question_in_the_time_that_was_added_does_not_move_the_first_deadline() -> None:
    asked = [(date(2026, 5, 5), date(2026, 5, 7))]
    found = due(CLOCKS["subject-access"], received=MARCH, clarifications=asked, extended_on=march(20))
    assert (found.first_due, found.latest_extension) == (date(2026, 4, 10), date(2026, 4, 10))


def test_a_councils_clock_may_pause_working_days() -> None:
    told = {name: getattr(CLOCKS["foi"], name) for name in Clock.__dataclass_fields__}
    clock = Clock(**{**told, "clarification": "pause"})
    asked = [(date(2026, 2, 9), date(2026, 2, 13))]
    found = due(clock, received=date(2026, 2, 2), clarifications=asked)
    assert found.due == date(2026, 3, 9)  # five working days more than 2 March
    assert "It stood still" in " ".join(step.says for step in found.derivation)


def test_the_shipped_clocks_are_marked_and_cited() -> None:
    assert not check("england")
    assert {"subject-access", "foi", "eir", "police", "dbs", "complaint", "internal-review", "rectification"} < set(
        CLOCKS
    )
    assert all(each.citation and each.explanation and each.checked in CHECKED for each in CLOCKS.values())
    assert [key for key, each in CLOCKS.items() if each.checked == "verified"] == ["foi"]
    words = [word for each in CLOCKS.values() for word in (each.id, each.title, *each.also)]
    assert len({word.casefold().replace("-", " ") for word in words}) >= len(words) - len(CLOCKS)


def test_the_days_of_reminders_are_in_the_pack() -> None:
    days = {
        "clock_at_risk": 7, "acknowledge": 5, "evidence_awaited": 10, "consultation_reply": 10,
        "clarification_awaited": 14,
    }  # fmt: skip
    assert days.items() <= load_pack("england").reminders.items()
