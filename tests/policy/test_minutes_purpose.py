"""Minutes of a meeting: who was there is given what was said, and what identifies others beyond that goes."""

from __future__ import annotations

import pytest
from tests.engine.decide.cases import (
    CALLER,
    DAD,
    FOSTER,
    FRIEND,
    MAM,
    NIA,
    WORKER,
    Situation,
    keep,
    mention,
    remove,
)  # fmt: skip

from candour.engine.errors import Refused
from candour.engine.model import Action, Kind, Person

SAID = (
    mention(MAM.name, Kind.PERSON, "P2", id="mother"),
    mention(NIA.name, Kind.PERSON, "P1", id="child", line=1),
    mention(WORKER.name, Kind.PERSON, "P7", id="worker", line=2),
    mention(NIA.address, Kind.ADDRESS, "P1", id="placement", line=3),
    mention(FOSTER.name, Kind.PERSON, "P9", id="foster-carer", line=4),
    mention(MAM.phones[0], Kind.PHONE, "P2", id="locked", line=5),
    mention(CALLER.name, Kind.PERSON, "P6", id="referrer", line=6),
    mention(FRIEND.name, Kind.PERSON, "P10", id="friend", line=7),
)
NURSE = Person("P20", "Ines Vale", "health")
SOLICITOR = Person("P21", "Tom Reed", "legal")


def removed_for(recipient: Person) -> set[str]:
    given = Situation(mentions=SAID, people=(*Situation().people, NURSE, SOLICITOR)).to(recipient, "minutes")
    return {each.mention for each in given.proposals() if each.mention and each.action is not Action.KEEP}


def test_a_parent_who_was_there_reads_what_was_said_and_not_where_the_child_lives() -> None:
    assert removed_for(DAD) == {"placement", "foster-carer", "locked", "referrer", "friend"}


def test_a_professional_who_was_there_reads_of_the_family_and_the_placement() -> None:
    assert removed_for(NURSE) == {"locked", "referrer", "friend"}


def test_a_solicitor_is_not_told_where_the_child_lives() -> None:
    assert removed_for(SOLICITOR) == {"placement", "locked", "referrer", "friend"}


def test_a_never_disclose_mark_binds_here_too() -> None:
    given = Situation(mentions=SAID).to(DAD, "minutes").reviewed(keep(record="R1"), keep(mention="locked"))
    with pytest.raises(Refused, match="never-disclose lock"):
        given.reviewed(*given.decisions, *(remove(mention=each.id) for each in SAID if each.id != "locked")).plan()
