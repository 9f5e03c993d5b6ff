"""Puts redacted pages together as courts and people need them, with the schedule, the letter and the certificate.

It never redacts and never verifies: its parts are already clean, and it refuses parts that do not match the plan.
"""

from candour.engine.bundle.certificate import seal
from candour.engine.bundle.context import (
    FAMILY_SECTIONS,
    BundleContext,
    BundleResult,
    Form,
    LetterWords,
    PersonTold,
    Section,
)
from candour.engine.bundle.join import join
from candour.engine.bundle.letter import write_draft
from candour.engine.bundle.make import make_bundle
from candour.engine.bundle.people import ROLE_WORDS, people_told

__all__ = [
    "FAMILY_SECTIONS",
    "ROLE_WORDS",
    "BundleContext",
    "BundleResult",
    "Form",
    "LetterWords",
    "PersonTold",
    "Section",
    "join",
    "make_bundle",
    "people_told",
    "seal",
    "write_draft",
]
