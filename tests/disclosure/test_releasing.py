"""From the last decision to the recipient: checked by another, produced and verified, handed over, collected, recalled."""

from __future__ import annotations

import json
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from tests.disclosure.disclosing import Office, again, checked, decide_everything, office, opened, produced, seen
from tests.small_case import PROTECTED
from tests.web.work import work_off

from candour.disclosure.accounting import check_untouched
from candour.disclosure.approving import approve, hold, lift, send_back_for_law
from candour.disclosure.checking import drawn, mark, pass_round, send_back, send_to_check, start_round
from candour.disclosure.choices import Choice
from candour.disclosure.codes import digest
from candour.disclosure.collecting import Way, collect, enter_code, leave, own, visiting, way_of
from candour.disclosure.deciding import decide_pages
from candour.disclosure.delivering import another_code, deliver, erase_contact, happened, keep_contact, recall
from candour.disclosure.drawing import draw
from candour.disclosure.letter import change_letter, letter_of
from candour.disclosure.models import TABLES_WITH_CASE, Channel, Contact, Delivery, Disclosure, Production, State
from candour.disclosure.opening import close, join_matter, reopen
from candour.disclosure.producing import ask, fail, folder_of
from candour.engine.errors import BadInput, Refused, Unavailable, Unsafe
from candour.engine.model import Action, Box
from candour.ledger.acting import Actor, acting
from candour.ledger.clock import now, standing_at, today
from candour.ledger.models import Entry

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def here(tmp_path: Path) -> Office:
    return office(tmp_path)


@pytest.fixture
def one(here: Office) -> Disclosure:
    return opened(here)


def text_of(folder: Path) -> str:
    made = [
        subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True).stdout
        for path in sorted(folder.rglob("*.pdf"))
    ]
    others = [path.read_text() for path in folder.rglob("*") if path.is_file() and path.suffix != ".pdf"]
    return " ".join(" ".join([*made, *others]).split())


# ---------------------------------------------------------------- checking


def test_nothing_goes_to_be_checked_while_anything_is_undecided(here: Office, one: Disclosure) -> None:
    with acting(Actor(user=here.reviewer.pk)), pytest.raises(Refused, match="record R1 page 1"):
        send_to_check(by=here.reviewer, disclosure=one)


def test_nobody_checks_what_they_decided_and_nothing_is_decided_meanwhile(here: Office, one: Disclosure) -> None:
    decide_everything(here, one)
    with acting(Actor(user=here.reviewer.pk)):
        send_to_check(by=here.reviewer, disclosure=one)
        with pytest.raises(Refused, match="You decided"):
            start_round(by=here.reviewer, disclosure=one)
        with pytest.raises(Refused, match="Being checked"):
            decide_pages(by=here.reviewer, disclosure=one, pages=seen(one), choice=Choice(Action.REDACT))
    with acting(Actor(user=here.reader.pk)), pytest.raises(Refused, match="role"):
        start_round(by=here.reader, disclosure=one)


def test_a_check_passes_when_every_page_of_it_agrees(here: Office, one: Disclosure) -> None:
    decide_everything(here, one)
    with acting(Actor(user=here.reviewer.pk)):
        send_to_check(by=here.reviewer, disclosure=one)
    with acting(Actor(user=here.checker.pk)):
        made = start_round(by=here.checker, disclosure=one)
        with pytest.raises(Refused, match="not marked"):
            pass_round(by=here.checker, round=made)
        pages = [(page.record, page.page) for page in made.pages.all()]
        mark(by=here.checker, round=made, pages=pages[1:], agrees=True)
        with pytest.raises(BadInput):
            mark(by=here.checker, round=made, pages=pages[:1], agrees=False)
        mark(by=here.checker, round=made, pages=pages[:1], agrees=False, note="The aunt is named here")
        with pytest.raises(Refused, match="otherwise"):
            pass_round(by=here.checker, round=made)
        with pytest.raises(Refused, match="checking this already"):
            start_round(by=here.checker, disclosure=one)
        send_back(by=here.checker, round=made, reason="One page names the aunt")
    assert again(here, one).state == State.DECIDING
    with acting(Actor(user=here.other.pk)), pytest.raises(Refused):
        pass_round(by=here.other, round=made)


