"""A request stays under the policy it was asked under; its page says where the one in force says something else."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.access.desk import put_in_force
from tests.access.people_of import a_request, around, as_

from candour.access.models import Request
from candour.accounts.models import User
from candour.ledger.acting import NOBODY, acting

pytestmark = pytest.mark.usefixtures("database")
_SAYS = "The policy in force says something else for this request."


def page_of(user: User, of: Request) -> str:
    return " ".join(as_(user).get(f"/requests/{of.key}/").content.decode().split())


def changed(folder: Path, more: str) -> None:
    """A council's own pack over England's is in force."""
    pack = folder / "ours.toml"
    pack.write_text(
        f'[pack]\nname = "ours"\nversion = "1"\ntitle = "Ours"\nextends = "england"\n{more}', encoding="utf-8"
    )
    with acting(NOBODY):
        put_in_force(str(pack))


def test_nothing_is_said_while_its_own_policy_is_in_force() -> None:
    here = around()
    assert _SAYS not in page_of(here.colleague, a_request(here))


def test_nothing_is_said_where_the_newer_one_says_the_same(tmp_path: Path) -> None:
    here = around()
    made = a_request(here)
    changed(tmp_path, "")
    page = page_of(here.colleague, made)
    assert _SAYS not in page
    assert "Asked under the policy england, version" in page


def test_what_the_newer_one_says_otherwise_is_shown_and_changes_nothing(tmp_path: Path) -> None:
    here = around()
    made = a_request(here)
    changed(tmp_path, """
[[route]]
id = "ours"
title = "Care leavers, as we do it"
requester = ["care_leaver"]
context = ["own_records"]
kind = "records"
purpose = "subject-access"
decides = { who = ["manager"], why = "A manager answers for it here." }
citation = "Our own procedure, section 4"
in_force_from = 2020-01-01
checked = "to_confirm"
explanation = "A care leaver asks, and a manager decides."
""")  # fmt: skip
    page = page_of(here.colleague, made)
    assert _SAYS in page
    assert "Under ours 1 it would be: Care leavers, as we do it" in page
    assert "<strong>Care leaver&#x27;s records.</strong>" in page
    fresh = a_request(here, name="Ben Okafor")
    assert _SAYS not in page_of(here.colleague, fresh)
    assert "Care leavers, as we do it" in page_of(here.colleague, fresh)
