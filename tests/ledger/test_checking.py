"""Whatever is done to the ledger behind the application's back is found, and where."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.ledger.tampering import tamper
from tests.web.people import case, days, person

from candour.accounts.roles import Role
from candour.cases import services as cases
from candour.engine.errors import BadInput
from candour.ledger import anchors, checking, queries
from candour.ledger.acting import NOBODY, Actor, acting
from candour.ledger.models import AUTHORITY, Entry, Reason
from candour.ledger.services import erase_reasons, keyed
from candour.ledger.verbs import Verb

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def one(database: None) -> int:
    """A case with four links, the second with a reason, beside the authority's chain."""
    manager, guest = person(Role.MANAGER), person(Role.LAWYER)
    made = case(manager=manager)
    with acting(Actor(user=manager.pk)):
        given = cases.grant(by=manager, case=made, user=guest, purpose="Advice on the hearing", last_day=days(3))
    with acting(Actor(user=manager.pk)):
        cases.end_grant(by=manager, grant=given)
        cases.bar(by=manager, case=made, user=guest, reason="A cousin of the mother")
    return made.pk


def found() -> list[tuple[int, int]]:
    return [(each.chain, each.link) for each in checking.broken(using="owner")]


def looked_over() -> dict[int, int]:
    with acting(NOBODY):
        return {chain: link for chain, link in queries.looked_over()[1].items() if link is not None}


def test_an_honest_ledger_holds(one: int) -> None:
    checked = checking.check(using="owner")
    assert checked.broken == ()
    assert checked.chains == 2
    assert checked.entries == Entry.objects.using("owner").count()
    with acting(NOBODY):
        entries, links = queries.looked_over()
    assert (entries, links) == (checked.entries, {AUTHORITY: None, one: None})


@pytest.mark.parametrize(
    "change",
    [
        "actor = 99",
        "verb = 'bar_lifted'",
        "object = 'user:99'",
        "at = at - interval '1 hour'",
        "hash = repeat('0', 64)",
    ],
)
def test_a_changed_column_shows(one: int, change: str) -> None:
    tamper(f"update ledger_entry set {change} where chain = {one} and seq = 3")
    assert found() == [(one, 3)]
    assert looked_over() == {one: 3}


@pytest.mark.parametrize(
    "line", ["replace(line, 'access_ended', 'access_kept!')", "line || ' '", "'not even JSON'", "'[]'"]
)
def test_a_changed_line_shows(one: int, line: str) -> None:
    tamper(f"update ledger_entry set line = {line} where chain = {one} and seq = 3")
    assert found() == [(one, 3)]
    assert looked_over() == {one: 3}


def test_an_entry_forged_with_a_new_hash_breaks_the_next(one: int) -> None:
    entry = Entry.objects.using("owner").get(chain=one, seq=2)
    forged = json.loads(entry.line) | {"actor": 99}
    forged["hash"] = checking.links.hash_of(forged)
    line = checking.links.canonical(forged).decode().replace("'", "''")
    tamper(
        f"update ledger_entry set line = '{line}', hash = '{forged['hash']}', actor = 99 where chain = {one} and seq = 2"
    )
    assert found() == [(one, 3)]
    assert looked_over() == {one: 3}


def test_moved_removed_and_foreign_entries_show(one: int) -> None:
    tamper(
        f"update ledger_entry set seq = 50 where chain = {one} and seq = 2",
        f"update ledger_entry set seq = 2 where chain = {one} and seq = 3",
        f"update ledger_entry set seq = 3 where chain = {one} and seq = 50",
    )
    assert found() == [(one, 2)]
    assert looked_over() == {one: 2}
    tamper(f"delete from ledger_entry where chain = {AUTHORITY} and seq = 1")
    assert found() == [(AUTHORITY, 1), (one, 2)]
    assert looked_over() == {AUTHORITY: 1, one: 2}


def test_a_case_s_entry_in_another_chain_shows(one: int) -> None:
    tamper(f"update ledger_entry set chain = 4242 where chain = {one}")
    assert found() == [(4242, 1)]
    assert looked_over() == {4242: 1}


def test_a_cut_tail_shows_when_it_was_anchored(one: int, tmp_path: Path) -> None:
    file = tmp_path / "anchors.jsonl"
    with acting(NOBODY):
        anchors.anchor(file=file)
    assert checking.broken(using="owner", anchors=file) == []
    tamper(f"delete from ledger_entry where chain = {one} and seq = 4")
    assert checking.broken(using="owner") == []  # a chain alone cannot tell
    assert [(each.chain, each.link) for each in checking.broken(using="owner", anchors=file)] == [(one, 4)]


def test_a_whole_chain_that_is_gone_shows_when_it_was_anchored(one: int, tmp_path: Path) -> None:
    file = tmp_path / "anchors.jsonl"
    with acting(NOBODY):
        anchors.anchor(file=file)
    tamper(f"delete from ledger_entry where chain = {one}")
    assert [(each.chain, each.link) for each in checking.broken(using="owner", anchors=file)] == [(one, 1)]


def test_anchors_of_several_days_and_what_grew_since(one: int, tmp_path: Path) -> None:
    file = tmp_path / "anchors.jsonl"
    for _ in range(2):
        with acting(NOBODY):
            assert anchors.anchor(file=file) == 2
    assert len(file.read_text().splitlines()) == 2
    assert checking.broken(using="owner", anchors=file) == []
    with acting(Actor(user=person(Role.AUDITOR).pk)):
        latest = queries.history(limit=5)
    told = [each for each in latest if each.verb is Verb.ANCHORED]
    assert [each.details["broken"] for each in told] == [{}, {}]


@pytest.mark.parametrize("text", ["not JSON\n", "{}\n", '{"at": "x", "heads": {"1": [1, "ab"]}}\n'])
def test_a_file_that_is_no_anchors(one: int, tmp_path: Path, text: str) -> None:
    file = tmp_path / "anchors.jsonl"
    file.write_text(text)
    with pytest.raises(BadInput, match="anchors"):
        checking.broken(using="owner", anchors=file)


def test_a_reason_is_proved_while_its_key_is_there_and_can_be_erased(one: int) -> None:
    held = json.loads(Entry.objects.using("owner").get(chain=one, seq=2).line)["reason"]
    kept = Reason.objects.using("owner").get(chain=one, seq=2)
    assert kept.text == "Advice on the hearing"
    assert keyed(kept.text, key=kept.key) == held
    assert keyed("Something else", key=kept.key) != held
    assert "hearing" not in "".join(Entry.objects.using("owner").values_list("line", flat=True))
    with acting(Actor(case=one)):
        assert erase_reasons(case=one) == 2
    kept = Reason.objects.using("owner").get(chain=one, seq=2)
    assert (kept.text, kept.key) == ("", "")
    assert kept.erased_at is not None
    assert found() == []
    with acting(Actor(case=one)):
        assert [each.reason for each in queries.history(case=one)] == [""] * 5
        assert erase_reasons(case=one) == 0


def test_reasons_of_a_case_are_erased_by_nobody_who_does_not_see_it(one: int) -> None:
    with acting(Actor(user=person(Role.MANAGER).pk)):
        assert erase_reasons(case=one) == 0
    assert Reason.objects.using("owner").filter(chain=one, erased_at=None).count() == 2


@pytest.mark.parametrize("change", ["update ledger_reason set text = 'Another reason'", "delete from ledger_reason"])
def test_a_changed_reason_shows(one: int, change: str) -> None:
    tamper(f"{change} where chain = {one} and seq = 2")
    assert found() == [(one, 2)]