def test_a_sample_is_drawn_alike_by_whoever_draws_it(here: Office, one: Disclosure) -> None:
    frame = [(f"R{number}", page) for number in range(20) for page in range(1, 6)]
    assert drawn(frame, seed="a", size=10) == drawn(list(reversed(frame)), seed="a", size=10)
    assert drawn(frame, seed="a", size=10) != drawn(frame, seed="b", size=10)
    decide_everything(here, one)
    with acting(Actor(user=here.reviewer.pk)):
        send_to_check(by=here.reviewer, disclosure=one)
    with acting(Actor(user=here.checker.pk)):
        with pytest.raises(BadInput):
            start_round(by=here.checker, disclosure=one, size=999)
        made = start_round(by=here.checker, disclosure=one, size=2)
        pages = {(page.record, page.page) for page in made.pages.all()}
        whole = [(page.record, page.page) for page in seen(one)]
        assert pages == set(drawn(whole, seed=made.seed, size=2))


# ---------------------------------------------------------------- legal


def test_a_matter_needs_a_lawyer_who_decided_nothing_in_it(here: Office, one: Disclosure) -> None:
    with acting(Actor(user=here.reviewer.pk)):
        join_matter(by=here.reviewer, disclosure=one)
    checked(here, one)
    assert again(here, one).state == State.WITH_LEGAL
    with acting(Actor(user=here.sender.pk)), pytest.raises(Refused, match="With Legal"):
        ask(by=here.sender, disclosure=one)
    with acting(Actor(user=here.checker.pk)), pytest.raises(Refused, match="role"):
        approve(by=here.checker, disclosure=one)
    with acting(Actor(user=here.lawyer.pk)):
        approve(by=here.lawyer, disclosure=one)
    assert again(here, one).state == State.CHECKED


def test_a_lawyer_sends_back_with_a_reason(here: Office, one: Disclosure) -> None:
    with acting(Actor(user=here.reviewer.pk)):
        join_matter(by=here.reviewer, disclosure=one)
    checked(here, one)
    with acting(Actor(user=here.lawyer.pk)):
        with pytest.raises(BadInput):
            send_back_for_law(by=here.lawyer, disclosure=one, reason="no")
        send_back_for_law(by=here.lawyer, disclosure=one, reason="Page 1 is over-redacted")
    assert again(here, one).state == State.DECIDING


def test_a_hold_stops_production_delivery_and_collection(here: Office, one: Disclosure) -> None:
    checked(here, one)
    with acting(Actor(user=here.lawyer.pk)):
        first = hold(by=here.lawyer, disclosure=one, reason="A claim was announced")
    with acting(Actor(user=here.sender.pk)), pytest.raises(Refused, match="legal hold"):
        ask(by=here.sender, disclosure=one)
    with acting(Actor(user=here.reviewer.pk)), pytest.raises(Refused, match="role"):
        lift(by=here.reviewer, hold=first, reason="It would be convenient")
    with acting(Actor(user=here.lawyer.pk)):
        lift(by=here.lawyer, hold=first, reason="The claim was withdrawn")
    made = produced(here, one)
    ways, delivery = handed_over(here, made)
    with acting(Actor(user=here.lawyer.pk)):
        second = hold(by=here.lawyer, disclosure=one, reason="Another claim was announced")
    with acting(Actor(delivery=delivery.token)):
        assert enter_code(own(ways.token), ways.code).way is Way.HELD
    with acting(Actor(user=here.lawyer.pk)):
        lift(by=here.lawyer, hold=second, reason="That one is settled")
    with acting(Actor(delivery=delivery.token)):
        assert enter_code(own(ways.token), ways.code).visit


# ---------------------------------------------------------------- production


