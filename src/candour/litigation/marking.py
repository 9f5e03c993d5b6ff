"""Says what one document is to the matter, with a reason of its own. One at a time, and nothing that was said is removed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from candour.accounts.models import User
from candour.cases.models import Record
from candour.cases.reasons import in_words
from candour.engine.errors import BadInput
from candour.ledger.clock import now
from candour.ledger.verbs import Verb
from candour.litigation.listed import content_of
from candour.litigation.models import Inspection, Marking, Matter, Stance
from candour.litigation.scope import records_of
from candour.litigation.working import live, note


@dataclass(frozen=True, slots=True)
class Said:
    """``ground``: why it is withheld from inspection; only then."""

    stance: str
    reason: str
    inspection: str = Inspection.GIVEN.value
    ground: str = ""


def mark(*, by: User, matter: Matter, record: Record, said: Said) -> Marking:
    """What stands from now on, of its copies too. BadInput without a reason, or a ground for withholding it."""
    matter = live(matter, by=by)
    fields = _checked(said)
    found = records_of(matter).filter(pk=record.pk).first()
    if found is None:
        raise BadInput("This record is in no case of the matter.", do="Load the page again.")
    made = Marking.objects.create(
        matter=matter, case_id=found.case_id, record=found, content=content_of(found), by=by, at=now(), **fields
    )
    told: dict[str, Any] = {"stance": made.stance, "inspection": made.inspection, "record": found.pk}
    note(matter, Verb.DOCUMENT_MARKED, case=found.case_id, reason=made.reason, **told)
    return made


def said_of(matter: Matter, record: Record) -> QuerySet[Marking]:
    """All that was said of a record, the latest first."""
    return Marking.objects.filter(matter=matter, record=record).select_related("by").order_by("-pk")


def _checked(said: Said) -> dict[str, str]:
    if said.stance not in Stance.values or said.inspection not in Inspection.values:
        raise BadInput("What is the document to the matter?", do="Choose one of the list.")
    reason = in_words(
        said.reason, ask="Say why, in a few words of its own.", means="It stands in the list, and for good."
    )
    ground = " ".join(said.ground.split())
    if said.inspection == Inspection.WITHHELD and not ground:
        raise BadInput(
            "On what ground is it withheld from inspection?",
            means="The list names the ground, such as legal advice privilege.",
            do="Write the ground, or say that it is disclosed.",
        )
    kept = said.inspection == Inspection.WITHHELD
    return {
        "stance": said.stance, "reason": reason, "inspection": said.inspection, "ground": ground[:300] if kept else "",
    }  # fmt: skip
