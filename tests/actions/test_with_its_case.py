"""Actions and items of agendas about a case go with it when it is destroyed, and stand in a copy of it."""

from __future__ import annotations

import pytest
from tests.actions.agreeing import made
from tests.cases.disposal import destroyed
from tests.cases.due_cases import due_case
from tests.cases.owner import as_owner
from tests.meetings.sittings import chamber, months_ago
from tests.web.people import person

from candour.accounts.roles import Role
from candour.actions import keeping
from candour.actions.closing import Shown, close
from candour.actions.services import About
from candour.cases.against import obstacles
from candour.ledger.acting import Actor, acting
from candour.meetings import agenda, series_copied, sitting_said
from candour.meetings.agenda import Issue
from candour.site.sitting_actions import ABOUT

pytestmark = pytest.mark.usefixtures("database")


def test_they_are_copied_and_go_with_the_case() -> None:
    manager, second = person(Role.MANAGER), person(Role.INFORMATION_GOVERNANCE)
    one, here = due_case(manager, second), chamber(first=months_ago(1))
    agenda.on_agenda("test", kind="litigation")(lambda user: [Issue("gap:1", "A missing page", case=one)])
    try:
        held = here.hold(months_ago(1))
    finally:
        del agenda._SOURCES["test"]
    (item,) = here.items(held)
    with acting(Actor(user=here.clerk.pk)):
        sitting_said.note(by=here.clerk, item=item, text="It is in the archive")
    action = made(manager, "Fetch the page", manager, about=About(ABOUT, item.pk, one))
    with acting(Actor(user=manager.pk)):
        assert any("still to be done" in each for each in obstacles(one))
        close(by=manager, action=action, shown=Shown("It was fetched today", name="page.pdf", content=b"%PDF"))
    with acting(Actor(case=one.pk)):
        parts = [
            (path, b"".join(content)) for path, _, content in (*keeping.actions(one), *series_copied.agenda_items(one))
        ]
    copied = dict(parts)
    assert b"Fetch the page" in copied["actions/action.jsonl"]
    assert b"It was fetched today" in copied["actions/step.jsonl"]
    assert [content for path, content in parts if path.startswith("actions/evidence/")] == [b"%PDF"]
    assert (
        b"A missing page" in copied["meetings/agenda_items.jsonl"],
        b"archive" in copied["meetings/agenda_said.jsonl"],
    ) == (True, True)
    destroyed(manager, second, one)
    for table in (
        "actions_action",
        "actions_owner",
        "actions_step",
        "actions_evidence",
        "meetings_item",
        "meetings_said",
    ):
        assert as_owner(f"select count(*) from {table}") == [(0,)], table
