"""Drafts a letter of a request from the pack's words: what is known is filled in, what is not is a gap that anybody sees.

It invents nothing. The address is the safe contact and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from candour.access.deciding import last_decision
from candour.access.letters_known import VALUES, Known
from candour.access.models import Complaint, Consultation, Outcome, Request, State, Way
from candour.access.policies import route_of, rules_of
from candour.accounts.models import User
from candour.policy.placeholders import CONSULTATION, PLACEHOLDER, PLACEHOLDERS, words_of
from candour.policy.routes import Template
from candour.policy.vocabulary import ROUTE_KINDS

_WITH_ADDRESS = (Way.EMAIL, Way.POST, Way.THROUGH)
"""Safe ways to reach somebody for which a letter bears an address."""
_HEADING = "# "


@dataclass(frozen=True, slots=True)
class Draft:
    subject: str
    body: str
    address: str
    """To whom, and where; several lines."""


def draft(
    request: Request, template: Template, *, by: User, consultation: Consultation | None = None,
    complaint: Complaint | None = None,
) -> Draft:  # fmt: skip
    """The letter as it stands today, signed by ``by``; ``consultation`` and ``complaint`` where ``rows_of`` asks for one."""
    known = Known(request, by, consultation, complaint, template.step)
    values = {name: VALUES[name](known) for name in words_of(f"{template.subject}\n{template.body}")}
    lines = [_filled(line, values) for line in template.body.strip().splitlines() if not _left_out(line, values)]
    return Draft(_filled(template.subject, values), _closed_up(lines), address_of(known, template))


def templates_for(request: Request) -> list[Template]:
    """The pack's letters for the kind of route that the request has; without a route those for every kind."""
    route = route_of(request)
    kinds = {route.kind} if route else ROUTE_KINDS
    return [each for each in rules_of(request).templates.values() if kinds <= each.kinds]


def rows_of(template: Template) -> str:
    """Of which part of the request it tells: ``consultation``, ``complaint``, or empty."""
    if template.to == "consulted":
        return CONSULTATION
    named = (PLACEHOLDERS[name].of for name in words_of(f"{template.subject}\n{template.body}"))
    return next((of for of in named if of), "")


def not_now(request: Request, template: Template) -> str:
    """Why the letter does not fit the request as it stands; empty: it does."""
    if template.outcomes:
        last = last_decision(request)
        if last is None or request.state == State.OPEN:
            return "Nothing was decided yet."
        if last.outcome not in template.outcomes:
            return f"It was decided otherwise: {Outcome(last.outcome).label.lower()}."
    of = rows_of(template)
    if of == CONSULTATION and not request.consultations.exclude(asked_on=None).exists():
        return "Nobody was asked about their information."
    if of and of != CONSULTATION and not request.complaints.exists():
        return "There is no complaint or review."
    return ""


def address_of(known: Known, template: Template) -> str:
    """The address block: of whoever is consulted as it was noted, of whoever asks only what they say is safe."""
    request = known.request
    if template.to == "inside":
        return "Business support"
    if template.to == "consulted":
        asked = known.consultation
        return _lines(asked.name, asked.contact) if asked else ""
    where = request.contact if request.contact_way in _WITH_ADDRESS else ""
    return _lines(request.name, request.organisation, where)


def gap(name: str) -> str:
    """What stands in a letter for something that is not known."""
    return f"[… {PLACEHOLDERS[name].words}]"


def _lines(*texts: str) -> str:
    return "\n".join(text.strip() for text in texts if text.strip())


def _filled(text: str, values: Mapping[str, str | None]) -> str:
    """Filled in once: braces in what was filled in are words of somebody, not placeholders."""
    return PLACEHOLDER.sub(lambda found: values[found[1]] or gap(found[1]), text)


def _left_out(line: str, values: Mapping[str, str | None]) -> bool:
    return any(PLACEHOLDERS[name].optional and not values[name] for name in PLACEHOLDER.findall(line))


def _closed_up(lines: list[str]) -> str:
    """Without headings that have nothing below them, and with one empty line at most between two others."""
    kept: list[str] = []
    for line in "\n".join(lines).splitlines():
        if line.startswith(_HEADING):
            _drop_bare_heading(kept)
        if line.strip() or (kept and kept[-1]):
            kept.append(line.rstrip())
    _drop_bare_heading(kept)
    return "\n".join(kept).strip()


def _drop_bare_heading(kept: list[str]) -> None:
    while kept and not kept[-1]:
        kept.pop()
    if kept and kept[-1].startswith(_HEADING):
        kept.pop()
    if kept and kept[-1]:
        kept.append("")
