"""The words a pack may use. They mirror the engine's model, which policy may not import: a test keeps the two equal."""

from __future__ import annotations

from collections.abc import Mapping


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


PERSON_ROLES = _words(
    "subject mother father parent sibling relative carer foster_carer adopter partner other_child referrer third_party"
    " social_worker manager health education police legal court other_professional"
)
NOBODY = "nobody"
"""In a rule's ``person``: the mention belongs to nobody that is known."""
RECIPIENTS_OUTSIDE = frozenset({"court", "guardian", "police", "dbs", "professional", "legal"})
"""Bodies that may receive without being a person of the register."""
RECIPIENTS = PERSON_ROLES | RECIPIENTS_OUTSIDE
KINDS = _words(
    "PERSON ADDRESS POSTCODE PHONE EMAIL DOB NHS NINO UPN REF VEHICLE URL ORG LOCATION DATE OTHER WORKPLACE DETAIL"
)
FLAGS = _words("privilege health therapy third_party_opinion court adoption police referrer never_disclose")
SCOPES = frozenset({"record", "passage"})
ACTIONS = ("keep", "redact", "withhold")
"""What a rule may propose, mildest first."""
CHECKED = frozenset({"verified", "to_confirm"})
FORMS = frozenset({"civil", "family", "subject-access"})
WIDTHS = frozenset({"safe", "faithful"})
COUNTED_FROM = frozenset({"birth", "death", "adoption_order", "closed"})
"""The days from which the years of a retention rule are counted; ``birth`` of the youngest child of the file."""

ROLES = _words(
    "practitioner manager business_support access_officer information_governance lawyer head_of_litigation"
    " safer_recruitment chair reviewing_officer partnership auditor clerk member reader administrator"
)
"""The roles of people in a council, as ``accounts`` has them; a test keeps the two equal."""
ROUTE_KINDS = _words("records minutes dbs police sharing report information adoption")
"""To what kind of work a route leads: records that are reviewed and released, the minutes of a meeting, the chain for the
barring service, that for the police, sharing between professionals, a report that somebody writes, information that is
told without the file, or the adoption route."""
CHAINS = ("dbs", "police")
"""Kinds of routes whose requests go from hand to hand, each step with who has that part of the route."""
OUTCOMES = _words("give give_part refuse nothing passed_on")
"""How a request is decided, as ``access`` has it; a test keeps the two equal."""
LETTER_TO = frozenset({"requester", "consulted", "inside"})
"""To whom a letter goes: whoever asks, somebody whose information it is, or a colleague who sends."""
ORDER_EFFECTS = frozenset({"advice", "stop", "route"})
UNITS = frozenset({"months", "days", "working_days", "stated"})
STARTS = frozenset({"received", "identity", "fee"})
HOLIDAYS = frozenset({"england", "any_uk"})
CLARIFICATION = frozenset({"pause", "restart", "none"})

MEETINGS = _words("child_in_need conference pre_proceedings care_review")
"""Meetings whose minutes are sent out: of a child in need, child protection, before proceedings, of a child in care."""
CAPACITIES = _words("parent child professional supporter parents_solicitor childs_lawyer")
"""As what somebody belongs to a meeting; ``parent`` is anybody with parental responsibility."""
HAPPENED = _words("attended contributed invited excluded uninvolved")
"""Of a person and a meeting: was there; was not, and gave views in another way; was asked and did neither; was kept out by
the chair; none of these."""
MINUTES_GIVE = _words("record report record_or_information nothing")
MINUTES_DECIDED_BY = _words("entitled chair chair_or_practitioner social_worker_and_reviewing_officer")
MINUTES_NEED = _words("views_presented parents_agree")

_IDENTIFIERS = frozenset({"NHS", "NINO", "UPN", "REF", "VEHICLE"})
_PLACES = frozenset({"ADDRESS", "POSTCODE"})
_EVERYTHING = KINDS - {"ORG", "LOCATION", "DATE"}

NEVER_DISCLOSE_FIELDS: Mapping[str, frozenset[str]] = {
    "name": frozenset({"PERSON", "DETAIL"}),
    "aliases": frozenset({"PERSON", "DETAIL"}),
    "date_of_birth": frozenset({"DOB"}),
    "dob": frozenset({"DOB"}),
    "address": _PLACES,
    "postcode": _PLACES,
    "phone": frozenset({"PHONE"}),
    "email": frozenset({"EMAIL", "URL"}),
    "identifiers": _IDENTIFIERS,
    "nhs": frozenset({"NHS"}),
    "nino": frozenset({"NINO"}),
    "upn": frozenset({"UPN"}),
    "reference": frozenset({"REF"}),
    "vehicle": frozenset({"VEHICLE"}),
    "workplace": frozenset({"WORKPLACE"}),
    "all": _EVERYTHING,
}
"""What each word of people.csv's ``never_disclose`` covers: kinds of mention."""
