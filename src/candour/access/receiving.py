"""Logs a request: who asks, about whom, in which context, how they can safely be reached, and on which route it goes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db import connection

from candour.access.chains import cannot_handle
from candour.access.guarding import guard_receiving
from candour.access.models import Channel, Request
from candour.access.taking import took
from candour.access.timing import renew
from candour.accounts.models import Team, User
from candour.cases.models import Case
from candour.engine.errors import BadInput
from candour.ledger.clock import now, today
from candour.ledger.verbs import Verb
from candour.packs import in_force
from candour.policy import Pack
from candour.policy.finding import Answer, UnknownWord, find
from candour.policy.routes import ORDER_FACT


@dataclass(frozen=True, slots=True)
class Asked:
    """What a requester asks. ``facts``: what is known, by fact; ``order`` has to have been asked, ``none`` if there is none.

    ``contact_way`` and ``contact``: how they can safely be reached; ``contact_never``: what must not be used.
    """

    requester: str
    context: str
    name: str
    about: str
    received_on: date
    contact_way: str
    contact: str
    facts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    organisation: str = ""
    about_born: str = ""
    wants: str = ""
    their_reference: str = ""
    stated_on: date | None = None
    contact_never: str = ""


def receive(
    *, by: User, team: Team, asked: Asked, case: Case | None = None, channel: Channel = Channel.STAFF,
    same_as: Request | None = None, follows: Request | None = None,
) -> Request:  # fmt: skip
    """Logs it under the pack in force. BadInput for what is missing, StepRefused for who may not.

    Without a route it is logged all the same: its time runs, and its page asks what decides.
    """
    pack = in_force.current(on=today())
    guard_receiving(pack, by=by)
    _check(asked)
    answer = answered(pack, asked)
    if against := cannot_handle(pack, answer, team=team):
        raise BadInput("This team cannot handle this request.", means=against, do="Choose a team that can.")
    made = Request.objects.create(
        number=_number(), channel=channel, received_on=asked.received_on, logged_at=now(), logged_by=by, team=team,
        case=case, requester=answer.requester.id, context=answer.context.id,
        facts={fact: list(values) for fact, values in asked.facts.items()}, name=asked.name.strip(),
        organisation=asked.organisation.strip(), about=asked.about.strip(), about_born=asked.about_born.strip(),
        wants=asked.wants.strip(), their_reference=asked.their_reference.strip(), stated_on=asked.stated_on,
        contact_way=asked.contact_way, contact=asked.contact.strip(), contact_never=asked.contact_never.strip(),
        contact_asked_at=now(), route=answer.route.id if answer.route else "", pack_name=pack.name,
        pack_version=pack.version, pack_sha256=pack.sha256, same_as=same_as, follows=follows,
    )  # fmt: skip
    took(made, "receive", Verb.REQUEST_RECEIVED, by=by, route=made.route, policy=pack.sha256)
    renew(made)
    return made


def answered(pack: Pack, asked: Asked) -> Answer:
    """The route for what was asked. BadInput for a requester, context or fact that the pack does not have."""
    facts = {fact: frozenset(values) for fact, values in asked.facts.items()}
    try:
        return find(pack.access, requester=asked.requester, context=asked.context, facts=facts)
    except UnknownWord as unknown:
        raise BadInput(f"{unknown.what}.", do="Choose one of these: " + ", ".join(unknown.known) + ".") from None


def _check(asked: Asked) -> None:
    if not asked.name.strip() or not asked.about.strip():
        raise BadInput("A request needs who asks and about whom.", do="Give both names as far as they are known.")
    if asked.received_on > today():
        raise BadInput("A request cannot have come on a day that is yet to come.", do="Give the day on which it came.")
    if not asked.facts.get(ORDER_FACT):
        raise BadInput(
            "Nobody has said whether orders of a court bear on whoever asks.",
            means="Such an order decides what they may be told, and where they may be told it.",
            do="Ask, look into the case file, and say which there are, or that there is none.",
        )
    if not asked.contact_way or not asked.contact.strip():
        raise BadInput(
            "Nobody has said how the requester can safely be reached.",
            means="A letter or a call to the wrong place can put somebody in danger.",
            do="Ask them, and note the way that is safe.",
        )


def _number() -> int:
    with connection.cursor() as cursor:
        cursor.execute("select nextval('access_request_number')")
        return int(cursor.fetchone()[0])
