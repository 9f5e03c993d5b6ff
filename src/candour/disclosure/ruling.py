"""What lawyers answer to redactions: approved, changed, lifted, sent back; and what somebody writes to explain one.

One or a group is answered at once, each by a row of its own. Nobody approves their own, nothing without an explanation is
approved where one is required, and no answer lifts a never-disclose lock.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from candour.accounts.models import User
from candour.accounts.roles import Act
from candour.cases.models import random_key
from candour.disclosure.choices import Choice, check_choice
from candour.disclosure.conflict import Moved
from candour.disclosure.deciding import decided, never
from candour.disclosure.entering import Entry, latest
from candour.disclosure.guarding import in_words, locked, open_to_decide
from candour.disclosure.models import About, Disclosure, Oversight, Ruling, State
from candour.disclosure.queries import missing
from candour.disclosure.redactions import Redaction, one_of, redactions
from candour.engine.errors import BadInput, Refused
from candour.engine.model import Action
from candour.ledger.acting import record
from candour.ledger.clock import now
from candour.ledger.verbs import Verb

ANSWERED_IN = (State.DECIDING, State.CHECKING, State.WITH_LEGAL)
CHANGED_IN = (State.DECIDING, State.WITH_LEGAL)
"""Not while it is checked: then nothing in it is decided."""
_AT_ONCE = 2_000
_LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Which:
    """One redaction (``about`` and ``key``) or a group, as somebody saw it: ``shown`` names what was seen."""

    shown: str
    about: str = ""
    key: str = ""
    group: str = ""


def shown_as(several: Sequence[Redaction]) -> str:
    """Names redactions as they stand: another one when any is answered, changed, gone or new."""
    said = "\n".join(f"{each.about}\t{each.key}\t{each.fingerprint}\t{each.stands}" for each in several)
    return hashlib.sha256(said.encode()).hexdigest()


def of_group(disclosure: Disclosure, group: str) -> list[Redaction]:
    """Those of a group that are not answered yet."""
    return redactions(disclosure, where="where grouped = %(group)s and stands <> 'answered' order by nth", group=group)


def approve_redactions(*, by: User, disclosure: Disclosure, which: Which, explanation: str = "") -> int:
    """It may go out so. ``explanation``: of those that have none and need one. Returns how many."""
    disclosure = _overseen(open_to_decide(disclosure, by=by, act=Act.APPROVE_LEGALLY, states=ANSWERED_IN))
    found, explanation = _seen(disclosure, which), _limited(explanation)
    if any(each.author == by.pk for each in found):
        raise Refused(
            "You decided this yourself, so another lawyer has to approve it.",
            means="Nobody approves their own redaction. What a lawyer changes or lifts is that lawyer’s from then on.",
            do="Ask another lawyer who may see this case.",
        )
    if any(each.unexplained for each in found) and not explanation:
        raise BadInput(
            "An explanation is needed before this can be approved.",
            means="For this purpose every redaction is explained in a person’s own words.",
            do="Write it now, or send it back to be explained.",
        )
    return _enter(disclosure, found, Ruling.APPROVED, by=by, explanation=explanation)


def explain_redactions(*, by: User, disclosure: Disclosure, which: Which, explanation: str) -> int:
    """Why it has to be blacked out, in a person's words; what is done with it stays as it is, and awaits a lawyer."""
    disclosure = _overseen(open_to_decide(disclosure, by=by, act=Act.REVIEW, states=ANSWERED_IN))
    explanation = in_words(_limited(explanation), ask="Say in a sentence why it has to be blacked out.")
    found = _seen(disclosure, which)
    if any(each.explanation for each in found):
        raise Refused(
            "This has an explanation already.", do="Decide it anew in the review if another one should stand there."
        )
    return _enter(disclosure, found, Ruling.EXPLAINED, by=by, explanation=explanation)


def send_back_redactions(*, by: User, disclosure: Disclosure, which: Which, reason: str) -> int:
    """To be decided anew, or explained, by those who review; until then it counts as undecided."""
    disclosure = _overseen(locked(disclosure, by=by, act=Act.APPROVE_LEGALLY, states=CHANGED_IN))
    reason = in_words(_limited(reason), ask="Say what is wrong with it, or what you need to know.")
    many = _enter(disclosure, _seen(disclosure, which), Ruling.SENT_BACK, by=by, reason=reason)
    _to_decide(disclosure)
    return many


def lift_redactions(*, by: User, disclosure: Disclosure, which: Which, reason: str) -> int:
    """It is kept after all; another lawyer approves that. Of a page: it goes out, with what is proposed on it left out."""
    disclosure = _to_change(disclosure, by=by)
    reason = in_words(_limited(reason), ask="Say why it does not have to be left out.")
    found = _seen(disclosure, which)
    if any(each.locked for each in found):
        raise never()
    if any(each.removal for each in found):
        raise BadInput("There is nothing here to lift.", do="Approve it, or have it blacked out.")

    def kept(each: Redaction) -> Choice | None:
        if each.about == About.DRAWN:
            return None
        return Choice(Action.KEEP if each.about == About.MENTION else Action.REDACT, "", reason)

    return _decide(disclosure, found, Ruling.LIFTED, kept, by=by, reason=reason)


