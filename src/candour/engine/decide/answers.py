"""What people decided, indexed and checked: it refuses what is about nothing, contradicts itself, lacks a ground or a name."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from candour.engine.errors import Refused
from candour.engine.model import Action, Decision, Decisions, Mention, Order, Person, Question, Record
from candour.policy import NEVER_DISCLOSE_FIELDS, Pack, PurposeRule

REMOVING = frozenset({Action.REDACT, Action.WITHHOLD})
_ON_A_PART = frozenset({Action.KEEP, Action.REDACT, Action.WITHHOLD})
_NAMED = 10


@dataclass(slots=True)
class Answers:
    """Decisions by what they are about. A question is answered by a decision whose ``mention`` is the question's id."""

    mentions: dict[str, Decision] = field(default_factory=dict)
    pages: dict[tuple[str, int], Decision] = field(default_factory=dict)
    records: dict[str, Decision] = field(default_factory=dict)
    people: dict[str, Decision] = field(default_factory=dict)

    def of_page(self, record: str, page: int) -> Decision | None:
        return self.pages.get((record, page)) or self.records.get(record)

    def of_people(self, owners: Collection[str]) -> Decision | None:
        """What was decided of a person; of several candidates only what is decided of each, the strictest of it."""
        decided = [self.people[owner] for owner in sorted(owners) if owner in self.people]
        removing = [decision for decision in decided if decision.action in REMOVING]
        if removing:
            return removing[0]
        return decided[0] if decided and len(decided) == len(owners) else None


def check_names(*, decisions: Decisions, case: str) -> None:
    """Refused when the decisions are of another case, or nobody, or the same person, stands behind them."""
    if decisions.case != case:
        raise Refused(
            "These decisions belong to another case, or to this one before it changed.",
            means="Their case hash is not that of this work folder, so they may say nothing about what is in it.",
            do="Make decisions for this work folder.",
        )
    if decisions.accepted:
        if decisions.orders:
            raise Refused(
                "A trial run cannot use a court order.", means="An order that lifts a never-disclose lock needs people.",
                do="Leave `orders` out, or decide everything and have it approved.",
            )  # fmt: skip
        return
    by, approved = _name(decisions.by), _name(decisions.approved_by)
    if not by or not approved or by == approved:
        raise Refused(
            "The decisions need two different people: one in `by` and another in `approved_by`.",
            means="Nobody may approve their own decisions.",
            do="Have a second person check them and put their name in `approved_by`.",
        )


def check_orders(*, orders: Sequence[Order], people: Sequence[Person]) -> None:
    """Refused when a court order is not named, lifts nothing known, or two different people did not confirm it."""
    known = {person.id for person in people}
    for number, order in enumerate(orders, start=1):
        fault = ""
        if order.person not in known:
            fault = "names a person who is not in the register"
        elif not order.fields or not order.fields <= NEVER_DISCLOSE_FIELDS.keys():
            fault = "names no never-disclose fields, or unknown ones"
        elif not order.order.strip() or not order.recipient.strip():
            fault = "does not say which order it is, or for which recipient"
        elif len({_name(name) for name in order.confirmed_by} - {""}) < 2:
            fault = "was not confirmed by two different people"
        if fault:
            raise Refused(
                f"Court order {number} in the decisions {fault}.",
                means="A never-disclose lock stays until a named order, confirmed by two people, lifts it.",
                do="Complete the order in `orders`, or leave it out.",
            )


def index(
    *, decisions: Decisions, records: Sequence[Record], mentions: Sequence[Mention], questions: Sequence[Question],
    people: Sequence[Person], pack: Pack, purpose: PurposeRule,
) -> Answers:  # fmt: skip
    """The decisions by what they are about. Refused, naming the first ones, when any cannot be used."""
    check_orders(orders=decisions.orders, people=people)
    answers, faults = Answers(), []
    pages = {record.id: len(record.pages) for record in records}
    asked = {decision.mention for decision in decisions.decisions if decision.mention}
    parts = {mention.id for mention in mentions if mention.id in asked} if asked else set()
    parts |= {question.id for question in questions}
    persons = {person.id for person in people}
    for number, decision in enumerate(decisions.decisions, start=1):
        fault = (
            _about_nothing(decision, pages=pages, parts=parts, people=persons)
            or _incomplete(decision, pack=pack, purpose=purpose)
            or _enter(decision, answers)
        )
        if fault:
            faults.append(f"decision {number} {fault}")
    if faults:
        raise Refused(
            f"{len(faults)} of the decisions cannot be used: " + "; ".join(faults[:_NAMED]) + ".",
            means="Nothing was released.",
            do="Correct them in the decisions and run the same command again.",
        )
    return answers


def _name(text: str) -> str:
    return " ".join(text.split()).casefold()


def _about_nothing(
    decision: Decision, *, pages: Mapping[str, int], parts: Collection[str], people: Collection[str]
) -> str:
    if sum(map(bool, (decision.mention, decision.person, decision.record and not decision.mention))) != 1:
        return "has to be about one thing: a record, a page of a record, a mention or a person"
    if decision.mention:
        return "" if decision.mention in parts else "is about a mention that this case does not have"
    if decision.person:
        return "" if decision.person in people else "is about a person who is not in the register"
    if decision.record not in pages:
        return "is about a record that this case does not have"
    if decision.page > pages[decision.record] or decision.page < 0:
        return "is about a page that its record does not have"
    return ""


def _incomplete(decision: Decision, *, pack: Pack, purpose: PurposeRule) -> str:
    part = bool(decision.mention or decision.person)
    if part and decision.action not in _ON_A_PART:
        return f"cannot be {decision.action.value}: that is for pages and whole records"
    if decision.ground and decision.ground not in pack.grounds:
        return "has a ground that the policy pack does not have"
    # A page or record that is decided `redact` goes out with what was proposed on it, each under its own ground.
    removes = decision.action is Action.WITHHOLD or (part and decision.action is Action.REDACT)
    if removes and not decision.ground:
        return "has no ground"
    if removes and purpose.explanations_required and not decision.explanation.strip():
        return "has no explanation, which a court is owed"
    return ""


def _enter(decision: Decision, answers: Answers) -> str:
    """Puts the decision in its place. A second one about the same thing must say the same."""
    before: Decision | None
    if decision.mention:
        before = answers.mentions.setdefault(decision.mention, decision)
    elif decision.person:
        before = answers.people.setdefault(decision.person, decision)
    elif decision.page:
        before = answers.pages.setdefault((decision.record, decision.page), decision)
    else:
        before = answers.records.setdefault(decision.record, decision)
    same = (before.action, before.ground) == (decision.action, decision.ground)
    return "" if same else "contradicts an earlier decision about the same thing"


def refuse_undecided(undecided: Sequence[tuple[str, int, str]]) -> None:
    """Refused when anything is left, naming how much and the first ten by record, page and mention id."""
    if not undecided:
        return
    pages = sum(1 for _, _, part in undecided if not part)
    proposals = len(undecided) - pages
    raise Refused(
        f"{_count(pages, 'page or record', 'pages or records')} and {_count(proposals, 'proposal', 'proposals')}"
        f" have no decision: {'; '.join(_named(undecided))}{' …' if len(undecided) > _NAMED else ''}.",
        means="A bundle is made only when every page and every proposal is decided.",
        do="Decide them (keep, redact, withhold, …) and run the same command again.",
    )


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _named(undecided: Sequence[tuple[str, int, str]]) -> Iterator[str]:
    for record, page, part in undecided[:_NAMED]:
        yield f"record {record}" + (f" page {page}" if page else "") + (f" mention {part}" if part else "")
