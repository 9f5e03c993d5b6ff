"""What happened in the case behind this product cannot happen: it is played through, by service and by address."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core import mail
from django.utils.html import escape
from tests.litigation.passing import fresh_client
from tests.litigation.replay import MENTIONED_IN, TITLES, WORDS, replay

from candour.disclosure.approving import approve
from candour.disclosure.redaction_counts import awaiting, counts, summed
from candour.disclosure.redactions import redactions
from candour.disclosure.ruling import Which, approve_redactions, shown_as
from candour.engine.errors import BadInput, Refused
from candour.ledger.acting import Actor, acting
from candour.ledger.clock import now, today
from candour.litigation import drafting, filing, signing, sweeping
from candour.litigation.models import Finding, Outcome, State, Statement
from candour.litigation.statement_gate import Condition, GateRefused

pytestmark = [pytest.mark.usefixtures("database"), pytest.mark.filterwarnings("ignore:No directory at")]


def test_the_replay(tmp_path: Path) -> None:
    of = replay(tmp_path)
    mail.outbox.clear()
    here, one = of.here, of.statement

    # the statement cannot be signed; nor filed, had it been signed and approved
    with acting(Actor(user=here.lawyer.pk)):
        version = drafting.version_of(one)
    with pytest.raises(GateRefused) as refused, acting(Actor(user=of.witness.pk)):
        signing.sign(by=of.witness, statement=one, version=version, confirmed=True)
    lacks = refused.value.missing
    assert {each.condition for each in lacks} == set(Condition)
    witness = fresh_client(of.witness)
    answer = witness.post(f"{of.statement_at}sign/", {"version": version, "confirmed": "on"})
    assert answer.status_code == 403
    assert all(escape(each.words) in answer.content.decode() for each in lacks)
    with acting(Actor(user=here.lawyer.pk)):
        Statement.objects.filter(pk=one.pk).update(
            state=State.APPROVED, signed_on=today(), signed_at=now(), signed_version=version, approved_at=now(),
            approved_by=of.head,
        )  # fmt: skip
    with pytest.raises(GateRefused), acting(Actor(user=here.lawyer.pk)):
        filing.file(by=here.lawyer, statement=one, version=version, on=today())
    lawyer = fresh_client(here.lawyer)
    on = {f"on_{part}": getattr(today(), part) for part in ("day", "month", "year")}
    answer = lawyer.post(f"{of.statement_at}file/", {"version": version, **on})
    assert answer.status_code == 403
    page = lawyer.get(f"{of.statement_at}gate/").content.decode()
    assert f"{len(lacks)} things are missing" in page
    assert all(title in page for title in MENTIONED_IN)

    # what is missing is on the gaps panel, with every page that mentions it
    page = lawyer.get(f"{of.at}gaps/").content.decode()
    assert page.count(f"<mark>{WORDS}</mark>") == len(MENTIONED_IN)
    assert all(f"{title}, page 2" in page for title in MENTIONED_IN)

    # redactions that nobody explained are in the lawyer's queue, and nothing goes out before they are
    assert of.redacted.matter
    with acting(Actor(user=here.lawyer.pk)):
        many = summed(counts(of.redacted))
        assert many.unexplained > 0
        assert awaiting(of.redacted)
        first = next(each for each in redactions(of.redacted) if each.unexplained)
        which = Which(shown_as([first]), first.about, first.key)
        with pytest.raises(BadInput, match="explanation is needed"):
            approve_redactions(by=here.lawyer, disclosure=of.redacted, which=which)
    queue = lawyer.get("/redactions/").content.decode()
    assert here.case.reference in queue
    with pytest.raises(Refused), acting(Actor(user=here.lawyer.pk)):
        approve(by=here.lawyer, disclosure=of.redacted)

    # the sweep finds the same in the two other live matters
    with acting(Actor(user=of.head.pk)):
        made = sweeping.sweep(by=of.head)
        assert (made.matters, made.not_seen) == (len(TITLES), 0)
        for check in ("mentioned", "searched", "disclosed", "signed"):
            found = Finding.objects.filter(sweep=made, check_id=check, outcome=Outcome.FOUND).select_related("matter")
            assert {each.matter.title for each in found} >= set(TITLES[1:]), check
            assert check == "signed" or found.count() == len(TITLES), check
    page = fresh_client(of.head).get(f"/sweeps/{made.key}/").content.decode()
    assert all(title in page for title in TITLES)
