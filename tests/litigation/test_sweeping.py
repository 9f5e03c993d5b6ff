"""A sweep finds the same failure in every live matter, counts what its runner may not see, and follows it until it is put right."""

from __future__ import annotations

import io
from datetime import timedelta

import docx
import pytest
from django.test import Client
from tests.cases.places import record, signed_in, working
from tests.litigation.matters import Place, opened
from tests.web.people import case, person

from candour.accounts.models import User
from candour.accounts.roles import Role
from candour.actions.models import Action
from candour.actions.services import Agreed, Days, Owners
from candour.cases import services
from candour.cases.models import Case, Gap
from candour.engine.errors import Refused
from candour.ledger.acting import Actor, acting
from candour.ledger.clock import now, today
from candour.litigation import sweeping
from candour.litigation.models import Finding, Outcome, State, Statement, Sweep
from candour.litigation.sweep_checks import CHECKS

pytestmark = pytest.mark.usefixtures("database")


def missing(one: Case, detail: str = "Viability assessment of 14 March 2025") -> Gap:
    with working(one):
        return Gap.objects.create(case=one, key="g1", kind="mentioned_not_held", detail=detail, source="minutes.pdf")


def signed(all_: Place, *, days_ago: int) -> Statement:
    with acting(Actor(user=all_.owner.pk)):
        return Statement.objects.create(
            matter=all_.matter, title="First statement", author=all_.witness, supervisor=all_.owner, elsewhere=True,
            state=State.FILED, signed_on=today() - timedelta(days=days_ago), made_by=all_.owner, made_at=now(),
        )  # fmt: skip


def outcomes(one: Sweep, by: User) -> dict[tuple[int, str], tuple[str, int]]:
    with acting(Actor(user=by.pk)):
        found = Finding.objects.filter(sweep=one)
        return {(each.matter_id, each.check_id): (each.outcome, each.many) for each in found}


def test_the_same_failure_is_found_in_each_live_matter_and_followed(all_: Place) -> None:
    other_lawyer, second = person(Role.LAWYER), case(manager=all_.manager)
    other = opened(by=other_lawyer, case=second, kind="civil_claim", title="Marsh v Council")
    gap = missing(all_.case)
    missing(second, "Strategy meeting record of 2 May 2024")
    record(all_.case, "Late note", "It came later.", on=today() - timedelta(days=90))
    signed(all_, days_ago=10)
    with acting(Actor(user=all_.head.pk)):
        made = sweeping.sweep(by=all_.head, note="After a failure in another claim.")
        assert (made.matters, made.not_seen, made.number) == (2, 0, 1)
    found = outcomes(made, all_.head)
    assert len(found) == 2 * len(CHECKS)
    assert found[all_.matter.pk, "mentioned"] == found[other.pk, "mentioned"] == (Outcome.FOUND, 1)
    assert found[all_.matter.pk, "signed"] == found[all_.matter.pk, "disclosed"] == (Outcome.FOUND, 1)
    assert found[other.pk, "signed"] == (Outcome.CLEAR, 0)
    assert found[all_.matter.pk, "searched"][0] == Outcome.FOUND
    assert {matter for matter, _ in outcomes(made, other_lawyer)} == {other.pk}
    assert not outcomes(made, all_.stranger)
    with acting(Actor(user=all_.owner.pk)):
        finding = Finding.objects.select_related("matter", "sweep").get(matter=all_.matter, check_id="mentioned")
        agreed = Agreed("Get the assessment", Owners((all_.worker,)), Days(today() + timedelta(days=7)))
        action = sweeping.act(by=all_.owner, finding=finding, agreed=agreed)
        clear = Finding.objects.get(matter=all_.matter, check_id="gaps")
        with pytest.raises(Refused, match="Nothing was found"):
            sweeping.act(by=all_.owner, finding=clear, agreed=agreed)
    for user, seen in ((all_.worker, True), (all_.head, True), (all_.colleague, True), (other_lawyer, False)):
        with acting(Actor(user=user.pk)):
            assert Action.objects.filter(pk=action.pk).exists() is seen
    with working(all_.case):
        Gap.objects.filter(pk=gap.pk).update(gone_at=now())
    with acting(Actor(user=all_.head.pk)):
        row = sweeping.one_of(finding)
        assert row.still == ()
        again = sweeping.sweep(by=all_.head)
        changes = {(each.matter.pk, each.check): each for each in sweeping.compared(made, again)}
        assert changes[all_.matter.pk, "mentioned"].gone == 1
        assert changes[other.pk, "mentioned"].gone == changes[other.pk, "mentioned"].new == 0


def test_who_runs_it_and_what_they_may_not_see_is_counted(all_: Place) -> None:
    with acting(Actor(user=all_.manager.pk)):
        services.bar(by=all_.manager, case=all_.case, user=all_.head, reason="She is related to a party.")
    for user in (all_.owner, all_.manager, all_.reader):
        with acting(Actor(user=user.pk)), pytest.raises(Refused):
            sweeping.sweep(by=user)
    with acting(Actor(user=all_.head.pk)):
        made = sweeping.sweep(by=all_.head)
    assert (made.matters, made.not_seen) == (0, 1)
    assert "1 more was live" in signed_in(all_.head).get(f"/sweeps/{made.key}/").content.decode()


def test_pages_reports_and_roles(all_: Place) -> None:
    missing(all_.case, "=Viability assessment of 14 March 2025")
    head = signed_in(all_.head)
    assert "No sweep has been run yet" in head.get("/sweeps/").content.decode()
    at = head.post("/sweeps/run/", {"note": "Monthly."}).headers["Location"]
    page = head.get(at).content.decode()
    assert "Is every document that the file mentions in it?" in page
    with acting(Actor(user=all_.head.pk)):
        one = Finding.objects.get(check_id="mentioned")
    finding = f"{at}findings/{one.key}/"
    assert "=Viability assessment of 14 March 2025" in head.get(finding).content.decode()
    day = {f"by_when_{part}": str(getattr(today(), part)) for part in ("day", "month", "year")}
    given = {"what": "Get it", "owner_1": all_.worker.pk, "priority": "high", **day}
    assert head.post(finding, {**given, "owner_1": ""}).status_code == 422
    assert head.post(finding, given).status_code == 302
    assert "Get it" in head.get(finding).content.decode()
    table = head.get(at + "file/csv/").content.decode("utf-8-sig")
    assert "'=Viability assessment" in table
    assert "Get it" in table
    assert head.get(at + "file/pdf/").content.startswith(b"%PDF")
    word = docx.Document(io.BytesIO(head.get(at + "file/docx/").content))
    assert any("Viability assessment" in each.text for each in word.paragraphs)
    assert head.get(at + "file/txt/").status_code == 404
    again = head.post("/sweeps/run/", {}).headers["Location"]
    assert head.get(f"{again}compare/{at.split('/')[2]}/").status_code == 200
    assert head.get(f"{again}compare/{again.split('/')[2]}/").status_code == 404
    lawyer, stranger, worker = signed_in(all_.owner), signed_in(all_.stranger), signed_in(all_.worker)
    assert lawyer.get(at).status_code == lawyer.get(finding).status_code == 200
    assert lawyer.get("/sweeps/run/").status_code == 403
    assert "You see none of the matters" in stranger.get(at).content.decode()
    assert stranger.get(finding).status_code == 404
    assert worker.get(at).status_code == worker.get(finding).status_code == worker.get("/sweeps/").status_code == 403
    assert Client().get(at).status_code == 302
    assert head.post(at).status_code == 405
