"""What one rule of a pack says against itself or another, as key and fault. It looks at values and mends nothing."""

from __future__ import annotations

from collections.abc import Iterator

from candour.policy.folding import Table

NEEDED = frozenset(
    {
        "clocks.complaint", "clocks.internal-review", "clocks.request-kept", "evidence.identity",
        "reminders.acknowledge", "reminders.clock_at_risk", "reminders.consultation_reply", "reminders.same_request",
        "reminders.ends_soon", "reminders.hold_review", "reminders.refused_files",
        "reminders.training_ends_soon", "reminders.advice_answer",
        "reminders.action_due", "reminders.search_answered", "reminders.search_chased",
    }
)  # fmt: skip
"""Entries that Candour itself asks for by name, whatever a council writes in them."""
Faults = Iterator[tuple[str, str]]


def of_clock(clock: Table) -> Faults:
    """Keys that do not go with the unit, or with each other."""
    unit = clock["unit"]
    if (unit == "stated") == ("length" in clock):
        yield "length", 'is needed, unless unit = "stated": then the requester names the day'
    if unit == "stated":
        yield from _named_by_others(clock)
    elif unit == "months" and "extend_days" in clock:
        yield "extend_days", "does not go with a clock that is counted in months: write extend_months"
    elif unit != "months" and "extend_months" in clock:
        yield (
            "extend_months",
            f"does not go with a clock that is counted in {unit.replace('_', ' ')}: write extend_days",
        )
    if "extend_citation" in clock and not {"extend_months", "extend_days"} & set(clock):
        yield "extend_citation", "is the law on lengthening a clock that cannot be lengthened: leave it out"
    if "clarification_citation" in clock and clock["clarification"] == "none":
        yield "clarification_citation", "is the law on a question that does not stop this clock: leave it out"
    if "rolls_citation" in clock and not clock["rolls"]:
        yield "rolls_citation", "is the law on moving a last day that does not move: leave it out, or set rolls = true"
    yield from _fee(clock)


def _named_by_others(clock: Table) -> Faults:
    """The day that a letter or an order names is never moved."""
    for key in ("extend_months", "extend_days"):
        if key in clock:
            yield key, 'does not go with unit = "stated": whoever named the day is asked for a later one'
    if clock["rolls"]:
        yield "rolls", 'has to be false with unit = "stated": the day that was named is never moved'
    if clock["clarification"] != "none":
        yield "clarification", 'has to be "none" with unit = "stated": the day that was named is never moved'


def _fee(clock: Table) -> Faults:
    if not clock.get("fee_pauses"):
        for key in ("fee_months", "fee_days", "fee_citation"):
            if key in clock:
                yield key, "goes with fee_pauses = true only"
        return
    if clock["unit"] != "working_days":
        yield "fee_pauses", 'goes with unit = "working_days" only; another clock may start with the fee: counts_from'
    elif "fee" in clock["counts_from"]:
        yield "fee_pauses", "does not go with a clock that starts with the fee: take fee out of counts_from"
    if "fee_months" in clock and "fee_days" in clock:
        yield "fee_days", "does not go with fee_months: one of them says how long there is to pay"


def of_reminder(reminder: Table) -> Faults:
    if ("days" in reminder) == ("many" in reminder):
        yield "days", "or many has to say the number, and only one of them"


def of_duty(entry: str, duty: Table) -> Faults:
    if both := sorted({*duty["may"]} & {*duty.get("never", ())}):
        yield "never", f"names roles that may take the step ({', '.join(both)}): leave them out of one of the two"
    if entry in duty.get("apart_from", ()):
        yield "apart_from", "names the step itself: then nobody could take it twice, not even to correct it"
