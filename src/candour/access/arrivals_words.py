"""What is asked of whoever asks for records, and what their answers mean for a new request. Nothing is concluded from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format

from candour.access.arrival import Arrival
from candour.access.models import Way
from candour.ledger.clock import LONDON


@dataclass(frozen=True, slots=True)
class Who:
    """Who somebody says they are; ``requester``: the word of a policy pack that comes nearest; empty: none does."""

    words: str
    requester: str
    about_self: bool = False


WHO: Mapping[str, Who] = {
    "care": Who("I was in care, and I want records about me", "care_leaver", about_self=True),
    "adult": Who("I am 18 or older, and I want other records about me", "subject", about_self=True),
    "young": Who("I am under 18, and I want records about me", "child", about_self=True),
    "adopted": Who("I was adopted, and I want records of that or from before", "adopted_person", about_self=True),
    "parent": Who("I am a parent or have parental responsibility, and I want records about my child", "parent"),
    "behalf": Who("I ask for somebody else, who knows that I do", "representative"),
    "died": Who("I ask about somebody who has died", "personal_representative"),
    "work": Who("I work for an organisation, such as the police, a court, a school or another council", ""),
    "other": Who("None of these", ""),
}
ORDERS: Mapping[str, str] = {"no": "No", "yes": "Yes", "unsure": "I do not know"}

LABELS: Mapping[str, str] = {
    "who": "Who they are",
    "requester": "Who they are",
    "name": "Name",
    "organisation": "Organisation",
    "about": "About whom",
    "about_born": "Date of birth",
    "other_names": "Other names and addresses then",
    "relation": "What they are to that person, and what lets them ask",
    "wants": "What they want",
    "contact_way": "The way that is safe",
    "contact": "Address, number or person",
    "contact_never": "What must never be used",
    "orders": "Court orders",
    "orders_more": "Which court orders",
    "support": "Help, language or format",
}
_WORDS: Mapping[str, Mapping[str, str]] = {
    "who": {value: each.words for value, each in WHO.items()},
    "contact_way": dict(Way.choices),
    "orders": ORDERS,
}
HEADER = ("From", "Reply-To", "To", "Cc", "Subject")
_ALSO = ("other_names", "relation", "orders_more", "support")
"""What has no field of its own in a request, and must not be lost."""


def rows(arrival: Arrival) -> list[tuple[str, str]]:
    """Each question that was answered with its answer as people read it; of an e-mail the fields of its header."""
    said, fields = arrival.said, arrival.mail.get("fields", {})
    found = [(LABELS[name], words_of(name, said[name])) for name in LABELS if said.get(name)]
    found += [(name, str(fields[name])) for name in HEADER if fields.get(name)]
    return [*found, ("Sent", _sent(arrival))] if arrival.mail else found


def _sent(arrival: Arrival) -> str:
    """When an e-mail says it was sent, in England."""
    try:
        sent = datetime.fromisoformat(str(arrival.mail.get("sent", ""))).astimezone(LONDON)
    except (ValueError, OverflowError):
        return "It does not say"
    return date_format(sent, "DATETIME_FORMAT")


def words_of(name: str, value: str) -> str:
    return _WORDS.get(name, {}).get(value, value)


def draft(arrival: Arrival) -> dict[str, dict[str, list[str]]]:
    """Answers for the pages of a new request, as far as they were given; who logs it gives the others and can change all.

    Orders of a court are asked anew: somebody looks into the case file before it is said that there is none.
    """
    said = arrival.said
    who = WHO.get(said.get("who", ""))
    name = said.get("name", "") or _sender(arrival)
    about = said.get("about", "") or (name if who and who.about_self else "")
    answers = {
        "who": {"requester": said.get("requester", "") or (who.requester if who else ""), "name": name,
                "organisation": said.get("organisation", "")},
        "about": {"about": about, "about_born": said.get("about_born", "")},
        "contact": {each: said.get(each, "") for each in ("contact_way", "contact", "contact_never")},
        "wants": {"wants": _wants(arrival), "their_reference": arrival.their_reference or arrival.reference,
                  "received_on": arrival.received_on.isoformat(),
                  **{f"received_on_{part}": str(getattr(arrival.received_on, part)) for part in ("day", "month", "year")}},
    }  # fmt: skip
    return {
        page: {field: [value] for field, value in fields.items() if value}
        for page, fields in answers.items()
        if any(fields.values())
    }


def _sender(arrival: Arrival) -> str:
    """The name that an e-mail says it comes from; an address alone is none."""
    sender = str(arrival.mail.get("fields", {}).get("From", ""))
    return sender.partition("<")[0].strip(' "')[:200] if "<" in sender else ""


def _wants(arrival: Arrival) -> str:
    also = [f"{LABELS[name]}: {arrival.said[name]}" for name in _ALSO if arrival.said.get(name)]
    mail = arrival.mail
    words = [arrival.said.get("wants", ""), mail.get("fields", {}).get("Subject", ""), mail.get("text", ""), *also]
    return "\n\n".join(each for each in words if each)[:10_000]
