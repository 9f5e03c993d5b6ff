"""The steps of a disclosure in order, each with how it stands, and the reason why one cannot be done yet."""

from __future__ import annotations

from dataclasses import dataclass

from candour.disclosure.approving import held
from candour.disclosure.before_release import against_release
from candour.disclosure.models import Disclosure, State
from candour.disclosure.redaction_counts import awaiting

_ORDER = (
    State.DECIDING, State.CHECKING, State.WITH_LEGAL, State.CHECKED, State.PRODUCING, State.FAILED, State.READY,
    State.DELIVERED, State.RECALLED, State.CLOSED,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Step:
    """``page``: the name of its address. ``button``: what to do there now, for the one step that comes next."""

    name: str
    page: str
    tag: str
    colour: str = ""
    why: str = ""
    button: str = ""


def steps(disclosure: Disclosure, *, undecided: int) -> list[Step]:
    """``undecided``: how many things have no decision; at least one where there are some."""
    state, ready = State(disclosure.state), bool(disclosure.prepared_as)
    on_hold, waits = held(disclosure), awaiting(disclosure)
    return [
        *_deciding(state, ready=ready, undecided=undecided),
        _check(state, ready=ready, undecided=undecided),
        _legal(state, needed=disclosure.needs_legal, on_hold=on_hold, waits=waits),
        _produce(state, on_hold=on_hold, waits=waits),
        _send(state, on_hold=on_hold, against=against_release(disclosure) if state is State.READY else []),
    ]


def _deciding(state: State, *, ready: bool, undecided: int) -> list[Step]:
    if state is not State.DECIDING:
        return [Step("Who is who", "people", "Completed", "green"), Step("Review", "review", "Completed", "green")]
    if not ready:
        why = "Candour is working out what the policy proposes."
        return [_not_yet("Who is who", "people", why), _not_yet("Review", "review", why)]
    if undecided:
        return [
            Step("Who is who", "people", "Can be changed", why="One decision on a person moves all their mentions."),
            Step(
                "Review", "review", "In progress", why="Something is not decided yet.", button="Go on with the review"
            ),
        ]
    return [Step("Who is who", "people", "Completed", "green"), Step("Review", "review", "Completed", "green")]


def _check(state: State, *, ready: bool, undecided: int) -> Step:
    name, page = "Check", "checks"
    if state is State.DECIDING and (undecided or not ready):
        return _not_yet(name, page, "Everything is decided first.")
    if state is State.DECIDING:
        return Step(name, page, "Ready to start", why="Everything is decided.", button="Send it to be checked")
    if state is State.CHECKING:
        return Step(name, page, "In progress", why="Somebody who decided nothing in it checks it.", button="Check it")
    return Step(name, page, "Completed", "green")


def _legal(state: State, *, needed: bool, on_hold: bool, waits: str) -> Step:
    name, page = "Legal", "legal"
    if on_hold:
        why = "Nothing is produced, sent or collected while the hold stands."
        return Step(name, page, "On hold", "red", why, "" if _before(state, State.WITH_LEGAL) else "See the hold")
    if not needed:
        return Step(
            name, page, "Not needed", "grey", "It belongs to no legal matter. A lawyer can set a hold at any time."
        )
    if state is State.WITH_LEGAL:
        return Step(name, page, "In progress", why=waits or "A lawyer looks at it.", button="Look at it as a lawyer")
    if waits and _before(state, State.DELIVERED):
        return Step(
            name, page, "Cannot start yet" if _before(state, State.WITH_LEGAL) else "In progress", "grey", waits
        )
    if _before(state, State.WITH_LEGAL):
        return _not_yet(name, page, "It is checked first.")
    return Step(name, page, "Approved", "green")


def _produce(state: State, *, on_hold: bool, waits: str) -> Step:
    name, page = "Produce", "release"
    if _before(state, State.CHECKED):
        return _not_yet(name, page, "It is checked, and approved where a lawyer has to, first.")
    if state is State.PRODUCING:
        return Step(name, page, "In progress", why="The bundle is being made and verified.", button="See how far it is")
    if state is State.FAILED:
        return Step(name, page, "Failed", "red", "There is no bundle. The page says why.", "See why")
    if state is not State.CHECKED:
        return Step(name, page, "Completed", "green")
    if on_hold:
        return _not_yet(name, page, "There is a legal hold.")
    if waits:
        return _not_yet(name, page, waits)
    return Step(name, page, "Ready to start", button="Produce the bundle")


def _send(state: State, *, on_hold: bool, against: list[str]) -> Step:
    name, page = "Send", "deliver"
    if state is State.DELIVERED:
        return Step(name, page, "Sent", "green", button="See whether it was collected")
    if state is State.RECALLED:
        return Step(name, page, "Recalled", "orange", "Produce it again to send it again.")
    if state is not State.READY:
        return _not_yet(
            name, page, "The disclosure is closed." if state is State.CLOSED else "The bundle is made first."
        )
    if on_hold:
        return _not_yet(name, page, "There is a legal hold.")
    if against:
        return _not_yet(name, page, " ".join(against))
    return Step(name, page, "Ready to start", button="Send it")


def _not_yet(name: str, page: str, why: str) -> Step:
    return Step(name, page, "Cannot start yet", "grey", why)


def _before(state: State, other: State) -> bool:
    return _ORDER.index(state) < _ORDER.index(other)