def handed_over(here: Office, disclosure: Disclosure):
    with acting(Actor(user=here.sender.pk)):
        mail = keep_contact(by=here.sender, disclosure=disclosure, channel=Channel.EMAIL, value="orla@example.org")
        phone = keep_contact(by=here.sender, disclosure=disclosure, channel=Channel.PHONE, value="07700 900001")
        ways = deliver(
            by=here.sender, disclosure=disclosure, link_to=mail, code_to=phone, last_day=today() + timedelta(days=9)
        )
    return ways, ways.delivery


def test_what_was_decided_is_what_leaves(here: Office, one: Disclosure) -> None:
    with acting(Actor(user=here.reviewer.pk)):
        draw(
            by=here.reviewer, disclosure=one, record="R1", page=1, box=Box(56, 107, 121, 119), snap=False,
            choice=Choice(Action.REDACT, "third_party", "Somebody else"),
        )  # fmt: skip
    checked(here, one)
    made = produced(here, one)
    with acting(Actor(user=here.reader.pk)):
        row = Production.objects.get(disclosure=one)
        assert (made.state, row.outcome) == (State.READY, "made"), (row.what, row.positions)
        folder = folder_of(here.case, one, row.number)
        text = text_of(folder)
        assert not [word for word in PROTECTED if word.casefold() in text.casefold()]
        assert "Owen Parry" in text
        assert "Not reviewed" not in text
        certificate = json.loads((folder / "certificate.json").read_text())
        assert (certificate["verified"], certificate["accepted"]) == (True, False)
        assert "Ada First" in certificate["decided_by"]
        assert "Cy Third" in certificate["approved_by"]
        assert sum(row.numbers["by_decision"].values()) == row.numbers["pages"]
        assert row.numbers["redactions"] >= 5
        story = json.dumps(row.story)
        assert [each["title"] for each in row.story["chronology"]]
        assert {"name": "Owen Parry", "role": "a social worker"} in row.story["people"]
        assert not [word for word in PROTECTED if word.casefold() in story.casefold()]


def test_what_is_refused_becomes_a_state_with_its_reason_and_no_bundle(here: Office, one: Disclosure) -> None:
    checked(here, one)
    with acting(Actor(user=here.sender.pk)):
        ask(by=here.sender, disclosure=one)
        Disclosure.objects.filter(pk=one.pk).update(prepared_as="0" * 64)
    work_off()
    with acting(Actor(user=here.reader.pk)):
        row = Production.objects.get(disclosure=one)
        assert again_state(one) == State.FAILED
        assert row.outcome == "refused"
        assert "changed since" in row.what
        assert row.do
        assert not folder_of(here.case, one, row.number).exists()


def test_what_is_unsafe_says_where_and_is_asked_for_anew(here: Office, one: Disclosure) -> None:
    checked(here, one)
    with acting(Actor(user=here.sender.pk)):
        row = ask(by=here.sender, disclosure=one)
        folder = folder_of(here.case, one, row.number)
        folder.mkdir(parents=True)
        found = {"findings": [{"kind": "secret", "page": 3, "where": "send/bundle.pdf"}]}
        (folder / "certificate.json").write_text(json.dumps({"verified": False, "verification": found}))
        fail(row.pk, Unsafe("Verification found 1 thing(s).", means="There is no bundle.", do="Decide the page anew."))
        row.refresh_from_db()
        assert (row.outcome, row.positions) == ("unsafe", found["findings"])
        assert again_state(one) == State.FAILED
        assert ask(by=here.sender, disclosure=one).number == 2


def again_state(one: Disclosure) -> str:
    return Disclosure.objects.values_list("state", flat=True).get(pk=one.pk)


def test_nothing_is_produced_unchecked_or_by_who_may_not(here: Office, one: Disclosure) -> None:
    with acting(Actor(user=here.sender.pk)), pytest.raises(Refused, match="Being decided"):
        ask(by=here.sender, disclosure=one)
    checked(here, one)
    for user in (here.reader, here.lawyer):
        with acting(Actor(user=user.pk)), pytest.raises(Refused, match="role"):
            ask(by=user, disclosure=one)


