"""Keeps series of workshops: begins and ends them, chooses what each is about, and notes that it was held."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from candour.accounts.gate import check
from candour.accounts.models import User
from candour.accounts.queries import allowed
from candour.accounts.roles import Act
from candour.engine.errors import BadInput, Refused
from candour.ledger.acting import record
from candour.ledger.clock import now, today
from candour.ledger.verbs import Verb
from candour.policy.recurring import Every
from candour.training.models import Gap, Series, Session, Stage, Topic
from candour.training.planning import locked, put_back, stands


@dataclass(frozen=True, slots=True)
class About:
    title: str
    about: str
    every: str
    first: date
    keeper: User


def begin(*, by: User, about: About) -> Series:
    check(by, Act.KEEP_TRAINING)
    made = Series.objects.create(made_by=by, made_at=now(), **_columns(about))
    record(Verb.WORKSHOPS_BEGUN, object=f"workshops:{made.pk}", every=about.every)
    return made


def change(*, by: User, series: Series, about: About) -> None:
    """How often and from when it is owed holds for the past as well, so both stand in the ledger."""
    check(by, Act.KEEP_TRAINING)
    columns = _columns(about)
    if Session.objects.filter(series=series, day__lt=about.first).exists():
        raise Refused("There was a workshop before this day.", do="Let the series begin on that day or earlier.")
    Series.objects.filter(pk=series.pk).update(**columns)
    record(Verb.WORKSHOPS_CHANGED, object=f"workshops:{series.pk}", every=about.every, first=about.first.isoformat())


def end(*, by: User, series: Series) -> None:
    """No workshop is owed after today. Those planned for later have to be cancelled first, each with its reason."""
    check(by, Act.KEEP_TRAINING)
    ahead = Session.objects.filter(series=series, day__gt=today(), cancelled_at=None)
    if ahead.exists():
        raise Refused("Workshops are planned for later days.", do="Cancel them first, each with its reason.")
    if Series.objects.filter(pk=series.pk, ended_on=None).update(ended_on=today()):
        record(Verb.WORKSHOPS_ENDED, object=f"workshops:{series.pk}")


def choose_topics(*, by: User, session: Session, gaps: Collection[Gap], other: str = "") -> None:
    """What a workshop is about, instead of what was chosen before. Gaps that are the topic of another one are Refused."""
    check(by, Act.KEEP_TRAINING)
    there = _open_workshop(session)
    wanted, other = {each.pk for each in gaps}, " ".join(other.split())[:200]
    before = {each.gap_id for each in there.topics.all() if each.gap_id is not None}
    free = Gap.objects.select_for_update(of=("self",)).filter(pk__in=wanted - before, stage=Stage.NOTED)
    if len(free) != len(wanted - before):
        raise Refused(
            "One of these gaps is the topic of another workshop by now.", do="Load the page and choose again."
        )
    put_back(Gap.objects.filter(pk__in=before - wanted, stage=Stage.PLANNED))
    there.topics.exclude(gap__in=wanted & before).delete()
    said = {"session": there, "by": by, "at": now()}
    Topic.objects.bulk_create([Topic(gap_id=each, **said) for each in sorted(wanted - before)])
    if other:
        Topic.objects.create(title=other, **said)
    Gap.objects.filter(pk__in=wanted).update(stage=Stage.PLANNED)
    record(Verb.SESSION_TOPICS, object=f"training_session:{there.pk}", gaps=sorted(wanted))


def hold(*, by: User, session: Session) -> None:
    """It was held on its day. Its gaps then wait for evidence, which somebody else has to give."""
    check(by, Act.KEEP_TRAINING)
    there = _open_workshop(session)
    if there.day > today():
        raise Refused("This workshop is yet to come.", do="Note it on the day; or change the day if it was earlier.")
    if not there.topics.exists():
        raise BadInput("Nobody has said what it was about.", do="Choose its topics first.")
    Session.objects.filter(pk=there.pk).update(held_at=now(), held_by=by)
    Gap.objects.filter(topics__session=there, stage=Stage.PLANNED).update(stage=Stage.HELD)
    record(Verb.SESSION_HELD, object=f"training_session:{there.pk}")


def _open_workshop(session: Session) -> Session:
    there = locked(session)
    stands(there)
    if there.series_id is None:
        raise Refused("This is a session of a course.", do="Note who came to it: that says that it was held.")
    if there.held_at is not None:
        raise Refused("It was noted that this workshop was held.", do="Plan another one.")
    return there


def _columns(about: About) -> dict[str, object]:
    title = " ".join(about.title.split())
    if not title or about.every not in list(Every):
        raise BadInput("A series needs a title and how often it is.", do="Give both.")
    if not allowed(about.keeper, Act.KEEP_TRAINING):
        raise BadInput("This person cannot keep workshops.", do="Choose somebody whose role lets them.")
    return {
        "title": title[:200], "about": about.about.strip(), "every": about.every, "first": about.first,
        "keeper": about.keeper,
    }  # fmt: skip
