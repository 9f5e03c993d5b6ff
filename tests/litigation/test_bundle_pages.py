"""Who may open the pages of court bundles, what stands in the way of one, and what a bundle made all the same remembers."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.cases.places import record, registered, signed_in, working
from tests.litigation.matters import Place
from tests.web.people import case

from candour.cases.models import Record
from candour.disclosure.models import Disclosure
from candour.engine.errors import Refused
from candour.ledger import queries as ledger
from candour.ledger.acting import Actor, acting
from candour.ledger.clock import now
from candour.ledger.verbs import Verb
from candour.litigation import bundling, marking, opening, parties, statement_records
from candour.litigation.bundling import Begun
from candour.litigation.marking import Said
from candour.litigation.models import Alert, Bundle, Came, Statement
from candour.litigation.parties import Named

pytestmark = pytest.mark.usefixtures("database")


def a_record(all_: Place, key: str, stance: str = "", **more: str) -> Record:
    made = record(all_.case, key, f"The text of {key}", sha256=key[0] * 64, size=1)
    if stance:
        with acting(Actor(user=all_.owner.pk)):
            marking.mark(
                by=all_.owner, matter=all_.matter, record=made, said=Said(stance, f"It is about {key}.", **more)
            )
    return made


def test_what_is_in_the_way_is_said_and_remembered(all_: Place) -> None:
    good = a_record(all_, "good", "adverse")
    record(all_.case, "good copy", "The text", sha256="g" * 64, size=1, duplicate_of="good")
    a_record(all_, "kept", "neutral", inspection="withheld", ground="Legal advice")
    a_record(all_, "menu", "not_relevant")
    empty, late = a_record(all_, "unread"), a_record(all_, "late", "helpful")
    other = case(manager=all_.manager)
    record(other, "elsewhere", "Of another case", sha256="e" * 64, size=1)
    orla = registered(all_.case, "K1", "Orla Byrne")
    with working(all_.case):
        Alert.objects.create(
            matter=all_.matter, case=all_.case, record=late, came=Came.ADDED, content=late.sha256, raised_at=now()
        )
    with acting(Actor(user=all_.owner.pk)):
        opening.link(by=all_.owner, matter=all_.matter, case=other.reference)
        party = parties.add(by=all_.owner, matter=all_.matter, named=Named("Orla Byrne", "claimant", orla))
        parties.add(by=all_.owner, matter=all_.matter, named=Named("A stranger to the register", "interested"))
    at, lawyer = f"/matters/{all_.matter.key}/bundles/", signed_in(all_.owner)
    page = lawyer.get(f"{at}make/?case={all_.case.key}").content.decode()
    goes, stays = page.split('id="stays"')
    assert "2 documents, 2 pages" in goes
    assert "1 document not marked on the disclosure list: left out." in goes
    assert "1 document came after disclosure, not decided on yet." in goes
    for why in ("Withheld from inspection: Legal advice", "Not relevant", "Not marked yet", "A copy of a document"):
        assert why in stays
    assert "Orla Byrne (Claimant" in stays
    assert "A stranger" not in stays
    assert "elsewhere" not in page
    with acting(Actor(user=all_.owner.pk)):
        found = bundling.contents(all_.matter, all_.case)
    assert [each.record.pk for each in found.goes] == sorted([good.pk, late.pk])
    given = {"recipient": party.key, "shown": found.shown}
    refused = lawyer.post(f"{at}make/?case={all_.case.key}", given)
    assert refused.status_code == 422
    assert "Something is in the way." in refused.content.decode()
    for wrong in ({"recipient": "police"}, {"shown": "0" * 64}, {"shown": ""}):
        assert (
            lawyer.post(f"{at}make/?case={all_.case.key}", {**given, "all_the_same": "on", **wrong}).status_code == 422
        )
    with acting(Actor(user=all_.owner.pk)):
        assert not Disclosure.objects.exists()
    made = lawyer.post(f"{at}make/?case={all_.case.key}", {**given, "all_the_same": "on"})
    assert made.status_code == 302
    with acting(Actor(user=all_.owner.pk)):
        one = Bundle.objects.select_related("disclosure").get()
        assert (one.disclosure.recipient, one.disclosure.purpose, one.disclosure.matter) == (
            "K1",
            "judicial-review",
            True,
        )
        assert sorted(one.disclosure.only) == ["good", "late"]
        ways = {each["condition"]: each["many"] for each in one.in_the_way}
        assert ways == {"unmarked": 1, "later": 1}
        begun = [each for each in ledger.history(case=all_.case.pk, limit=50) if each.verb == Verb.BUNDLE_BEGUN]
    assert len(begun) == 1
    page = lawyer.get(made["Location"]).content.decode()
    assert "documents not marked: 1" in page
    assert "Nothing yet." in page
    _changed_meanwhile(all_, empty, found.shown)


def _changed_meanwhile(all_: Place, unread: Record, shown: str) -> None:
    """Marking one more document makes it another bundle than was looked at."""
    with acting(Actor(user=all_.owner.pk)):
        marking.mark(by=all_.owner, matter=all_.matter, record=unread, said=Said("neutral", "It is neither."))
        begun = Begun("court", shown, all_the_same=True)
        with pytest.raises(Refused, match="has changed"):
            bundling.begin(by=all_.owner, matter=all_.matter, case=all_.case, begun=begun)


def test_who_may_open_what(all_: Place) -> None:
    a_record(all_, "good", "helpful")
    with acting(Actor(user=all_.owner.pk)):
        shown = bundling.contents(all_.matter, all_.case).shown
        begun = Begun("court", shown, all_the_same=True)
        one = bundling.begin(by=all_.owner, matter=all_.matter, case=all_.case, begun=begun)
        draft = Statement.objects.create(
            matter=all_.matter, title="A draft", author=all_.witness, supervisor=all_.colleague, made_by=all_.owner,
            made_at=now(),
        )  # fmt: skip
        with pytest.raises(Refused, match="not filed"):
            statement_records.receive(by=all_.owner, statement=draft, case=all_.case)
    at = f"/matters/{all_.matter.key}/bundles/"
    read, made = (at, f"{at}{one.disclosure.key}/"), f"{at}make/"
    take = f"{at}statements/{draft.key}/{all_.case.key}/"
    for user in (all_.owner, all_.colleague, all_.head):
        assert {signed_in(user).get(page).status_code for page in (*read, made)} == {200}
    assert {signed_in(all_.witness).get(page).status_code for page in read} == {200}
    assert signed_in(all_.witness).get(made).status_code == 403
    assert signed_in(all_.witness).post(take).status_code == 403
    instructing = signed_in(all_.instructing)  # sees the matter, and none of the cases
    assert "no court bundle that you can see" in instructing.get(at).content.decode()
    assert instructing.get(read[1]).status_code == 404
    for user in (all_.stranger, all_.manager, all_.worker, all_.reader, all_.outsider):
        assert {signed_in(user).get(page).status_code for page in (*read, made)} == {404}
        assert signed_in(user).post(take).status_code == 404
    assert {Client().get(page).status_code for page in (*read, made)} == {302}
    owner = signed_in(all_.owner)
    assert {owner.post(page).status_code for page in read} == {405}
    assert (owner.delete(made).status_code, owner.get(take).status_code) == (405, 405)
    assert owner.get(f"{at}nothing-here/").status_code == 404
