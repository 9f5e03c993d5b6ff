"""Workshops that close gaps: a missed month is seen, a gap closes with evidence and by somebody else, and opens again."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from hashlib import sha256

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import Error, connection
from tests.courses.learning import School, signed_in
from tests.site.working import has, waiting
from tests.web.people import person

from candour.accounts.roles import Role
from candour.accounts.waiting import Pressing
from candour.engine.errors import Refused
from candour.ledger.acting import Actor, acting
from candour.ledger.clock import standing_at
from candour.policy.recurring import State
from candour.training import gap_keeping, planning, queries, standing, workshops
from candour.training.models import Closing, Gap, Session, Stage

pytestmark = pytest.mark.usefixtures("database")
JUNE = datetime(2026, 6, 17, 12, tzinfo=UTC)


def stage(gap: Gap) -> str:
    return Gap.objects.get(pk=gap.pk).stage


def test_a_missed_month_is_seen_on_the_page_in_the_picture_and_in_my_work() -> None:
    here = School()
    with standing_at(JUNE):
        series = here.series(date(2026, 1, 10))
        here.workshop(series, date(2026, 1, 20))
        here.workshop(series, date(2026, 3, 3))
        with acting(Actor(user=here.lawyer.pk)):
            for day, reason in (
                (date(2026, 4, 2), "Court was listed that day"),
                (date(2026, 5, 4), "The room was flooded"),
            ):
                one = planning.plan(by=here.lawyer, series=series, details=planning.Details(day))
                planning.cancel(by=here.lawyer, session=one, reason=reason)
            instead = planning.plan(by=here.lawyer, series=series, details=planning.Details(date(2026, 5, 28)))
            rows = standing.rows(series, list(queries.sessions(series=series)))
        assert [(each.window.label, each.state) for each in reversed(rows)][:7] == [
            ("January 2026", State.HELD), ("February 2026", State.MISSED), ("March 2026", State.HELD),
            ("April 2026", State.EXCUSED), ("May 2026", State.MISSED), ("June 2026", State.DUE), ("July 2026", State.TO_COME),
        ]  # fmt: skip
        page = signed_in(here.auditor).get(f"/training/workshops/{series.key}/").content.decode()
        assert "Missed: May 2026, February 2026." in page
        assert "of 28 May 2026 was held" in page  # nobody has noted it
        assert 'data-chart="bar"' in page
        assert "Of the last 5 that are over: 2 held, 2 missed." in page
        assert "2 were missed" in signed_in(here.ben).get("/training/workshops/").content.decode()
        assert waiting(here.lawyer, "A workshop of").pressing is Pressing.FIRST
        assert "May 2026" in waiting(here.lawyer, "A workshop of").what
        assert waiting(here.lawyer, "Plan a workshop").by == date(2026, 6, 30)
        assert not has(here.other, "A workshop of")
        with acting(Actor(user=here.lawyer.pk)):
            workshops.choose_topics(by=here.lawyer, session=instead, gaps=(), other="Privilege")
            workshops.hold(by=here.lawyer, session=instead)
            with pytest.raises(Refused, match="Plan another"):
                planning.change(by=here.lawyer, session=instead, details=planning.Details(date(2026, 6, 1)))
        assert "February 2026" in waiting(here.lawyer, "A workshop of").what
        signed_in(here.lawyer).post(f"/training/workshops/{series.key}/end/")
    with standing_at(datetime(2026, 12, 1, 12, tzinfo=UTC)), acting(Actor(user=here.lawyer.pk)):
        series.refresh_from_db()
        rows = standing.rows(series, list(queries.sessions(series=series)))
        assert rows[0].window.label == "May 2026"  # nothing is owed after the end


def test_a_gap_closes_after_a_workshop_with_evidence_by_somebody_else_and_opens_again() -> None:
    here = School()
    gap, south = here.gap("The statement comes last", here.north), here.gap("Only of the South", here.south)
    lena, hugo = signed_in(here.lawyer), signed_in(here.other)
    series, at = here.series(date(2026, 1, 1)), f"/training/gaps/{gap.key}/"
    early = hugo.post(f"{at}close/", {"evidence": "They all knew it"})
    assert (early.status_code, "No workshop on this gap" in early.content.decode()) == (422, True)
    session = here.workshop(series, date(2026, 5, 5), gap, held=False)
    assert stage(gap) == Stage.PLANNED
    with acting(Actor(user=here.lawyer.pk)):
        planning.cancel(by=here.lawyer, session=session, reason="Nobody could come that day")
    assert stage(gap) == Stage.NOTED
    session = here.workshop(series, date(2026, 5, 12), gap, held=False)
    page = lena.get(f"/training/sessions/{session.key}/topics/").content.decode()
    assert "Only of the South" in page  # waits for a workshop, and is offered
    assert lena.post(f"/training/sessions/{session.key}/held/")["Location"] == f"/training/sessions/{session.key}/"
    assert stage(gap) == Stage.HELD
    board = hugo.get("/training/gaps/", {"team": str(here.north.key)}).content.decode()
    assert "Workshop held, evidence missing (1)" in board
    assert "Only of the South" not in board
    assert has(here.other, "Close the gap")
    assert not has(here.lawyer, "Close the gap")
    own = lena.post(f"{at}close/", {"evidence": "I am sure that they know it"})
    assert "You held the workshop" in own.content.decode()
    with pytest.raises(Error, match="by the same person"), acting(Actor(user=here.lawyer.pk)):
        _closed_past_the_service(gap, session, here.lawyer.pk)
    paper = SimpleUploadedFile("sample.pdf", b"ten of ten")
    assert hugo.post(f"{at}close/", {"evidence": "Ten of ten cases in June", "file": paper}).status_code == 302
    (closing,) = Closing.objects.all()
    assert (stage(gap), closing.file_sha256) == (Stage.CLOSED, sha256(b"ten of ten").hexdigest())
    given = lena.get(f"{at}evidence/{closing.key}/")
    assert given.content == b"ten of ten"
    assert re.fullmatch(r'attachment; filename="evidence-[\w-]+\.pdf"', given["Content-Disposition"])
    assert signed_in(here.ben).get(f"{at}evidence/{closing.key}/").status_code == 403
    assert signed_in(here.ben).get(at).status_code == 200
    with pytest.raises(Error, match="permission denied"), acting(Actor(user=here.lawyer.pk)):
        Closing.objects.update(evidence="Other words than those")
    assert lena.post(f"{at}open-again/", {"reason": "A statement was filed too early again"}).status_code == 302
    assert stage(gap) == Stage.NOTED
    with acting(Actor(user=here.other.pk)), pytest.raises(Refused, match="since it was noted or opened again"):
        gap_keeping.close(by=here.other, gap=gap, evidence="Ten of ten cases in June")
    shown = hugo.get(at).content.decode()
    assert "A statement was filed too early again" in shown
    assert "Ten of ten cases in June" in shown
    told = signed_in(here.auditor).get("/ledger/").content.decode()
    assert "closed the gap “The statement comes last” with evidence" in told
    assert stage(south) == Stage.NOTED


def _closed_past_the_service(gap: Gap, session: Session, by: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into training_closing (key, gap_id, session_id, evidence, file_name, file_sha256, by_id, at, reopened_because)"
            " values ('k', %s, %s, 'They know it', '', '', %s, now(), '')",
            [gap.pk, session.pk, by],
        )


def test_only_who_keeps_training_changes_anything_and_one_gap_is_the_topic_of_one_workshop() -> None:
    here = School()
    gap, series = here.gap(), here.series(date(2026, 1, 1))
    first = here.workshop(series, date(2026, 3, 1), gap, held=False)
    second = here.workshop(series, date(2026, 4, 1), held=False)
    with acting(Actor(user=here.lawyer.pk)):
        with pytest.raises(Refused, match="topic of another workshop"):
            workshops.choose_topics(by=here.lawyer, session=second, gaps=[gap])
        workshops.choose_topics(by=here.lawyer, session=first, gaps=[], other="Something else")
        assert stage(gap) == Stage.NOTED
        workshops.choose_topics(by=here.lawyer, session=second, gaps=[gap])
        with pytest.raises(Refused, match="planned for later days"), standing_at(datetime(2026, 2, 1, tzinfo=UTC)):
            workshops.end(by=here.lawyer, series=series)
    manager, at = signed_in(here.manager), f"/training/gaps/{gap.key}/"
    for address in (
        f"{at}change/",
        f"{at}close/",
        f"{at}open-again/",
        "/training/gaps/new/",
        f"/training/workshops/{series.key}/plan/",
    ):
        assert manager.post(address).status_code == 403
        assert signed_in(here.lawyer).get(address).status_code == 200, address
    assert signed_in(person(Role.ADMINISTRATOR)).get("/training/gaps/").status_code == 403
    assert manager.get("/training/gaps/nothing-here/").status_code == 404
