"""Fifty people at once, workers that are killed, and hostile files: nothing is lost, nothing is wrong, the site stays up."""

from __future__ import annotations

import collections
import os
import random
import signal
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import tests.web  # noqa: F401  # Django is set up before the rest is read
from django.db import connection
from tests.cases.arrivals import add, named
from tests.cases.prepared import asked, now, register_all
from tests.disclosure.disclosing import Office, office, opened
from tests.jobs.process import wait_for, worker
from tests.long.hostile import hostile, refused
from tests.long.visitors import Visitor, filled, surroundings
from tests.site.running import Served, children, served
from tests.web import HOME
from tests.web.people import case, person

from candour.accounts.models import User
from candour.accounts.roles import Role
from candour.cases.found import Mention
from candour.cases.models import Case, File, FileState, Gap, Page, Preparation, Record, Stage
from candour.disclosure.models import Decision, Disclosure
from candour.engine.typeset import Paragraph, write_pdf
from candour.ledger import checking
from candour.ledger.acting import Actor, acting
from candour.ledger.models import Entry
from candour.ledger.verbs import Verb

pytestmark = [pytest.mark.long, pytest.mark.timeout(1800), pytest.mark.usefixtures("database")]
PEOPLE, SECONDS = 50, 60.0
_THINKS = (0.05, 0.5)
"""Seconds between looking and deciding, from and to."""
FILES, PARAGRAPHS, PAGES_AT_LEAST = 4, 1_200, 100


@pytest.fixture
def running() -> Iterator[Served]:
    """``candour serve`` and one worker, on the database of the test."""
    with served(HOME, "--workers", "1", **surroundings()) as site:
        yield site


# ---------------------------------------------------------------- fifty people at one disclosure


@dataclass
class Reviewing:
    """One of them. ``accepted``: what, the version that their decision has, and the action; as the site answered."""

    user: User
    visitor: Visitor
    at: str
    pages: int
    chance: random.Random
    accepted: list[tuple[str, int, str]] = field(default_factory=list)
    said: collections.Counter[str] = field(default_factory=collections.Counter)
    wrong: list[str] = field(default_factory=list)

    def work(self, until: float) -> None:
        try:
            while time.monotonic() < until:
                self.one()
        except Exception as error:  # a thread would end without a word
            self.wrong.append(repr(error))
        finally:
            self.visitor.close()

    def one(self) -> None:
        place = f"{self.at}{self.chance.randrange(self.pages)}/"
        answer = self.visitor.get(place)
        if answer.status != 200:
            self.wrong.append(f"{answer.status} for a page")
            return
        forms = answer.page.xpath("//form[@hx-post][.//button[@name='action'][@value='keep' or @value='redact']]")
        forms = [form for form in forms if form.xpath(".//input[@name='about'][@value='mention' or @value='page']")]
        time.sleep(self.chance.uniform(*_THINKS))
        self.decide(place, filled(self.chance.choice(forms)))

    def decide(self, place: str, fields: dict[str, str]) -> None:
        fields.pop("similar", None)
        fields["action"] = self.chance.choice(["redact", "keep"])
        fields["ground"] = fields.get("ground") or "third_party"
        answer = self.visitor.post(f"{place}decide/", fields, **{"HX-Request": "true"})
        if answer.status != 200:
            self.wrong.append(f"{answer.status} for a decision")
            return
        refusal = answer.page.xpath("//*[@data-refused]")
        if refusal:
            self.said[" ".join(refusal[0].text_content().split())] += 1
        else:
            what = fields["item"] if fields["about"] == "mention" else fields["shown"]
            self.accepted.append((what, int(fields["version"] or 0) + 1, fields["action"]))


def reviewers(site: Served, made: Office, disclosure: Disclosure, pages: int) -> list[Reviewing]:
    at = f"/disclosures/{disclosure.key}/review/"
    users = [person(Role.ACCESS_OFFICER, team=made.team) for _ in range(PEOPLE)]
    return [
        Reviewing(user, Visitor(site.address, user), at, pages, random.Random(number))
        for number, user in enumerate(users)
    ]


