"""The recipient's pages as strangers, link previews and the recipient themselves meet them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core import mail
from django.db import ProgrammingError
from django.test import Client
from django.urls import reverse
from tests.disclosure.disclosing import Office, office
from tests.disclosure.pages import Sent, entries, ready, said, sent
from tests.small_case import PROTECTED
from tests.web.database import fresh
from tests.web.work import work_off

from candour.disclosure.approving import hold, lift
from candour.disclosure.collecting import VISIT
from candour.disclosure.delivering import recall
from candour.disclosure.models import Delivery, Disclosure, Enquiry, State
from candour.disclosure.producing import cases_folder
from candour.ledger.acting import Actor, acting
from candour.ledger.clock import now, standing_at

CASE_WORDS = ("Orla", "Byrne", "Moran", "Owen Parry", "A family", "Visit 3 March")


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with fresh():
        yield office(tmp_path_factory.mktemp("case"))


@pytest.fixture(scope="module")
def made(here: Office) -> Disclosure:
    return ready(here)


@pytest.fixture
def got(here: Office, made: Disclosure) -> Sent:
    """A link and a code for this test; those of the test before no longer work."""
    return sent(here, made)


def plain(answer) -> str:
    """Without the token against forged forms, which is another one each time."""
    return re.sub(r"\b[A-Za-z0-9]{64}\b", "TOKEN", answer.content.decode())


def inside(got: Sent) -> Client:
    client = Client()
    assert client.post(got.link, {"code": got.code}).status_code == 302
    return client


def test_opening_the_link_uses_nothing_up_and_tells_nothing(here: Office, got: Sent) -> None:
    client = Client()
    for _ in range(3):
        assert client.head(got.link).status_code == 200
        answer = client.get(got.link, headers={"user-agent": "a link preview"})
        assert "Enter your code" in said(answer)
        assert not [word for word in CASE_WORDS if word in answer.content.decode()]
    assert client.get(got.link + "files/letter.pdf").status_code == 302
    assert client.get(got.link + "ask/").status_code == 302
    answer = client.post(got.link, {"code": f"{got.code[:4]}-{got.code[4:]} "}, follow=True)
    assert "Your records" in said(answer)


def test_inside_there_is_everything_and_nothing_protected(got: Sent) -> None:
    words = said(inside(got).get(got.link))
    for part in ("Our letter to you", "The records", "Visit 3 March 2016", "Owen Parry : a social worker", "black boxes",
                 "You do not have to read", "Ask for somebody to go through it", "Samaritans"):  # fmt: skip
        assert part in words, part
    assert not [word for word in PROTECTED if word.casefold() in words.casefold()]


def test_files_are_those_of_the_bundle_and_no_others(here: Office, got: Sent) -> None:
    client = inside(got)
    for name in ("letter.pdf", "bundle.pdf"):
        answer = client.get(got.link + f"files/{name}")
        assert b"".join(answer.streaming_content)[:5] == b"%PDF-"
        assert "attachment" in answer.headers["Content-Disposition"]
        assert answer.headers["Cache-Control"] == "no-store"
    collected = len(entries(here, "collected"))
    for name in ("certificate.json", "redactions.csv", "..", ".", "%2e%2e", "%2e%2e%2fcertificate.json", "..%5Ccertificate.json",
                 "%2fetc%2fpasswd", "letter.pdf%00", "LETTER.PDF", "letter.pdf/", ""):  # fmt: skip
        answer = client.get(got.link + f"files/{name}")
        assert answer.status_code == 404, name
    assert client.head(got.link + "files/letter.pdf").status_code == 405
    assert len(entries(here, "collected")) == collected


def test_a_file_that_was_changed_is_not_given(here: Office, got: Sent) -> None:
    client = inside(got)
    path = cases_folder() / got.ways.delivery.folder / "send" / "letter.pdf"
    kept = path.read_bytes()
    path.write_bytes(kept + b"%")
    try:
        answer = client.get(got.link + "files/letter.pdf")
        assert (answer.status_code, "not as it was" in said(answer)) == (503, True)
    finally:
        path.write_bytes(kept)


def test_five_wrong_codes_and_the_page_says_whom_to_ask(got: Sent) -> None:
    client, wrong = Client(), "00000000" if got.code != "00000000" else "11111111"
    assert client.post(got.link, {"code": ""}).status_code == 422
    for left in ("4 more tries", "3 more tries", "2 more tries", "1 more try"):
        answer = client.post(got.link, {"code": wrong})
        assert (answer.status_code, left in said(answer)) == (422, True), left
    last = said(client.post(got.link, {"code": wrong}))
    assert "You need a new code" in last
    assert "Ask the people who sent you this link" in last
    assert "You need a new code" in said(client.post(got.link, {"code": got.code}))
    assert client.get(got.link + "files/letter.pdf").status_code == 302


def test_a_code_works_once_and_the_visit_is_that_browsers(got: Sent) -> None:
    first, other = inside(got), Client()
    assert "You need a new code" in said(other.get(got.link))
    assert "You need a new code" in said(other.post(got.link, {"code": got.code}))
    other.cookies["visit"] = "guessed"
    assert "You need a new code" in said(other.get(got.link))
    cookie = first.cookies["visit"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == (got.link, True, "Lax")
    with standing_at(now() + VISIT + timedelta(minutes=1)):
        assert "You need a new code" in said(first.get(got.link))
        assert first.get(got.link + "files/letter.pdf").status_code == 302


def test_links_that_do_not_open_all_look_alike(here: Office, made: Disclosure, got: Sent) -> None:
    unknown = Client().get(reverse("disclosure:collect", args=["A" * 43]))
    assert unknown.status_code == 404
    assert "ask the people who sent it to you" in said(unknown)
    reading = inside(got)

    def closed(client: Client) -> bool:
        return all(
            (answer.status_code, plain(answer)) == (404, plain(unknown))
            for answer in (
                client.get(got.link),
                client.get(got.link + "files/letter.pdf"),
                client.get(got.link + "ask/"),
            )
        )

    with standing_at(now() + timedelta(days=10)):
        assert closed(Client())
    with acting(Actor(user=here.lawyer.pk)):
        stands = hold(by=here.lawyer, disclosure=made, reason="A claim was announced")
    assert closed(reading)
    with acting(Actor(user=here.lawyer.pk)):
        lift(by=here.lawyer, hold=stands, reason="The claim was withdrawn")
    again = sent(here, made)
    reading = inside(again)
    assert closed(reading)  # the earlier link has ended
    with acting(Actor(user=here.sender.pk)):
        recall(by=here.sender, disclosure=made, reason="It went to the wrong person")
    answer = reading.get(again.link)  # open in the browser until this moment
    assert (answer.status_code, plain(answer)) == (404, plain(unknown))
    with acting(Actor(user=here.sender.pk)):
        Disclosure.objects.filter(pk=made.pk).update(state=State.READY)


def test_the_visit_of_one_delivery_opens_no_other(here: Office, made: Disclosure, got: Sent) -> None:
    other = ready(here)
    theirs = sent(here, other)
    client = inside(got)
    client.cookies["visit"]["path"] = "/"
    assert "Enter your code" in said(client.get(theirs.link))
    assert client.get(theirs.link + "files/letter.pdf").status_code == 302
    answer = client.post(theirs.link, {"code": got.code})
    assert (answer.status_code, "not the right code" in said(answer)) == (422, True)


def test_a_question_reaches_the_people_of_the_case_and_stays_out_of_mail_and_ledger(here: Office, got: Sent) -> None:
    client = inside(got)
    address = got.link + "ask/"
    assert client.get(address).status_code == 200
    assert client.post(address, {"kind": "complaint", "text": ""}).status_code == 422
    assert client.post(address, {"kind": "nonsense", "text": "x"}).status_code == 422
    mail.outbox.clear()
    given = {"kind": "complaint", "text": "Faith is my aunt <b>", "answer_to": "Text me"}
    assert "We have your message" in said(client.post(address, given, follow=True))
    work_off()
    (message,) = mail.outbox
    assert message.to == [here.manager.email]
    with acting(Actor(user=here.manager.pk)):
        kept = Enquiry.objects.get(delivery=got.ways.delivery.pk)
        assert (kept.text, kept.answer_to, kept.disclosure_id) == (
            given["text"],
            "Text me",
            got.ways.delivery.disclosure_id,
        )
    told = message.body + message.subject + "".join(each.line for each in entries(here, "enquiry_sent"))
    assert not [word for word in ("Faith", "Text me", *CASE_WORDS) if word in told]
    for _ in range(19):
        client.post(address, {"kind": "question", "text": "And?"})
    assert client.post(address, {"kind": "question", "text": "And?"}).status_code == 409
    with acting(Actor(delivery=got.ways.delivery.token)):
        assert Enquiry.objects.count() == 20  # their own
    with acting(Actor(delivery="0" * 64)):
        assert Enquiry.objects.count() == 0


def test_nobody_writes_in_the_name_of_another_delivery(here: Office, got: Sent) -> None:
    theirs, mine = got.ways.delivery, sent(here, ready(here)).ways.delivery
    row = {"case_id": theirs.case_id, "kind": "question", "text": "x", "sent_at": now()}
    for forged in (
        {"delivery_id": theirs.pk, "disclosure_id": theirs.disclosure_id},
        {"delivery_id": mine.pk, "disclosure_id": theirs.disclosure_id},
    ):
        with pytest.raises(ProgrammingError, match="row-level security"), acting(Actor(delivery=mine.token)):
            Enquiry.objects.create(**row, **forged)


def test_leaving_ends_the_visit_and_clears_the_browser(got: Sent) -> None:
    client = inside(got)
    stranger = Client()
    assert stranger.post(got.link + "leave/").status_code == 302
    assert "Your records" in said(client.get(got.link))  # nobody else ends it
    answer = client.post(got.link + "leave/")
    assert answer.headers["Location"] == reverse("disclosure:collect_closed")
    assert "cache" in answer.headers["Clear-Site-Data"]
    assert client.cookies["visit"].value == ""
    assert "You need a new code" in said(client.get(got.link))
    empty = client.get(reverse("disclosure:collect_closed")).content.decode()
    assert not [word for word in ("Candour", "records", "council", "code") if word in empty]


def test_headers_and_methods(got: Sent) -> None:
    client = inside(got)
    for address in (got.link, got.link + "ask/", reverse("disclosure:collect_closed")):
        answer = client.get(address)
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Referrer-Policy"] == "same-origin"  # the address is a secret
        assert answer.headers["X-Robots-Tag"] == "noindex"
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    for address in (got.link + "leave/", reverse("disclosure:collect_closed")):
        wrong = client.get if address.endswith("leave/") else client.post
        assert wrong(address).status_code == 405
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(got.link, {"code": got.code}).status_code == 403
    with acting(Actor(delivery=got.ways.delivery.token)):
        assert Delivery.objects.get().tries == 0
