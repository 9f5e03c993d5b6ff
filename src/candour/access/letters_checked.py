"""What stands against letting a letter out: gaps, contacts that are not safe, locks of the register, and names.

It answers in sentences that hold none of the words it found. Of the register it knows what the writer may see.
"""

from __future__ import annotations

import re
from collections import Counter

from candour.access.answering import never_used
from candour.access.letters import gap
from candour.access.models import Consultation, Request
from candour.access.policies import pack_of, route_of
from candour.cases.locked import CONTACTS, holds, locked_values
from candour.cases.models import Person
from candour.policy.placeholders import PLACEHOLDER, PLACEHOLDERS
from candour.policy.routes import Template

_GAP = re.compile(r"\[…[^\]]*\]?")
_BODIES = frozenset({"dbs", "police", "sharing", "report"})
"""Kinds of routes on which a body asks, and no person for themselves."""
_CHILD = "child"
"""The requester of the packs who is a child."""
_SHORTEST = 3
"""Letters of a word of a name that is looked for."""


def against(
    request: Request, template: Template, *, subject: str, body: str, address: str, consultation: Consultation | None
) -> list[str]:
    """Why the letter cannot leave the house, in sentences; empty: it can."""
    text = f"{subject}\n{body}"
    found = [f"Something is not filled in: {words}." for words in gaps(text)]
    if holds(never_use(request), f"{text}\n{address}"):
        found.append("It holds a way to reach the requester that must never be used.")
    if holds(locked(request, template), text):
        found.append("It holds something that is locked in the register of the case: an address, a number or a name.")
    if _names(request, template, consultation, text=text):
        found.append("It names whom the records are about, or who asked: whoever gets this letter need not know that.")
    return found


def gaps(text: str) -> list[str]:
    """What is not filled in yet, in words, each once."""
    left = [found.strip("[]… ") or "a gap in square brackets" for found in _GAP.findall(text)]
    left += [PLACEHOLDERS[name].words for name in PLACEHOLDER.findall(text) if name in PLACEHOLDERS]
    return list(dict.fromkeys([*left, *(each.words for name, each in PLACEHOLDERS.items() if gap(name) in text)]))


def never_use(request: Request) -> set[str]:
    """What must not be used to reach the requester: the words as a whole, and every contact in them."""
    told = request.contact_never.strip()
    return {told, *never_used(request), *CONTACTS.findall(told)} if told else set()


def locked(request: Request, template: Template) -> set[str]:
    """What the register of the case locks, but for what is the requester's own in a letter to them."""
    if request.case_id is None:
        return set()
    people = Person.objects.filter(case=request.case_id, gone_at=None).exclude(never_disclose=[])
    own = request.name.casefold() if template.to == "requester" else ""
    return locked_values(each for each in people if each.name.casefold() != own)


def _names(request: Request, template: Template, consultation: Consultation | None, *, text: str) -> bool:
    """Whether a word of a name that may not be told stands in the letter more often than in the pack's own words."""
    if template.to == "consulted":
        hidden, known = f"{request.name} {request.about}", consultation.name if consultation else ""
    elif template.to == "requester" and not template.names_child and _of_a_body(request):
        hidden, known = request.about, f"{request.name} {request.organisation}"
    else:
        return False
    return _tells(request, template, text, hidden=hidden, known=known)


def names_a_child(request: Request, template: Template, *, text: str) -> bool:
    """Whether it names a child: whom the records are about, or a child of the case file, but for an adult's own name."""
    children = Person.objects.filter(case=request.case_id, child=True, gone_at=None) if request.case_id else ()
    hidden = " ".join([request.about, *(name for each in children for name in (each.name, *each.aliases))])
    return _tells(request, template, text, hidden=hidden, known="" if request.requester == _CHILD else request.name)


def _tells(request: Request, template: Template, text: str, *, hidden: str, known: str) -> bool:
    own = _words("\n".join((template.subject, template.body, *pack_of(request).letter.values())))
    return any(_words(text)[word] > own[word] for word in _words(hidden).keys() - _words(known).keys())


def _of_a_body(request: Request) -> bool:
    route = route_of(request)
    return bool(request.organisation) or (route is not None and route.kind in _BODIES)


def _words(text: str) -> Counter[str]:
    """How often each word stands there, in its own case: May is a name, and may is none."""
    found = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", text)
    return Counter(word for word in found if len(word) >= _SHORTEST)
