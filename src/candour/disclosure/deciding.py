"""What people who review decide: of a person, a mention, its like, a page, a record; and taking it back.

Each call names the version that the person saw. It never lifts a never-disclose lock, and says so at once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from candour.accounts.models import User
from candour.disclosure.choices import Choice, check_choice
from candour.disclosure.conflict import Conflict, Moved
from candour.disclosure.entering import Entry, enter
from candour.disclosure.guarding import open_to_decide
from candour.disclosure.models import About, Decision, Disclosure, Proposal, Sheet
from candour.engine.errors import Refused
from candour.engine.model import Action
from candour.ledger.acting import record as enter_in_ledger
from candour.ledger.verbs import Verb


@dataclass(frozen=True, slots=True)
class Decided:
    """``batch`` is what is taken back together; ``locked``: mentions that a lock keeps as they are all the same."""

    batch: str
    locked: int = 0


def decide_person(*, by: User, disclosure: Disclosure, person: str, choice: Choice, version: int) -> Decided:
    """One decision for everything of a person; what is locked stays blacked out whatever is decided."""
    disclosure = open_to_decide(disclosure, by=by)
    theirs = Proposal.objects.filter(disclosure=disclosure, owners__contains=[person])
    held = theirs.filter(locked=True).count() if choice.action is Action.KEEP else 0
    if held and held == theirs.count():
        raise never()
    choice = check_choice(disclosure, choice, about=About.PERSON)
    return decided(disclosure, [Entry(About.PERSON, person, version, choice)], by=by, locked=held)


def decide_mention(*, by: User, disclosure: Disclosure, mention: str, choice: Choice, version: int) -> Decided:
    """One mention, or the answer to one question."""
    disclosure = open_to_decide(disclosure, by=by)
    found = _proposal(disclosure, mention)
    if found.locked and choice.action is Action.KEEP:
        raise never()
    choice = check_choice(disclosure, choice, about=About.MENTION)
    entry = Entry(About.MENTION, mention, version, choice, found.content, found.record, found.page)
    return decided(disclosure, [entry], by=by)


def decide_similar(*, by: User, disclosure: Disclosure, mention: str, choice: Choice, version: int) -> Decided:
    """Every mention that says the same of the same people, wherever it stands, those found later included."""
    disclosure = open_to_decide(disclosure, by=by)
    found = _proposal(disclosure, mention)
    if found.question:
        raise Refused("A question is answered by itself.", do="Look at each passage and answer for it.")
    if (
        choice.action is Action.KEEP
        and Proposal.objects.filter(disclosure=disclosure, said=found.said, locked=True).exists()
    ):
        raise never()
    choice = check_choice(disclosure, choice, about=About.GROUP)
    return decided(disclosure, [Entry(About.GROUP, found.said, version, choice)], by=by)


@dataclass(frozen=True, slots=True)
class SeenPage:
    """A page as somebody saw it: ``shown`` is that of its sheet, ``version`` that of its decision (0: none)."""

    record: str
    page: int
    shown: str
    version: int = 0


def decide_pages(*, by: User, disclosure: Disclosure, pages: Sequence[SeenPage], choice: Choice) -> Decided:
    """Pages, or all pages of a record: with ``redact`` what is proposed on them is accepted, with ``keep`` only what stays.

    Raises Moved when one of them is no longer as it was seen.
    """
    disclosure = open_to_decide(disclosure, by=by)
    choice = check_choice(disclosure, choice, about=About.PAGE)
    names = [seen.record for seen in pages]
    sheets = {
        (sheet.record, sheet.page): sheet for sheet in Sheet.objects.filter(disclosure=disclosure, record__in=names)
    }
    entries = []
    for seen in pages:
        sheet = sheets.get((seen.record, seen.page))
        if sheet is None or sheet.shown != seen.shown:
            raise Moved
        if not sheet.page and choice.action in (Action.KEEP, Action.REDACT):
            raise Refused(
                "This record has no page that could be sent.",
                means="It could not be opened, so nobody can say what is in it.",
                do="Say that it could not be opened, is withheld, or comes later.",
            )
        entries.append(_page(sheet, seen.version, choice))
    return decided(disclosure, entries, by=by)


def undo(*, by: User, disclosure: Disclosure, batch: str) -> Decided:
    """Takes back all decisions of one act: what stood before stands again. Conflict when somebody decided since.

    Acts can be taken back one after the other, the latest first, and taking back can itself be taken back.
    """
    disclosure = open_to_decide(disclosure, by=by)
    taken = list(Decision.objects.filter(disclosure=disclosure, batch=batch))
    if not taken:
        raise Refused("There is no such decision here.", do="Load the page and look at its history.")
    entries = _before(disclosure, taken)
    made = enter(disclosure, entries, by=by, undoes=batch)
    enter_in_ledger(
        Verb.UNDONE, case=disclosure.case_id, object=f"disclosure:{disclosure.pk}", batch=made, undoes=batch,
        decisions=len(entries),
    )  # fmt: skip
    return Decided(made)


def _before(disclosure: Disclosure, taken: Sequence[Decision]) -> list[Entry]:
    """What stood before each decision of one act, as something decided now. Conflict when one came after that stands."""
    about = About(taken[0].about)
    history: dict[str, list[Decision]] = defaultdict(list)
    found = Decision.objects.filter(disclosure=disclosure, about=about, key__in=[each.key for each in taken])
    for each in found.order_by("key", "version").select_related("by"):
        history[each.key].append(each)
    later = [last for each in taken if (last := _standing_after(history[each.key], each))]
    if later:
        raise Conflict(later)
    return [_restored(each, history[each.key]) for each in taken]


def _standing_after(history: Sequence[Decision], taken: Decision) -> Decision | None:
    """The latest decision after ``taken`` that was not itself taken back: acts are taken back from the last one on."""
    standing: list[Decision] = []
    for each in history[taken.version :]:
        if standing and each.undoes == standing[-1].batch:
            standing.pop()
        else:
            standing.append(each)
    return standing[-1] if standing else None


def _restored(taken: Decision, history: Sequence[Decision]) -> Entry:
    about, now_at = About(taken.about), history[-1].version
    before = history[taken.version - 2] if taken.version > 1 else None
    if before is None or not before.action:
        return Entry(about, taken.key, now_at, None, taken.seen, taken.record, taken.page)
    choice = Choice(Action(before.action), before.ground, before.explanation)
    return Entry(about, taken.key, now_at, choice, before.seen, before.record, before.page, before.boxes, before.text)


def _page(sheet: Sheet, version: int, choice: Choice) -> Entry:
    return Entry(About.PAGE, f"{sheet.page}:{sheet.record}", version, choice, sheet.shown, sheet.record, sheet.page)


def _proposal(disclosure: Disclosure, mention: str) -> Proposal:
    found = Proposal.objects.filter(disclosure=disclosure, mention=mention).first()
    if found is None:
        raise Moved
    return found


def decided(disclosure: Disclosure, entries: Sequence[Entry], *, by: User, locked: int = 0) -> Decided:
    """Enters what was found fit to be decided, and that it was."""
    batch = enter(disclosure, entries, by=by)
    first = entries[0]
    enter_in_ledger(
        Verb.DECIDED, case=disclosure.case_id, object=f"disclosure:{disclosure.pk}", batch=batch,
        about=str(first.about), action=str(first.choice.action) if first.choice else "", decisions=len(entries),
    )  # fmt: skip
    return Decided(batch, locked)


def never() -> Refused:
    """What is said of a never-disclose lock."""
    return Refused(
        "This must never be disclosed to this recipient.",
        means="A lock in the register protects it, and no decision lifts a lock.",
        do="If the lock is wrong, have it changed in the register of people.",
    )
