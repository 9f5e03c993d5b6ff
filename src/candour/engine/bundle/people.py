"""Who may stand in the people guide: registered people whose names this plan keeps everywhere in what goes out.

When in doubt a person is left out: the guide must not tell that somebody exists.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from candour.engine.bundle.context import PersonTold
from candour.engine.bundle.order import SENT
from candour.engine.model import Kind, Mention, Person, Plan

ROLE_WORDS: Mapping[str, str] = {
    "subject": "you",
    "mother": "your mother",
    "father": "your father",
    "parent": "your parent",
    "sibling": "your brother or sister",
    "relative": "a relative of yours",
    "carer": "someone who looked after you",
    "foster_carer": "a foster carer",
    "adopter": "an adoptive parent",
    "partner": "a parent's partner",
    "social_worker": "a social worker",
    "manager": "a manager",
    "health": "a health worker",
    "education": "someone from school or education",
    "police": "a police officer",
    "legal": "a lawyer",
    "court": "someone from the court",
    "other_professional": "a professional who was involved",
}
"""Role → words for the person the records are about. Roles that are not here are never listed."""


def people_told(
    *,
    people: Sequence[Person],
    mentions: Sequence[Mention],
    plan: Plan,
    words: Mapping[str, str] = ROLE_WORDS,
) -> tuple[PersonTold, ...]:
    """The people guide in the order of ``people``; ``words``: role → how it is told to this reader."""
    sent = {(page.record, page.page) for page in plan.pages if page.action in SENT}
    marked = {mark.mention for page in plan.pages for mark in page.marks}
    # A redacted "Miss Finch" who could be two sisters hides neither of them: what hides is a redaction of their own.
    seen: set[str] = set()
    hidden: set[str] = set()
    for mention in mentions:
        if mention.span.kind is Kind.PERSON:
            seen.update([mention.span.person] if (mention.record, mention.page) in sent else ())
            hidden.update([mention.span.person] if mention.id in marked else ())
    secrets = {secret.casefold() for secret in plan.secrets}
    return tuple(
        PersonTold(person.name, words[person.role])
        for person in people
        if person.id in seen - hidden
        and person.role in words
        and not person.found
        and not person.never_disclose & {"name", "all"}
        and not any(secret in person.name.casefold() for secret in secrets if secret)
    )
