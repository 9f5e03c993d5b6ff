"""A disclosure stays under the policy it was opened under, until somebody takes it over to the one in force."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from tests.cases.prepared import prepare
from tests.disclosure.disclosing import Office, again, checked, decide_everything, opened, produced
from tests.disclosure.packs import put_in_force
from tests.disclosure.pages import as_, at, entries, said
from tests.web.people import person
from tests.web.work import work_off

from candour.accounts.roles import Role
from candour.disclosure.asking import pack_of
from candour.disclosure.models import Decision, Disclosure, Proposal, State
from candour.disclosure.newer_policy import newer, take_over
from candour.disclosure.producing import ask
from candour.disclosure.queries import missing
from candour.engine.errors import BadInput, Refused
from candour.ledger.acting import Actor, acting

pytestmark = pytest.mark.usefixtures("database")
WORKERS_GO = """[pack]
name = "moorland"
version = "2"
title = "Moorland"
extends = "england"

[[disclosure]]
id = "moorland-workers"
person = ["social_worker"]
kind = ["PERSON"]
action = "redact"
ground = "professional_private"
citation = "Moorland, section 4"
in_force_from = 2018-05-25
checked = "to_confirm"
explanation = "Workers are not named here."
"""
LAWYERS_ONLY = """[pack]
name = "moorland"
version = "3"
title = "Moorland"
extends = "england"

[purposes.subject-access]
title = "Subject access request"
form = "subject-access"
recipients = ["legal"]
labels = true
reasons = true
explanations_required = false
widths = "safe"
citation = "Moorland, section 5"
in_force_from = 2018-05-25
checked = "to_confirm"
explanation = "Lawyers ask for people."
letter = "These are the records."
"""
REASON = "The council decided so on Monday."


def proposed(here: Office, one: Disclosure) -> set[str]:
    """What is proposed for the social worker's name."""
    with acting(Actor(user=here.reader.pk)):
        return set(Proposal.objects.filter(disclosure=one, text="Owen Parry").values_list("action", flat=True))


def taken_over(here: Office, one: Disclosure) -> Disclosure:
    with acting(Actor(user=here.reviewer.pk)):
        take_over(by=here.reviewer, disclosure=one, reason=REASON)
    work_off()
    return again(here, one)


