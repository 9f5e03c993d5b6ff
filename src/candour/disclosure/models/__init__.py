"""What a disclosure is made of. The database shows a row only to who may see its case (see the migrations)."""

from candour.disclosure.models.checking import Approval, Hold, Result, Round, RoundPage
from candour.disclosure.models.deciding import About, Comment, Decision
from candour.disclosure.models.disclosing import Alike, Disclosure, Named, Part, Proposal, Sheet, State
from candour.disclosure.models.releasing import Asking, Channel, Contact, Delivery, Enquiry, Outcome, Production

PARTS: tuple[type[Part], ...] = (
    Sheet, Proposal, Decision, Comment, Round, RoundPage, Approval, Hold, Production, Contact, Delivery,
    Enquiry, Alike, Named,
)  # fmt: skip
TABLES_WITH_CASE = (Disclosure._meta.db_table, *(model._meta.db_table for model in PARTS))
"""Every table that the database shows only to who may see the case."""

__all__ = [
    "PARTS", "TABLES_WITH_CASE", "About", "Alike", "Approval", "Asking", "Channel", "Comment", "Contact", "Decision", "Delivery",
    "Disclosure", "Enquiry", "Hold", "Named", "Outcome", "Part", "Production", "Proposal", "Result", "Round", "RoundPage", "Sheet", "State",
]  # fmt: skip