def test_fifty_people_review_one_disclosure(tmp_path: Path) -> None:
    made = office(tmp_path)
    disclosure = opened(made)
    with acting(Actor(user=made.reviewer.pk)):
        pages = disclosure.sheets.filter(page__gt=0).count()
    with served(HOME, "--workers", "0", **surroundings()) as site:
        everybody = reviewers(site, made, disclosure, pages)
        until = time.monotonic() + SECONDS
        threads = [threading.Thread(target=each.work, args=(until,)) for each in everybody]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert [wrong for each in everybody for wrong in each.wrong] == []
    said = sum((each.said for each in everybody), collections.Counter[str]())
    assert said, "Nobody was ever too late: the test did not ask what it should."
    other = [words for words in said if "Somebody else decided this while you were looking at it" not in words]
    assert other == []
    assert sum(len(each.accepted) for each in everybody) > PEOPLE
    assert standing(made, disclosure) == sorted(
        (each.user.pk, *accepted) for each in everybody for accepted in each.accepted
    )
    entered = Entry.objects.filter(chain=made.case.pk, verb=Verb.DECIDED).count
    with acting(Actor(user=made.manager.pk)):
        assert entered() == sum(len(each.accepted) for each in everybody)
    assert checking.broken(using="owner") == []


def standing(made: Office, disclosure: Disclosure) -> list[tuple[int, str, int, str]]:
    """Every decision that is there: whose, what of, its version, what."""
    with acting(Actor(user=made.manager.pk)):
        rows = Decision.objects.filter(disclosure=disclosure)
        return sorted(
            (each.by_id, each.seen if each.about == "page" else each.key, each.version, each.action) for each in rows
        )


# ---------------------------------------------------------------- workers that are killed


def notes(one: Case, manager: User, folder: Path) -> None:
    for number in range(FILES):
        lines = [Paragraph(f"{number}.{line}. Faith Okafor came with Orla Byrne.") for line in range(PARAGRAPHS)]
        write_pdf(lines, out=folder / "notes.pdf", title="Notes")
        add(manager, one, named(f"notes {number}.pdf", (folder / "notes.pdf").read_bytes()))
    register_all(manager, one)


def found(manager: User, one: Case) -> tuple[list[tuple[str, int, str]], list[tuple[str, int, str, int]]]:
    """Every page and every mention, without what depends on the case."""
    with acting(Actor(user=manager.pk)):
        pages = Page.objects.filter(case=one).order_by("record__path", "number")
        mentions = Mention.objects.filter(case=one, gone_at=None)
        placed = mentions.order_by("record__path", "page", "start", "text", "person")
        return (
            list(pages.values_list("record__path", "number", "text")),
            list(placed.values_list("record__path", "page", "text", "start")),
        )


@dataclass
class Followed:
    """A preparation as somebody watches it; ``read``: the most pages that were ever told as read."""

    manager: User
    waiting: Preparation
    read: int = 0
    back: list[int] = field(default_factory=list)

    def reached(self, stage: Stage, part: float) -> bool:
        row = now(self.manager, self.waiting)
        if row.stage == Stage.READING and row.total:
            if 0 < row.done < self.read:
                self.back.append(row.done)
            self.read = max(self.read, row.done)
        order = list(Stage)
        there = order.index(Stage(row.stage)) - order.index(stage)
        return there > 0 or (there == 0 and row.total >= 0 and row.done >= part * row.total)


