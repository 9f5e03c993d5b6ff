"""What a recipient asks or complains about: kept as a row, told to the manager of the case, and ticked off when dealt with.

It runs as whoever holds the link; what they write stands in no message, log or ledger.
"""

from __future__ import annotations

from candour.accounts.gate import check
from candour.accounts.models import User
from candour.accounts.roles import Act
from candour.disclosure.models import Asking, Delivery, Enquiry
from candour.engine.errors import BadInput, Refused
from candour.ledger.acting import record
from candour.ledger.clock import now
from candour.ledger.verbs import Verb

LONGEST = 5_000
_MOST = 20
"""Of one link in all: whoever found it cannot fill the table."""


def enquire(*, delivery: Delivery, kind: Asking, text: str, answer_to: str = "") -> Enquiry:
    """Raises BadInput without words, Refused when this link has sent too many."""
    from candour.disclosure.jobs import tell_of_enquiry

    text = text.replace("\r\n", "\n").strip()
    if not text or len(text) > LONGEST:
        raise BadInput("There is nothing to send, or it is too long.", do=f"Write up to {LONGEST:,} letters.")
    delivery = Delivery.objects.select_for_update().get(pk=delivery.pk)
    if delivery.enquiries.count() >= _MOST:
        raise Refused("No more messages can be sent from this page.", do="Write to the people who sent you the link.")
    made = Enquiry.objects.create(
        case_id=delivery.case_id, disclosure_id=delivery.disclosure_id, delivery=delivery, kind=kind, text=text,
        answer_to=" ".join(answer_to.split())[:300], sent_at=now(),
    )  # fmt: skip
    record(Verb.ENQUIRY_SENT, case=delivery.case_id, object=f"delivery:{delivery.pk}", kind=str(kind), enquiry=made.pk)
    tell_of_enquiry.enqueue(case=delivery.case_id, enquiry=made.pk)
    return made


def settle(*, by: User, enquiry: Enquiry) -> None:
    """Somebody answered it; it stays where it is."""
    check(by, Act.RELEASE)
    if Enquiry.objects.filter(pk=enquiry.pk, settled_at=None).update(settled_at=now(), settled_by=by):
        record(Verb.ENQUIRY_SETTLED, case=enquiry.case_id, object=f"delivery:{enquiry.delivery_id}", enquiry=enquiry.pk)
