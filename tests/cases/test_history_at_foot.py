"""At the foot of a page stands who looked at what is on it and what was done with that, and nothing of anything else."""

from __future__ import annotations

import pytest
from tests.cases.places import place, record, registered, signed_in

pytestmark = pytest.mark.usefixtures("database")
FOLDED = "Who looked at this, and what was done"


def test_a_page_tells_who_looked_at_it() -> None:
    here = place()
    one, other = record(here.case, "visit", "text"), record(here.case, "letter", "text")
    signed_in(here.colleague).get(f"{here.at}records/{one.pk}/1/")
    owner = signed_in(here.owner)
    seen = owner.get(f"{here.at}records/{one.pk}/1/").content.decode()
    assert FOLDED in seen
    assert f"<strong>{here.colleague.name}</strong>" in seen
    assert (
        f"<strong>{here.colleague.name}</strong>" not in owner.get(f"{here.at}records/{other.pk}/1/").content.decode()
    )


def test_a_record_without_pages_tells_who_looked_at_it() -> None:
    here = place()
    one = record(here.case, "photo")
    signed_in(here.colleague).get(f"{here.at}records/{one.pk}/")
    seen = signed_in(here.owner).get(f"{here.at}records/{one.pk}/").content.decode()
    assert f"<strong>{here.colleague.name}</strong>" in seen


def test_a_person_tells_who_changed_them_and_why() -> None:
    here = place()
    one = registered(here.case, "K2", "Sinead Byrne", "mother")
    client, at = signed_in(here.owner), f"{here.at}people/{one.pk}/"
    assert "Nothing has been entered yet." in client.get(at).content.decode()
    answer = client.post(at, {"name": "Sinead Byrne", "role": "mother", "aliases": "Shin"})
    assert answer.status_code == 302
    seen = client.get(at).content.decode()
    assert FOLDED in seen
    assert f"<strong>{here.owner.name}</strong>" in seen
    assert FOLDED not in client.get(f"{here.at}people/add/").content.decode()
