"""One transaction in which somebody acts: the database knows who, and what they did is entered in the ledger with it.

Nothing is entered outside such a block. Entries are written when the block ends, chain by chain in one order, so that
two people never wait for each other; when the block fails, neither the change nor its entry is there.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from django.db import connection, transaction

from candour.ledger.verbs import Verb

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a person, a job on one case, another system, or whoever holds the link of one delivery.

    Nobody sees no case at all.
    """

    user: int | None = None
    case: int | None = None
    """A job works on this case and sees no other."""
    delivery: str = ""
    """SHA-256 (hex) of the link's token."""
    token: int | None = None
    """The access token of another system, which may add files to the cases of one team."""


NOBODY = Actor()


@dataclass(frozen=True, slots=True)
class Entering:
    """An entry to be written."""

    verb: Verb
    case: int | None
    object: str
    details: dict[str, Any]
    reason: str


@dataclass(slots=True)
class _Act:
    actor: Actor
    entering: list[Entering] = field(default_factory=list)
    afterwards: list[Callable[[], None]] = field(default_factory=list)
    known: dict[str, object] = field(default_factory=dict)


_act: ContextVar[_Act | None] = ContextVar("act", default=None)


@contextlib.contextmanager
def acting(actor: Actor) -> Iterator[None]:
    """Runs the block as ``actor`` in one transaction. Blocks do not nest: RuntimeError."""
    from candour.ledger.services import write  # it reads the actor from here

    if _act.get() is not None:
        raise RuntimeError("Somebody acts already.")
    act = _Act(actor)
    token = _act.set(act)
    try:
        with transaction.atomic(durable=True):
            tell_database(actor)
            yield
            write(actor, act.entering)
    finally:
        _act.reset(token)
    for do in act.afterwards:
        do()


def afterwards(do: Callable[[], None]) -> None:
    """What leaves the house, such as a mail: done when the block has ended and all of it is there, and not otherwise.

    It may begin a block of its own. RuntimeError outside an ``acting`` block.
    """
    act = _act.get()
    if act is None:
        raise RuntimeError("Nobody acts.")
    act.afterwards.append(do)


def once(what: str, ask: Callable[[], _T]) -> _T:
    """What ``ask`` answers, asked at most once in an ``acting`` block unless forgotten; outside a block, each time."""
    act = _act.get()
    if act is None:
        return ask()
    if what not in act.known:
        act.known[what] = ask()
    return cast(_T, act.known[what])


def forget(what: str) -> None:
    """It was changed in this block, and is asked anew."""
    if act := _act.get():
        act.known.pop(what, None)


@contextlib.contextmanager
def attempt() -> Iterator[None]:
    """A part of what somebody does that may fail alone: then neither its changes nor its entries are there."""
    act = _act.get()
    if act is None:
        raise RuntimeError("Nobody acts.")
    entered, later = len(act.entering), len(act.afterwards)
    try:
        with transaction.atomic():
            yield
    except BaseException:
        del act.entering[entered:], act.afterwards[later:]
        act.known.clear()
        raise


def tell_database(actor: Actor) -> None:
    """Says, until the transaction ends, who acts; the database's own rules decide what they see."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select set_config('candour.user', %s, true), set_config('candour.case', %s, true),"
            " set_config('candour.delivery', %s, true), set_config('candour.token', %s, true)",
            [_text(actor.user), _text(actor.case), actor.delivery, _text(actor.token)],
        )


def now_acting() -> Actor:
    """Who acts; NOBODY outside a block."""
    act = _act.get()
    return act.actor if act else NOBODY


def record(
    verb: Verb,
    *,
    case: int | None = None,
    object: str = "",
    reason: str = "",
    **details: Any,
) -> None:
    """Enters what was done when the block ends. ``object`` and ``details`` hold identifiers and counts, never text.

    ``reason`` is kept apart, where it can be erased. RuntimeError outside an ``acting`` block.
    """
    act = _act.get()
    if act is None:
        raise RuntimeError(f"Nobody acts: {verb} cannot be entered.")
    act.entering.append(Entering(verb, case, object, details, reason))


def _text(number: int | None) -> str:
    return "" if number is None else str(number)
