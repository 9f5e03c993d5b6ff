"""The search certificate: asked, answered without seeing the matter, chased, certified, opened again, and what is missing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from tests.cases.places import record, registered, signed_in, working
from tests.litigation.matters import Place
from tests.web.people import person
from tests.web.work import work_off

from candour.accounts.roles import Role
from candour.cases import services
from candour.cases.models import Gap
from candour.engine.errors import BadInput, Refused
from candour.ledger import queries as ledger
from candour.ledger.acting import Actor, acting
from candour.ledger.clock import now, today
from candour.ledger.verbs import Verb
from candour.litigation import answering, certificate, chasing, marking, provided, scoping, searching
from candour.litigation.answering import Answered
from candour.litigation.marking import Said
from candour.litigation.models import Matter, SearchAnswer
from candour.litigation.models import Place as Searched
from candour.litigation.scope import in_scope, out_of_scope
from candour.litigation.scoping import Scope
from candour.litigation.searching import Asked

pytestmark = pytest.mark.usefixtures("database")


def day(name: str, on: object) -> dict[str, str]:
    return {f"{name}_{part}": str(getattr(on, part)) for part in ("day", "month", "year")}


def verbs(all_: Place) -> list[Verb]:
    with acting(Actor(user=all_.owner.pk)):
        return [each.verb for each in ledger.history(case=all_.case.pk, limit=200)]


def lacking(all_: Place) -> set[str]:
    with acting(Actor(user=all_.owner.pk)):
        return {each.item.partition(":")[0] for each in certificate.lacks(all_.matter)}


def test_from_the_first_question_to_the_certificate_and_back(all_: Place) -> None:
    registered(all_.case, "C1", "Kit Marsh", "subject", aliases=["Kitty Marsh"])
    at, lawyer = f"/matters/{all_.matter.key}/certificate/", signed_in(all_.owner)
    assert lacking(all_) == {"scope", "nothing", "kind"}
    lawyer.post(at + "scope/", {"scope": "Everything on the assessment of the grandmother."})
    asked = lawyer.post(at + "ask/usual/", follow=True).content.decode()
    assert asked.count(all_.manager.name) >= 5
    assert lacking(all_) == {"answer"}
    mail.outbox.clear()
    work_off()
    (told,) = [each for each in mail.outbox if "search" in each.subject]  # one, however many places
    assert told.to == [all_.manager.email]
    assert not any(word in str(told.message()) for word in ("Marsh", all_.matter.title, all_.case.reference))

    custodian = signed_in(all_.manager)
    assert custodian.get(at).status_code == 404
    mine = custodian.get("/searches/").content.decode()
    assert "E-mail" in custodian.get("/").content.decode()
    with acting(Actor(user=all_.manager.pk)):
        keys = [each.place.key for each in answering.asked_of_me(all_.manager)]
    assert len(keys) == 5
    page = custodian.get(f"/searches/{keys[0]}/").content.decode()
    assert "Kitty Marsh" in page
    assert "assessment of the grandmother" in page
    assert all_.matter.title not in mine + page
    nothing = {"result": "nothing", "terms": "Kit Marsh", **day("searched_on", today())}
    for key in keys[:-1]:
        assert custodian.post(f"/searches/{key}/", nothing).status_code == 302
    last = f"/searches/{keys[-1]}/"
    assert custodian.post(last, {"result": "found", "found": "2"}).status_code == 422  # neither day nor words
    assert custodian.post(last, {**nothing, "not_found": "A letter of May"}).status_code == 422  # no reason
    found = {**nothing, "result": "found", "found": "2"}
    custodian.post(last, found)
    assert lacking(all_) == {"provided"}
    with acting(Actor(user=all_.owner.pk)):
        assert [each.item for each in provided.lacks(all_.matter)] == [f"place:{keys[-1]}"]
        with pytest.raises(Refused, match="not complete"):
            searching.certify(by=all_.owner, matter=all_.matter)
    custodian.post(last, {**found, **day("provided_on", today())})
    assert lacking(all_) == set()
    assert lawyer.post(at + "certify/").status_code == 302
    assert f"{all_.owner.name} certified" in lawyer.get(at).content.decode()
    for form, begins in (("docx", b"PK"), ("pdf", b"%PDF")):
        assert lawyer.get(f"{at}file/{form}/").content.startswith(begins)
    custodian.post(last, {**found, "found": "3", **day("provided_on", today())})  # any later answer opens it again
    with acting(Actor(user=all_.owner.pk)):
        assert not certificate.certified(all_.matter)
        assert SearchAnswer.objects.count() == 7
        opened = ledger.history(case=all_.case.pk, limit=1)[0]
    assert (opened.verb, opened.actor) == (Verb.SEARCH_REOPENED, all_.manager.pk)
    assert {Verb.SEARCH_ASKED, Verb.SEARCH_ANSWERED, Verb.SEARCH_CERTIFIED, Verb.SEARCH_DOWNLOADED} <= set(verbs(all_))


def test_kinds_that_nobody_searches_and_places_that_are_withdrawn(all_: Place) -> None:
    at, lawyer = f"/matters/{all_.matter.key}/certificate/", signed_in(all_.owner)
    lawyer.post(at + "scope/", {"scope": "Everything about the placement."})
    assert lawyer.post(at + "kinds/partner/not-needed/", {"reason": "No"}).status_code == 422
    for kind in ("case_system", "shared_drive", "paper", "partner"):
        assert (
            lawyer.post(f"{at}kinds/{kind}/not-needed/", {"reason": "The e-mails hold all of it."}).status_code == 302
        )
    place = {"kind": "email", "name": "Mailbox of the team", "terms": "Marsh", **day("due", today())}
    assert lawyer.post(at + "ask/", place).status_code == 422  # nobody searches
    assert lawyer.post(at + "ask/", {**place, "custodian_name": "Archive of Finch Ltd"}).status_code == 302
    assert lacking(all_) == {"answer"}
    with acting(Actor(user=all_.owner.pk)):
        made = Searched.objects.get()
    one = f"{at}places/{made.key}/"
    assert lawyer.post(one + "remind/").status_code == 422  # no account
    given = {"result": "not_searched", "why": "The archive burned down in 2012."}
    assert lawyer.post(one + "answer/", {"result": "not_searched"}).status_code == 422
    assert lawyer.post(one + "answer/", given).status_code == 302
    assert lacking(all_) == set()
    lawyer.post(at + "certify/")
    assert (
        lawyer.post(one + "change/", {**place, "name": "All mailboxes", "custodian_name": "Finch"}).status_code == 302
    )
    assert "burned down" in lawyer.get(one).content.decode()
    assert lacking(all_) == {"answer"}  # it is asked anew
    assert lawyer.post(one + "answer/", given).status_code == 302
    lawyer.post(
        one + "change/",
        {**place, **day("due", today() + timedelta(days=5)), "name": "All mailboxes", "custodian_name": "Finch"},
    )
    assert lacking(all_) == set()  # another day is all that changed
    assert lawyer.post(one + "drop/", {"reason": "It was asked for by mistake."}).status_code == 302
    assert lacking(all_) == {"nothing", "kind"}
    lawyer.post(at + "kinds/paper/needed/")
    with acting(Actor(user=all_.owner.pk)):
        missing = {each.item for each in certificate.lacks(all_.matter)}
    assert missing == {"nothing", "kind:email", "kind:paper"}


def test_who_is_late_is_reminded_and_who_is_barred_is_not_asked(all_: Place) -> None:
    other = person(Role.BUSINESS_SUPPORT)
    asked = Asked("email", "Mailbox", "Marsh", today() - timedelta(days=1), custodian=other)
    with acting(Actor(user=all_.manager.pk)):
        services.bar(by=all_.manager, case=all_.case, user=all_.outsider, reason="She is the claimant’s sister.")
    with acting(Actor(user=all_.owner.pk)):
        place = searching.ask(by=all_.owner, matter=all_.matter, asked=asked)
        with pytest.raises(Refused, match="cannot search"):
            searching.ask(by=all_.owner, matter=all_.matter, asked=Asked("email", "B", "x", today(), all_.outsider))
    work_off()
    mail.outbox.clear()
    chasing.chase()
    chasing.chase()  # not again before some days are over
    work_off()
    (sent,) = mail.outbox
    assert sent.to == [other.email]
    assert all_.matter.title not in str(sent.message())
    with acting(Actor(user=all_.owner.pk)):
        place.refresh_from_db()
        assert place.reminders == 1
        Searched.objects.update(reminded_at=now() - timedelta(days=4))
    chasing.chase()
    with acting(Actor(user=all_.owner.pk)):
        place.refresh_from_db()
        assert place.reminders == 2
        chasing.remind(by=all_.owner, place=place)
    assert verbs(all_).count(Verb.SEARCH_REMINDED) == 3
    assert "One search is overdue." in signed_in(all_.owner).get("/").content.decode()
    assert "overdue" not in signed_in(all_.stranger).get("/").content.decode()
    with acting(Actor(user=all_.manager.pk)):
        services.bar(by=all_.manager, case=all_.case, user=other, reason="He is related to a party.")
    with acting(Actor(user=other.pk)):
        assert answering.asked_of_me(other) == []
    assert signed_in(other).get(f"/searches/{place.key}/").status_code == 404
    with acting(Actor(user=all_.owner.pk)):
        Searched.objects.update(reminded_at=None)
    work_off()
    mail.outbox.clear()
    chasing.chase()
    work_off()
    assert mail.outbox == []


def test_scope_by_date_and_one_by_one(all_: Place) -> None:
    first, last = today() - timedelta(days=700), today()
    old = record(all_.case, "old", "Text", on=first, sha256="a" * 64, size=1)
    new = record(all_.case, "new", "Text", on=last, sha256="b" * 64, size=1)
    copy = record(all_.case, "copy", "Text", on=last, sha256="b" * 64, size=1, duplicate_of="new")
    undated = record(all_.case, "undated", "Text")
    at, lawyer = f"/matters/{all_.matter.key}/", signed_in(all_.owner)
    narrowed = {"scope": "The events of this year only.", **day("since", last)}
    assert lawyer.post(at + "certificate/scope/", narrowed).status_code == 422  # no reason
    narrowed["narrowed_because"] = "The claim is about this year only."
    assert lawyer.post(at + "certificate/scope/", narrowed).status_code == 302

    def inside() -> set[int]:
        with acting(Actor(user=all_.owner.pk)):
            return {each.pk for each in in_scope(all_.matter)}

    assert inside() == {new.pk, copy.pk, undated.pk}
    assert lawyer.post(f"{at}scope/{copy.pk}/out/", {"reason": "It is about somebody else."}).status_code == 422
    assert lawyer.post(f"{at}scope/{new.pk}/out/", {"reason": "It is about somebody else."}).status_code == 302
    assert inside() == {undated.pk}  # the copy went with it
    with acting(Actor(user=all_.owner.pk)):
        assert {each.pk: each.taken_out for each in out_of_scope(all_.matter)} == {
            old.pk: False, new.pk: True, copy.pk: False,
        }  # fmt: skip
        marking.mark(by=all_.owner, matter=all_.matter, record=undated, said=Said("adverse", "It shows what we knew."))
        with pytest.raises(Refused, match="harms"):
            scoping.take_out(by=all_.owner, matter=all_.matter, record=undated, reason="It is of no use to us.")
        scope = Scope("The events of this year.", last, first, "They are what it is about.")
        with pytest.raises(BadInput, match="before the first"):
            scoping.set_scope(by=all_.owner, matter=all_.matter, scope=scope)
    page = lawyer.get(at + "scope/?which=out").content.decode()
    assert "It is about somebody else." in page
    assert "Out of scope (3, 1 of them by a lawyer)" in page
    assert lawyer.post(f"{at}scope/{new.pk}/back/", {"reason": "It is about him after all."}).status_code == 302
    assert inside() == {new.pk, copy.pk, undated.pk}
    assert {Verb.SCOPE_LEFT, Verb.SCOPE_BACK, Verb.SEARCH_SCOPED} <= set(verbs(all_))


def test_the_gaps_panel_shows_the_pages_that_mention_what_is_missing(all_: Place) -> None:
    words = "the viability assessment of 3 March"
    one = record(all_.case, "note", "Nothing here.", f"We spoke about {words} at length.")
    record(all_.case, "minutes", f"The chair asked for\n{words} again.")
    seen = [["note", 2, words], ["minutes", 1, words]]
    with working(all_.case):
        kinds = {"kind": "mentioned_not_held", "detail": f"{words} (page 2, mentioned 2 times)", "source": "note.pdf"}
        gap = Gap.objects.create(case=all_.case, key="g1", record="note", seen=seen, **kinds)
        Gap.objects.create(case=all_.case, key="g2", kind="date_gap", detail="Nothing for May")
    at, lawyer = f"/matters/{all_.matter.key}/gaps/", signed_in(all_.owner)
    page = lawyer.get(at).content.decode()
    assert page.count(f"<mark>{words}</mark>") == 2
    assert f"/cases/{all_.case.key}/records/{one.pk}/pages/2/" in page or "page 2" in page
    assert "Nothing for May" not in page
    with acting(Actor(user=all_.owner.pk)):
        assert [each.item for each in provided.lacks(all_.matter)] == [f"gap:{gap.pk}"]
    form = lawyer.get(f"{at}{gap.pk}/search/").content.decode()
    assert words in form
    given = {"kind": "paper", "name": "Archive", "terms": words, "custodian": all_.manager.pk, **day("due", today())}
    page = lawyer.post(f"{at}{gap.pk}/search/", given, follow=True).content.decode()
    assert all_.manager.name in page.split("Asked for")[1]
    explained = {"text": "It was never written, says the team."}
    signed_in(all_.worker).post(f"/cases/{all_.case.key}/missing/{gap.pk}/", explained)
    with acting(Actor(user=all_.owner.pk)):
        assert not [each for each in provided.lacks(all_.matter) if each.item.startswith("gap")]


def test_who_may_open_what(all_: Place) -> None:
    with acting(Actor(user=all_.owner.pk)):
        asked = Asked("email", "Mailbox", "Marsh", today(), custodian=all_.worker)
        place = searching.ask(by=all_.owner, matter=all_.matter, asked=asked)
    at = f"/matters/{all_.matter.key}/"
    one = f"certificate/places/{place.key}/"
    read = ("certificate/", "certificate/file/pdf/", one, "scope/", "gaps/")
    forms = (
        "certificate/scope/", "certificate/ask/", "certificate/ask/usual/", "certificate/certify/",
        "certificate/kinds/paper/not-needed/", "certificate/kinds/paper/needed/",
        *(f"{one}{step}/" for step in ("change", "answer", "remind", "drop")),
    )  # fmt: skip
    for user in (all_.owner, all_.colleague, all_.head, all_.witness, all_.instructing):
        wanted = 200 if user in (all_.owner, all_.colleague, all_.head) else 403
        assert {signed_in(user).get(at + page).status_code for page in read} == {200}
        assert {signed_in(user).get(at + page).status_code for page in forms} == {wanted}
    for user in (all_.stranger, all_.manager, all_.worker, all_.reader, all_.outsider):
        assert {signed_in(user).get(at + page).status_code for page in (*read, *forms)} == {404}
    assert {Client().get(at + page).status_code for page in (*read, *forms)} == {302}
    assert {signed_in(all_.owner).post(at + page).status_code for page in read} == {405}
    assert {signed_in(all_.owner).delete(at + page).status_code for page in forms} == {405}
    mine = f"/searches/{place.key}/"
    assert signed_in(all_.worker).get(mine).status_code == 200
    for user in (all_.owner, all_.stranger, all_.manager, all_.reader):
        assert signed_in(user).get(mine).status_code == 404
    assert signed_in(all_.worker).delete(mine).status_code == 405
    with acting(Actor(user=all_.worker.pk)):
        assert not Matter.objects.exists()
        asks = answering.asked_of_me(all_.worker)[0]
    with acting(Actor(user=all_.reader.pk)), pytest.raises(Refused, match="Nobody asks you"):
        answering.answer(asks=asks, by=all_.reader, answered=Answered("not_searched", why="I am not asked at all."))