@pytest.fixture
def changed(here: Office, one: Disclosure, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Disclosure:
    """Opened before the policy changed."""
    put_in_force(tmp_path, monkeypatch, WORKERS_GO)
    return one


def test_it_stays_under_its_own_and_a_new_one_is_under_the_one_in_force(here: Office, changed: Disclosure) -> None:
    prepare(here.manager, here.case)
    old, new = again(here, changed), opened(here)
    assert (proposed(here, old), proposed(here, new)) == ({"keep"}, {"redact"})
    assert (old.pack, new.pack, new.pack_version) == ("england", "moorland", "2")
    assert pack_of(old).sha256 == old.pack_sha256 != new.pack_sha256
    with acting(Actor(user=here.reader.pk)):
        assert newer(new) is None
    checked(here, old)
    assert produced(here, old).state == State.READY


def test_what_is_shown_is_of_its_own_policy(here: Office, changed: Disclosure) -> None:
    shown = said(as_(here.reviewer).get(at("overview", changed)))
    assert "Another policy is in force now: Moorland, version 2" in shown
    assert "Work out the proposals again under the policy in force" in shown
    assert "Work out the proposals again" not in said(as_(here.reader).get(at("overview", changed)))
    listed = said(as_(here.reader).get(reverse("disclosure:list", args=[here.case.key])))
    assert "Subject access request" in listed
    assert "Another policy" not in said(as_(here.reviewer).get(at("overview", opened(here))))


def test_taken_over_decisions_stay_and_pages_that_differ_stand_open(here: Office, changed: Disclosure) -> None:
    checked(here, changed)
    with acting(Actor(user=here.reader.pk)):
        before = Decision.objects.filter(disclosure=changed).count()
    now = taken_over(here, changed)
    assert (now.pack_version, now.state, proposed(here, now)) == ("2", State.DECIDING, {"redact"})
    with acting(Actor(user=here.reader.pk)):
        assert Decision.objects.filter(disclosure=changed).count() == before
        assert {each.record for each in missing(now)} == {"R1", "R2"}
    (entry,) = entries(here, "policy_taken_over")
    assert (changed.pack_sha256 in entry.line, now.pack_sha256 in entry.line) == (True, True)
    assert REASON not in entry.line
    with acting(Actor(user=here.reviewer.pk)), pytest.raises(Refused, match="already"):
        take_over(by=here.reviewer, disclosure=now, reason=REASON)


def test_nothing_of_two_policies_is_produced(here: Office, changed: Disclosure) -> None:
    """Between the asking and the work there are no proposals that a bundle could be made by."""
    checked(here, changed)
    with acting(Actor(user=here.reviewer.pk)):
        take_over(by=here.reviewer, disclosure=changed, reason=REASON)
        Disclosure.objects.filter(pk=changed.pk).update(state=State.CHECKED)
    with acting(Actor(user=here.sender.pk)), pytest.raises(Refused, match="still being worked out"):
        ask(by=here.sender, disclosure=changed)
    assert "Candour is working out" in said(as_(here.reviewer).get(at("overview", changed)))


def test_it_is_refused_where_the_policy_has_it_for_others_only(
    here: Office, one: Disclosure, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_in_force(tmp_path, monkeypatch, LAWYERS_ONLY)
    with acting(Actor(user=here.reviewer.pk)), pytest.raises(Refused, match="not for a recipient"):
        take_over(by=here.reviewer, disclosure=one, reason=REASON)
    assert again(here, one).pack_sha256 == one.pack_sha256
    assert as_(here.reviewer).get(at("overview", one)).status_code == 200
    assert "Subject access request" in said(as_(here.reader).get(reverse("disclosure:list", args=[here.case.key])))


def test_a_bundle_that_is_made_keeps_its_policy(here: Office, changed: Disclosure) -> None:
    checked(here, changed)
    assert produced(here, changed).state == State.READY
    with acting(Actor(user=here.reviewer.pk)), pytest.raises(Refused, match="Ready to send"):
        take_over(by=here.reviewer, disclosure=changed, reason=REASON)
    assert "Work out the proposals again" not in said(as_(here.reviewer).get(at("overview", changed)))


def test_a_version_that_is_not_kept_is_read_by_its_name(here: Office, one: Disclosure) -> None:
    with acting(Actor(user=here.manager.pk)):
        Disclosure.objects.filter(pk=one.pk).update(pack_sha256="0" * 64)
    old = again(here, one)
    assert pack_of(old).name == "england"
    assert as_(here.reader).get(at("overview", old)).status_code == 200
    decide_everything(here, old)


def test_who_takes_it_over_and_why(here: Office, changed: Disclosure) -> None:
    address = at("newer_policy", changed)
    assert as_(here.reviewer).get(address).status_code == 200
    assert as_(here.reviewer).post(address, {"reason": ""}).status_code == 422
    assert as_(here.reader).post(address, {"reason": REASON}).status_code == 403
    outsider = as_(person(*Role))
    outside, none = (
        outsider.post(each, {"reason": REASON}) for each in (address, address.replace(changed.key, "A" * 12))
    )
    assert (outside.status_code, none.status_code, said(outside) == said(none)) == (404, 404, True)
    assert Client().post(address, {"reason": REASON}).status_code == 302
    assert as_(here.reviewer).put(address).status_code == 405
    assert again(here, changed).pack_sha256 == changed.pack_sha256
    with acting(Actor(user=here.reviewer.pk)), pytest.raises(BadInput):
        take_over(by=here.reviewer, disclosure=changed, reason="So")
    assert as_(here.reviewer).post(address, {"reason": REASON}).status_code == 302
    work_off()
    assert again(here, changed).pack == "moorland"
