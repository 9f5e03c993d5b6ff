"""A statement is drafted a paragraph at a time: each change is a version, nothing is lost, and only those do it whose it is."""

from __future__ import annotations

import io

import docx
import pytest
from tests.cases.places import record
from tests.litigation.matters import Place
from tests.web.people import case

from candour.accounts.models import User
from candour.engine.errors import BadInput, Refused
from candour.ledger.acting import Actor, acting
from candour.ledger.models import Entry
from candour.litigation import drafting, noting, versions
from candour.litigation.bringing_in import split, text_of
from candour.litigation.drafting import About, Overtaken
from candour.litigation.linking import Link
from candour.litigation.models import Basis, Kind, Matter, State, Statement
from candour.litigation.paragraphs import Words

pytestmark = pytest.mark.usefixtures("database")


def begun(all_: Place, *, by: User | None = None) -> Statement:
    by = by or all_.witness
    with acting(Actor(user=by.pk)):
        return drafting.begin(by=by, matter=all_.matter, author=all_.witness, about=About(supervisor=all_.colleague))


def texts(statement: Statement, user: User, version: int | None = None) -> list[str]:
    with acting(Actor(user=user.pk)):
        return [row.text for row in versions.paragraphs(statement, version)]


def test_each_change_is_a_version_that_can_be_seen_compared_and_restored(all_: Place) -> None:
    held = record(all_.case, "Minutes", "The meeting was on 3 March.", "Nobody came.")
    one, by = begun(all_), all_.witness
    assert (one.title, one.exhibit, one.version) == ("First witness statement of Wanda Witness", "WW1", 0)
    with acting(Actor(user=by.pk)):
        first = drafting.add(by=by, statement=one, words=Words("I visited on 2 March."))
        drafting.add(by=by, statement=one, words=Words("Background", Kind.HEADING))
        drafting.move(by=by, statement=one, paragraph=first.paragraph, up=False)
        told = Words("I was told of it.", basis=Basis.INFORMATION, source="Her school", links=(Link(held.pk, 2),))
        drafting.add(by=by, statement=one, words=told)
        drafting.change(by=by, statement=one, paragraph=first.paragraph, seen=3, words=Words("I visited on 4 March."))
        drafting.remove(by=by, statement=one, paragraph=versions.paragraphs(one)[0].paragraph, seen=2)
    assert texts(one, by) == ["I visited on 4 March.", "I was told of it."]
    assert texts(one, by, 4) == ["Background", "I visited on 2 March.", "I was told of it."]
    with acting(Actor(user=by.pk)):
        assert [each.what for each in versions.history(one)][::-1] == [
            "1 paragraph added", "1 paragraph added", "1 paragraph moved", "1 paragraph added", "1 paragraph changed",
            "1 paragraph removed",
        ]  # fmt: skip
        changed = versions.differences(one, 4, 6)
        assert [each.what for each in changed] == ["removed", "changed", "same"]
        assert [(piece.kind, piece.text) for piece in changed[1].pieces if piece.kind != "same"] == [
            ("out", "2 "),
            ("in", "4 "),
        ]
        assert drafting.restore(by=by, statement=one, version=4) == 7
        with pytest.raises(Refused, match="as this version has it"):
            drafting.restore(by=by, statement=one, version=4)
    assert texts(one, by) == texts(one, by, 4)
    assert texts(one, by, 6) == ["I visited on 4 March.", "I was told of it."]
    with acting(Actor(user=all_.owner.pk)):
        verbs = list(Entry.objects.filter(object=f"statement:{one.pk}").order_by("seq").values_list("verb", flat=True))
        assert verbs == ["statement_begun", *["statement_changed"] * 7]


def test_who_did_not_see_the_last_version_of_a_paragraph_does_not_write_over_it(all_: Place) -> None:
    one = begun(all_)
    with acting(Actor(user=all_.witness.pk)):
        row = drafting.add(by=all_.witness, statement=one, words=Words("I was there."))
        other = drafting.add(by=all_.witness, statement=one, words=Words("It rained."))
        drafting.change(
            by=all_.witness, statement=one, paragraph=row.paragraph, seen=1, words=Words("I was there at nine.")
        )
    with acting(Actor(user=all_.owner.pk)):
        with pytest.raises(Overtaken) as overtaken:
            drafting.change(by=all_.owner, statement=one, paragraph=row.paragraph, seen=1, words=Words("I was late."))
        assert overtaken.value.theirs.text == "I was there at nine."
        with pytest.raises(Overtaken):
            drafting.remove(by=all_.owner, statement=one, paragraph=row.paragraph, seen=1)
        drafting.change(by=all_.owner, statement=one, paragraph=other.paragraph, seen=2, words=Words("It snowed."))
        drafting.remove(by=all_.owner, statement=one, paragraph=other.paragraph, seen=4)
        back = drafting.change(
            by=all_.owner, statement=one, paragraph=other.paragraph, seen=5, words=Words("It hailed.")
        )
    assert texts(one, all_.owner) == ["I was there at nine.", "It hailed."]
    assert back.version == 6


