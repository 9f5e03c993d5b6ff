"""Policy's proposals for one recipient and purpose: one for each mention that matters, and for whole records and pages.

Pure; it decides nothing, and a proposal never holds case text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from candour.engine.decide.answers import check_orders
from candour.engine.decide.circle import Circle
from candour.engine.decide.outcome import PASSAGE, Judge, Outcome
from candour.engine.decide.request import check_request
from candour.engine.model import Action, Box, Flag, Kind, Known, Mention, Order, Person, Proposal, Record, Span
from candour.engine.paged import Paged
from candour.policy import Pack

_PLAIN = frozenset({Kind.ORG, Kind.LOCATION, Kind.DATE, Kind.OTHER})
_BY_ORDER = " A court order lifts the never-disclose mark for this recipient: a person has to decide."
DUPLICATE = "duplicate"
CANNOT_OPEN = "cannot-open"


def propose(
    *,
    records: Sequence[Record],
    mentions: Sequence[Mention],
    flags: Sequence[Flag],
    people: Sequence[Person],
    known: Sequence[Known],
    pack: Pack,
    recipient: Person | None,
    recipient_role: str,
    purpose: str,
    orders: Sequence[Order] = (),
) -> Paged[Proposal, tuple[str, int]]:
    """One proposal per mention that is redacted, named or doubtful; per record or page where policy says so.

    ``orders``: court orders that lift a lock. They lift nothing by themselves: what they open is still proposed to be
    removed, for a person to decide. Refused when the pack has no such purpose, or the purpose is not for this recipient,
    or an order cannot be used.
    """
    check_request(pack=pack, recipient_role=recipient_role, purpose=purpose)
    check_orders(orders=orders, people=people)
    judge, locking = (
        Judge(
            circle=Circle(people=people, pack=pack, recipient=recipient, recipient_role=recipient_role, orders=lifting),
            pack=pack, recipient_role=recipient_role, purpose=purpose,
        )
        for lifting in (orders, ())
    )  # fmt: skip
    hints = _Hints(records=records, known=known, pack=pack, recipient=recipient)
    proposals = Paged(Proposal, lambda item: (item.record, item.page), _of_records(records, flags, judge))
    proposals.extend(_of_passages(flags, mentions, judge))
    proposals.extend(_of_mentions(mentions, _Lifted(judge, locking) if orders else judge, hints))
    return proposals


def passage_mention(*, flag: Flag, id: str, layer: str, text: str, boxes: tuple[Box, ...]) -> Mention:  # noqa: A002
    """The mention that stands for a flagged passage, so that it is proposed, decided and redacted like any other."""
    span = Span(flag.start, flag.end, Kind.OTHER, recogniser=PASSAGE + flag.kind.value)
    return Mention(id, flag.record, flag.page, layer, span, text, boxes)


# ---------------------------------------------------------------- mentions


class _Lifted:
    """Judges with the court orders; what only an order opens says so, and is removed until a person decides."""

    def __init__(self, judge: Judge, locking: Judge) -> None:
        self._judge, self._locking = judge, locking

    def mention(self, mention: Mention) -> Outcome:
        outcome, locked = self._judge.mention(mention), self._locking.mention(mention)
        if outcome.locked or not locked.locked:
            return outcome
        if outcome.action is Action.KEEP:
            return replace(locked, locked=False, care=True, why=locked.why + _BY_ORDER)
        return replace(outcome, care=True, why=outcome.why + _BY_ORDER)


def _of_mentions(mentions: Sequence[Mention], judge: Judge | _Lifted, hints: _Hints) -> Iterator[Proposal]:
    for mention in mentions:
        outcome = judge.mention(mention)
        if outcome.action is Action.KEEP and mention.span.kind in _PLAIN and not outcome.care:
            continue
        action = Action.REDACT if outcome.action is Action.WITHHOLD else outcome.action
        why = outcome.why + hints.hint(mention.record, outcome)
        yield _proposal(replace(outcome, action=action, why=why), mention.record, mention.page, mention.id)


def _proposal(outcome: Outcome, record: str, page: int, mention: str = "") -> Proposal:
    return Proposal(
        record, page, outcome.action, outcome.ground, mention, outcome.label, outcome.rule, outcome.why,
        outcome.locked, outcome.care,
    )  # fmt: skip


class _Hints:
    """Already-known evidence: words added to a proposal, which itself stays as it is."""

    def __init__(
        self, *, records: Sequence[Record], known: Sequence[Known], pack: Pack, recipient: Person | None
    ) -> None:
        self._pack = pack
        self._dates = {record.id: record.date for record in records}
        self._known: dict[str, Known] = {}
        for item in sorted(known, key=lambda item: (item.record, item.date, item.how)):
            if recipient and item.person == recipient.id and self._in_time(item):
                self._known.setdefault(item.record, item)

    def _in_time(self, item: Known) -> bool:
        """The record is not later than the knowledge. A date that is missing or not whole counts as later."""
        try:
            return date.fromisoformat(self._dates.get(item.record, "")) <= date.fromisoformat(item.date)
        except ValueError:
            return False

    def hint(self, record: str, outcome: Outcome) -> str:
        item = self._known.get(record)
        if item is None or outcome.action is Action.KEEP or outcome.locked:
            return ""
        if not self._pack.grounds[outcome.ground].already_known:
            return ""
        return f" Suggestion: the recipient {item.how} this record on {item.date} and may know this already."


# ---------------------------------------------------------------- records and passages


def _of_records(records: Sequence[Record], flags: Sequence[Flag], judge: Judge) -> Iterator[Proposal]:
    flagged = defaultdict(list)
    for flag in flags:
        if flag.page == 0:
            flagged[flag.record].append(flag.kind)
    known = {record.id for record in records}
    containers = {record.parent for record in records if record.parent}
    for record in records:
        outcome = judge.flags(flagged[record.id], scope="record") if flagged[record.id] else None
        if not record.pages and record.id not in containers:
            why = "It could not be opened, so nobody has read it. A named person has to say so."
            yield Proposal(record.id, 0, Action.CANNOT_OPEN, rule=CANNOT_OPEN, why=why)
        elif outcome and outcome.action is not Action.KEEP:
            yield _proposal(replace(outcome, action=Action.WITHHOLD, label=""), record.id, 0)
        elif record.duplicate_of in known:
            why = "It is the same, byte for byte, as a record that is listed once."
            yield Proposal(record.id, 0, Action.DUPLICATE, rule=DUPLICATE, why=why)
        elif outcome and outcome.care:
            yield _proposal(outcome, record.id, 0)


def _of_passages(flags: Sequence[Flag], mentions: Sequence[Mention], judge: Judge) -> Iterator[Proposal]:
    """A flagged passage that nothing marks on the page cannot be cut out: then its whole page is in question."""
    marked = {
        (mention.record, mention.page, mention.span.start, mention.span.recogniser)
        for mention in mentions
        if mention.span.recogniser.startswith(PASSAGE)
    }
    pages = defaultdict(list)
    for flag in flags:
        if flag.page and (flag.record, flag.page, flag.start, PASSAGE + flag.kind.value) not in marked:
            pages[flag.record, flag.page].append(flag.kind)
    for (record, page), kinds in sorted(pages.items()):
        outcome = judge.flags(kinds, scope="passage")
        if outcome.action is not Action.KEEP:
            yield _proposal(replace(outcome, action=Action.WITHHOLD, label=""), record, page)
        elif outcome.care:
            yield _proposal(outcome, record, page)
