"""The e-mail with a link or a code leaves when what it leads to is there for good; where it cannot, the page says so."""

from __future__ import annotations

import contextlib
import logging
import re
import socket
from collections.abc import Iterator

import psycopg
import pytest
from django.core import mail
from django.db import connection
from django.test import Client, override_settings
from tests.disclosure.disclosing import Office, again, contacts, office
from tests.disclosure.pages import as_, at, entries, ready, said, sent
from tests.web import HOME
from tests.web.database import fresh

from candour.disclosure.delivering import erase_contact, keep_contact
from candour.disclosure.models import Channel, Contact, Delivery, Disclosure, State
from candour.ledger.acting import Actor, acting
from candour.ledger.clock import today
from candour.site.embedded import OWNER, Embedded

_REFUSE_AT_COMMIT = """
create function refuse_at_commit() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$;
create constraint trigger refuse after insert on disclosure_delivery deferrable initially deferred
    for each row execute function refuse_at_commit();
"""


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with fresh():
        yield office(tmp_path_factory.mktemp("case"))


@pytest.fixture(scope="module")
def one(here: Office) -> Disclosure:
    return ready(here)


@pytest.fixture(autouse=True)
def _empty() -> None:
    mail.outbox.clear()


def given(link_to: Contact, code_to: Contact) -> dict[str, int]:
    day = today()
    return {
        "link_to": link_to.pk, "code_to": code_to.pk,
        "last_day_day": day.day, "last_day_month": day.month, "last_day_year": day.year,
    }  # fmt: skip


def last(here: Office, one: Disclosure) -> Delivery:
    with acting(Actor(user=here.sender.pk)):
        return Delivery.objects.filter(disclosure=one).order_by("-pk")[0]


@contextlib.contextmanager
def no_mail_server() -> Iterator[None]:
    """A port of this machine at which nobody answers."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    backend = "django.core.mail.backends.smtp.EmailBackend"
    with override_settings(EMAIL_BACKEND=backend, EMAIL_HOST="127.0.0.1", EMAIL_PORT=port):
        yield


def test_nothing_is_mailed_when_what_it_leads_to_is_not_kept_after_all(here: Office, one: Disclosure) -> None:
    values = given(*contacts(here, one))
    owner = Embedded(HOME).connection(OWNER, database=connection.settings_dict["NAME"])
    with psycopg.connect(**owner, autocommit=True) as admin:
        admin.execute(_REFUSE_AT_COMMIT)
    try:
        client = Client(raise_request_exception=False)
        client.force_login(here.sender)
        answer = client.post(at("make_delivery", one), values)
    finally:
        with psycopg.connect(**owner, autocommit=True) as admin:
            admin.execute("drop function refuse_at_commit cascade")
    assert answer.status_code >= 500
    assert mail.outbox == []
    assert (again(here, one).state, entries(here, "link_made")) == (State.READY, [])


def test_what_left_is_noted_and_shown(here: Office, one: Disclosure) -> None:
    answer = as_(here.sender).post(at("make_delivery", one), given(*contacts(here, one)))
    assert (answer.status_code, "Sent by e-mail" in said(answer)) == (200, True)
    assert last(here, one).mail == "sent"
    (entry,) = entries(here, "mailed")
    assert (entry.actor, entry.object) == (here.sender.pk, f"delivery:{last(here, one).pk}")
    assert "E-mail Sent" in said(as_(here.reader).get(at("deliver", one)))


def test_where_nothing_goes_by_mail_none_is_spoken_of(here: Office, one: Disclosure) -> None:
    with acting(Actor(user=here.sender.pk)):
        post = keep_contact(by=here.sender, disclosure=one, channel=Channel.POST, value="1 Moor Road")
    _, phone = contacts(here, one)
    answer = as_(here.sender).post(at("make_delivery", one), given(post, phone))
    assert (answer.status_code, mail.outbox, last(here, one).mail) == (200, [], "")
    assert "E-mail Sent" not in said(as_(here.sender).get(at("deliver", one)))


def test_a_mail_that_cannot_be_sent_shows_no_secret_and_one_button_makes_new_ones(
    here: Office, one: Disclosure, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    client, (link_to, code_to) = as_(here.sender), contacts(here, one)
    with no_mail_server():
        answer = client.post(at("make_delivery", one), given(link_to, code_to))
    shown = answer.content.decode()
    assert (answer.status_code, "could not be sent" in shown) == (503, True)
    assert "/collect/" not in shown
    assert not re.search(r"data-(link|code)|\b\d{4} \d{4}\b", shown)
    assert "/collect/" not in caplog.text
    assert link_to.value not in caplog.text
    first = last(here, one)
    assert (first.mail, len(entries(here, "not_mailed"))) == ("failed", 1)
    page = client.get(at("deliver", one))
    assert "E-mail Not sent" in said(page)
    assert "does not have the link" in said(page)
    hidden = dict(
        re.findall(r'<input type="hidden" name="((?:link|code|last)\w+)" value="(\d+)">', page.content.decode())
    )
    assert hidden == dict(re.findall(r'<input type="hidden" name="((?:link|code|last)\w+)" value="(\d+)">', shown))
    answer = client.post(at("make_delivery", one), hidden)
    (message,) = mail.outbox
    assert (answer.status_code, "/collect/" in message.body, last(here, one).mail) == (200, True, "sent")
    assert "Make a new link and a new code" not in client.get(at("deliver", one)).content.decode()
    with acting(Actor(user=here.sender.pk)):
        assert Delivery.objects.get(pk=first.pk).recalled_at is not None


def test_a_new_code_that_cannot_be_sent_leaves_the_link_as_it_was(here: Office, one: Disclosure) -> None:
    mailed, phone = contacts(here, one)
    client = as_(here.sender)
    client.post(at("make_delivery", one), given(phone, mailed))
    kept = last(here, one)
    with no_mail_server():
        answer = client.post(at("new_code", one, kept.key), {"code_to": mailed.pk})
    assert (answer.status_code, "The link stays as it was" in said(answer)) == (503, True)
    assert f'action="{at("new_code", one, kept.key)}"' in answer.content.decode()
    assert (last(here, one).pk, last(here, one).mail) == (kept.pk, "failed")
    assert "does not have the code" in said(client.get(at("deliver", one)))
    other = Channel.TEXT
    with acting(Actor(user=here.sender.pk)):
        text = keep_contact(by=here.sender, disclosure=one, channel=other, value="07700 900009")
    assert client.post(at("new_code", one, kept.key), {"code_to": text.pk}).status_code == 200
    assert last(here, one).mail == ""  # the code that could not be mailed no longer matters


def test_an_interrupted_mail_is_not_known_to_have_left(here: Office, one: Disclosure) -> None:
    got = sent(here, one)  # the services alone: nobody got so far as to mail it
    page = as_(here.sender).get(at("deliver", one))
    assert "E-mail Not known" in said(page)
    assert "Make a new link and a new code</button>" in page.content.decode()
    assert "Make a new link and a new code</button>" not in as_(here.reader).get(at("deliver", one)).content.decode()
    with acting(Actor(user=here.sender.pk)):
        erase_contact(by=here.sender, contact=got.ways.delivery.link_to)
    assert "A contact was erased since" in said(as_(here.sender).get(at("deliver", one)))
