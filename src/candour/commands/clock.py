"""``candour clock``: when something is due, with every step of the reckoning and the law for it."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from candour.commands import command
from candour.engine.errors import BadInput
from candour.engine.inputs import read_pack
from candour.policy.clocks import Clock
from candour.policy.counting import Asked, Came, CannotCount, Deadline, due
from candour.policy.finding import UnknownWord, resolve
from candour.policy.listing import TO_CONFIRM
from candour.policy.pack import Pack
from candour.policy.routes import Named
from candour.policy.working_days import in_words

if TYPE_CHECKING:
    from candour.commands import Commands

_AWAITED = "awaited"
_WAITS_FOR = {
    "identity": "proof of identity is awaited",
    "fee": "the fee is awaited",
    "clarification": "the answer to what is meant is awaited",
    "stated": "the day that the request names is not known",
}


def add(commands: Commands) -> None:
    made = command(
        commands,
        "clock",
        run,
        does="Tells when something is due, and prints every step of the reckoning with the law for it.",
        example="candour clock subject-access --received 2026-01-30 --identity 2026-02-03 --clarification 2026-02-09:2026-02-13",
    )
    made.add_argument("kind", metavar="KIND", help="which clock: subject-access, foi, police, complaint, …")
    made.add_argument("--received", required=True, metavar="DATE", help="the day the request came, YYYY-MM-DD")
    for name, what in (("identity", "proof of identity"), ("fee", "the fee")):
        made.add_argument(f"--{name}", metavar="DATE", help=f"the day {what} came, or 'awaited'")
    made.add_argument(
        "--fee-notice", metavar="DATE", help="the day on which a fee was asked for; without --fee it is awaited"
    )
    made.add_argument(
        "--clarification", action="append", default=[], metavar="FROM:UNTIL",
        help="the days on which it was asked what is meant and answered; nothing after the colon: no answer yet",
    )  # fmt: skip
    made.add_argument(
        "--extend", metavar="DATE", help="the day on which a notice of extension, with reasons, was given"
    )
    made.add_argument("--stated", metavar="DATE", help="the day that a letter or an order names")
    made.add_argument("--policy", default="england", metavar="PACK", help="a pack's name or a TOML file")
    made.add_argument("--text", action="store_true", help="in words, to print and check by hand")


def run(args: argparse.Namespace) -> int:
    pack = read_pack(args.policy)
    clock = _clock(pack, args.kind)
    try:
        deadline = due(
            clock, received=_day(args.received), identity=_came(args.identity), fee=_came(args.fee),
            fee_asked=_maybe(args.fee_notice), clarifications=[_asked(each) for each in args.clarification],
            extended_on=_maybe(args.extend), stated=_maybe(args.stated),
        )  # fmt: skip
    except CannotCount as error:
        raise BadInput(error.what, do=error.do) from None
    told = _told(pack, clock, deadline)
    print("\n".join(_lines(pack, clock, deadline)) if args.text else json.dumps(told, indent=2, ensure_ascii=False))
    return 0


def _clock(pack: Pack, kind: str) -> Clock:
    there = {key: Named(key, each.title, each.also) for key, each in pack.clocks.items()}
    try:
        return pack.clocks[resolve(there, kind, kind="clock").id]
    except UnknownWord as error:
        raise BadInput(f"{error.what}.", do=f"Choose from: {', '.join(error.known)}.") from None


def _day(given: str) -> date:
    try:
        day = date.fromisoformat(given)
    except ValueError:
        day = None
    if day is None or day.isoformat() != given:  # 2026-W09-6 is a day too, and nobody means it
        raise BadInput(f"{given!r} is not a date.", do="Write it as YYYY-MM-DD, such as 2026-02-28.")
    return day


def _maybe(given: str | None) -> date | None:
    return None if given is None else _day(given)


def _came(given: str | None) -> Came:
    return "awaited" if given == _AWAITED else _maybe(given)


def _asked(given: str) -> Asked:
    asked, colon, answered = given.partition(":")
    if not colon or not asked:
        do = (
            "Write both days, such as 2026-02-09:2026-02-13; nothing after the colon means that there is no answer yet."
        )
        raise BadInput("A clarification has two days with a colon between them.", do=do)
    return _day(asked), _day(answered) if answered else None


def _told(pack: Pack, clock: Clock, deadline: Deadline) -> dict[str, Any]:
    days = {name: getattr(deadline, name) for name in ("due", "started", "first_due", "latest_extension", "pay_by")}
    return {
        "kind": clock.id,
        "title": clock.title,
        **{name: day and day.isoformat() for name, day in days.items()},
        "waiting_for": deadline.waiting_for or None,
        "derivation": [
            {"date": each.date.isoformat(), "says": each.says, "law": each.law} for each in deadline.derivation
        ],
        "law": clock.citation,
        "checked": clock.checked,
        "policy": {"name": pack.name, "version": pack.version, "sha256": pack.sha256},
    }


def _lines(pack: Pack, clock: Clock, deadline: Deadline) -> Iterator[str]:
    yield clock.title
    waits = _WAITS_FOR.get(deadline.waiting_for, "")
    yield f"Due: {in_words(deadline.due)}" if deadline.due else f"No day yet: {waits}."
    if deadline.latest_extension:
        yield f"Last day for a notice of extension: {in_words(deadline.latest_extension)}"
    if deadline.pay_by:
        yield f"Last day to pay the fee: {in_words(deadline.pay_by)}"
    yield ""
    for step in deadline.derivation:
        yield f"{step.date.isoformat()}  {step.says}"
        yield f"            {step.law}"
    yield ""
    yield clock.explanation
    yield f"{clock.citation}" + ("" if clock.checked == "verified" else f" [{TO_CONFIRM}]")
    yield f"Rules: {pack.name} {pack.version}, sha256 {pack.sha256}"
