"""What a letter can say of a request, one value for each placeholder of the vocabulary. None: it is not known.

It reads only, and answers with what stands in the request, its pack or the council's own words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from candour.access.deciding import last_decision
from candour.access.evidence import needs
from candour.access.guarding import who_may
from candour.access.models import Clarification, Complaint, ComplaintKind, Consultation, Decision, Instruction, Request
from candour.access.policies import pack_of, route_of, rules_of
from candour.access.timing import clock_of, deadline
from candour.accounts.models import User
from candour.accounts.queries import roles_of
from candour.accounts.roles import NAMES, Role
from candour.ledger.clock import LONDON, today
from candour.policy import Pack

_PERSONAL = "subject-access"
"""The form of a purpose under which somebody reads records about themselves or their child."""
_FINDINGS = {True: "We agree with you.", False: "We do not agree with you."}


@dataclass(frozen=True)
class Known:
    """A request, who writes, and the part of it that a letter is about."""

    request: Request
    by: User
    consultation: Consultation | None = None
    complaint: Complaint | None = None
    step: str = ""
    """Under which the letter is written."""

    @cached_property
    def pack(self) -> Pack:
        return pack_of(self.request)

    @cached_property
    def decision(self) -> Decision | None:
        return last_decision(self.request)

    @cached_property
    def question(self) -> Clarification | None:
        return self.request.clarifications.filter(answered_on=None).first()

    @cached_property
    def instruction(self) -> Instruction | None:
        return self.request.instructions.filter(withdrawn_at=None).order_by("-pk").first()


def on(day: date | None) -> str | None:
    """Such as 6 April 2026."""
    return f"{day.day} {day:%B} {day.year}" if day else None


def _own(name: str) -> Callable[[Known], str | None]:
    """One of the council's own words, from the pack's [letter]."""
    return lambda known: known.pack.letter.get(name)


def _personal(known: Known) -> bool:
    """Whether a person, not a body, reads records about themselves or their child."""
    route = route_of(known.request)
    purpose = known.pack.purposes.get(route.purpose) if route else None
    return purpose is not None and purpose.form == _PERSONAL and not known.request.organisation


def _support(known: Known) -> str | None:
    return known.pack.letter.get("support") if _personal(known) else None


def _helplines(known: Known) -> str | None:
    return _listed(known.pack.helplines_for(recipient="subject")) if _personal(known) else None


def _writer_role(known: Known) -> str | None:
    """The role by which they may write it."""
    allowed = who_may(known.request, known.step) if known.step else frozenset()
    held = allowed & roles_of(known.by)
    return next((NAMES[role] for role in Role if role in held), None)


def _due(known: Known) -> str | None:
    found = deadline(known.request)
    return on(found.due) if found else None


def _due_law(known: Known) -> str | None:
    clock = clock_of(known.request)
    return clock.citation if clock else None


def _evidence(known: Known) -> str | None:
    return _listed(rule.asked for rule in needs(known.request).missing())


def _extension_law(known: Known) -> str | None:
    clock = clock_of(known.request)
    return (clock.extend_citation or clock.citation) if clock else None


def _extension_reasons(known: Known) -> str | None:
    found = known.request.extensions.first()
    return found.why if found else None


def _new_due(known: Known) -> str | None:
    return _due(known) if known.request.extensions.exists() else None


def _searched(known: Known) -> str | None:
    found = known.request.searchs.order_by("on", "pk").values_list("place", flat=True)
    return _listed(dict.fromkeys(found))


def _decision_law(known: Known) -> str | None:
    decided = known.decision
    routes = rules_of(known.request).routes
    return next((each.citation for each in routes if decided and each.id == decided.route), None)


def _complaint_kind(known: Known) -> str | None:
    if known.complaint is None:
        return None
    review = known.complaint.kind == ComplaintKind.REVIEW
    return "a request for internal review" if review else "a data protection complaint"


def _complaint_due(known: Known) -> str | None:
    """Of a review: a data protection complaint has a day for its acknowledgement only."""
    found = known.complaint
    return on(found.due_on) if found and found.kind == ComplaintKind.REVIEW else None


def _complaint_finding(known: Known) -> str | None:
    found = known.complaint
    return _FINDINGS[found.upheld] if found and found.upheld is not None else None


def _listed(items: Iterable[str]) -> str | None:
    return "\n".join(f"- {item}" for item in items) or None


VALUES: Mapping[str, Callable[[Known], str | None]] = {
    **{name: _own(name) for name in ("council", "contact", "review", "regulator")},
    "support": _support,
    "helplines": _helplines,
    "writer": lambda known: known.by.name,
    "writer_role": _writer_role,
    "team": lambda known: known.request.team.name,
    "today": lambda known: on(today()),
    "reference": lambda known: known.request.reference,
    "their_reference": lambda known: known.request.their_reference,
    "requester": lambda known: known.request.name,
    "organisation": lambda known: known.request.organisation,
    "about": lambda known: known.request.about,
    "context": lambda known: rules_of(known.request).contexts[known.request.context].title,
    "wants": lambda known: known.request.wants,
    "received": lambda known: on(known.request.received_on),
    "due": _due,
    "due_law": _due_law,
    "evidence": _evidence,
    "question": lambda known: known.question.question if known.question else None,
    "asked": lambda known: on(known.question.asked_on) if known.question else None,
    "extension_reasons": _extension_reasons,
    "extension_law": _extension_law,
    "new_due": _new_due,
    "searched": _searched,
    "decided": lambda known: on(known.decision.at.astimezone(LONDON).date()) if known.decision else None,
    "decision_reasons": lambda known: known.decision.why if known.decision else None,
    "decision_law": _decision_law,
    "enclosed": lambda known: known.instruction.what if known.instruction else None,
    "sent_to": lambda known: known.instruction.to if known.instruction else None,
    "sent_way": lambda known: known.instruction.way if known.instruction else None,
    "consulted": lambda known: known.consultation.name if known.consultation else None,
    "consulted_about": lambda known: known.consultation.about if known.consultation else None,
    "consulted_on": lambda known: on(known.consultation.asked_on) if known.consultation else None,
    "reply_by": lambda known: on(known.consultation.reply_by) if known.consultation else None,
    "complaint_kind": _complaint_kind,
    "complaint_received": lambda known: on(known.complaint.received_on) if known.complaint else None,
    "complaint_due": _complaint_due,
    "complaint_finding": _complaint_finding,
    "complaint_outcome": lambda known: (known.complaint.outcome or None) if known.complaint else None,
}
"""Placeholder → what is known."""
