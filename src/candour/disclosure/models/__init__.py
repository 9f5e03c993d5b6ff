"""What a disclosure is made of. The database shows a row only to who may see its case (see the migrations)."""

from django.db.models import Model

from candour.disclosure.models.checking import Approval, Hold, Result, Round, RoundPage
from candour.disclosure.models.deciding import About, Comment, Decision
from candour.disclosure.models.disclosing import Alike, Disclosure, Named, Part, Proposal, Sheet, State
from candour.disclosure.models.knowing import Answer, CourtOrder, Identity
from candour.disclosure.models.overseeing import Measured, Oversight, Ruling
from candour.disclosure.models.releasing import Asking, Channel, Contact, Delivery, Enquiry, Outcome, Production

PARTS: tuple[type[Part], ...] = (
    Sheet, Proposal, Decision, Comment, Round, RoundPage, Approval, Hold, Production, Contact, Delivery,
    Enquiry, Alike, Named, CourtOrder, Oversight, Measured,
)  # fmt: skip
OF_CASE: tuple[type[Model], ...] = (Identity,)
"""What belongs to the case and to no one disclosure."""
TABLES_WITH_CASE = (Disclosure._meta.db_table, *(model._meta.db_table for model in (*PARTS, *OF_CASE)))
"""Every table that the database shows only to who may see the case."""

__all__ = [
    "OF_CASE", "PARTS", "TABLES_WITH_CASE", "About", "Alike", "Answer", "Approval", "Asking", "Channel", "Comment",
    "Contact", "CourtOrder", "Decision", "Delivery", "Disclosure", "Enquiry", "Hold", "Identity", "Measured", "Named",
    "Outcome", "Oversight", "Part", "Production", "Proposal", "Result", "Round", "RoundPage", "Ruling", "Sheet", "State",
]  # fmt: skip
