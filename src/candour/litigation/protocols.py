"""Protocols between Legal and children's services: written in versions, agreed by both, in force from a day, and ended.

What both have agreed is never changed: another version is written. Nobody agrees for both services.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from importlib import resources

from django.db.models import Max

from candour.accounts.gate import check
from candour.accounts.models import User
from candour.accounts.queries import allowed
from candour.accounts.roles import Act
from candour.cases.reasons import words
from candour.engine.errors import BadInput, Refused
from candour.ledger.acting import record
from candour.ledger.clock import now, today
from candour.ledger.verbs import Verb
from candour.litigation.models import Protocol, ProtocolVersion
from candour.packs import in_force


@dataclass(frozen=True, slots=True)
class Draft:
    """A version as it is written. ``changes``: what is different from the one before, and why."""

    text: str
    changes: str = ""
    in_force_from: date | None = None


def example() -> str:
    """A protocol for judicial review to begin from: it says what the council of R (KI) v Brent [2018] decided to do."""
    return resources.files("candour.litigation").joinpath("examples/judicial_review.md").read_text(encoding="utf-8")


def make(*, by: User, title: str, kinds: Collection[str], draft: Draft) -> Protocol:
    """With its first version. ``kinds``: keys of the policy's kinds of matters that it binds."""
    check(by, Act.KEEP_MATTERS)
    title = " ".join(title.split())
    if not title:
        raise BadInput("A protocol needs a title.", do="Write what it is about, such as Judicial review protocol.")
    if not kinds or set(kinds) - set(in_force.current(on=today()).matters):
        raise BadInput("Nothing was chosen that it is for.", do="Choose at least one kind of matter.")
    made = Protocol.objects.create(title=title, kinds=sorted(kinds), made_by=by, made_at=now())
    record(Verb.PROTOCOL_MADE, object=f"protocol:{made.pk}")
    _add(made, 1, _checked(draft, first=True), by=by)
    return made


def new_version(*, by: User, protocol: Protocol, draft: Draft) -> ProtocolVersion:
    """Refused while another version is not agreed yet: there is one draft at a time."""
    check(by, Act.AGREE_PROTOCOLS)
    protocol = _running(protocol)
    if draft_of(protocol) is not None:
        raise Refused("There is a draft already.", do="Change it, or have it agreed.")
    last = ProtocolVersion.objects.filter(protocol=protocol).aggregate(last=Max("number"))["last"] or 0
    return _add(protocol, last + 1, _checked(draft, first=False), by=by)


def write(*, by: User, version: ProtocolVersion, draft: Draft) -> None:
    """Changes a draft. Who had agreed to it has to agree again. Refused once both have."""
    check(by, Act.AGREE_PROTOCOLS)
    found = _draft(version)
    draft = _checked(draft, first=found.number == 1)
    ProtocolVersion.objects.filter(pk=found.pk).update(
        text=draft.text, changes=draft.changes, in_force_from=draft.in_force_from, agreed_legal_by=None,
        agreed_legal_at=None, agreed_services_by=None, agreed_services_at=None,
    )  # fmt: skip
    record(Verb.PROTOCOL_WRITTEN, object=f"protocol:{found.protocol_id}", version=found.number)


def agree(*, by: User, version: ProtocolVersion, legal: bool) -> None:
    """For Legal (``legal``) by one of its lawyers, or for children's services by a manager; never the same person twice."""
    check(by, Act.AGREE_PROTOCOLS)
    found = _draft(version)
    if allowed(by, Act.KEEP_MATTERS) is not legal:
        raise Refused(
            "You cannot agree for this service.",
            means="Lawyers agree for Legal, managers for children's services.",
            do="Ask somebody of that service.",
        )
    if found.in_force_from is None or found.in_force_from < today():
        raise Refused(
            "There is no day to come from which it is in force.",
            means="A protocol never holds for days that are gone.",
            do="Change the draft and give today or a later day.",
        )
    side = "legal" if legal else "services"
    ProtocolVersion.objects.filter(pk=found.pk).update(**{f"agreed_{side}_by": by, f"agreed_{side}_at": now()})
    record(Verb.PROTOCOL_AGREED, object=f"protocol:{found.protocol_id}", version=found.number, side=side)


def end(*, by: User, protocol: Protocol, reason: str) -> None:
    """From today on no new matter is bound to it. Those that are stay so."""
    check(by, Act.KEEP_MATTERS)
    protocol = _running(protocol)
    reason = words(reason, "Say why it does not hold any more, and what takes its place.", means="Others rely on it.")
    Protocol.objects.filter(pk=protocol.pk).update(ended_on=today(), ended_because=reason)
    record(Verb.PROTOCOL_ENDED, object=f"protocol:{protocol.pk}", reason=reason)


def draft_of(protocol: Protocol) -> ProtocolVersion | None:
    """The version that is not agreed by both yet."""
    found = ProtocolVersion.objects.filter(protocol=protocol)
    return (found.filter(agreed_legal_at=None) | found.filter(agreed_services_at=None)).first()


def agreed(version: ProtocolVersion) -> bool:
    return version.agreed_legal_at is not None and version.agreed_services_at is not None


def current(protocol: Protocol) -> ProtocolVersion | None:
    """The version in force today."""
    found = ProtocolVersion.objects.filter(
        protocol=protocol, in_force_from__lte=today(), agreed_legal_at__isnull=False, agreed_services_at__isnull=False
    )
    return None if protocol.ended_on else found.order_by("-in_force_from", "-number").first()


def _add(protocol: Protocol, number: int, draft: Draft, *, by: User) -> ProtocolVersion:
    made = ProtocolVersion.objects.create(
        protocol=protocol, number=number, text=draft.text, changes=draft.changes, in_force_from=draft.in_force_from,
        made_by=by, made_at=now(),
    )  # fmt: skip
    record(Verb.PROTOCOL_WRITTEN, object=f"protocol:{protocol.pk}", version=number)
    return made


def _checked(draft: Draft, *, first: bool) -> Draft:
    text = draft.text.replace("\r\n", "\n").strip()
    if not text:
        raise BadInput("A protocol needs a text.", do="Write it, or begin from the example.")
    changes = draft.changes.strip()
    if not first and not changes:
        raise BadInput("It is not said what changed.", do="Say what is different from the version before, and why.")
    return Draft(text, changes, draft.in_force_from)


def _draft(version: ProtocolVersion) -> ProtocolVersion:
    found = ProtocolVersion.objects.select_for_update().get(pk=version.pk)
    _running(version.protocol)
    if agreed(found):
        raise Refused("Both services have agreed to this version.", do="Write another version.")
    return found


def _running(protocol: Protocol) -> Protocol:
    found = Protocol.objects.select_for_update().get(pk=protocol.pk)
    if found.ended_on is not None:
        raise Refused("This protocol has ended.", do="Make a new one.")
    return found
