"""Flags: the council's advice is caught whole, what only mentions a solicitor is not; each kind on what it is for."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from record_factory import mail, paper, person

from candour.engine.detect.flag_words import DISCLAIMER
from candour.engine.detect.flags import _without_disclaimer, find_flags
from candour.engine.detect.record_text import RecordText
from candour.engine.model import FlagKind

PEOPLE = (
    person("S", "Hilary Munt", "social_worker", emails=("hilary.munt@council.example",)),
    person("L", "Owen Pryce", "legal", notes="Council solicitor", emails=("owen.pryce@council.example",)),
    person("N", "Nina Rao", "legal", notes="Mother's solicitor", emails=("n.rao@raolaw.example",)),
    person("T", "Dr Ida Fenn", "health", notes="Therapist"),
    person("G", "Dr Paul Lund", "health"),
)
OURS, MINE, THEIRS = (
    "Owen Pryce <owen.pryce@council.example>",
    "Hilary Munt <hilary.munt@council.example>",
    "Nina Rao <n.rao@raolaw.example>",
)


def whole(text: RecordText, kind: FlagKind) -> bool:
    return any(flag.kind is kind and flag.page == 0 for flag in find_flags(texts=[text], people=PEOPLE))


def passages(text: RecordText, kind: FlagKind) -> list[str]:
    flags = find_flags(texts=[text], people=PEOPLE)
    return [text.pages[flag.page - 1][flag.start : flag.end] for flag in flags if flag.kind is kind and flag.page]


PRIVILEGED = (
    mail(
        "a.eml",
        "I would not rely on the neighbour. I think our position is weak.",
        sender=OURS,
        to=MINE,
        subject="Lock",
    ),
    mail("b.eml", "Please advise on threshold before Friday.", sender=MINE, to=OURS, subject="Lock"),
    mail("c.eml", "As discussed.", sender=MINE, to=OURS, subject="PRIVILEGED: prospects"),
    paper(
        "d.docx",
        "Note of advice in conference\nPrepared for Owen Pryce.\nCounsel advised that the evidence is thin.",
        title="Note",
    ),
    paper(
        "e.docx",
        "Confidential and subject to legal professional privilege.\nThe authority should concede.",
        title="Memo",
    ),
    paper(
        "f.pdf",
        "Meeting with legal services\nThis note is legally privileged.\nWe ought to settle.",
        title="Attendance note",
    ),
)
NOT_PRIVILEGED = (
    paper(
        "i.pdf", "Care order\nUpon hearing counsel. Counsel advised the court that it is agreed.", title="Care order"
    ),
    paper("j.docx", "Dear Mr Lock\nYou should get legal advice now.\nOwen Pryce", title="Letter", author="Owen Pryce"),
    mail("k.eml", "Sealed order attached.", sender=OURS, to=MINE, subject="Order"),
    paper("l.pdf", "Without prejudice\nDear Sirs\nWe act for the mother.", title="Letter", author="Nina Rao"),
    mail(
        "a.eml",
        "I act for the mother. My client's position is weak on our advice.",
        sender=THEIRS,
        to=MINE,
        subject="Lock",
    ),
    mail(
        "b.eml", "We are advised that proceedings follow.", sender=OURS, to=THEIRS, subject="Letter before proceedings"
    ),
    mail("c.eml", "The room is booked for two.", sender=OURS, to=MINE, subject="Room"),
    mail(
        "d.eml",
        "She is well.\nThis e-mail may contain legally privileged information.",
        sender="x@school.example",
        to=MINE,
    ),
    paper("e.pdf", "Case note\nMum said that her solicitor has advised her to say nothing.", title="Case note"),
    paper(
        "f.pdf",
        "Rao Law, solicitors for the mother\nDear Ms Munt,\nOur client's privileged status is reserved.",
        title="Letter",
        author="Nina Rao",
    ),
    paper(
        "g.pdf",
        "Conference\nPresent: mother with her solicitor Nina Rao; Owen Pryce, legal services.",
        title="ICPC minutes",
    ),
    paper("h.pdf", "The parents were told that they should seek legal advice.", title="Letter before proceedings"),
)


@pytest.mark.parametrize("text", PRIVILEGED, ids=lambda text: text.record.path)
def test_the_councils_advice_is_flagged_whole(text: RecordText) -> None:
    assert whole(text, FlagKind.PRIVILEGE)


@pytest.mark.parametrize("text", NOT_PRIVILEGED, ids=lambda text: text.record.path)
def test_what_is_not_the_councils_advice_is_not(text: RecordText) -> None:
    assert not whole(text, FlagKind.PRIVILEGE)
    assert passages(text, FlagKind.PRIVILEGE) == []


def test_advice_repeated_in_a_case_note_is_a_passage() -> None:
    text = paper(
        "n.pdf", "Visit today. Legal Services advised\nthat threshold is met. Ann was well.", title="Case note"
    )
    assert not whole(text, FlagKind.PRIVILEGE)
    assert passages(text, FlagKind.PRIVILEGE) == ["Legal Services advised\nthat threshold is met."]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (
            paper(
                "t.pdf", "Therapy summary\nDr Ida Fenn, psychotherapist\nShe attended ten sessions.", title="Summary"
            ),
            FlagKind.THERAPY,
        ),
        (paper("h.pdf", "Initial health assessment\nSeen by Dr Lund", title="IHA"), FlagKind.HEALTH),
        (paper("c.pdf", "In the Family Court at Exton\nThe court orders", title="Care order"), FlagKind.COURT),
        (paper("a.pdf", "Child permanence report\nPart one", title="CPR"), FlagKind.ADOPTION),
        (paper("p.pdf", "Exton Constabulary\nCrime report", title="Scan"), FlagKind.POLICE),
        (paper("r.pdf", "Referral record\nThe caller said he is worried.", title="Referral"), FlagKind.REFERRER),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_each_kind_is_flagged_on_its_own_papers(text: RecordText, kind: FlagKind) -> None:
    assert whole(text, kind)


@pytest.mark.parametrize(
    "kind", [FlagKind.THERAPY, FlagKind.HEALTH, FlagKind.COURT, FlagKind.ADOPTION, FlagKind.POLICE]
)
def test_a_mere_mention_flags_nothing(kind: FlagKind) -> None:
    note = paper(
        "n.pdf",
        "Case note\nShe sees a therapist, her doctor and the police. Court is in May; adoption was raised.",
        title="Case note",
    )
    assert not whole(note, kind)


def test_reasons_hold_no_case_text() -> None:
    texts = [*PRIVILEGED, paper("m.pdf", "Ann is treated for depression. In my view she copes.", title="Note")]
    reasons = {flag.reason for flag in find_flags(texts=texts, people=PEOPLE)}
    assert len(reasons) > 2
    assert not any(word in reason for reason in reasons for word in ("Ann", "Lock", "Pryce", "depression"))


def test_a_domain_of_the_council_is_learned_from_its_own_mail() -> None:
    people = (person("S", "Hilary Munt", "social_worker"), person("L", "Owen Pryce", "legal"))
    ours = mail("a.eml", "Hello", sender=MINE, to="x@school.example")
    out = mail("b.eml", "Our case is strong; concede now.", sender=OURS, to="n.rao@raolaw.example")
    assert not any(flag.kind is FlagKind.PRIVILEGE for flag in find_flags(texts=[ours, out], people=people))


OLD_DISCLAIMER = re.compile(rf"[^.\n]*{DISCLAIMER.pattern}[^.]*", re.IGNORECASE)


@given(
    parts=st.lists(
        st.sampled_from(["may contain", "may\nbe", "received this in error", "xmay be", ".", "\n", "Anna", ". "])
    ),
    gap=st.sampled_from([" ", ""]),
)
def test_a_disclaimer_goes_from_its_line_or_sentence_to_the_next_full_stop(parts: list[str], gap: str) -> None:
    text = gap.join(parts)
    assert _without_disclaimer(text) == OLD_DISCLAIMER.sub(" ", text)
