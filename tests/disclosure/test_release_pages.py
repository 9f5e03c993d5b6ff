"""The pages of producing and sending: what is missing, what failed and where, every page accounted for, link and code once."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.core import mail
from tests.disclosure.disclosing import Office, again, checked, contacts, office, opened
from tests.disclosure.pages import as_, at, check_who_may_do, check_who_may_look, entries, ready, said, sent
from tests.small_case import PROTECTED
from tests.web.database import fresh
from tests.web.people import person
from tests.web.work import work_off

from candour.accounts.roles import Role
from candour.disclosure.enquiring import enquire
from candour.disclosure.models import Asking, Contact, Delivery, Disclosure, Enquiry, Production
from candour.disclosure.producing import ask, fail, folder_of
from candour.disclosure.under_oversight import take_out
from candour.engine.errors import Unsafe
from candour.ledger.acting import Actor, acting
from candour.ledger.clock import now, standing_at, today


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with fresh():
        yield office(tmp_path_factory.mktemp("case"))


@pytest.fixture(scope="module")
def made(here: Office) -> Disclosure:
    """A bundle that is ready; tests that change its state make one of their own."""
    return ready(here)


def parts(day: date, name: str = "last_day") -> dict[str, int]:
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


# ---------------------------------------------------------------- producing


def test_what_is_missing_is_listed_with_links(here: Office) -> None:
    one = opened(here)
    shown = as_(here.sender).get(at("release", one))
    words, links = said(shown), shown.content.decode()
    assert "Not decided yet" in words
    assert "has not passed a check" in words
    assert f'href="{at("page", one, 0)}"' in links
    assert f'href="{at("checks", one)}"' in links
    assert "Produce the bundle</button>" not in links
    answer = as_(here.sender).post(at("produce", one))
    assert (answer.status_code, "Being decided" in said(answer)) == (409, True)


def test_it_is_produced_and_says_how_far_it_is(here: Office) -> None:
    one = opened(here)
    checked(here, one)
    client = as_(here.sender)
    waiting = client.post(at("produce", one), follow=True)
    assert "The bundle is being made" in said(waiting)
    part = client.get(at("production_progress", one))
    assert 'hx-trigger="every 2s"' in part.content.decode()
    assert "HX-Refresh" not in part.headers
    with acting(Actor(user=here.sender.pk)):
        Production.objects.filter(disclosure=one).update(stage="redacting", done=1, total=4)
    assert "1 of 4" in said(client.get(at("production_progress", one)))
    assert client.post(at("produce", one)).status_code == 409
    work_off()
    assert client.get(at("production_progress", one)).headers["HX-Refresh"] == "true"


def test_every_page_is_accounted_for_and_the_certificate_told(here: Office, made: Disclosure) -> None:
    words = said(as_(here.reader).get(at("release", made)))
    assert "3 records, 4 pages" in words
    assert "Goes out as it is 1" in words
    assert "Goes out with something blacked out 3" in words
    assert "Together 4" in words
    assert "Nothing that must never be disclosed was found" in words
    assert "Decided by Ada First" in words
    assert "Checked by Cy Third" in words
    assert "What stays in the house" not in words  # a reader opens no bundle


def test_the_papers_are_opened_by_those_who_check_approve_or_release(here: Office, made: Disclosure) -> None:
    client = as_(here.checker)
    links = re.findall(r'href="(/disclosures/[^"]+/release/1/[^"]+)"', client.get(at("release", made)).content.decode())
    assert {each.rsplit("/", 1)[1] for each in links} == {
        "letter.pdf", "bundle.pdf", "withheld.csv", "schedule.csv", "redactions.csv", "gaps.csv", "certificate.json",
    }  # fmt: skip
    for link in links:
        answer = client.get(link)
        assert (answer.status_code, bool(b"".join(answer.streaming_content))) == (200, True), link
        assert "attachment" in answer.headers["Content-Disposition"]
        assert answer.headers["Cache-Control"] == "no-store"
    assert len(entries(here, "document_opened")) >= len(links)
    for user in (here.lawyer, here.manager, here.sender):
        assert as_(user).get(at("document", made, 1, "letter.pdf")).status_code == 200
    assert as_(here.reader).get(at("document", made, 1, "letter.pdf")).status_code == 403
    assert as_(person(*Role)).get(at("document", made, 1, "letter.pdf")).status_code == 404
    assert as_(here.checker).post(at("document", made, 1, "letter.pdf")).status_code == 405
    for name in ("ledger.jsonl", "questions.csv", "..", "send", "nothing.pdf", "%2e%2e%2fcertificate.json"):
        assert client.get(at("release", made) + f"1/{name}").status_code == 404, name
    assert client.get(at("document", made, 9, "letter.pdf")).status_code == 404


def test_a_bundle_that_was_touched_is_said_to_be(here: Office) -> None:
    one = ready(here)
    client = as_(here.sender)
    with acting(Actor(user=here.sender.pk)):
        folder = folder_of(here.case, one, 1)
    letter = folder / "send" / "letter.pdf"
    letter.write_bytes(letter.read_bytes() + b"%")
    assert client.get(at("document", one, 1, "letter.pdf")).status_code == 404
    certificate = folder / "certificate.json"
    certificate.write_text(certificate.read_text() + " ")
    assert "Not as it was made" in said(client.get(at("release", one)))
    link_to, code_to = contacts(here, one)
    given = {"link_to": link_to.pk, "code_to": code_to.pk, **parts(today())}
    answer = client.post(at("make_delivery", one), given)
    assert (answer.status_code, "not released" in said(answer)) == (409, True)


def test_what_verification_found_is_told_as_places_never_as_words(here: Office) -> None:
    one = opened(here)
    checked(here, one)
    with acting(Actor(user=here.sender.pk)):
        row = ask(by=here.sender, disclosure=one)
        folder = folder_of(here.case, one, row.number)
        folder.mkdir(parents=True)
        found = {"findings": [{"kind": "secret_in_picture", "page": 3, "where": "send/bundle.pdf"}]}
        (folder / "certificate.json").write_text(json.dumps({"verified": False, "verification": found}))
        fail(row.pk, Unsafe("Verification found 1 thing.", means="There is no bundle.", do="Decide the page anew."))
    shown = said(as_(here.sender).get(at("release", one)))
    for words in ("Did not pass verification", "Decide the page anew.", "send/bundle.pdf 3 secret_in_picture"):
        assert words in shown
    assert not [word for word in PROTECTED if word in shown.replace("A family", "")]
    assert "Failed" in said(as_(here.sender).get(at("overview", one)))
    assert as_(here.sender).post(at("produce", one)).status_code == 302
    work_off()
    assert again(here, one).state == "ready"


def test_the_letter_is_read_changed_and_never_names_what_is_protected(here: Office) -> None:
    one = opened(here)
    client = as_(here.sender)
    assert "can be changed when the disclosure has passed its check" in said(client.get(at("letter", one)))
    checked(here, one)
    given = {"greeting": "Dear Orla", "contact": "", "paragraph": "Faith Okafor sends love."}
    answer = client.post(at("letter", one), given)
    assert (answer.status_code, "must not leave" in said(answer)) == (409, True)
    assert client.post(at("letter", one), {**given, "greeting": "x" * 300}).status_code == 422
    answer = client.post(at("letter", one), {**given, "paragraph": "We are sorry that it took so long."}, follow=True)
    assert "Dear Orla" in said(answer)
    assert "We are sorry that it took so long." in said(answer)
    assert len(entries(here, "letter_changed")) == 1


# ---------------------------------------------------------------- sending


def test_link_and_code_are_shown_once_each_in_the_words_of_its_channel(here: Office) -> None:
    one, client = ready(here), as_(here.sender)
    for given, status in (
        ({"channel": "email", "value": "no address"}, 422),
        ({"channel": "email", "value": ""}, 409),
        ({"channel": "pigeon", "value": "x"}, 422),
        ({"channel": "email", "value": "orla@example.org"}, 302),
        ({"channel": "phone", "value": "07700 900001"}, 302),
    ):
        assert client.post(at("add_contact", one), given).status_code == status, given
    with acting(Actor(user=here.sender.pk)):
        link_to, code_to = Contact.objects.filter(disclosure=one).order_by("pk")
    given = {"link_to": link_to.pk, "code_to": code_to.pk, **parts(today() + timedelta(days=9))}
    for wrong, status in (
        ({"code_to": link_to.pk}, 409), (parts(today() + timedelta(days=99)), 409), ({"last_day_day": "x"}, 422),
        ({"link_to": "0"}, 422),
    ):  # fmt: skip
        assert client.post(at("make_delivery", one), {**given, **wrong}).status_code == status, wrong
    mail.outbox.clear()
    shown = client.post(at("make_delivery", one), given).content.decode()
    (link,), (code,) = re.findall(r'data-link="([^"]+)"', shown), re.findall(r'data-code="(\d{8})"', shown)
    (message,) = mail.outbox
    assert (message.to, link in message.body) == (["orla@example.org"], True)
    for kept_out in (code, "Orla", "Byrne", "records", "council"):
        assert kept_out not in message.body + message.subject, kept_out
    assert "read out" in shown
    later = client.get(at("deliver", one)).content.decode()
    assert (link in later, code in later) == (False, False)
    assert "made the link for it" in said(client.get(at("deliver", one)))


def test_a_new_code_a_later_day_and_a_recall(here: Office) -> None:
    one = ready(here)
    first, client = sent(here, one), as_(here.sender)
    delivery = first.ways.delivery
    fresh_code = client.post(at("new_code", one, delivery.key), {"code_to": delivery.code_to_id}).content.decode()
    assert re.findall(r'data-code="(\d{8})"', fresh_code) != [first.code]
    assert "data-link" not in fresh_code
    later = at("extend", one, delivery.key)
    assert client.post(later, parts(delivery.last_day)).status_code == 409
    assert client.post(later, parts(today() + timedelta(days=91))).status_code == 409
    assert client.post(later, {}).status_code == 422
    assert client.post(later, parts(today() + timedelta(days=30))).status_code == 302
    with acting(Actor(user=here.sender.pk)):
        assert Delivery.objects.get(pk=delivery.pk).last_day == today() + timedelta(days=30)
    assert client.post(at("recall", one), {"reason": ""}).status_code == 422
    assert client.post(at("recall", one), {"reason": "Wrong person got it"}).status_code == 302
    assert again(here, one).state == "recalled"
    assert "Produce it again" in said(client.get(at("deliver", one)))
    assert client.post(later, parts(today() + timedelta(days=40))).status_code == 409
    assert client.post(at("reopen", one), {"reason": "A page was missed there"}).status_code == 302
    assert again(here, one).state == "deciding"
    assert client.post(at("close", one), {"reason": "It was withdrawn again"}).status_code == 302
    assert again(here, one).state == "closed"


def test_addresses_are_erased_and_questions_dealt_with(here: Office) -> None:
    one = ready(here)
    first, client = sent(here, one), as_(here.sender)
    with acting(Actor(delivery=first.ways.delivery.token)):
        enquire(delivery=first.ways.delivery, kind=Asking.COMPLAINT, text="My sister is missing", answer_to="Text me")
    shown = said(client.get(at("deliver", one)))
    assert "My sister is missing" in shown
    assert "Text me" in shown
    with acting(Actor(user=here.sender.pk)):
        key = Enquiry.objects.get(disclosure=one).key
        contact = Contact.objects.filter(disclosure=one).order_by("pk")[0]
    assert client.post(at("settle_enquiry", one, key)).status_code == 302
    assert "Dealt with" in said(client.get(at("deliver", one)))
    assert client.post(at("erase_contact", one, contact.key)).status_code == 302
    assert "orla@example.org" not in said(client.get(at("deliver", one)))
    for name in ("erase_contact", "settle_enquiry", "new_code", "extend"):
        if name != "new_code":
            assert client.post(at(name, one, "nothing")).status_code == 404, name
    assert len(entries(here, "enquiry_settled")) == 1


def test_a_link_that_is_over_says_so_to_the_house(here: Office) -> None:
    one = ready(here)
    first = sent(here, one, days=3)
    with standing_at(now() + timedelta(days=4)):
        client = as_(here.sender)
        assert "Its last day is over" in said(client.get(at("deliver", one)))
        assert "Recall it" not in said(client.get(at("deliver", one)))
        later = at("extend", one, first.ways.delivery.key)
        assert client.post(later, parts(today() + timedelta(days=5))).status_code == 302
        assert "Waits for the code" in said(client.get(at("deliver", one)))


def test_who_may_look_produce_and_send(here: Office, made: Disclosure) -> None:
    for name in ("release", "deliver", "production_progress", "overview"):
        check_who_may_look(here, at(name, made))
    for name in ("produce", "add_contact", "make_delivery", "recall"):
        check_who_may_do(here, at(name, made), refused=(here.reader, here.manager, here.lawyer))
    for name in ("erase_contact", "new_code", "extend", "settle_enquiry"):
        check_who_may_do(here, at(name, made, "any"), refused=(here.reader, here.manager, here.lawyer))
    for name in ("letter", "close"):
        assert as_(here.reader).get(at(name, made)).status_code == 403
        assert as_(here.sender).get(at(name, made)).status_code == 200
    assert again(here, made).state == "ready"


# ---------------------------------------------------------------- the steps


@pytest.mark.parametrize(
    ("state", "button"),
    [
        ("deciding", "Go on with the review"), ("checking", "Check it"), ("with_legal", "Look at it as a lawyer"),
        ("checked", "Produce the bundle"), ("producing", "See how far it is"), ("failed", "See why"), ("ready", "Send it"),
        ("delivered", "See whether it was collected"), ("recalled", ""), ("closed", ""),
    ],
)  # fmt: skip
def test_the_overview_has_one_button_for_the_next_step(here: Office, state: str, button: str) -> None:
    one = opened(here, matter=True)
    with acting(Actor(user=here.sender.pk)):
        Disclosure.objects.filter(pk=one.pk).update(state=state)
    shown = as_(here.sender).get(at("overview", one)).content.decode()
    found = re.findall(r'<a class="govuk-button"[^>]*>([^<]+)</a>', shown)
    if state in ("checked", "ready"):  # what a lock blacks out awaits a lawyer, so nothing goes on
        assert (found, "await a lawyer" in shown) == ([], True)
        with acting(Actor(user=here.lawyer.pk)):
            take_out(by=here.lawyer, disclosure=one, reason="The claim was withdrawn")
        shown = as_(here.sender).get(at("overview", one)).content.decode()
        found = re.findall(r'<a class="govuk-button"[^>]*>([^<]+)</a>', shown)
    assert found == ([button] if button else [])
    for name in ("Who is who", "Review", "Check", "Legal", "Produce", "Send"):
        assert f">{name}</a>" in shown
