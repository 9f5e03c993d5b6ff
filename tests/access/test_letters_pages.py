"""The pages of letters, as owner, colleague, reader, outsider, signed out and by wrong methods."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from django.core import mail as outbox
from django.test import Client, override_settings
from tests.access.desk import BARRING, Desk, entered, nothing_changes, told
from tests.access.letters import complete, decided, written

from candour.access.letters_kept import finish
from candour.access.models import Letter, Outcome, Request
from candour.accounts.models import User
from candour.accounts.roles import Role
from candour.ledger.acting import Actor, acting
from candour.ledger.clock import today

pytestmark = pytest.mark.usefixtures("database")
OFFICER = Role.ACCESS_OFFICER


@dataclass
class Place:
    desk: Desk = field(default_factory=Desk)
    request: Request = field(init=False)

    def __post_init__(self) -> None:
        outbox.outbox.clear()
        self.request = self.desk.request(wants="All of it, with O'Hara & <b>Co</b>")

    def client(self, role: Role) -> Client:
        return as_(self.desk.who(role))

    def at(self, *parts: str) -> str:
        return "/".join(["/requests", self.request.key, "letters", *parts, ""])

    def latest(self) -> Letter:
        with acting(Actor(user=self.desk.who(OFFICER).pk)):
            return Letter.objects.filter(request=self.request).order_by("-pk")[0]

    def count(self) -> int:
        with acting(Actor(user=self.desk.who(OFFICER).pk)):
            return Letter.objects.count()


def as_(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def here(database: None) -> Place:
    return Place()


def done(here: Place, name: str = "acknowledgement") -> Letter:
    return here.desk.does(OFFICER, finish, letter=written(here.desk, here.request, name))


def every(here: Place, key: str) -> list[tuple[str, str]]:
    return [
        ("get", here.at()), ("get", here.at("new", "acknowledgement")), ("post", here.at("new", "acknowledgement")),
        ("get", here.at(key)), ("get", here.at(key, "versions", "1")), ("get", here.at(key, "change")),
        ("post", here.at(key, "change")), ("post", here.at(key, "finish")), ("get", here.at(key, "file", "pdf")),
        ("post", here.at(key, "mail")), ("post", here.at(key, "posted")),
    ]  # fmt: skip


def test_a_letter_is_written_changed_finished_downloaded_and_sent(here: Place) -> None:
    client = here.client(OFFICER)
    page = client.get(here.at("new", "acknowledgement"))
    assert (page.status_code, "We have to answer by" in page.content.decode()) == (200, True)
    answer = client.post(here.at("new", "acknowledgement"), follow=True)
    made = here.latest()
    assert answer.redirect_chain == [(here.at(made.key, "change"), 302)]
    assert "O&#x27;Hara &amp; &lt;b&gt;Co&lt;/b&gt;" in answer.content.decode()
    changed = {"subject": "We have it", "body": "Dear Ada,\r\n\r\n# Next\r\n- one\r\n- two", "version": 1}
    answer = client.post(here.at(made.key, "change"), changed, follow=True)
    assert answer.redirect_chain == [(here.at(made.key), 302)]
    assert "<li>one</li><li>two</li>" in answer.content.decode()
    answer = client.post(here.at(made.key, "finish"), {"version": 2}, follow=True)
    assert "The letter is finished" in answer.content.decode()
    for form, begins in (("pdf", b"%PDF"), ("docx", b"PK")):
        file = client.get(here.at(made.key, "file", form))
        assert (file.status_code, file.content[: len(begins)]) == (200, begins)
        assert file["Content-Disposition"] == f'attachment; filename="{here.request.reference}-acknowledgement.{form}"'
    answer = client.post(here.at(made.key, "mail"), follow=True)
    assert "Send by e-mail" in answer.content.decode()
    assert len(outbox.outbox) == 1
    day = {"on_day": today().day, "on_month": today().month, "on_year": today().year}
    assert client.post(here.at(made.key, "posted"), {**day, "how": ""}).status_code == 422
    answer = client.post(here.at(made.key, "posted"), {**day, "how": "First class, RM 12"}, follow=True)
    assert "First class, RM 12. Noted by" in answer.content.decode()
    became = ["letter_finished", "letter_downloaded", "letter_mailed", "letter_posted"]
    assert entered(here.request) == [
        "request_received", "letter_written", "letter_written", *became[:2], *became[1:],
    ]  # fmt: skip
    assert told(here.request) == ["request_received", *became]
    assert "Sent" in client.get(here.at()).content.decode().partition("Write a letter")[0]
    story = client.get(f"/requests/{here.request.key}/").content.decode().partition("What was done")[2]
    assert story.count(here.at(made.key)) == len(became)
    assert story.count("Acknowledgement: we have the request</a>") == len(became)


def test_the_list_offers_what_fits_and_says_why_the_rest_does_not(here: Place) -> None:
    assert "No letter has been written" in here.client(OFFICER).get(here.at()).content.decode()
    written(here.desk, here.request, "acknowledgement")
    page = here.client(OFFICER).get(here.at()).content.decode()
    can, _, cannot = page.partition("Letters that you cannot write now")
    for name in ("identity", "clarification", "extension"):
        assert here.at("new", name) in can
    assert "Nothing was decided yet." in cannot
    assert "Answer to the police" not in page
    assert "Draft" in can


def test_a_letter_about_a_complaint_asks_which(here: Place) -> None:
    here.request = decided(here.desk, complete(here.desk), Outcome.REFUSE)
    client = here.client(OFFICER)
    assert "Which complaint or review?" in client.get(here.at("new", "complaint_acknowledgement")).content.decode()
    answer = client.post(here.at("new", "complaint_acknowledgement"))
    assert (answer.status_code, "There is a problem" in answer.content.decode()) == (422, True)
    with acting(Actor(user=here.desk.who(OFFICER).pk)):
        row = here.request.complaints.get()
    answer = client.post(here.at("new", "complaint_acknowledgement"), {"complaint": row.pk}, follow=True)
    assert "We deal with it as a data protection complaint" in answer.content.decode()


def test_a_row_of_another_request_cannot_be_chosen(here: Place) -> None:
    here.request, other = complete(here.desk), complete(here.desk, name="Jo Hill")
    with acting(Actor(user=here.desk.who(OFFICER).pk)):
        theirs = other.consultations.get()
    with nothing_changes():
        answer = here.client(OFFICER).post(here.at("new", "consultation"), {"consultation": theirs.pk})
    assert answer.status_code == 422


def test_what_stands_against_finishing_is_shown(here: Place) -> None:
    client, made = here.client(OFFICER), written(here.desk, here.request, "extension")
    page = client.get(here.at(made.key)).content.decode()
    assert "Something is not filled in: why more time is needed." in page
    assert "Finish the letter" not in page
    with nothing_changes():
        answer = client.post(here.at(made.key, "finish"), {"version": 1})
    assert (answer.status_code, "cannot be finished yet" in answer.content.decode()) == (409, True)


@pytest.mark.parametrize("version", ["1", "", "x", "99"])
def test_only_the_version_that_was_seen_is_finished(here: Place, version: str) -> None:
    client, made = here.client(OFFICER), written(here.desk, here.request, "acknowledgement")
    text = {"subject": "We have it", "body": "Dear Ada, this is the second.", "version": 1}
    client.post(here.at(made.key, "change"), text)
    with nothing_changes():
        assert client.post(here.at(made.key, "finish"), {"version": version}).status_code == 409
        assert client.post(here.at(made.key, "change"), text).status_code == 409
        assert client.post(here.at(made.key, "change"), {**text, "body": ""}).status_code == 422


def test_the_server_that_does_not_answer_is_told(here: Place) -> None:
    made, client = done(here), here.client(OFFICER)
    backend = "django.core.mail.backends.smtp.EmailBackend"
    with override_settings(EMAIL_BACKEND=backend, EMAIL_HOST="127.0.0.1", EMAIL_PORT=9, EMAIL_TIMEOUT=2):
        page = client.post(here.at(made.key, "mail"), follow=True).content.decode()
    assert "The mail server did not take it" in page
    assert "Send by e-mail" in page


def test_earlier_versions_can_be_read(here: Place) -> None:
    made, client = done(here), here.client(Role.READER)
    assert "version 1" in client.get(here.at(made.key, "versions", "1")).content.decode()
    assert client.get(here.at(made.key, "versions", "9")).status_code == 404


def test_the_owner_of_the_case_sees_and_writes(here: Place) -> None:
    made, client = done(here), as_(here.desk.manager)
    assert client.get(here.at()).status_code == 200
    assert client.get(here.at(made.key)).status_code == 200
    assert client.post(here.at("new", "acknowledgement")).status_code == 302


def test_a_reader_reads_and_does_nothing_else(here: Place) -> None:
    made, reader = written(here.desk, here.request, "acknowledgement"), here.client(Role.READER)
    assert "Your role does not let you change this letter." in reader.get(here.at(made.key)).content.decode()
    assert "There is no letter that you can write now." in reader.get(here.at()).content.decode()
    with nothing_changes():
        for method, address in every(here, made.key):
            expected = (
                403
                if any(word in address for word in ("/new/", "/change/", "/finish/", "/file/", "/mail/", "/posted/"))
                else 200
            )
            assert getattr(reader, method)(address).status_code == expected, address
    assert entered(here.request).count("step_refused") == 8


def test_business_support_downloads_an_answer_and_cannot_write_it(here: Place) -> None:
    here.request = decided(here.desk, complete(here.desk), Outcome.REFUSE)
    made, support = done(here, "refusal"), here.client(Role.BUSINESS_SUPPORT)
    assert support.get(here.at(made.key, "file", "docx")).status_code == 200
    with nothing_changes():
        assert support.get(here.at("new", "refusal")).status_code == 403
        assert support.post(here.at("new", "refusal")).status_code == 403
        assert support.get(here.at(made.key, "change")).status_code == 403


def test_the_answer_to_the_barring_service_is_written_by_who_sends_it(here: Place) -> None:
    here.request = decided(here.desk, complete(here.desk, **BARRING), Outcome.GIVE)
    for role in (Role.PRACTITIONER, Role.MANAGER, Role.INFORMATION_GOVERNANCE, Role.BUSINESS_SUPPORT):
        assert here.client(role).post(here.at("new", "dbs_cover")).status_code == 403
    assert here.count() == 0
    assert here.client(Role.SAFER_RECRUITMENT).post(here.at("new", "dbs_cover")).status_code == 302


def test_outsiders_cannot_tell_that_there_is_a_letter(here: Place) -> None:
    made, outside = done(here), as_(Desk().who(OFFICER))
    with nothing_changes():
        for method, address in every(here, made.key):
            assert getattr(outside, method)(address).status_code == 404
    inside, other = here.client(OFFICER), here.desk.request(name="Jo Hill")
    assert inside.get(here.at("no-such-key")).status_code == 404
    assert inside.get(f"/requests/{other.key}/letters/{made.key}/").status_code == 404
    assert inside.get(here.at("new", "no-such-letter")).status_code == 404
    assert inside.get(here.at(made.key, "file", "exe")).status_code == 404


def test_signed_out_and_wrong_methods(here: Place) -> None:
    made = done(here)
    for method, address in every(here, made.key):
        assert getattr(Client(), method)(address).status_code == 302
    client = here.client(OFFICER)
    with nothing_changes():
        for address in (here.at(made.key, word) for word in ("finish", "mail", "posted")):
            assert client.get(address).status_code == 405
        for address in (here.at(), here.at(made.key), here.at(made.key, "file", "pdf")):
            assert client.post(address).status_code == 405
        assert client.head(here.at(made.key, "file", "pdf")).status_code == 405