def change_redactions(*, by: User, disclosure: Disclosure, which: Which, choice: Choice) -> int:
    """Another reason, explanation or (of a page) action; of a removal: it is left out again. Another lawyer approves it."""
    disclosure = _to_change(disclosure, by=by)
    found = _seen(disclosure, which)
    if any(each.locked for each in found):
        raise Refused(
            "A lock in the register protects this, and its reason is the register’s.",
            do="Have it changed in the register of people if it is wrong.",
        )
    if not choice.explanation.strip():
        raise BadInput("An explanation is needed.", do="Say in a sentence why it is left out for this reason.")
    if choice.action is Action.KEEP:
        raise BadInput("This would lift it.", do="Choose what is done instead, or lift it with a reason.")

    def changed(each: Redaction) -> Choice | None:
        return check_choice(disclosure, choice, about=About(each.about))

    return _decide(disclosure, found, Ruling.CHANGED, changed, by=by, reason="")


def _overseen(disclosure: Disclosure) -> Disclosure:
    if not disclosure.matter:
        raise Refused(
            "This disclosure belongs to no legal matter.",
            means="Lawyers answer single redactions only in a matter.",
            do="If it belongs to one, say so on its page “Legal”.",
        )
    return disclosure


def _to_change(disclosure: Disclosure, *, by: User) -> Disclosure:
    """Its state may have to change, so nobody else can change that meanwhile."""
    return _overseen(locked(disclosure, by=by, act=Act.APPROVE_LEGALLY, states=CHANGED_IN))


def _seen(disclosure: Disclosure, which: Which) -> list[Redaction]:
    """What is answered. Moved when it is no longer as it was seen."""
    if which.group:
        found = of_group(disclosure, which.group)
    else:
        one = one_of(disclosure, which.about, which.key)
        found = [one] if one else []
    if not found or shown_as(found) != which.shown:
        raise Moved
    return found


def _decide(
    disclosure: Disclosure, found: Sequence[Redaction], ruling: Ruling, choose: Callable[[Redaction], Choice | None], *,
    by: User, reason: str,
) -> int:  # fmt: skip
    """The lawyer's decision on each, and what it was an answer to."""
    entries = [_entry(each, version, choose(each)) for each, version in _with_versions(disclosure, found)]
    made = decided(disclosure, entries, by=by)
    many = _enter(disclosure, found, ruling, by=by, reason=reason, decided=made.batch)
    if any(each.about == About.PAGE for each in found) and missing(disclosure, many=1):
        _to_decide(disclosure)  # what stands on a page that now goes out
    return many


def _with_versions(disclosure: Disclosure, found: Sequence[Redaction]) -> list[tuple[Redaction, int]]:
    versions: dict[tuple[str, str], int] = {}
    for about in dict.fromkeys(each.about for each in found):
        keys = [each.key for each in found if each.about == about]
        last = latest(disclosure, About(about), keys)
        versions |= {(about, key): last[key].version if key in last else 0 for key in keys}
    return [(each, versions[each.about, each.key]) for each in found]


def _entry(each: Redaction, version: int, choice: Choice | None) -> Entry:
    boxes, text = (each.boxes, each.text) if each.about == About.DRAWN and choice else ([], "")
    return Entry(About(each.about), each.key, version, choice, each.content, each.record, each.page, boxes, text)


def _enter(
    disclosure: Disclosure, found: Sequence[Redaction], ruling: Ruling, *, by: User, explanation: str = "",
    reason: str = "", decided: str = "",
) -> int:  # fmt: skip
    batch, at = random_key(), now()
    Oversight.objects.bulk_create(
        (
            Oversight(
                case_id=disclosure.case_id, disclosure=disclosure, about=each.about, key=each.key,
                fingerprint=each.fingerprint, ruling=ruling, removal=each.removal, action=each.action, ground=each.ground,
                explanation=each.explanation or explanation, author_id=each.author, reason=reason, decided=decided,
                batch=batch, by=by, at=at,
            )
            for each in found
        ),
        batch_size=_AT_ONCE,
    )  # fmt: skip
    record(
        _VERBS[ruling], case=disclosure.case_id, object=f"disclosure:{disclosure.pk}", reason=reason, batch=batch,
        redactions=sum(not each.removal for each in found), removals=sum(each.removal for each in found),
    )  # fmt: skip
    return len(found)


_VERBS = {
    Ruling.APPROVED: Verb.REDACTION_APPROVED, Ruling.CHANGED: Verb.REDACTION_CHANGED, Ruling.LIFTED: Verb.REDACTION_LIFTED,
    Ruling.SENT_BACK: Verb.REDACTION_SENT_BACK, Ruling.EXPLAINED: Verb.REDACTION_EXPLAINED,
}  # fmt: skip


def _to_decide(disclosure: Disclosure) -> None:
    Disclosure.objects.filter(pk=disclosure.pk, state=State.WITH_LEGAL).update(state=State.DECIDING)


def _limited(text: str) -> str:
    if len(text) > _LONGEST:
        raise BadInput(f"This is longer than {_LONGEST} letters.", do="Say it in a few sentences.")
    return text.strip()
