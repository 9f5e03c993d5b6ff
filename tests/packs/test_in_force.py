"""Which pack is in force: a changed file changes nothing, an old version keeps its rules, a faulty one stops the start."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from datetime import date

import pytest
from django.conf import settings
from django.db import ProgrammingError, connection, connections, transaction
from tests.packs.conftest import Write
from tests.packs.written import CHANGED, FAULTY, OURS

from candour.engine.errors import BadInput, Refused
from candour.ledger.verbs import Verb
from candour.packs import in_force
from candour.packs.models import PackVersion, Period
from candour.policy import Pack
from candour.policy.loading import load_pack

pytestmark = pytest.mark.usefixtures("database")
DAY = date(2026, 3, 2)


def cited(pack: Pack) -> str:
    return next(rule.citation for rule in pack.disclosure if rule.id == "moorland-carers")


def test_what_is_there_at_first_is_in_force_by_nobody(write: Write) -> None:
    in_force.at_start()
    in_force.at_start()
    (period,) = Period.objects.all()
    assert (period.by, period.ended_at, period.version.name) == (None, None, "moorland")
    assert period.version.sha256 == load_pack(settings.ENVIRONMENT.policy).sha256 == in_force.current(on=DAY).sha256


def test_the_start_is_in_the_ledger_once(write: Write) -> None:
    in_force.at_start()
    in_force.at_start()
    with connections["owner"].cursor() as cursor:
        cursor.execute("select actor from ledger_entry where verb = %s", [Verb.POLICY_FOUND])
        assert cursor.fetchall() == [(None,)]


def test_it_is_kept_on_the_spot_where_nothing_was(write: Write) -> None:
    assert cited(in_force.current(on=DAY)) == "Moorland, section 4"
    assert Period.objects.count() == 1


def test_a_changed_file_changes_nothing_but_what_waits(write: Write) -> None:
    before = in_force.current(on=DAY)
    assert in_force.waiting() is None
    write(CHANGED)
    assert in_force.current(on=DAY) == before
    proposed = in_force.waiting()
    assert proposed is not None
    assert proposed.pack is not None
    assert (cited(proposed.pack), proposed.problems) == ("Moorland, section 9", ())


def test_a_faulty_file_waits_with_its_problems_and_the_site_starts(write: Write) -> None:
    in_force.at_start()
    write(FAULTY)
    in_force.at_start()
    proposed = in_force.waiting()
    assert proposed is not None
    assert proposed.pack is None
    assert {each.key for each in proposed.problems} == {"disclosure.action", "disclosure.acton"}
    assert cited(in_force.current(on=DAY)) == "Moorland, section 4"


def test_a_faulty_pack_stops_the_first_start(write: Write) -> None:
    write(FAULTY)
    with pytest.raises(BadInput) as stopped:
        in_force.at_start()
    assert "ours.toml, line 12: disclosure.acton" in stopped.value.what
    assert "CANDOUR_POLICY" in stopped.value.means
    assert not PackVersion.objects.exists()


def test_rules_of_another_day_are_left_out(write: Write) -> None:
    def there(on: date) -> bool:
        return any(rule.id == "moorland-later" for rule in in_force.current(on=on).disclosure)

    assert (there(DAY), there(date(2090, 1, 1))) == (False, True)


def test_an_earlier_version_keeps_its_rules(write: Write) -> None:
    old = in_force.current(on=DAY)
    write(CHANGED)
    with connection.cursor() as cursor:  # as the service does, which has tests of its own
        cursor.execute("update packs_period set ended_at = now()")
    assert in_force.current(on=DAY).sha256 != old.sha256
    in_force._loaded.cache_clear()
    assert in_force.of(old.sha256, on=DAY) == old
    assert cited(in_force.current(on=DAY)) == "Moorland, section 9"


def test_a_version_that_is_not_kept_is_refused() -> None:
    with pytest.raises(Refused, match="not kept here"):
        in_force.of("0" * 64, on=DAY)


def test_a_version_that_this_candour_cannot_use_says_so(write: Write) -> None:
    files = [{"file": "ours.toml", "text": "[pack]\n", "main": True, "level": 0, "removes": []}]
    version = PackVersion.objects.create(sha256="1" * 64, name="x", version="1", title="X", files=files,
                                         came_at="2026-01-01T00:00Z")  # fmt: skip
    with pytest.raises(BadInput, match=r"ours\.toml, line 1: pack\.") as told:
        in_force.of(version.sha256, on=None)
    assert "This version of Candour cannot use" in told.value.means


def test_it_is_quick_and_asks_once_what_is_in_force(write: Write, django_queries: list[str]) -> None:
    in_force.current(on=DAY)
    django_queries.clear()
    began = time.perf_counter()
    for _ in range(20):
        in_force.current(on=DAY)
    assert time.perf_counter() - began < 0.5
    assert len(django_queries) == 20
    assert not any("files" in each for each in django_queries)


@pytest.fixture
def django_queries() -> Iterator[list[str]]:
    seen: list[str] = []

    def noted(execute, query, params, many, context):
        seen.append(query)
        return execute(query, params, many, context)

    with connection.execute_wrapper(noted):
        yield seen


def test_two_that_start_at_once_make_one_version(write: Write) -> None:
    both, failed = threading.Barrier(2), []

    def start() -> None:
        try:
            both.wait()
            in_force.at_start()
        except Exception as error:
            failed.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=start) for _ in range(2)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert failed == []
    assert (PackVersion.objects.count(), Period.objects.count()) == (1, 1)
    with connections["owner"].cursor() as cursor:
        cursor.execute("select count(*) from ledger_entry where verb = %s", [Verb.POLICY_FOUND])
        assert cursor.fetchone() == (1,)


@pytest.mark.parametrize("alias", ["default", "owner"])
@pytest.mark.parametrize(
    "statement",
    [
        "update packs_version set files = '[]'",
        "update packs_version set sha256 = repeat('0', 64)",
        "delete from packs_version",
        "truncate packs_version cascade",
        "update packs_period set since = now()",
        "update packs_period set ended_at = now(), since = now()",
        "delete from packs_period",
        "truncate packs_period",
    ],
)
def test_nobody_changes_what_was_in_force(alias: str, statement: str) -> None:
    in_force.current(on=DAY)
    with pytest.raises(ProgrammingError), transaction.atomic(using=alias), connections[alias].cursor() as cursor:
        cursor.execute(statement)


def test_what_has_ended_does_not_begin_again(write: Write) -> None:
    in_force.current(on=DAY)
    Period.objects.update(ended_at="2026-01-01T00:00Z")
    with pytest.raises(ProgrammingError), transaction.atomic():
        Period.objects.update(ended_at=None)


def test_the_database_lets_one_be_in_force(write: Write) -> None:
    in_force.current(on=DAY)
    write(OURS + "\n# another")
    assert in_force._begin() is None
    assert Period.objects.count() == 1
