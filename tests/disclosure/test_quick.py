"""What is kept or counted once so that pages of a large case stay quick is what counting it anew would give."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from tests.disclosure.disclosing import Office, opened, seen
from tests.disclosure.test_counting import agrees

from candour.disclosure import queries
from candour.disclosure.asking import pack_of
from candour.disclosure.choices import Choice
from candour.disclosure.deciding import decide_mention, decide_pages, undo
from candour.disclosure.models import Disclosure, Proposal, Sheet
from candour.engine.model import Action
from candour.ledger.acting import Actor, acting

pytestmark = pytest.mark.usefixtures("database")


def test_how_many_say_the_same_stands_beside_each(here: Office) -> None:
    made = opened(here)
    with acting(Actor(user=here.reader.pk)):
        found = list(Proposal.objects.filter(disclosure=made))
    counted = Counter(each.said for each in found)
    assert max(counted.values()) > 1
    assert {each.mention: each.alike for each in found} == {each.mention: counted[each.said] for each in found}


def test_progress_is_what_stands(here: Office) -> None:
    made = opened(here)
    with acting(Actor(user=here.reviewer.pk)):
        first, second, *_ = seen(made, page__gt=0)
        accept = Choice(Action.REDACT, "", "Looked at.")
        for page in (first, second):
            taken = decide_pages(by=here.reviewer, disclosure=made, pages=[page], choice=accept)
        undo(by=here.reviewer, disclosure=made, batch=taken.batch)
        free = Proposal.objects.filter(disclosure=made, locked=False, question=False, page__gt=0).last()
        assert free
        kept = Choice(Action.KEEP, "", "They know it.")
        decide_mention(by=here.reviewer, disclosure=made, mention=free.mention, choice=kept, version=0)
        agrees(made)
        assert queries.pages_decided(made).decided == 1
        Sheet.objects.filter(disclosure=made, record=first.record, page=first.page).update(shown="something else")
        agrees(made)
        assert queries.pages_decided(made).decided == 0


def test_a_pack_whose_version_is_not_kept_is_read_once_and_again_when_it_was_changed(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text('[pack]\nname = "own"\nversion = "1"\ntitle = "Own"\nextends = "england"\n', encoding="utf-8")
    one = Disclosure(pack=str(own))
    first = pack_of(one)
    assert pack_of(one) is first
    own.write_bytes(own.read_bytes() + b"\n# changed\n")
    again = pack_of(one)
    assert (again.sha256 == first.sha256, again is first) == (False, False)
