"""Who asks, in which context, and what then holds: a pack's routes as values. What a pack does not say is not stated."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

WHO_PARTS = ("decides", "advises", "enables", "checks", "redacts", "sends", "logs")
"""Parts of a route that name parties."""
WHAT_PARTS = ("may_share", "prohibited")
"""Parts of a route that say what, in words."""
PARTS = (*WHO_PARTS, "evidence", *WHAT_PARTS, "clock")
"""Every part of a route; each has a reason of its own, or is not stated."""
ORDER_FACT = "order"
"""The fact whose values are the orders of a court that bear on whoever asks; there may be several."""


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody who asks, or a context in which they ask. ``also``: other words for the same."""

    id: str
    title: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """A question on which a route depends, and its answers: value → words."""

    id: str
    question: str
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who has a part in a route. ``roles``: of people in the council; none for somebody outside it."""

    id: str
    title: str
    roles: frozenset[str]


@dataclass(frozen=True, slots=True)
class EvidenceRule:
    """Something that has to be shown. ``when``: facts (any value of each) without which it is not needed."""

    id: str
    title: str
    asked: str
    when: Mapping[str, frozenset[str]]
    citation: str
    in_force_from: date
    checked: str
    explanation: str


@dataclass(frozen=True, slots=True)
class OrderRule:
    """An order of a court that bears on whoever asks.

    ``effect``: ``advice`` (a lawyer's advice comes before a decision), ``stop`` (nothing is given unless a lawyer has
    advised that it may be), or ``route`` (another route, named in ``route``, is the one to go).
    """

    id: str
    title: str
    effect: str
    citation: str
    in_force_from: date
    checked: str
    explanation: str
    route: str = ""


@dataclass(frozen=True, slots=True)
class ListedItem:
    """A point of a list that somebody goes through before records go out."""

    id: str
    title: str
    citation: str
    in_force_from: date
    checked: str
    explanation: str


@dataclass(frozen=True, slots=True)
class Duty:
    """A step of handling a request, and who may do it: the parties of the route's ``part``, else the roles in ``may``.

    ``also_parts``: who has one of these parts in the route may as well. ``never``: roles that may not, whatever a route
    says. ``apart_from``: steps that the same person may not also have done on the same request, in either order.
    ``release_parts``: where the route's records are reviewed before they go out, only who has one of these parts in it
    may. ``chain_parts``: the same on a route of a chain (``vocabulary.CHAINS``).
    """

    id: str
    title: str
    may: frozenset[str]
    also_parts: frozenset[str]
    never: frozenset[str]
    apart_from: frozenset[str]
    release_parts: frozenset[str]
    chain_parts: frozenset[str]
    part: str
    citation: str
    in_force_from: date
    checked: str
    explanation: str


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a route: parties, words, evidence or a clock, and why. Alternatives of evidence stand in ``one_of``."""

    why: str
    who: tuple[str, ...] = ()
    what: tuple[str, ...] = ()
    all_of: tuple[str, ...] = ()
    one_of: tuple[tuple[str, ...], ...] = ()
    clock: str = ""


@dataclass(frozen=True, slots=True)
class Route:
    """What holds for ``requester`` in ``context`` where the facts of ``when`` are so.

    ``level``: 0 for a pack's own route, 1 for one of the pack it extends, and so on; the nearest one wins. ``silent``:
    parts of which the source says nothing, so that no default stands in either. ``open_points``: what its sources
    leave open or say in two ways.
    """

    id: str
    title: str
    requester: frozenset[str]
    context: frozenset[str]
    parts: Mapping[str, Part]
    citation: str
    in_force_from: date
    checked: str
    explanation: str
    when: Mapping[str, frozenset[str]] = field(default_factory=dict)
    entitled: bool = False
    """The requester has a right that leaves nothing to decide: it cannot be refused once the evidence is there."""
    urgent: bool = False
    """It waits for nothing: what is shared is shared at once, and recorded afterwards if there is no time."""
    kind: str = "records"
    """Which kind of work it leads to: see ``vocabulary.ROUTE_KINDS``."""
    purpose: str = ""
    """The purpose under which records are disclosed on it, where they are reviewed first."""
    tracked: bool = False
    """What was sent is followed until whoever asked says that they have it."""
    silent: frozenset[str] = frozenset()
    open_points: tuple[str, ...] = ()
    level: int = 0


@dataclass(frozen=True, slots=True)
class Template:
    """A letter's words, in which ``{name}`` stands for what is known of the request (``placeholders``).

    ``step``: the duty whose work it is. ``to``: whoever asks, somebody who is consulted, or a colleague (``inside``).
    ``outcomes``: it goes with such a decision only; none: with any, and with no decision. ``names_child``: it may name
    whom the records are about, also to another body.
    """

    id: str
    title: str
    subject: str
    body: str
    step: str
    kinds: frozenset[str]
    to: str = "requester"
    outcomes: frozenset[str] = frozenset()
    names_child: bool = False


@dataclass(frozen=True, slots=True)
class AccessRules:
    """Everything a pack says about requests for access."""

    requesters: Mapping[str, Named] = field(default_factory=dict)
    contexts: Mapping[str, Named] = field(default_factory=dict)
    facts: Mapping[str, Fact] = field(default_factory=dict)
    parties: Mapping[str, Party] = field(default_factory=dict)
    evidence: Mapping[str, EvidenceRule] = field(default_factory=dict)
    orders: Mapping[str, OrderRule] = field(default_factory=dict)
    duties: Mapping[str, Duty] = field(default_factory=dict)
    routes: tuple[Route, ...] = ()
    defaults: Mapping[str, Part] = field(default_factory=dict)
    templates: Mapping[str, Template] = field(default_factory=dict)
    prescribed: Mapping[str, ListedItem] = field(default_factory=dict)
    """What the barring service may be given."""
    written_request: Mapping[str, ListedItem] = field(default_factory=dict)
    """What a written request of the police has to hold."""
