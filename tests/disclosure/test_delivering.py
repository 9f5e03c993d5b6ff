"""A bundle is handed over by a link and a code, collected by nobody else, recalled at once, and untouched."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.db import connection
from tests.disclosure.disclosing import Office, again, checked, handed_over, produced

from candour.disclosure.accounting import check_untouched
from candour.disclosure.codes import digest
from candour.disclosure.collecting import Way, collect, enter_code, leave, own, visiting, way_of
from candour.disclosure.delivering import another_code, deliver, erase_contact, happened, keep_contact, recall
from candour.disclosure.models import TABLES_WITH_CASE, Channel, Contact, Delivery, Disclosure, Production, State
from candour.disclosure.opening import close, reopen
from candour.disclosure.producing import folder_of
from candour.engine.errors import BadInput, Refused, Unavailable
from candour.ledger.acting import Actor, acting
from candour.ledger.clock import now, standing_at, today
from candour.ledger.models import Entry

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def made(here: Office, one: Disclosure) -> Disclosure:
    checked(here, one)
    return produced(here, one)


def test_the_link_looks_the_code_opens_once_and_only_send_is_there(here: Office, made: Disclosure) -> None:
    ways = handed_over(here, made)
    assert again(here, made).state == State.DELIVERED
    for _ in range(3):  # looking uses nothing up
        with acting(Actor(delivery=digest(ways.token))):
            assert way_of(own(ways.token)) is Way.CODE
    with acting(Actor(delivery=digest(ways.token))):
        tried = enter_code(own(ways.token), f"{ways.code[:4]} {ways.code[4:]}")
        assert tried.visit
        assert enter_code(own(ways.token), ways.code).way is Way.USED
        mine = own(ways.token)
        assert visiting(mine, tried.visit)
        assert not visiting(mine, "another")
        path = collect(mine, tried.visit, "letter.pdf")
        assert path.read_bytes()[:5] == b"%PDF-"
        for name in ("certificate.json", "../certificate.json", "../../1/redactions.csv", "/etc/passwd", "", "."):
            with pytest.raises(Refused):
                collect(mine, tried.visit, name)
        with pytest.raises(Refused):
            collect(mine, "", "letter.pdf")
        leave(mine)
        assert not visiting(own(ways.token), tried.visit)
    with acting(Actor(user=here.sender.pk)):
        assert [entry.verb for entry in happened(ways.delivery)] == ["collected", "code_right", "link_made"]


def test_whoever_holds_a_link_sees_their_own_delivery_and_no_other_row(here: Office, made: Disclosure) -> None:
    ways = handed_over(here, made)
    with acting(Actor(delivery=digest(ways.token))), connection.cursor() as cursor:
        for table in TABLES_WITH_CASE:
            cursor.execute(f"select count(*) from {table}")
            assert cursor.fetchone() == (int(table == "disclosure_delivery"),), table
        for table in ("cases_case", "cases_person", "cases_page", "ledger_entry"):
            cursor.execute(f"select count(*) from {table}")
            assert cursor.fetchone() == (0,), table
    with acting(Actor(delivery=digest("another token"))):
        assert own(ways.token) is None
        assert not Delivery.objects.exists()


def test_five_wrong_codes_and_it_takes_a_new_one(here: Office, made: Disclosure) -> None:
    ways = handed_over(here, made)
    wrong = "00000000" if ways.code != "00000000" else "11111111"
    for left in (4, 3, 2, 1, 0):
        with acting(Actor(delivery=digest(ways.token))):
            tried = enter_code(own(ways.token), wrong)
            assert (tried.visit, tried.left) == ("", left)
    with acting(Actor(delivery=digest(ways.token))):
        assert enter_code(own(ways.token), ways.code).way is Way.TOO_MANY
    with acting(Actor(user=here.sender.pk)):
        phone = Contact.objects.get(disclosure=made, channel=Channel.PHONE)
        fresh = another_code(by=here.sender, delivery=ways.delivery, code_to=phone)
        assert fresh.token is None
    with acting(Actor(delivery=digest(ways.token))):
        assert enter_code(own(ways.token), fresh.code).visit


def test_links_and_codes_end(here: Office, made: Disclosure) -> None:
    ways = handed_over(here, made)
    with standing_at(now() + timedelta(days=10)), acting(Actor(delivery=digest(ways.token))):
        assert way_of(own(ways.token)) is Way.OVER
    with acting(Actor(delivery=digest(ways.token))):
        visit = enter_code(own(ways.token), ways.code).visit
        with standing_at(now() + timedelta(hours=2)):
            assert not visiting(own(ways.token), visit)


def test_a_recall_works_at_once(here: Office, made: Disclosure) -> None:
    ways = handed_over(here, made)
    with acting(Actor(delivery=digest(ways.token))):
        visit = enter_code(own(ways.token), ways.code).visit
    with acting(Actor(user=here.reviewer.pk)), pytest.raises(Refused, match="still collect"):
        reopen(by=here.reviewer, disclosure=made, reason="A page was missed there")
    with acting(Actor(user=here.sender.pk)):
        recall(by=here.sender, disclosure=made, reason="It went to the wrong person")
    with acting(Actor(delivery=digest(ways.token))):
        assert way_of(own(ways.token)) is Way.RECALLED
        with pytest.raises(Refused):
            collect(own(ways.token), visit, "letter.pdf")
    with acting(Actor(user=here.reviewer.pk)):
        reopen(by=here.reviewer, disclosure=made, reason="A page was missed there")
    assert again(here, made).state == State.DECIDING
    with acting(Actor(user=here.sender.pk)):
        close(by=here.sender, disclosure=made, reason="The request was withdrawn")
    assert again(here, made).state == State.CLOSED


def test_link_and_code_go_by_two_channels_and_addresses_can_be_erased(here: Office, made: Disclosure) -> None:
    with acting(Actor(user=here.sender.pk)):
        mail = keep_contact(by=here.sender, disclosure=made, channel=Channel.EMAIL, value="orla@example.org")
        other = keep_contact(by=here.sender, disclosure=made, channel=Channel.EMAIL, value="two@example.org")
        for two in (mail, other):
            with pytest.raises(BadInput, match="different channels"):
                deliver(by=here.sender, disclosure=made, link_to=mail, code_to=two, last_day=today())
        phone = keep_contact(by=here.sender, disclosure=made, channel=Channel.PHONE, value="07700 900001")
        erase_contact(by=here.sender, contact=phone)
        assert Contact.objects.get(pk=phone.pk).value == ""
        with pytest.raises(Refused, match="erased"):
            deliver(by=here.sender, disclosure=made, link_to=mail, code_to=phone, last_day=today())
    with acting(Actor(user=here.manager.pk)):
        assert not Entry.objects.filter(chain=here.case.pk, line__contains="example.org").exists()


def test_neither_token_nor_code_is_kept(here: Office, made: Disclosure) -> None:
    ways = handed_over(here, made)
    with acting(Actor(user=here.sender.pk)):
        row = Delivery.objects.filter(pk=ways.delivery.pk).values().get()
    kept = " ".join(map(str, row.values()))
    assert ways.token not in kept
    assert ways.code not in kept


def test_a_bundle_that_was_touched_or_never_reviewed_is_not_delivered(here: Office, made: Disclosure) -> None:
    ways = handed_over(here, made)
    with acting(Actor(user=here.sender.pk)):
        production = Production.objects.get(disclosure=made)
        folder = folder_of(here.case, made, production.number)
    letter = folder / "send" / "letter.pdf"
    letter.write_bytes(letter.read_bytes() + b"%")
    with pytest.raises(Refused, match="no longer as it was made"):
        check_untouched(production, folder)
    with acting(Actor(delivery=digest(ways.token))):
        visit = enter_code(own(ways.token), ways.code).visit
        with pytest.raises(Unavailable):
            collect(own(ways.token), visit, "letter.pdf")
    certificate = folder / "certificate.json"
    told = json.loads(certificate.read_text()) | {"accepted": True}
    certificate.write_text(json.dumps(told))
    with pytest.raises(Refused, match="not released"):
        check_untouched(production, folder)
