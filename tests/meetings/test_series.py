"""A series of meetings: what was held and missed, agendas that make themselves, decisions and signed minutes that stay."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

import pytest
from django.db import ProgrammingError, connection
from tests.cases.places import place
from tests.meetings.sittings import Chamber, chamber, months_ago, noon
from tests.site.working import has, waiting
from tests.web.people import person

from candour.accounts.models import User
from candour.accounts.roles import Role
from candour.actions import services as actions
from candour.actions.models import Action
from candour.actions.services import About, Agreed, Days, Owners
from candour.cases import services as cases
from candour.engine.errors import BadInput, Refused
from candour.ledger.acting import NOBODY, Actor, acting
from candour.ledger.clock import standing_at, today
from candour.meetings import agenda, series_keeping, sitting, sitting_minutes, sitting_said
from candour.meetings.agenda import Issue
from candour.meetings.series import TABLES, Item, Said, Series, Sitting
from candour.site.sitting_actions import ABOUT

pytestmark = pytest.mark.usefixtures("database")
HELD, MISSED, DUE = "held", "missed", "due"


@pytest.fixture
def open_issues() -> Iterator[list[Issue]]:
    """What an app above tells is open; one of another kind of series is never asked."""
    found: list[Issue] = []

    def issues(user: User) -> Iterable[Issue]:
        return list(found)

    agenda.on_agenda("test", kind="litigation")(issues)
    yield found
    del agenda._SOURCES["test"]


def sees(user: User, here: Chamber) -> bool:
    with acting(Actor(user=user.pk)):
        found = {Series.objects.exists(), Sitting.objects.exists(), Item.objects.exists(), Said.objects.exists()}
    (one,) = found  # what belongs to it is seen by who belongs to it, and by nobody else
    return one


def test_a_missed_month_is_seen_and_waits_for_chair_and_head() -> None:
    here = chamber(first=months_ago(3))
    here.hold(months_ago(3))
    held = here.hold(months_ago(1, 1))
    assert [each.state for each in here.windows()] == [HELD, MISSED, HELD, DUE]
    assert not has(here.head, "Litigation meeting")
    assert waiting(here.chair, "Plan the next").more == f"{today():%B %Y}"
    next_month = months_ago(-1)
    with standing_at(noon(next_month)):
        assert [each.state for each in here.windows()] == [HELD, MISSED, HELD, MISSED, DUE]
        for user in (here.chair, here.head):
            assert waiting(user, "Litigation meeting: a meeting was missed").more.startswith("None was held")
        for user in (here.member, here.clerk, here.other):
            assert not has(user, "Litigation meeting: a meeting")
        here.hold(months_ago(0, 1))
        assert not has(here.head, "Litigation meeting: a meeting")
        assert [each.state for each in here.windows()][-2:] == [MISSED, HELD]
    assert (has(here.chair, "Sign the minutes"), has(here.lawyer, "Sign the minutes")) == (True, False)
    assert held.place == "Room 4"


def test_only_the_chair_says_that_none_was_needed_and_a_rhythm_is_not_changed_afterwards() -> None:
    here = chamber(first=months_ago(2))
    one = here.plan(months_ago(2))
    assert has(here.chair, "Say whether the meeting was held")
    with acting(Actor(user=here.clerk.pk)), pytest.raises(Refused, match="Only the chair"):
        sitting.cancel(by=here.clerk, sitting=one, reason="It was the summer break", needed=False)
    with acting(Actor(user=here.chair.pk)):
        sitting.cancel(by=here.chair, sitting=one, reason="It was the summer break", needed=False)
    other = here.plan(months_ago(1))
    with acting(Actor(user=here.clerk.pk)):
        sitting.cancel(by=here.clerk, sitting=other, reason="Nobody could come that day")
    assert [each.state for each in here.windows()] == ["excused", MISSED, DUE]
    here.hold(months_ago(1, 20))
    slower = series_keeping.Terms("Litigation meeting", "litigation", "year", months_ago(2), here.chair)
    with acting(Actor(user=here.clerk.pk)):
        with pytest.raises(Refused, match="cannot be changed once"):
            series_keeping.change(by=here.clerk, series=here.series, terms=slower)
        with pytest.raises(BadInput, match="after that day"):
            series_keeping.end(by=here.clerk, series=here.series, on=months_ago(1, 2), reason="They join another one")
        series_keeping.end(by=here.clerk, series=here.series, on=months_ago(1, 28), reason="They join another one")
        with pytest.raises(Refused, match="has ended"):
            sitting.plan(by=here.clerk, series=here.series, on=today())
    assert [each.state for each in here.windows()] == ["excused", HELD]


def test_what_stays_open_comes_back_by_itself(open_issues: list[Issue]) -> None:
    here = chamber(first=months_ago(2))
    open_issues += [Issue("gap:1", "The viability assessment is missing"), Issue("gap:2", "Unexplained redactions")]
    first = here.hold(months_ago(2))
    with acting(Actor(user=here.clerk.pk)):
        agenda.add(by=here.clerk, sitting=first, title="Room for the hearing")
        agenda.add(by=here.clerk, sitting=first, title="Who takes minutes")
    one, two, room, who = here.items(first)
    with acting(Actor(user=here.clerk.pk)):
        sitting_said.decide(by=here.clerk, item=room, text="Court 3 is booked", settles=True)
        sitting_said.decide(by=here.clerk, item=who, text="Cleo for this month")
        agenda.shift(by=here.clerk, item=who, down=False)
        agenda.shift(by=here.clerk, item=one, down=False)  # it is the first: nothing happens
    assert [each.title for each in here.items(first)] == [each.title for each in (one, two, who, room)]
    open_issues.pop()
    second = here.plan(months_ago(1))
    told = [(each.title, each.times) for each in here.items(second)]
    assert told == [("The viability assessment is missing", 2), ("Who takes minutes", 2)]
    open_issues[0] = Issue("gap:1", "The viability assessment was asked for")
    open_issues.append(Issue("gap:3", "A record came after disclosure"))
    with acting(Actor(user=here.lawyer.pk)):
        assert agenda.bring_up_to_date(by=here.lawyer, sitting=second) == 1
        assert agenda.bring_up_to_date(by=here.lawyer, sitting=second) == 0
        assert here_first(second).title == "The viability assessment was asked for"
        agenda.take_off(by=here.lawyer, item=here_first(second), reason="Counsel is asked first")
    with acting(Actor(user=here.member.pk)), pytest.raises(Refused, match="do not keep"):
        agenda.add(by=here.member, sitting=second, title="My own item")
    assert [each.times for each in here.items(here.plan(today())) if each.source] == [2, 1], "a plan is no meeting"
    other = chamber(first=months_ago(0, 1), kind="other")
    assert other.items(other.plan(today())) == []


def here_first(of: Sitting) -> Item:
    return Item.objects.filter(sitting=of).select_related("sitting__series").order_by("position")[0]


def test_signed_minutes_stay_and_can_be_had_as_files() -> None:
    here = chamber(first=months_ago(1))
    held = here.hold(months_ago(1))
    with acting(Actor(user=here.clerk.pk)):
        agenda.add(by=here.clerk, sitting=held, title="Disclosure in the claim")
    (item,) = here.items(held)
    with acting(Actor(user=here.clerk.pk)):
        sitting_said.note(by=here.clerk, item=item, text="Four hundred pages are awaited")
        sitting_said.decide(by=here.clerk, item=item, text="Ask for one more week")
        sitting_said.decide(by=here.clerk, item=item, text="Ask for two more weeks")
        with pytest.raises(Refused, match="Cora Chair signs"):
            sitting_minutes.sign(by=here.clerk, sitting=held)
    with acting(Actor(user=here.chair.pk)):
        signature = sitting_minutes.sign(by=here.chair, sitting=held)
        told = sitting_minutes.minutes_of(held)
        assert signature.content == sitting_minutes.content_of(told)
        assert told.present == ("Cora Chair (chair)", "Lena Lawyer", "Ms Kaye, counsel")
        assert (told.items[0].decision.text, len(told.items[0].earlier)) == ("Ask for two more weeks", 1)
        word, pdf = (sitting_minutes.download(sitting=held, form=form) for form in ("docx", "pdf"))
    assert (word[:2], pdf[:5]) == (b"PK", b"%PDF-")
    assert "Decided first, and replaced: Ask for one more week" in text_of(pdf)
    with acting(Actor(user=here.clerk.pk)), pytest.raises(Refused, match="are signed"):
        sitting_said.note(by=here.clerk, item=item, text="One more word on it")
    for change in (
        f"insert into meetings_said (item_id, kind, text, by_id, at) values ({item.pk}, 'note', 'x', {here.clerk.pk}, now())",
        "update meetings_item set title = 'x'", "delete from meetings_presence", "update meetings_sitting set place = 'x'",
        "update meetings_said set text = 'x'",
    ):  # fmt: skip
        with pytest.raises(ProgrammingError), acting(Actor(user=here.clerk.pk)), connection.cursor() as cursor:
            cursor.execute(change)
    with acting(Actor(user=here.chair.pk)):
        sitting_minutes.take_back(by=here.chair, sitting=held, reason="A name is wrong in them")
        sitting_said.note(by=here.chair, item=item, text="One more word on it")
    assert [sees(each, here) for each in (here.member, here.head, here.other)] == [True, True, False]


def text_of(pdf: bytes) -> str:
    import pypdfium2

    return " ".join(" ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)).split())


def test_who_is_barred_from_a_case_sees_neither_its_item_nor_its_action(open_issues: list[Issue]) -> None:
    file, here = place("The Marlow family"), chamber(first=months_ago(1))
    open_issues.append(Issue("gap:1", "Marlow: an assessment is missing", case=file.case))
    held = here.hold(months_ago(1))
    (item,) = here.items(held)
    with acting(Actor(user=here.clerk.pk)):
        agreed = Agreed(
            "Find the assessment", Owners((here.lawyer,)), Days(today()), about=About(ABOUT, item.pk, item.case_id)
        )
        actions.make(by=here.clerk, agreed=agreed)
    assert seen_by(here.member) == (1, 1)
    with acting(Actor(user=file.owner.pk)):
        cases.bar(by=file.owner, case=file.case, user=here.member, reason="He is the child's uncle")
    assert (seen_by(here.member), seen_by(here.lawyer), seen_by(here.other)) == ((0, 0), (1, 1), (0, 0))
    with standing_at(noon(months_ago(-1))):
        assert waiting(here.chair, "Overdue: Find").more == "Litigation meeting. Owned by Lena Lawyer."
        assert has(here.head, "Overdue: Find")
        assert not has(here.member, "Overdue: Find")


def seen_by(user: User) -> tuple[int, int]:
    with acting(Actor(user=user.pk)):
        return Item.objects.count(), Action.objects.count()


def test_the_database_shows_nothing_to_nobody() -> None:
    here = chamber(first=date(2026, 1, 5))
    with acting(NOBODY), connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"select count(*) from {table}")
            assert cursor.fetchone() == (0,), table
        cursor.execute("select relname from pg_class where relrowsecurity and relname = any (%s)", [list(TABLES)])
        assert {name for (name,) in cursor.fetchall()} == set(TABLES)
    admin = person(Role.ADMINISTRATOR)
    with acting(Actor(user=here.clerk.pk)), pytest.raises(Refused, match="cannot belong"):
        series_keeping.change_members(by=here.clerk, series=here.series, members=(admin,))
    with acting(Actor(user=here.member.pk)), pytest.raises(Refused, match="do not keep"):
        series_keeping.change_members(by=here.member, series=here.series, members=())
    with acting(Actor(user=here.clerk.pk)):
        series_keeping.change_members(by=here.clerk, series=here.series, members=())
    with acting(Actor(user=here.member.pk)):
        assert not Series.objects.exists()
