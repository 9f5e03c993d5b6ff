"""What litigation is made of. The database shows a row only to who may see its matter, and its case (see the migrations)."""

from candour.litigation.models.bundling import Bundle
from candour.litigation.models.listing import Alert, Came, Disclosed, Held, Inspection, Marking, Stance, Verdict
from candour.litigation.models.matters import (
    LEGAL,
    SEE_THE_FILE,
    Capacity,
    Event,
    EventMove,
    Matter,
    MatterCase,
    Member,
    OfCase,
    Part,
    Party,
    Side,
)
from candour.litigation.models.protocols import Acknowledgement, Protocol, ProtocolVersion
from candour.litigation.models.searching import (
    Certificate,
    NotNeeded,
    OutOfScope,
    Place,
    PlaceKind,
    Result,
    SearchAnswer,
)
from candour.litigation.models.statements import (
    Basis,
    Considered,
    Frozen,
    Kind,
    Looked,
    NamedGap,
    State,
    Statement,
    SuggestionAnswer,
    Wording,
)
from candour.litigation.models.sweeping import Finding, Outcome, Sweep

PARTS: tuple[type[Part], ...] = (
    MatterCase, Member, Party, Event, EventMove, Certificate, Place, NotNeeded, SearchAnswer, OutOfScope, Marking,
    Disclosed, Held, Alert, Statement, Wording, Considered, NamedGap, SuggestionAnswer, Looked, Finding, Bundle,
)  # fmt: skip
TABLES_WITH_CASE = (Matter._meta.db_table, *(each._meta.db_table for each in PARTS if issubclass(each, OfCase)))
"""Every table here that names a case."""

__all__ = [
    "LEGAL", "PARTS", "SEE_THE_FILE", "TABLES_WITH_CASE", "Acknowledgement", "Alert", "Basis", "Bundle", "Came", "Capacity",
    "Certificate", "Considered", "Disclosed", "Event", "EventMove", "Finding", "Frozen", "Held", "Inspection", "Kind",
    "Looked", "Marking", "Matter", "MatterCase", "Member", "NamedGap", "NotNeeded", "OfCase", "OutOfScope", "Outcome", "Part",
    "Party", "Place", "PlaceKind", "Protocol", "ProtocolVersion", "Result", "SearchAnswer", "Side", "Stance", "State",
    "Statement", "SuggestionAnswer", "Sweep", "Verdict", "Wording",
]  # fmt: skip
