"""The engine's words as people say them: roles, what each never-disclose mark keeps back, what can be missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

ROLES: Mapping[str, str] = {
    "subject": "Child: the file is about them",
    "mother": "Mother",
    "father": "Father",
    "parent": "Parent",
    "sibling": "Brother or sister",
    "relative": "Other relative",
    "carer": "Carer",
    "foster_carer": "Foster carer",
    "adopter": "Adopter",
    "partner": "Partner of a parent",
    "other_child": "Child of another family",
    "referrer": "Somebody who passed on a concern",
    "third_party": "Somebody else",
    "social_worker": "Social worker",
    "manager": "Manager",
    "health": "Health professional",
    "education": "School or nursery staff",
    "police": "Police officer",
    "legal": "Lawyer",
    "court": "Court or guardian",
    "other_professional": "Other professional",
}

MARKS: Mapping[str, tuple[str, str]] = {
    "all": (
        "Everything about them",
        "Their names, passages that describe them, and all their details. For somebody who must not be found at all.",
    ),
    "name": ("Name", "Every name they are known by, and passages from which a reader would know that it is they."),
    "date_of_birth": ("Date of birth", "Their date of birth, however it is written."),
    "address": (
        "Address",
        "Their address and postcode, also where others live there. Each passage that could lead to it, such as a school "
        "or a doctor, is put to a person as a question before anything leaves.",
    ),
    "phone": ("Phone numbers", "Every phone number of theirs."),
    "email": ("E-mail and web addresses", "Their e-mail addresses, and pages and names they use on the web."),
    "workplace": ("Place of work", "Where they work."),
    "identifiers": ("All numbers", "Every number below, and vehicles."),
    "nhs": ("NHS number", "Their NHS number."),
    "nino": ("National Insurance number", "Their National Insurance number."),
    "upn": ("Unique pupil number", "The number that schools know them by."),
    "reference": ("Reference numbers", "Case numbers and other references of theirs."),
    "vehicle": ("Vehicle", "The registration of their vehicle."),
}
_SAME = {"aliases": "name", "dob": "date_of_birth", "postcode": "address"}
"""Other words that a register from a file may use."""

MISSING: Mapping[str, str] = {
    "missing_from_folder": "In the list of the source system, but not here",
    "not_in_manifest": "Here, but not in the list of the source system",
    "mentioned_not_held": "Mentioned in the file, but not here",
    "unreadable": "Could not be opened or read",
    "needs_converter": "Needs a program that is not installed",
    "needs_ocr": "Pictures whose text could not be read",
    "date_gap": "Long time without a record",
    "near_duplicate": "Much like another record",
}
"""Kinds of gap."""


def mark_of(word: str) -> str:
    """The key in MARKS for a word of ``never_disclose``."""
    return _SAME.get(word, word)


def marks_of(words: Iterable[str]) -> list[str]:
    """Keys in MARKS, in their order, each once."""
    there = set(map(mark_of, words))
    return [mark for mark in MARKS if mark in there]