def test_many_moves_to_the_same_place_keep_the_order(all_: Place) -> None:
    one, by = begun(all_), all_.witness
    with acting(Actor(user=by.pk)):
        drafting.bring_in(by=by, statement=one, paragraphs=[(Kind.ASSERTION, text) for text in "ab"])
        first = versions.paragraphs(one)[0].paragraph
        for number in range(60):
            drafting.add(by=by, statement=one, words=Words(f"{number}"), after=first)
        assert [row.text for row in versions.paragraphs(one)] == [
            "a",
            *(f"{number}" for number in reversed(range(60))),
            "b",
        ]


def test_what_cannot_be_said_is_refused(all_: Place) -> None:
    one, by = begun(all_), all_.owner
    elsewhere = record(case(manager=all_.manager), "Elsewhere", "Another family")
    held = record(all_.case, "Minutes", "One page")
    unfit = (
        Words(" \x00"), Words("x" * 10_001), Words("A", "song"), Words("A", basis="rumour"),
        Words("A", links=(Link(held.pk, 2),)), Words("A", links=(Link(elsewhere.pk, 1),)),
        Words("A", links=(Link(held.pk, 1),), no_record="Nobody wrote it down."),
    )  # fmt: skip
    for words in unfit:
        with acting(Actor(user=by.pk)), pytest.raises(BadInput):
            drafting.add(by=by, statement=one, words=words)
    for user in (all_.instructing, all_.stranger, all_.worker, all_.reader, all_.manager):
        with (
            acting(Actor(user=user.pk)),
            pytest.raises((Refused, Matter.DoesNotExist)),
        ):
            drafting.add(by=user, statement=one, words=Words("I was not there."))
    with acting(Actor(user=by.pk)):
        Statement.objects.filter(pk=one.pk).update(state=State.WITHDRAWN, withdrawn_because="It was a trial.")
        with pytest.raises(Refused, match="no more"):
            drafting.add(by=by, statement=one, words=Words("Too late."))
    assert texts(one, by) == []


def test_titles_and_marks_are_of_one_statement_each_and_statements_made_elsewhere_are_noted(all_: Place) -> None:
    held, by = record(all_.case, "Statement.pdf", "I say this."), all_.owner
    first = begun(all_, by=by)
    second = begun(all_, by=by)
    assert (second.title, second.exhibit) == ("Second witness statement of Wanda Witness", "WW2")
    with acting(Actor(user=by.pk)):
        about = About(supervisor=all_.colleague, exhibit="ww 1")
        with pytest.raises(BadInput, match="exhibit mark"):
            drafting.describe(by=by, statement=second, about=about)
        drafting.describe(
            by=by, statement=first, about=About(supervisor=all_.colleague, title="A statement", exhibit="X9")
        )
        day = all_.matter.opened_at.date()
        made = noting.Made(all_.witness, held, signed_on=day)
        noted = noting.note_made(by=by, matter=all_.matter, made=made)
        noting.note_filed(by=by, statement=noted, on=day)
        noted.refresh_from_db()
        assert (noted.title, noted.state, noted.elsewhere) == (
            "Third witness statement of Wanda Witness",
            State.FILED,
            True,
        )
        with pytest.raises(Refused):
            drafting.add(by=by, statement=noted, words=Words("More"))
    with acting(Actor(user=all_.witness.pk)), pytest.raises(Refused):
        drafting.begin(by=all_.witness, matter=all_.matter, author=all_.owner, about=About(supervisor=all_.colleague))


def test_a_text_is_split_as_it_was_written() -> None:
    made = docx.Document()
    made.add_heading("Background", level=1)
    made.add_paragraph("1. I am a social worker.")
    made.add_paragraph("3 March 2025 was a Monday.")
    held = io.BytesIO()
    made.save(held)
    text = text_of(held, name="Draft.DOCX", size=held.tell())
    wanted = [
        (Kind.HEADING, "Background"), (Kind.ASSERTION, "I am a social worker."),
        (Kind.ASSERTION, "3 March 2025 was a Monday."),
    ]  # fmt: skip
    assert split(text) == wanted
    assert split("# One\r\ntwo\r\nthree\r\n\r\n(2) four") == [
        (Kind.HEADING, "One"), (Kind.ASSERTION, "two\nthree"), (Kind.ASSERTION, "four"),
    ]  # fmt: skip
    for name in ("a.docx", "a.txt"):
        with pytest.raises(BadInput):
            text_of(io.BytesIO(b"\xff\xfePK nothing"), name=name, size=10)
    with pytest.raises(BadInput, match="too large"):
        text_of(held, name="a.docx", size=6 << 20)
