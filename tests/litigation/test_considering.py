"""Documents are displayed and considered one by one: no copy in bulk, no words twice, by nobody else, and again when changed."""

from __future__ import annotations

import hashlib

import pytest
from django.test import Client
from django.utils.html import escape
from tests.cases.places import record, signed_in, working
from tests.litigation.breaking import named
from tests.litigation.matters import Place
from tests.litigation.passing import Passing, consider, document, look_at, passing

from candour.cases.models import Record
from candour.engine.errors import BadInput, Refused
from candour.ledger.acting import Actor, acting
from candour.ledger.clock import now
from candour.ledger.verbs import Verb
from candour.litigation import considering, displayed, drafting, statement_gate
from candour.litigation.drafting import About
from candour.litigation.models import Considered, State
from candour.litigation.scope import in_scope

pytestmark = [pytest.mark.usefixtures("database"), pytest.mark.filterwarnings("ignore:No directory at")]


def _left(here: Place, user: object) -> dict[int, list[int]]:
    with acting(Actor(user=here.owner.pk)):
        return {each.record.pk: list(each.left) for each in displayed.reading(here.matter, user) if each.left}  # type: ignore[arg-type]


def test_what_counts_as_displayed(all_: Place) -> None:
    """Each page by itself, of what it is now, by that person; a copy counts, what was fetched ahead does not."""
    here, sha = all_, hashlib.sha256(b"same").hexdigest()
    long = record(here.case, "long", "One", "Two", "Three", sha256=sha, size=9)
    copy = record(here.case, "copy", "One", "Two", "Three", sha256=sha, size=9)
    bare = document(here, "bare")
    with working(here.case):
        empty = [record_of(here, name) for name in ("empty-one", "empty-two")]
    client, at = signed_in(here.witness), f"/cases/{here.case.key}/records"
    for ask in ("?ahead=1", ""):
        client.get(f"{at}/{long.pk}/1/{ask}", headers={} if ask else {"Sec-Purpose": "prefetch"})
    client.head(f"{at}/{long.pk}/1/")
    client.head(f"{at}/{bare.pk}/")
    signed_in(here.owner).get(f"{at}/{long.pk}/1/")
    every = {long.pk: [1, 2, 3], copy.pk: [1, 2, 3], bare.pk: [0], empty[0].pk: [0], empty[1].pk: [0]}
    assert _left(here, here.witness) == every
    client.get(f"{at}/{long.pk}/2/")
    client.get(f"{at}/{copy.pk}/3/")
    client.get(f"{at}/{bare.pk}/")
    client.get(f"{at}/{empty[0].pk}/")
    assert _left(here, here.witness) == {long.pk: [1], copy.pk: [1], empty[1].pk: [0]}  # nothing is a copy of nothing
    assert _left(here, here.owner)[long.pk] == [2, 3]
    with working(here.case):
        Record.objects.filter(pk=long.pk).update(changed_at=now())
    assert _left(here, here.witness) == {
        long.pk: [1, 2],
        copy.pk: [1, 2],
        empty[1].pk: [0],
    }  # the copy's third still counts
    with working(here.case):
        Record.objects.filter(pk=copy.pk).update(gone_at=now())
    assert _left(here, here.witness)[long.pk] == [1, 2]


def record_of(here: Place, name: str) -> Record:
    return Record.objects.create(case=here.case, key=name, path=name, sha256="e" * 64, added_at=now(), changed_at=now())


def test_reading_leads_through_every_page_that_is_left(all_: Place) -> None:
    here = all_
    two, one, bare = document(here, "two", "A", "B"), document(here, "one", "C"), document(here, "bare")
    with acting(Actor(user=here.owner.pk)):
        made = drafting.begin(by=here.owner, matter=here.matter, author=here.witness, about=About(here.colleague))
    at, client = f"/matters/{here.matter.key}/statements/{made.key}/reading/", signed_in(here.witness)
    assert "0 of 4 pages" in client.get(at).content.decode()
    seen, address = [], client.get(f"{at}next/")["Location"]
    while address != at:
        assert client.get(f"{address}?ahead=1").status_code == 204
        page = client.get(address).content.decode()
        seen.append(address.removeprefix(at))
        assert f"{len(seen)} of 4 pages" in page
        address = client.get(f"{at}next/")["Location"]
        assert (f'id="after" rel="next" href="{address}"' in page) is (address != at)
    assert sorted(seen) == sorted([f"{two.pk}/1/", f"{two.pk}/2/", f"{one.pk}/1/", f"{bare.pk}/0/"])
    assert "Everything displayed" in client.get(at).content.decode()
    assert _left(here, here.witness) == {}
    whole = signed_in(here.owner).get(at).content.decode()
    assert "You have displayed 0 of them yourself" in whole
    _roles(here, at, f"{at}next/", f"{at}{two.pk}/1/")
    assert signed_in(here.witness).get(f"{at}{two.pk}/9/").status_code == 404
    assert signed_in(here.witness).get(f"{at}{two.pk}/0/").status_code == 404


def _roles(here: Place, *addresses: str, instructing: int = 403) -> None:
    """Lawyers and heads as the witness; who does not see the case is told so, others that there is no such page."""
    for address in addresses:
        for user in (here.owner, here.colleague, here.head):
            assert signed_in(user).get(address).status_code in (200, 302), address
        assert signed_in(here.instructing).get(address).status_code == instructing, address
        for user in (here.stranger, here.manager, here.worker, here.reader, here.outsider):
            assert signed_in(user).get(address).status_code == 404, address
        assert Client().get(address)["Location"].startswith("/sign-in/")
        assert signed_in(here.owner).put(address).status_code == 405


