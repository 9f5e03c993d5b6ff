"""Hands a bundle over: a link and a one-time code by two different channels, an end, a recall that works at once.

Only a bundle that was reviewed, checked, verified and left untouched is delivered, and only what lies in its ``send``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from candour.accounts.gate import check
from candour.accounts.models import User
from candour.accounts.roles import Act
from candour.disclosure.accounting import check_untouched
from candour.disclosure.after_delivery import delivered
from candour.disclosure.approving import refuse_held
from candour.disclosure.asking import pack_of
from candour.disclosure.before_release import refuse_objected
from candour.disclosure.codes import digest, new_code, new_token, proof
from candour.disclosure.guarding import in_words, locked
from candour.disclosure.models import Channel, Contact, Delivery, Disclosure, Outcome, Production, State
from candour.disclosure.models.releasing import Mailing
from candour.disclosure.producing import folder_of, told_folder
from candour.engine.errors import BadInput, Refused
from candour.ledger.acting import record
from candour.ledger.clock import now, today
from candour.ledger.models import Entry
from candour.ledger.verbs import Verb

_LONGEST = timedelta(days=90)
_CODE = timedelta(days=14)
"""How long a code can be used."""


@dataclass(frozen=True, slots=True)
class Ways:
    """Told once, each by its own channel; neither can be read again later. ``token`` None: the link stays as it was."""

    delivery: Delivery
    token: str | None
    code: str


def keep_contact(*, by: User, disclosure: Disclosure, channel: Channel, value: str) -> Contact:
    """How the recipient can be reached safely. ``value``: an address or number, empty for a meeting in person."""
    check(by, Act.RELEASE)
    value = " ".join(value.split())
    if not value and channel is not Channel.IN_PERSON:
        raise BadInput("Where should it be sent?", do="Give the address or number that the recipient says is safe.")
    if channel is Channel.EMAIL and "@" not in value:
        raise BadInput("This is not an e-mail address.", do="Give it as name@example.org.")
    made = Contact.objects.create(
        case_id=disclosure.case_id, disclosure=disclosure, channel=channel, value=value[:500], added_by=by,
        added_at=now(),
    )  # fmt: skip
    record(Verb.CONTACT_KEPT, case=disclosure.case_id, object=_named(disclosure), channel=str(channel), contact=made.pk)
    return made


def erase_contact(*, by: User, contact: Contact) -> None:
    """Its value is gone for good; that there was one, and by which channel, stays."""
    check(by, Act.RELEASE)
    if Contact.objects.filter(pk=contact.pk, erased_at=None).update(value="", erased_at=now()):
        record(
            Verb.CONTACT_ERASED, case=contact.case_id, object=f"disclosure:{contact.disclosure_id}", contact=contact.pk
        )


def deliver(*, by: User, disclosure: Disclosure, link_to: Contact, code_to: Contact, last_day: date) -> Ways:
    """Makes the link and the code; an earlier way in ends. Refused for one channel, a hold, or a bundle that was touched."""
    disclosure = locked(disclosure, by=by, act=Act.RELEASE, states=(State.READY, State.DELIVERED))
    refuse_held(disclosure)
    refuse_objected(disclosure)
    _check_ways(disclosure, link_to, code_to)
    _check_day(last_day)
    production = disclosure.productions.filter(outcome=Outcome.MADE).order_by("-number").first()
    if production is None:
        raise Refused("There is no bundle.", do="Produce it first.")
    case = disclosure.case
    files = check_untouched(production, folder_of(case, disclosure, production.number))
    _end_others(disclosure)
    token, code = new_token(), new_code()
    kept = digest(token)
    made = Delivery.objects.create(
        case=case, disclosure=disclosure, production=production, link_to=link_to, code_to=code_to, token=kept,
        code=proof(code, token=kept), code_until=now() + _CODE, last_day=last_day, made_by=by, made_at=now(),
        mail=Mailing.GOING if Channel.EMAIL in (link_to.channel, code_to.channel) else Mailing.NONE,
        folder=told_folder(case.key, disclosure.key, production.number), files=files, told=_told(disclosure, production),
    )  # fmt: skip
    Disclosure.objects.filter(pk=disclosure.pk).update(state=State.DELIVERED)
    record(
        Verb.LINK_MADE, case=disclosure.case_id, object=f"delivery:{made.pk}", bundle=production.number,
        certificate=production.certificate, link=str(link_to.channel), code=str(code_to.channel),
        until=last_day.isoformat(),
    )  # fmt: skip
    delivered(made)
    return Ways(made, token, code)


def another_code(*, by: User, delivery: Delivery, code_to: Contact) -> Ways:
    """For who lost the code, used it up or tried too often; the one before no longer works."""
    disclosure = locked(delivery.disclosure, by=by, act=Act.RELEASE, states=(State.DELIVERED,))
    refuse_held(disclosure)
    delivery = Delivery.objects.select_for_update().select_related("link_to").get(pk=delivery.pk)
    _check_ways(disclosure, delivery.link_to, code_to)
    if delivery.recalled_at is not None or delivery.last_day < today():
        raise Refused("This link no longer works.", do="Make a new one.")
    code = new_code()
    delivery.code, delivery.code_until = proof(code, token=delivery.token), now() + _CODE
    delivery.tries, delivery.code_to = 0, code_to
    if code_to.channel == Channel.EMAIL:
        delivery.mail = Mailing.GOING
    elif delivery.link_to.channel != Channel.EMAIL:
        delivery.mail = Mailing.NONE
    delivery.save(update_fields=["code", "code_until", "tries", "code_to", "mail"])
    record(Verb.CODE_MADE, case=disclosure.case_id, object=f"delivery:{delivery.pk}", code=str(code_to.channel))
    return Ways(delivery, None, code)


def note_mail(*, delivery: Delivery, left: bool) -> None:
    """Whether the e-mail with the link or the code has left, entered after it was tried for whoever made them."""
    Delivery.objects.filter(pk=delivery.pk).update(mail=Mailing.SENT if left else Mailing.FAILED)
    verb = Verb.MAILED if left else Verb.NOT_MAILED
    record(verb, case=delivery.case_id, object=f"delivery:{delivery.pk}")


def extend(*, by: User, delivery: Delivery, last_day: date) -> None:
    """The same link for longer; a code that was used up stays used up."""
    disclosure = locked(delivery.disclosure, by=by, act=Act.RELEASE, states=(State.DELIVERED,))
    refuse_held(disclosure)
    delivery = Delivery.objects.select_for_update().get(pk=delivery.pk)
    if delivery.recalled_at is not None:
        raise Refused("This link no longer works.", do="Make a new one.")
    if last_day <= delivery.last_day:
        raise BadInput("This is not later than the last day it has.", do="Give a later day, or recall the link.")
    _check_day(last_day)
    Delivery.objects.filter(pk=delivery.pk).update(last_day=last_day)
    record(Verb.EXTENDED, case=disclosure.case_id, object=f"delivery:{delivery.pk}", until=last_day.isoformat())


def recall(*, by: User, disclosure: Disclosure, reason: str) -> None:
    """No link of it opens any more, from this moment, not even for who is reading it."""
    disclosure = locked(disclosure, by=by, act=Act.RELEASE, states=(State.DELIVERED,))
    reason = in_words(reason, ask="Say why it is recalled.")
    _end_others(disclosure)
    Disclosure.objects.filter(pk=disclosure.pk).update(state=State.RECALLED)
    record(Verb.RECALLED, case=disclosure.case_id, object=_named(disclosure), reason=reason)


def end_links(disclosure: Disclosure) -> bool:
    """No link of it opens any more; whether anybody had collected anything by one."""
    collected = Delivery.objects.filter(disclosure=disclosure, collected_at__isnull=False).exists()
    _end_others(disclosure)
    return collected


def happened(delivery: Delivery) -> list[Entry]:
    """What the ledger holds of a delivery, the latest first: made, tried, opened, collected."""
    return list(Entry.objects.filter(chain=delivery.case_id, object=f"delivery:{delivery.pk}").order_by("-seq"))


def _check_day(last_day: date) -> None:
    if not today() <= last_day <= today() + _LONGEST:
        raise BadInput("The last day has to be within 90 days.", do="Give a day until which it can be collected.")


def _check_ways(disclosure: Disclosure, link_to: Contact, code_to: Contact) -> None:
    kept = Contact.objects.filter(disclosure=disclosure, erased_at=None, pk__in=[link_to.pk, code_to.pk])
    contacts = {each.pk: each for each in kept}
    if link_to.pk not in contacts or code_to.pk not in contacts:
        raise Refused("This address was erased, or is of another disclosure.", do="Note a safe one first.")
    if link_to.channel == code_to.channel or link_to.value.casefold() == code_to.value.casefold() != "":
        raise BadInput(
            "The link and the code have to go by different channels.",
            means="Whoever reads one must not be able to read the other.",
            do="Send the link by e-mail, for example, and tell the code by telephone.",
        )


def _end_others(disclosure: Disclosure) -> None:
    Delivery.objects.filter(disclosure=disclosure, recalled_at=None).update(
        recalled_at=now(), code="", code_until=None, visit="", visit_until=None
    )


def _told(disclosure: Disclosure, production: Production) -> dict[str, Any]:
    """For the recipient's page, which sees its own row and nothing else."""
    pack = pack_of(disclosure)
    purpose = pack.purposes[disclosure.purpose]
    return {
        "purpose": purpose.letter,
        "form": purpose.form,
        "council": pack.letter.get("council", ""),
        "some": bool(disclosure.only),
        "contact": disclosure.contact or pack.letter.get("contact", ""),
        "support": pack.letter.get("support", "") if disclosure.recipient_role == "subject" else "",
        "helplines": pack.helplines_for(recipient=disclosure.recipient_role),
        "story": production.story,
    }


def _named(disclosure: Disclosure) -> str:
    return f"disclosure:{disclosure.pk}"
