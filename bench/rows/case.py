"""The whole command on a case folder, and what a second process brings."""

from __future__ import annotations

from bench.ground import Ground
from bench.measure import Job, alone, in_turn
from bench.table import Row

WHOLE, SPREAD = 200, 3000
_GOAL = 1.7
_PEER = (
    "No figure for doc_redaction: its command line (2.8.1 tried) stops at start without a spaCy model from the network, "
    "even for its deny-list job."
)


def measure(ground: Ground) -> list[Row]:
    return [_whole(ground), _spread(ground)]


def _whole(ground: Ground) -> Row:
    given = {"case": ground.case(WHOLE), "people": ground.people, "out": ground.path("disclosed")}
    told = alone(Job("ours_case:whole", given, {"CANDOUR_WORKERS": "1"}), times=ground.few())
    note = f"{WHOLE} text pages, ten hits each, one process, {told.cpu * 1000 / WHOLE:.0f} ms of CPU a page, pictures checked. {_PEER}"
    return Row("Prepare and produce, end to end", "≥ 15× doc_redaction", f"{WHOLE / told.wall:.0f} pages/s", None, note)


def _spread(ground: Ground) -> Row:
    given = {"case": ground.case(SPREAD), "strings": ground.register_names, "work": ground.path("spread")}
    one, two = in_turn(
        *(Job("ours_case:spread", given, {"CANDOUR_WORKERS": number}) for number in ("1", "2")), pairs=ground.few()
    )
    ratio = one.wall / two.wall
    note = (
        f"{SPREAD} text pages read and redacted, clock time: {one.wall:.1f} s with one process, {two.wall:.1f} s with two; "
        f"{ground.few()} pairs. Only a quiet machine shows it: on one with other work both wait."
    )
    return Row("Two processes against one", f"≥ {_GOAL}× (then 1.8×)", f"{ratio:.2f}×", ratio >= _GOAL, note)
