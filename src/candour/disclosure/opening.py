"""Opens a disclosure for a recipient and purpose that the policy allows, opens it again, and closes it."""

from __future__ import annotations

from collections.abc import Collection

from candour.accounts.gate import check
from candour.accounts.models import User
from candour.accounts.roles import Act
from candour.cases.models import Case, Person, Record
from candour.disclosure.guarding import in_words, locked
from candour.disclosure.models import Delivery, Disclosure, State
from candour.disclosure.under_oversight import bring_under, matter_of
from candour.engine.decide import check_request
from candour.engine.errors import BadInput, Refused
from candour.engine.inputs import resolve_recipient
from candour.engine.model import Person as Registered
from candour.ledger.acting import record
from candour.ledger.clock import now, today
from candour.ledger.verbs import Verb
from candour.packs import in_force

AGAIN = (State.CHECKING, State.WITH_LEGAL, State.CHECKED, State.FAILED, State.READY, State.DELIVERED, State.RECALLED)
_LONGEST = 500


def open_disclosure(
    *, by: User, case: Case, recipient: str, purpose: str, matter: bool = False, only: Collection[str] = (),
    only_why: str = "",
) -> Disclosure:  # fmt: skip
    """``recipient``: the key or role of a registered person, or a body. ``only``: keys of records, and why these.

    Raises Refused for what the pack in force does not allow and for records that the case does not hold, BadInput when
    there is no reason for leaving the others out.
    """
    from candour.disclosure.jobs import propose

    check(by, Act.REVIEW)
    loaded = in_force.current(on=today())
    person, role = resolve_recipient(_register(case), recipient)
    check_request(pack=loaded, recipient_role=role, purpose=purpose)
    records, why = _some(case, only, why=only_why)
    concerns = matter_of(case=case, recipient=person.id if person else role, purpose=purpose)
    matter = matter or bool(concerns)
    made = Disclosure.objects.create(
        case=case, recipient=person.id if person else role, recipient_role=role, purpose=purpose, pack=loaded.name,
        pack_version=loaded.version, pack_sha256=loaded.sha256, matter=matter, only=records, only_why=why,
        opened_by=by, opened_at=now(),
    )  # fmt: skip
    record(
        Verb.DISCLOSURE_OPENED, case=case.pk, object=f"disclosure:{made.pk}", recipient=made.recipient,
        purpose=purpose, policy=loaded.sha256, matter=matter, only=len(records), reason=why,
    )  # fmt: skip
    if concerns:
        record(Verb.OVERSIGHT_BEGUN, case=case.pk, object=f"disclosure:{made.pk}", reason=concerns)
    propose.enqueue(case=case.pk, disclosure=made.pk)
    return made


def _some(case: Case, only: Collection[str], *, why: str) -> tuple[list[str], str]:
    """The records it is of, each once, and why; nothing for the whole file."""
    if not only:
        return [], ""
    held = set(Record.objects.filter(case=case, gone_at=None, key__in=only).values_list("key", flat=True))
    if missing := len(set(only) - held):
        raise Refused(
            f"{missing} of the chosen records {'is' if missing == 1 else 'are'} not in this case file.",
            means="They may have been replaced since the list was shown.",
            do="Load the list again and choose from what is there.",
        )
    why = in_words(why, ask="Say why it is these records only.")
    if len(why) > _LONGEST:
        raise BadInput(f"The reason is longer than {_LONGEST} letters.", do="Say it in one or two sentences.")
    return sorted(held), why


def join_matter(*, by: User, disclosure: Disclosure) -> None:
    """It belongs to a legal matter from now on: lawyers answer each redaction, and approve before anything is released."""
    check(by, Act.REVIEW)
    bring_under(disclosure, why="Somebody who reviews it said that it belongs to a legal matter.")


def reopen(*, by: User, disclosure: Disclosure, reason: str) -> None:
    """Back to be decided. What was delivered is recalled first: Refused while somebody could still collect it."""
    disclosure = locked(disclosure, by=by, act=Act.REVIEW, states=AGAIN)
    reason = in_words(reason, ask="Say why it has to be decided again.")
    refuse_collectable(disclosure)
    disclosure.rounds.filter(ended_at=None).delete()
    _move(disclosure, State.DECIDING)
    record(Verb.SENT_BACK, case=disclosure.case_id, object=f"disclosure:{disclosure.pk}", reason=reason)


def close(*, by: User, disclosure: Disclosure, reason: str) -> None:
    """Nothing more happens with it; what was decided and made stays until its time is over."""
    disclosure = locked(disclosure, by=by, act=Act.RELEASE, states=(State.DECIDING, *AGAIN))
    reason = in_words(reason, ask="Say why it is closed.")
    refuse_collectable(disclosure)
    _move(disclosure, State.CLOSED)
    record(Verb.DISCLOSURE_CLOSED, case=disclosure.case_id, object=f"disclosure:{disclosure.pk}", reason=reason)


def refuse_collectable(disclosure: Disclosure) -> None:
    if Delivery.objects.filter(disclosure=disclosure, recalled_at=None, last_day__gte=today()).exists():
        raise Refused(
            "The recipient can still collect what was sent.",
            means="Two versions of the same records could go out.",
            do="Recall it first, or wait until its last day is over.",
        )


def _move(disclosure: Disclosure, state: State) -> None:
    Disclosure.objects.filter(pk=disclosure.pk).update(state=state)
    disclosure.state = state


def _register(case: Case) -> tuple[Registered, ...]:
    """Who could receive, as the register has them."""
    people = Person.objects.filter(case=case, found=False, gone_at=None)
    return tuple(Registered(id=each.key, name=each.name, role=each.role) for each in people)
