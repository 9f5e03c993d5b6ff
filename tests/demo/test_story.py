"""The demonstration's small cases come to stand where the plan says, through the services, and its recipient can come in."""

from __future__ import annotations

import stat
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from tests.cases.owner import as_owner
from tests.demo.council import governed
from tests.web.work import work_off

from candour.access.models import Instruction, Request
from candour.cases.against import obstacles
from candour.cases.models import Case, Grant
from candour.cases.retention import CaseHold, Disposal
from candour.demo import authority, handing, keeping, requests, story
from candour.demo.authority import FENN, FILES, LARCH, OKORO, SALT, somebody
from candour.disclosure.models import Disclosure, Enquiry
from candour.ledger import checking
from candour.ledger.acting import Actor, acting

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture(autouse=True)
def home(tmp_path: Path) -> Iterator[Path]:
    with governed(tmp_path / "home") as home:
        yield home


def begun(folder: Path) -> None:
    authority.load()
    authority.receive(folder=folder, later=False)
    keeping.keep()
    requests.begin()


def told_to_the_end() -> None:
    until = time.monotonic() + 240
    while not story.go_on(later=False):
        assert time.monotonic() < until, "The story does not come to its end."
        with connection.cursor() as cursor:
            cursor.execute("update procrastinate_jobs set scheduled_at = null where status = 'todo'")
        work_off()


def stands() -> dict[tuple[str, str, str], str]:
    with acting(Actor(user=somebody("Gillian Moffat").pk)):
        found = Disclosure.objects.values_list("case__reference", "recipient", "purpose", "state")
        return {(case, recipient, purpose): state for case, recipient, purpose, state in found}


def test_every_state_is_there_once_and_stays_when_it_is_told_again(tmp_path: Path) -> None:
    begun(tmp_path / "families")
    told_to_the_end()
    at_the_end = stands()
    assert at_the_end == {
        (FENN, "FN01", "subject-access"): "delivered",
        (FENN, "FN02", "parent-request"): "checked",
        (FENN, "FN03", "parent-request"): "deciding",
        (LARCH, "LH01", "court-civil"): "with_legal",
        (LARCH, "LH01", "subject-access"): "deciding",
        (LARCH, "LH02", "parent-request"): "delivered",
    }
    entries = as_owner("select count(*) from ledger_entry")
    begun(tmp_path / "families")
    told_to_the_end()
    assert stands() == at_the_end
    assert as_owner("select count(*) from ledger_entry") == entries
    assert checking.broken(using="owner") == []
    _collected_and_asked()
    _answered()
    _waits_for_its_recipient()


def _collected_and_asked() -> None:
    with acting(Actor(user=somebody("Farah Nadeem").pk)):
        asked = Enquiry.objects.select_related("disclosure", "delivery").get()
        assert (asked.disclosure.recipient, asked.settled_at) == ("FN01", None)
        assert asked.delivery.collected_at is not None
        returned = Disclosure.objects.get(recipient="FN03").rounds.get()
        assert (returned.result, returned.pages.filter(agrees=False).count()) == ("sent_back", 1)


def _answered() -> None:
    """With the bundle that went out; the others of whom records are reviewed wait for theirs."""
    with acting(Actor(user=somebody("Farah Nadeem").pk)):
        found = (
            Request.objects.exclude(disclosure=None)
            .order_by("pk")
            .values_list("name", "disclosure__recipient", "state")
        )
        assert list(found) == [
            ("Isla Fenn", "FN01", "answered"), ("Reece Larch", "LH01", "open"), ("Michelle Larch", "LH02", "decided"),
            ("Ruth Fenn", "FN02", "decided"), ("Harold Fenn", "FN03", "open"),
        ]  # fmt: skip
        assert Instruction.objects.filter(request__name="Michelle Larch", sent_on=None).count() == 1


def _waits_for_its_recipient() -> None:
    """As the demonstration prints it: the page opens with the code, once."""
    waiting, client = handing.waiting(), Client()
    assert waiting is not None
    assert stat.S_IMODE((settings.ENVIRONMENT.home / "recipient.json").stat().st_mode) == 0o600
    assert "code" in client.get(waiting.address).content.decode()
    client.post(waiting.address, {"code": waiting.code})
    page = client.get(waiting.address).content.decode()
    assert "bundle.pdf" in page
    assert handing.waiting() is None


def test_who_is_kept_and_who_came_to_see_what(tmp_path: Path) -> None:
    begun(tmp_path / "families")
    begun(tmp_path / "families")
    with acting(Actor(user=somebody("Ines Carvalho").pk)):
        assert Case.objects.count() == len(FILES)
        assert obstacles(Case.objects.get(reference=SALT)) == []
        assert Disposal.objects.get().approved_at is None
        assert CaseHold.objects.get(lifted_at=None).case.reference == OKORO
        emergency = Grant.objects.get(emergency=True)
        assert (emergency.user.name, emergency.case.reference) == ("Harriet Vane-Cole", OKORO)
        assert emergency.noted_at is not None
