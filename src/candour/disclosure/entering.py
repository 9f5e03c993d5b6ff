"""Writes decisions: row upon row, each naming the version that it was made on. It changes and removes none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db import IntegrityError, transaction

from candour.accounts.models import User
from candour.cases.models import random_key
from candour.disclosure.choices import Choice
from candour.disclosure.conflict import Conflict
from candour.disclosure.models import About, Decision, Disclosure
from candour.engine.errors import BadInput
from candour.ledger.clock import now

_AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class Entry:
    """What is decided of one thing. ``version``: of the decision that the person saw; 0 when there was none.

    ``choice`` None: nothing is decided any more.
    """

    about: About
    key: str
    version: int
    choice: Choice | None
    seen: str = ""
    record: str = ""
    page: int = 0
    boxes: list[list[float]] = field(default_factory=list)
    text: str = ""


def enter(disclosure: Disclosure, entries: Sequence[Entry], *, by: User, undoes: str = "") -> str:
    """Enters all of them or, when somebody else was quicker with any, none: Conflict. Returns the batch."""
    if not entries:
        raise BadInput("There is nothing to decide.", do="Choose at least one.")
    batch, at = random_key(), now()
    ordered = sorted(entries, key=lambda entry: (entry.about, entry.key))  # two people never wait in a circle
    _check_versions(disclosure, ordered)
    made = [_made(disclosure, entry, by=by, batch=batch, undoes=undoes) for entry in ordered]
    for each in made:
        each.at = at
    try:
        with transaction.atomic():
            Decision.objects.bulk_create(made, batch_size=_AT_ONCE)
    except IntegrityError:
        _check_versions(disclosure, ordered)
        raise
    return batch


def latest(disclosure: Disclosure, about: About, keys: Iterable[str]) -> dict[str, Decision]:
    """The latest decision about each key that has one, taken back or not."""
    found = Decision.objects.filter(disclosure=disclosure, about=about, key__in=list(keys))
    return {each.key: each for each in found.order_by("key", "-version").distinct("key").select_related("by")}


def _check_versions(disclosure: Disclosure, entries: Sequence[Entry]) -> None:
    """Conflict when what somebody saw of any of them is no longer the latest."""
    theirs: list[Decision] = []
    for about in dict.fromkeys(entry.about for entry in entries):
        seen = {entry.key: entry.version for entry in entries if entry.about is about}
        now_there = latest(disclosure, about, seen)
        if any(version > (now_there[key].version if key in now_there else 0) for key, version in seen.items()):
            raise BadInput("The form does not fit what is decided.", do="Load the page and decide again.")
        theirs += [each for key, each in now_there.items() if each.version > seen[key]]
    if theirs:
        raise Conflict(theirs)


def _made(disclosure: Disclosure, entry: Entry, *, by: User, batch: str, undoes: str) -> Decision:
    choice = entry.choice
    return Decision(
        case_id=disclosure.case_id, disclosure=disclosure, about=entry.about, key=entry.key,
        version=entry.version + 1, action=choice.action.value if choice else "", ground=choice.ground if choice else "",
        explanation=choice.explanation if choice else "", seen=entry.seen, record=entry.record, page=entry.page,
        boxes=entry.boxes, text=entry.text, batch=batch, undoes=undoes, by=by,
    )  # fmt: skip