def test_the_letter_is_changed_but_never_says_what_is_protected(here: Office, one: Disclosure) -> None:
    checked(here, one)
    with acting(Actor(user=here.sender.pk)):
        with pytest.raises(Refused, match="must not leave"):
            change_letter(
                by=here.sender, disclosure=one, greeting="Dear Orla", contact="", paragraph="Faith Okafor sends love."
            )
        with pytest.raises(BadInput):
            change_letter(by=here.sender, disclosure=one, greeting="x" * 900, contact="", paragraph="")
        change_letter(
            by=here.sender, disclosure=one, greeting="Dear Orla", contact="Ask for Mr Green on 01234 567890.",
            paragraph="We are sorry that this took so long.",
        )  # fmt: skip
        assert letter_of(again_row(one)) is None
    made = produced(here, one)
    with acting(Actor(user=here.sender.pk)):
        letter = letter_of(made)
        said = subprocess.run(["pdftotext", str(letter), "-"], capture_output=True, text=True, check=True).stdout
    said = " ".join(said.split())
    assert "Dear Orla" in said
    assert "We are sorry that this took so long." in said
    assert "Mr Green" in said


def again_row(one: Disclosure) -> Disclosure:
    return Disclosure.objects.select_related("case").get(pk=one.pk)


# ---------------------------------------------------------------- delivery


@pytest.fixture
def made(here: Office, one: Disclosure) -> Disclosure:
    checked(here, one)
    return produced(here, one)


def test_the_link_looks_the_code_opens_once_and_only_send_is_there(here: Office, made: Disclosure) -> None:
    ways, delivery = handed_over(here, made)
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
        assert [entry.verb for entry in happened(delivery)] == ["collected", "code_right", "link_made"]


def test_whoever_holds_a_link_sees_their_own_delivery_and_no_other_row(here: Office, made: Disclosure) -> None:
    ways, _ = handed_over(here, made)
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
    ways, delivery = handed_over(here, made)
    wrong = "00000000" if ways.code != "00000000" else "11111111"
    for left in (4, 3, 2, 1, 0):
        with acting(Actor(delivery=digest(ways.token))):
            tried = enter_code(own(ways.token), wrong)
            assert (tried.visit, tried.left) == ("", left)
    with acting(Actor(delivery=digest(ways.token))):
        assert enter_code(own(ways.token), ways.code).way is Way.TOO_MANY
    with acting(Actor(user=here.sender.pk)):
        phone = Contact.objects.get(disclosure=made, channel=Channel.PHONE)
        fresh = another_code(by=here.sender, delivery=delivery, code_to=phone)
        assert fresh.token is None
    with acting(Actor(delivery=digest(ways.token))):
        assert enter_code(own(ways.token), fresh.code).visit


def test_links_and_codes_end(here: Office, made: Disclosure) -> None:
    ways, _ = handed_over(here, made)
    with standing_at(now() + timedelta(days=10)), acting(Actor(delivery=digest(ways.token))):
        assert way_of(own(ways.token)) is Way.OVER
    with acting(Actor(delivery=digest(ways.token))):
        visit = enter_code(own(ways.token), ways.code).visit
        with standing_at(now() + timedelta(hours=2)):
            assert not visiting(own(ways.token), visit)


def test_a_recall_works_at_once(here: Office, made: Disclosure) -> None:
    ways, _ = handed_over(here, made)
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
    ways, delivery = handed_over(here, made)
    with acting(Actor(user=here.sender.pk)):
        row = Delivery.objects.filter(pk=delivery.pk).values().get()
    kept = " ".join(map(str, row.values()))
    assert ways.token not in kept
    assert ways.code not in kept


def test_a_bundle_that_was_touched_or_never_reviewed_is_not_delivered(here: Office, made: Disclosure) -> None:
    ways, _ = handed_over(here, made)
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
