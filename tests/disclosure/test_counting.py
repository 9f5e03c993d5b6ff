"""Counts made by multiplying are what counting every mention gives, whatever people decide, take back, and are put anew."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from tests.disclosure.counted import recount
from tests.disclosure.disclosing import Office, office, opened
from tests.disclosure.test_precedence import STEPS, Back, take

from candour.disclosure import people_now, queries, sentences
from candour.disclosure.deciding import undo
from candour.disclosure.models import Alike, Disclosure, Named, Proposal, Sheet
from candour.disclosure.settled import STANDING, Settled, rows, settled
from candour.ledger.acting import Actor, acting

pytestmark = pytest.mark.usefixtures("database")
_MINE = {"lock", "mention", "group"}


def test_every_count_is_the_full_count(tmp_path: Path) -> None:
    here = office(tmp_path)
    one = opened(here, recipient="father", purpose="parent-request")
    with acting(Actor(user=here.reviewer.pk)):
        share(one)
        pages = list(Sheet.objects.filter(disclosure=one, page__gt=0).order_by("place")[:4])

    @settings(max_examples=15, suppress_health_check=list(HealthCheck))
    @given(STEPS)
    def holds(steps) -> None:
        with contextlib.suppress(Back), acting(Actor(user=here.reviewer.pk)):
            made = [batch for step in steps if (batch := take(here, one, step))]
            agrees(one)
            for batch in reversed(made[len(made) // 2 :]):
                undo(by=here.reviewer, disclosure=one, batch=batch)
            agrees(one)
            for page in pages:  # put anew: what was decided on the page as it was counts no more
                Sheet.objects.filter(pk=page.pk).update(shown="another")
                Proposal.objects.filter(disclosure=one, record=page.record, page=page.page).update(content="another")
            agrees(one)
            raise Back

    holds()


def share(one: Disclosure) -> None:
    """Some names could be two people's."""
    found = Proposal.objects.filter(disclosure=one, question=False, kind="PERSON", locked=False)
    first, second, *_ = sorted({owner for each in found for owner in each.owners})
    said = set(found.filter(owners__overlap=[first, second]).values_list("said", flat=True)[:2])
    assert found.filter(said__in=said).update(owners=[first, second])
    recount(one)


def agrees(one: Disclosure) -> None:
    on_pages = [each for each in settled(one) if each.sheet is not None and each.page]
    _progress_agrees(one, on_pages)
    _people_agree(one, [each for each in on_pages if not each.question])
    _unclear_agree(
        one, [each for each in on_pages if not each.question and each.kind == "PERSON" and len(each.owners) > 1]
    )


def _progress_agrees(one: Disclosure, on_pages: list[Settled]) -> None:
    told = queries.progress(one)
    ((pages, done),) = rows(STANDING + "select count(*), count(*) filter (where decided <> '') from sheets", one)
    assert (told.pages.total, told.pages.decided) == (pages, done)
    counted = [each for each in on_pages if not each.locked]
    assert (told.mentions.total, told.mentions.decided) == (
        len(counted),
        sum(bool(each.settled_by) for each in counted),
    )
    assert {each.key: (each.total, each.decided) for each in told.people} == _by(lambda each: each.owners, counted)
    grounds = _by(lambda each: [each.ground or each.proposed_ground], counted)
    assert {each.key: (each.total, each.decided) for each in told.grounds} == grounds
    assert told.undecided == len(queries.missing(one))


def _by(keys: Callable[[Settled], list[str]], counted: list[Settled]) -> dict[str, tuple[int, int]]:
    total = Counter(key for each in counted for key in keys(each))
    done = Counter(key for each in counted if each.settled_by for key in keys(each))
    return {key: (total[key], done[key]) for key in total}


