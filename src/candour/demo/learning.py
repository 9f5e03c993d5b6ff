"""What the demonstration's lawyers agreed with children's services and taught them: a protocol, courses, workshops, advice.

Each thing is done once, on its day, by somebody who may.
"""

from __future__ import annotations

from collections.abc import Collection
from contextlib import AbstractContextManager
from datetime import date, datetime, time, timedelta

from candour.accounts.models import Team, User
from candour.accounts.roles import Role
from candour.cases.models import Case
from candour.demo.authority import MERRIN, somebody
from candour.demo.litigating import head, lawyer
from candour.ledger.acting import Actor, acting
from candour.ledger.clock import LONDON, now, standing_at, today
from candour.litigation import acknowledging, protocols
from candour.litigation.models import Acknowledgement, Protocol, ProtocolVersion
from candour.litigation.protocols import Draft
from candour.policy.recurring import Every
from candour.training import advising, attending, coursing, gap_keeping, planning, workshops
from candour.training.advising import Question
from candour.training.listing import typed
from candour.training.models import Advice, Course, Gap, Series, Source
from candour.training.named import Whom
from candour.training.planning import Details

_TITLE = "Judicial review: between Legal and children’s services"
_KINDS = ("judicial_review", "care_proceedings", "civil_claim")
_CHANGES = "Searches have to be answered within ten working days, and Legal answers each redaction by itself."
_ADDED = "\n\n# Searches within ten working days\n\nWhoever is asked to search answers within ten working days."
_READERS = ("Bethan Pryce", "Tobias Lunt", "Farah Nadeem", "Mary Keogh")
_CAME = "bethan.pryce@mosswick.example\ngillian.moffat@mosswick.example\nfarah.nadeem@mosswick.example"
_GAPS = (
    ("What has to be disclosed", "That what harms the council’s case goes to the other side as well.", Source.MATTER),
    ("Why something is blacked out", "That each redaction needs a reason in words of one’s own.", Source.AUDIT),
    ("Own knowledge, or what somebody said", "How a statement says from whom something is known.", Source.QUESTION),
)
_ASKED = (
    ("Do I have to keep a message on my own phone about a visit?",
     "Yes. It is a record like any other: send it to the file the same day, then you may delete it.",
     ("Records", "Disclosure"), False),
    ("May I take my own day book with me when I leave the council?",
     "No. It belongs to the file of the children that it is about, and goes there.", ("Records",), False),
    ("Is what the author of an assessment says on the telephone enough to decide by?",
     "No. Get it in writing, and put it before the panel. Tell me when you have it.", ("Assessments", "Disclosure"), True),
)  # fmt: skip


def learn() -> None:
    _protocol()
    _course()
    _workshops()


def _before(days: int) -> AbstractContextManager[None]:
    """So many days before today, in the morning."""
    return standing_at(datetime.combine(_day(days), time(9, 40), LONDON))


def _day(days: int) -> date:
    return (now() - timedelta(days=days)).astimezone(LONDON).date()


def _protocol() -> None:
    """Two versions, agreed by both services; of the second some have not said that they read it, and are late."""
    with acting(Actor(user=lawyer().pk)):
        if Protocol.objects.exists():
            return
    with _before(220), acting(Actor(user=lawyer().pk)):
        first = Draft(protocols.example(), in_force_from=today() + timedelta(days=7))
        made = protocols.make(by=lawyer(), title=_TITLE, kinds=_KINDS, draft=first)
        version = ProtocolVersion.objects.get(protocol=made)
        protocols.agree(by=lawyer(), version=version, legal=True)
        protocols.agree(by=_manager(), version=version, legal=False)
        _read(version, ("Bethan Pryce", "Tobias Lunt"), due=21)
    with _before(40), acting(Actor(user=lawyer().pk)):
        second = Draft(protocols.example() + _ADDED, _CHANGES, today() + timedelta(days=5))
        version = protocols.new_version(by=lawyer(), protocol=made, draft=second)
        protocols.agree(by=head(), version=version, legal=True)
        protocols.agree(by=_manager(), version=version, legal=False)
        _read(version, _READERS, due=21)


