"""How much is blacked out, now and in the council's own past; what lawyers undid; the queue over all; the schedule."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest
from tests.disclosure.disclosing import Office, answer_all, checked, decide_everything, opened, passed
from tests.disclosure.pages import as_, at, check_who_may_look, said
from tests.disclosure.test_ruling import REDACT, decide, free, fresh, which
from tests.web.people import person

from candour.accounts.roles import MAY, Act, Role
from candour.disclosure.choices import Choice
from candour.disclosure.measuring import by_person, by_role
from candour.disclosure.models import Measured
from candour.disclosure.rates import Rate, rates, wilson
from candour.disclosure.redactions import redactions
from candour.disclosure.ruling import explain_redactions, lift_redactions
from candour.disclosure.scheduling import NOT_GIVEN
from candour.disclosure.settled import settled
from candour.engine.model import Action
from candour.ledger.acting import Actor, acting
from candour.ledger.clock import now, standing_at, today

pytestmark = pytest.mark.usefixtures("database")


def test_an_interval_is_wilsons() -> None:
    """The numbers of Newcombe (1998), table I: 81 of 263, 15 of 148, 0 of 20 and 1 of 29."""
    for part, of, low, high in (
        (81, 263, 25.53, 36.62),
        (15, 148, 6.24, 16.05),
        (0, 20, 0.0, 16.11),
        (1, 29, 0.61, 17.18),
    ):
        assert wilson(part, of) == pytest.approx((low, high), abs=0.006)
    with pytest.raises(ValueError, match="no such share"):
        wilson(1, 0)
    assert (Rate().share, Rate().interval) == (None, None)


def test_rates_are_of_what_was_decided_and_compared_with_the_councils_own_past(here: Office) -> None:
    with standing_at(now() - timedelta(days=120)):
        before = opened(here)
        checked(here, before)
    one = opened(here, matter=True)
    with acting(Actor(user=here.reviewer.pk)):
        first, other = free(one)[:2]
    decide(here.reviewer, one, first.mention, REDACT)
    decide(here.other, one, other.mention, Choice(Action.KEEP, "", "They wrote it."))
    decide_everything(here, one)
    with acting(Actor(user=here.manager.pk)):
        each = [it for it in settled(one) if it.page and not it.question and it.settled_by not in ("", "lock")]
        found = by_role(one)
        assert sum(row[3] for row in found) == len(each)
        assert sum(row[4] for row in found) == sum(it.action == "redact" for it in each) > 0
        assert {row[2] for row in found} == {here.reviewer.pk, here.other.pk}
        assert sum(row[1] for row in by_person(one)) <= len(each)
        assert not Measured.objects.filter(disclosure=one).exists()
    passed(here, one)
    with acting(Actor(user=here.lawyer.pk)):
        lifted = fresh(one, next(it for it in redactions(one) if it.key == first.mention))
        lift_redactions(by=here.lawyer, disclosure=one, which=which(lifted), reason="She is named in the order")
    answer_all(here, one)
    with acting(Actor(user=here.manager.pk)):
        whole, alone = rates(on=today()), rates(on=today(), disclosure=one)
        assert (whole.all.now.of, whole.all.past.of) == (len(each), len(each))
        assert whole.all.now.part == sum(it.action == "redact" for it in each)  # as it was when it was checked
        assert alone.all.now.part == whole.all.now.part - 1  # and as it stands: a lawyer lifted one
        theirs = next(it for it in alone.authors if it.key == str(here.reviewer.pk))
        assert (theirs.undone.part, theirs.undone.of) == (1, 1)
        assert next(it for it in alone.grounds if it.key == "third_party").undone.part == 1
        assert rates(on=today() + timedelta(days=91)).all.now.of == 0
    with acting(Actor(user=person(Role.AUDITOR).pk)):
        assert rates(on=today()).all.now.of == 0  # of no case that they see

    client = as_(here.manager)
    shown = client.get("/redactions/rates/")
    assert "12 months before" in said(shown)
    assert "Ada First" in said(shown)
    assert f"of {len(each)}" in said(shown)
    behind = client.get(f"/redactions/rates/behind/?author={here.reviewer.pk}")
    assert here.case.reference in said(behind)
    assert "There are none" in said(client.get("/redactions/rates/behind/?ground=nothing"))
    assert "By person, in this disclosure" in said(client.get(f"/redactions/rates/?of={one.key}"))
    rows = list(csv.reader(io.StringIO(client.get(f"/redactions/rates.csv?of={one.key}").content.decode("utf-8-sig"))))
    assert {row[0] for row in rows[1:]} == {"By reason", "By who decided", "By whom it is about"}
    assert as_(person(Role.MANAGER)).get(f"/redactions/rates/?of={one.key}").status_code == 404
    for role in (Role.LAWYER, Role.AUDITOR, Role.READER, Role.ACCESS_OFFICER):
        for address in ("", "behind/"):
            expected = 200 if role in MAY[Act.SEE_REDACTION_RATES] else 403
            assert as_(person(role)).get(f"/redactions/rates/{address}").status_code == expected
    assert client.post("/redactions/rates/").status_code == 405


def test_the_queue_over_all_and_the_schedule_without_what_is_blacked_out(here: Office) -> None:
    one = opened(here, recipient="court", purpose="court-civil", matter=True)
    with acting(Actor(user=here.reviewer.pk)):
        first, other = free(one)[:2]
    decide(here.reviewer, one, first.mention, REDACT)
    decide(here.reviewer, one, other.mention, Choice(Action.REDACT, "third_party", f"{other.text} is her neighbour."))
    decide_everything(here, one)
    client = as_(here.lawyer)
    queue = client.get("/redactions/")
    assert (one.case.reference in said(queue), "Without an explanation" in said(queue)) == (True, True)
    assert f"/disclosures/{one.key}/redactions/?show=open" in queue.content.decode()
    narrowed = client.get(f"/redactions/?case={here.case.key}&ground=third_party&author={here.reviewer.pk}")
    assert f"show=open&amp;ground=third_party&amp;author={here.reviewer.pk}" in narrowed.content.decode()
    listed = client.get(f"{at('redactions', one)}?show=open&ground=third_party&author={here.reviewer.pk}")
    assert "She asked not to be named." in said(listed)
    assert "Never disclosed" not in said(listed)
    assert "No redaction awaits" in said(as_(person(Role.LAWYER)).get("/redactions/"))
    for user in (here.manager, here.other, here.reader):
        assert as_(user).get("/redactions/").status_code == 403
    assert client.post("/redactions/").status_code == 405

    with acting(Actor(user=here.reviewer.pk)):
        lock = next(each for each in redactions(one) if each.locked and each.text)
        explain_redactions(
            by=here.reviewer, disclosure=one, which=which(lock), explanation=f"{lock.text} would be found by it."
        )
        secret = {each.text for each in redactions(one)} - {""}
    for address in (at("redaction_schedule", one), at("redaction_table", one)):
        words = as_(here.reader).get(address).content.decode()
        assert "She asked not to be named." in words
        assert NOT_GIVEN in words
        assert not [each for each in secret if each in words]
        check_who_may_look(here, address)