def test_documents_are_considered_one_by_one(database: None) -> None:
    of = passing()
    here, one, at = of.here, of.statement, f"{of.at}considering/"
    bill, note = document(here, "bill", "A bill"), document(here, "note", "A note", "Its end")
    bills = record(here.case, "bill again", "A bill", sha256=bill.sha256, size=10)
    client = of.client(here.witness)
    address, words = f"{at}{note.pk}/", "The note says nothing of the assessment"
    sent = {"content": note.sha256, "reason": words}
    page = client.get(address).content.decode()
    assert "1 of 2 pages not yet" in page
    refused = client.post(address, sent)  # the second page was not displayed
    assert refused.status_code == 422
    assert "have not displayed all" in refused.content.decode()
    client.get(f"{address}?page=2&ahead=1")
    assert client.post(address, sent).status_code == 422
    client.get(f"{address}?page=2")
    for more in ({"reason": [words, "Another reason of its own"]}, {"record": [note.pk, bill.pk]}, {"also": bill.pk},
                 {"content": [note.sha256, bill.sha256]}):  # fmt: skip
        assert client.post(address, {**sent, **more}).status_code == 400
    for method in (client.post, client.put):
        assert method(at, {**sent, "records": [note.pk, bill.pk]}).status_code == 405
    assert client.post(address, {**sent, "reason": "Not relevant"}).status_code == 422
    assert client.post(address, {**sent, "content": bill.sha256}).status_code == 422
    assert not Considered_of(of, note)
    done = client.post(address, sent)
    assert done.status_code == 302
    assert done["Location"] == f"{at}{bill.pk}/"  # the next one; its copy is no other document
    (row,) = Considered_of(of, note)
    assert (row.reason, row.by_id, row.content) == (words, here.witness.pk, note.sha256)
    (*_, entry) = of.entries(Verb.DOCUMENT_CONSIDERED)
    assert words not in entry.line
    client.get(f"{at}{bill.pk}/")
    for same in (words, f"  {words.upper()}. ", f"{words} 2", f"3) {words}!"):
        again = client.post(f"{at}{bill.pk}/", {"content": bill.sha256, "reason": same})
        assert again.status_code == 422
        assert "same words" in again.content.decode()
    with acting(Actor(user=here.witness.pk)), pytest.raises(Refused, match="same words"):
        considering.consider(by=here.witness, statement=one, record=bill, reason=words, content=bill.sha256)
    consider(of, bill, "A bill for taxis that decides nothing")
    assert [each for each in of.lacks() if each.condition == "considered"] == []
    assert bills.pk not in {each.record.pk for each in _documents(of)}
    with working(here.case):
        Record.objects.filter(pk=note.pk).update(sha256="d" * 64, changed_at=now())
    assert named(of.lacks()) == {("considered", f"record:{note.pk}"), ("displayed", f"record:{note.pk}")}
    again = client.get(address).content.decode()
    assert "To consider again" in again
    assert escape(words) in again
    _roles(here, at, f"{at}next/", address)
    for user in (here.stranger, here.manager, here.outsider):
        assert signed_in(user).post(address, sent).status_code == 404
    assert signed_in(here.instructing).post(address, sent).status_code == 403


def Considered_of(of: Passing, record: Record) -> list[Considered]:  # noqa: N802
    with acting(Actor(user=of.here.owner.pk)):
        return list(Considered.objects.filter(statement=of.statement, record=record))


def _documents(of: Passing) -> list[considering.ToConsider]:
    one = of.now()
    with acting(Actor(user=of.here.owner.pk)):
        return considering.documents(one)


def test_whoever_is_not_of_the_statement_considers_nothing(database: None) -> None:
    of = passing()
    here, again = of.here, "It is a bill and changes nothing"
    look_at(here, here.colleague, of.neutral)
    look_at(here, here.worker, of.neutral)
    consider(of, of.neutral, again, by=here.colleague)  # a lawyer of the matter, as the witness may
    assert [each.by_id for each in Considered_of(of, of.neutral)] == [here.witness.pk, here.colleague.pk]
    for user in (here.stranger, here.worker, here.instructing):
        with acting(Actor(user=user.pk)), pytest.raises(Exception, match=r"matching query|cannot consider|do not see"):
            considering.consider(by=user, statement=of.statement, record=of.neutral, reason=again, content="")
    with acting(Actor(user=here.instructing.pk)), pytest.raises(Refused, match="do not see every case"):
        statement_gate.lacks(of.statement)  # of what they do not see nothing would seem to be missing
    with acting(Actor(user=here.witness.pk)), pytest.raises(Refused, match="does not have to be considered"):
        considering.consider(
            by=here.witness, statement=of.statement, record=of.mentioned, reason=again, content=of.mentioned.sha256
        )
    of.stands(State.APPROVED)
    of.set(state=State.FILED)
    with acting(Actor(user=here.witness.pk)), pytest.raises(Refused, match="finished"):
        consider_within(of, "Another reason for this bill")
    with acting(Actor(user=here.owner.pk)):
        assert of.neutral in in_scope(here.matter)


def consider_within(of: Passing, why: str) -> None:
    considering.consider(
        by=of.here.witness, statement=of.statement, record=of.neutral, reason=why, content=of.neutral.sha256
    )


def test_a_reason_has_a_few_words_and_an_end(database: None) -> None:
    of = passing()
    for reason in ("", "Too short", "long " * 2_000):
        with pytest.raises(BadInput):
            consider(of, of.neutral, reason)
