"""Who receives: an id, a role of one person, or a body."""

import pytest

from candour.engine.errors import Refused
from candour.engine.inputs import resolve_recipient
from candour.engine.model import Person

PEOPLE = (
    Person("P1", "Nia Prosser", "subject"),
    Person("P2", "Owen Prosser", "sibling"),
    Person("P3", "Gwen Prosser", "sibling"),
    Person("P4", "Ada Quill", "court"),
    Person("F1", "Found Father", "father", found=True),
)


def test_a_role_or_an_id_names_a_person() -> None:
    assert resolve_recipient(PEOPLE, "subject") == (PEOPLE[0], "subject")
    assert resolve_recipient(PEOPLE, "P3") == (PEOPLE[2], "sibling")


def test_several_are_refused_with_their_ids_and_no_names() -> None:
    with pytest.raises(Refused, match=r"P2, P3") as caught:
        resolve_recipient(PEOPLE, "sibling")
    assert "Prosser" not in str(caught.value)


@pytest.mark.parametrize("body", ["court", "police", "dbs", "guardian", "professional"])
def test_a_body_is_nobody_of_the_register(body: str) -> None:
    assert resolve_recipient(PEOPLE, body) == (None, body)


def test_nobody_is_refused_and_somebody_found_is_no_recipient() -> None:
    for name in ("mother", "P9", "father", "F1"):
        with pytest.raises(Refused):
            resolve_recipient(PEOPLE, name)