def _read(version: ProtocolVersion, names: Collection[str], *, due: int) -> None:
    """The first two of ``names`` said so the same day."""
    version.refresh_from_db()
    users, service = [somebody(name) for name in names], Team.objects.get(name="Children looked after")
    day = today() + timedelta(days=due)
    acknowledging.ask(by=lawyer(), version=version, users=users, teams=(service,), due=day)
    for user in users[:2]:
        reading = Acknowledgement.objects.select_related("version").get(version=version, user=user)
        acknowledging.say(by=user, reading=reading)


def _course() -> None:
    """Everybody in the team needs it; some came, some did not, and of one it has expired by now."""
    with acting(Actor(user=lawyer().pk)):
        if Course.objects.exists():
            return
    with _before(210), acting(Actor(user=lawyer().pk)):
        about = coursing.About(
            "Disclosure and the duty of candour", "What has to be kept, found and disclosed, and why.", 6
        )
        course = coursing.set_up(by=lawyer(), about=about)
        for name in ("Children looked after", "Access to information"):
            coursing.need(by=lawyer(), course=course, team=Team.objects.get(name=name), role=None)
        coursing.need(by=lawyer(), course=course, team=None, role=Role.CHAIR)
    for days, came in ((205, _CAME), (60, "bethan.pryce@mosswick.example\nowen.pike@mosswick.example")):
        with _before(days), acting(Actor(user=lawyer().pk)):
            session = planning.plan(by=lawyer(), course=course, details=_details(days))
            attending.bring_in(by=lawyer(), session=session, rows=typed(came, status="attended"), imported=True)
    with acting(Actor(user=lawyer().pk)):
        planning.plan(by=lawyer(), course=course, details=_details(-20))


def _workshops() -> None:
    """Every month for half a year, one of which nobody held; what they are about comes from the board of gaps."""
    with acting(Actor(user=lawyer().pk)):
        if Series.objects.exists():
            return
        about = workshops.About(
            "Law for practice", "An hour a month on what people asked.", Every.MONTH, _month(5), lawyer()
        )
        series = workshops.begin(by=lawyer(), about=about)
        gaps = [_gap(each) for each in _GAPS]
        for back, topics in ((5, ()), (4, gaps[:1]), (3, ()), (1, gaps[1:2])):
            day = _month(back) + timedelta(days=11)
            details = Details(day, "Town hall, room 4", Whom(lawyer()))
            session = planning.plan(by=lawyer(), series=series, details=details)
            other = "" if topics else "What people asked this month"
            workshops.choose_topics(by=lawyer(), session=session, gaps=topics, other=other)
            workshops.hold(by=lawyer(), session=session)
        evidence = "Ten files of the team were looked at: in nine every covered part says why."
        gap_keeping.close(by=somebody("Ines Carvalho"), gap=gaps[0], evidence=evidence)


def _gap(told: tuple[str, str, Source]) -> Gap:
    title, what, source = told
    return gap_keeping.note(by=lawyer(), about=gap_keeping.About(title, what, source.value))


def advise() -> None:
    """Two that all staff may read, one about a case of a matter, and one that nobody has answered."""
    worker = somebody("Bethan Pryce")
    with acting(Actor(user=worker.pk)):
        if Advice.objects.exists():
            return
    for days, (question, answer, themes, of_case) in enumerate(_ASKED, start=1):
        with _before(days * 17), acting(Actor(user=worker.pk)):
            case = Case.objects.get(reference=MERRIN) if of_case else None
            made = advising.ask(by=worker, question=Question(question, case=case, themes=themes))
        with _before(days * 17 - 2), acting(Actor(user=lawyer().pk)):
            advising.answer(by=lawyer(), advice=made, text=answer)
            if not of_case:
                advising.publish(by=lawyer(), advice=made)
    with _before(8), acting(Actor(user=worker.pk)):
        asked = "How do I say in a statement that I know something from a colleague who has left?"
        advising.ask(by=worker, question=Question(asked, themes=("Statements",)))


def _details(days: int) -> Details:
    return Details(_day(days), "Town hall, room 2", Whom(lawyer()), 20)


def _month(back: int) -> date:
    """The first day of the month so many months back."""
    year, month = divmod(today().year * 12 + today().month - 1 - back, 12)
    return date(year, month + 1, 1)


def _manager() -> User:
    return somebody("Gillian Moffat")