def test_a_worker_killed_again_and_again_repeats_no_page_and_loses_none(tmp_path: Path) -> None:
    manager = person(Role.MANAGER)
    killed, calm = case(manager=manager), case(manager=manager)
    for one in (killed, calm):
        notes(one, manager, tmp_path)
    database = connection.settings_dict["NAME"]
    with worker(database, CANDOUR_WORKERS="1"):
        waiting = asked(manager, calm)
        wait_for(lambda: now(manager, waiting).stage == Stage.READY, seconds=300)
    followed = Followed(manager, asked(manager, killed))
    for stage, part in ((Stage.READING, 0.3), (Stage.READING, 0.7), (Stage.FINDING, 0.5)):
        with worker(database, CANDOUR_WORKERS="1") as process:
            wait_for(lambda at=stage, of=part: followed.reached(at, of), seconds=300)
            os.kill(process.pid, signal.SIGKILL)
            process.wait()
    assert now(manager, followed.waiting).stage != Stage.READY, "It was over before it could be killed."
    with worker(database, CANDOUR_WORKERS="1"):
        wait_for(lambda: followed.reached(Stage.READY, 0), seconds=300)
    assert now(manager, followed.waiting).stage == Stage.READY
    assert followed.back == []
    pages, mentions = found(manager, killed)
    assert len(pages) >= PAGES_AT_LEAST
    assert (pages, mentions) == found(manager, calm)
    with acting(Actor(user=manager.pk)):
        assert Entry.objects.filter(chain=killed.pk, verb=Verb.CASE_PREPARED).count() == 1
    assert checking.broken(using="owner") == []


# ---------------------------------------------------------------- hostile files


def test_every_hostile_file_gets_a_clear_result_and_everything_stays_up(running: Served) -> None:
    manager = person(Role.MANAGER)
    one = case(manager=manager)
    visitor, at = Visitor(running.address, manager), f"/cases/{one.key}/files/add/"
    alive = set(children(running.process.pid))
    form = visitor.get(at).page.xpath("//form[.//input[@type='file']]")[0]
    token = {"csrfmiddlewaretoken": filled(form)["csrfmiddlewaretoken"]}
    given, kept_out = hostile(), refused()
    for path, data in {**given, **kept_out}.items():
        answer = visitor.send(at, token, {path: data}, Accept="application/json")
        assert answer.status == 200, (path, answer.status)
    assert states(manager, one) == {
        FileState.RECEIVED: set(given), FileState.REFUSED: set(told_as(manager, one)),
    }  # fmt: skip
    assert len(told_as(manager, one)) == len(kept_out)
    assert all(told_as(manager, one).values())
    prepared_to_the_end(manager, one)
    assert unclear(manager, one, given) == []
    assert set(children(running.process.pid)) == alive
    assert running.status("/health/ready") == 200
    assert visitor.get(f"/cases/{one.key}/").status == 200


def states(manager: User, one: Case) -> dict[str, set[str]]:
    with acting(Actor(user=manager.pk)):
        found: dict[str, set[str]] = collections.defaultdict(set)
        for each in File.objects.filter(case=one):
            found[each.state].add(each.path)
        return dict(found)


def told_as(manager: User, one: Case) -> dict[str, str]:
    """What was refused, as its path is shown, and why."""
    with acting(Actor(user=manager.pk)):
        return dict(File.objects.filter(case=one, state=FileState.REFUSED).values_list("path", "why"))


def prepared_to_the_end(manager: User, one: Case) -> None:
    def over() -> bool:
        with acting(Actor(user=manager.pk)):
            last = Preparation.objects.filter(case=one).latest("pk")
        assert last.stage != Stage.FAILED, last.error
        return last.stage == Stage.READY

    wait_for(over, seconds=1_800)


def unclear(manager: User, one: Case, given: dict[str, bytes]) -> list[str]:
    """Paths that became neither pages nor a gap with a reason."""
    with acting(Actor(user=manager.pk)):
        shown = set(Record.objects.filter(case=one, pages_count__gt=0).values_list("path", flat=True))
        gaps = {each.source or each.record: each.detail for each in Gap.objects.filter(case=one, gone_at=None)}
    said = shown | {source for source, detail in gaps.items() if detail}
    return [path for path in given if not any(each == path or each.startswith(f"{path}::") for each in said)]