def _people_agree(one: Disclosure, counted: list[Settled]) -> None:
    told = {each.person.key: each.counts for each in people_now.people(one)}
    owners = {owner for each in counted for owner in each.owners}
    assert told.keys() == owners
    for owner in owners:
        theirs = [each for each in counted if owner in each.owners]
        assert told[owner] == people_now.Counts(
            total=len(theirs),
            pages=len({(each.record, each.page) for each in theirs}),
            decided=sum(bool(each.settled_by) for each in theirs),
            locked=sum(each.locked for each in theirs),
            own=sum(each.settled_by in ("mention", "group") for each in theirs),
            followed=sum(each.settled_by == "person" for each in theirs),
            shared=sum(len(each.owners) > 1 and each.settled_by not in _MINE for each in theirs),
            redact=sum(each.proposed == "redact" for each in theirs),
        )
        (only,) = people_now.people(one, only=[owner])
        assert only.counts == told[owner]
        reasons = Counter((each.proposed, each.proposed_ground, each.why, each.locked) for each in theirs)
        assert {(r.action, r.ground, r.why, r.locked): r.many for r in people_now.proposed(one, owner)} == reasons


def _unclear_agree(one: Disclosure, counted: list[Settled]) -> None:
    told = {each.said: (each.total, each.open, each.locked) for each in people_now.unclear(one)}
    groups = {said: [each for each in counted if each.said == said] for said in {each.said for each in counted}}
    assert told == {
        said: (len(each), sum(one.settled_by not in _MINE for one in each), any(one.locked for one in each))
        for said, each in groups.items()
    }


def test_what_was_there_before_is_counted_alike(tmp_path: Path) -> None:
    here = office(tmp_path)
    one = opened(here)
    with acting(Actor(user=here.reviewer.pk)):
        before = _counted(one)
        recount(one)
        assert _counted(one) == before


def _counted(one: Disclosure) -> list[object]:
    kinds = {each.number: each for each in Alike.objects.filter(disclosure=one)}
    told = {
        (k.said, k.action, k.ground, k.why, k.locked): (k.total, k.elsewhere, k.text, k.firsts) for k in kinds.values()
    }
    sheets = Sheet.objects.filter(disclosure=one).order_by("place")
    held = [[kinds[number].said for number in sheet.holds] for sheet in sheets]
    return [told, held, dict(Named.objects.filter(disclosure=one).values_list("person", "pages"))]


def test_what_stands_together_is_every_proposal_once(tmp_path: Path) -> None:
    here = office(tmp_path)
    one = opened(here)
    with acting(Actor(user=here.reader.pk)):
        kinds = {each.number: each for each in Alike.objects.filter(disclosure=one)}
        found = list(Proposal.objects.filter(disclosure=one))
        held = {(sheet.record, sheet.page): sheet.holds for sheet in Sheet.objects.filter(disclosure=one)}
    assert sum(each.total + each.elsewhere for each in kinds.values()) == len(found) > len(kinds)
    for each in found:
        if each.page:
            kind = kinds[held[each.record, each.page][each.place]]
            put = (each.said, each.action, each.ground, each.why, each.locked, each.owners, each.kind, each.question)
            assert put == (
                kind.said, kind.action, kind.ground, kind.why, kind.locked, kind.owners, kind.kind, kind.question
            )  # fmt: skip


def test_samples_are_the_first_that_say_different_things_then_the_first_again(tmp_path: Path) -> None:
    here = office(tmp_path)
    one = opened(here)
    with acting(Actor(user=here.reader.pk)):
        theirs = [each for each in settled(one) if each.sheet is not None and each.page and not each.question]
        owners = {owner for each in theirs for owner in each.owners}
        told = sentences.samples(one, sorted(owners), many=3)
        assert {owner: [each.mention for each in told[owner]] for owner in owners} == {
            owner: _first_three(_theirs(here, theirs, owner)) for owner in owners
        }


def _theirs(here: Office, found: list[Settled], owner: str) -> list[Settled]:
    return sorted((each for each in found if owner in each.owners), key=lambda each: (each.sheet or 0, each.place))


def _first_three(theirs: list[Settled]) -> list[str]:
    times: Counter[str] = Counter()
    ranked = []
    for each in theirs:
        times[each.said] += 1
        ranked.append((times[each.said], each.sheet or 0, each.place, each.mention))
    return [mention for *_, mention in sorted(ranked)[:3]]
