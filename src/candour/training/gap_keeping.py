"""Notes gaps in what people know of the law, and closes them: after a workshop, with evidence, and never by who held it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from hashlib import sha256

from django.core.files.uploadedfile import UploadedFile

from candour.accounts.gate import check
from candour.accounts.models import Team, User
from candour.accounts.roles import Act
from candour.cases.arriving import arrived
from candour.cases.reasons import in_words, words
from candour.engine.errors import BadInput, Refused
from candour.ledger.acting import record
from candour.ledger.clock import now
from candour.ledger.verbs import Verb
from candour.training.models import Closing, Gap, Session, Source, Stage

LARGEST = 10 << 20
"""Bytes of a file of evidence: it stands in the database, since it belongs to no case."""


@dataclass(frozen=True, slots=True)
class About:
    """``teams`` empty: everybody's."""

    title: str
    what: str
    source: str
    source_words: str = ""
    teams: Collection[Team] = ()


def note(*, by: User, about: About) -> Gap:
    check(by, Act.KEEP_TRAINING)
    made = Gap.objects.create(noted_by=by, noted_at=now(), **_columns(about))
    made.teams.set(about.teams)
    record(Verb.GAP_NOTED, object=_object(made), source=about.source)
    return made


def change(*, by: User, gap: Gap, about: About) -> None:
    check(by, Act.KEEP_TRAINING)
    Gap.objects.filter(pk=gap.pk).update(**_columns(about))
    gap.teams.set(about.teams)
    record(Verb.GAP_CHANGED, object=_object(gap))


def _columns(about: About) -> dict[str, str]:
    title = " ".join(about.title.split())
    if not title or about.source not in Source.values:
        raise BadInput("A gap needs a title and where it was seen.", do="Give both.")
    what = in_words(
        about.what, ask="Say what people did not know.", means="Whoever prepares the workshop depends on it."
    )
    return {
        "title": title[:200],
        "what": what,
        "source": about.source,
        "source_words": about.source_words.strip()[:200],
    }


def close(*, by: User, gap: Gap, evidence: str, file: UploadedFile[bytes] | None = None) -> Closing:
    """Refused before a workshop on it was held, and for who held that. ``evidence``: what shows that people know it now."""
    check(by, Act.KEEP_TRAINING)
    there = _locked(gap)
    if there.stage != Stage.HELD:
        raise Refused(
            "No workshop on this gap has been held since it was noted or opened again.",
            means="A gap closes by a workshop, and with evidence that people know it now.",
            do="Choose it as a topic of a workshop, and note when that was held.",
        )
    session = held(there)
    if by.pk in (session.held_by_id, session.trainer_id):
        raise Refused(
            "You held the workshop, or noted that it was held.",
            means="Whether people know it now is for somebody else to say.",
            do="Ask a colleague who keeps training.",
        )
    evidence = in_words(evidence, ask="Say what shows that people know it now.")
    kept = _kept(file) if file else {}
    made = Closing.objects.create(gap=there, session=session, evidence=evidence, by=by, at=now(), **kept)
    Gap.objects.filter(pk=gap.pk).update(stage=Stage.CLOSED)
    record(Verb.GAP_CLOSED, object=_object(gap), session=session.pk, file=made.file_sha256)
    return made


def held(gap: Gap) -> Session:
    """The last workshop that was held on the gap."""
    found = Session.objects.filter(topics__gap=gap, held_at__isnull=False)
    return found.select_related("held_by", "trainer", "series").latest("held_at")


def open_again(*, by: User, gap: Gap, reason: str) -> None:
    """One that was closed, or whose workshop was not enough: it waits for another workshop."""
    check(by, Act.KEEP_TRAINING)
    reason = words(reason, "Say why it is open again.", means="The next workshop has to do better.")
    there = _locked(gap)
    if there.stage not in (Stage.CLOSED, Stage.HELD):
        raise Refused("This gap is open.", do="Nothing: it waits for a workshop, or is the topic of one.")
    Closing.objects.filter(gap=there, reopened_at=None).update(
        reopened_by=by, reopened_at=now(), reopened_because=reason[:500]
    )
    Gap.objects.filter(pk=gap.pk).update(stage=Stage.NOTED)
    record(Verb.GAP_REOPENED, object=_object(gap), reason=reason)


def _locked(gap: Gap) -> Gap:
    return Gap.objects.select_for_update(of=("self",)).get(pk=gap.pk)


def _kept(file: UploadedFile[bytes]) -> dict[str, object]:
    """Its bytes, looked at by the council's malware scanner. Refused when they are too many, or not clean."""
    arrival = arrived(file, most=LARGEST)
    try:
        if arrival.refusal:
            raise Refused("The file was not kept.", means=arrival.refusal, do="Choose another, or close without it.")
        data = arrival.path.read_bytes()
    finally:
        arrival.discard()
    name = "".join(each for each in (file.name or "evidence") if each.isprintable() and each not in '/\\"')
    return {"file": data, "file_name": name[-200:] or "evidence", "file_sha256": sha256(data).hexdigest()}


def _object(gap: Gap) -> str:
    return f"knowledge_gap:{gap.pk}"
