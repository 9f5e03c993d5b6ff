"""What policy proposes: by recipient, strictest of candidates, locks, records, and what the recipient already knows."""

from dataclasses import replace

import pytest

from candour.engine.decide import passage_mention
from candour.engine.errors import Refused
from candour.engine.model import Action, Box, Flag, FlagKind, Kind, Known, Person

from .cases import CALLER, DAD, FOSTER, MAM, NIA, PEOPLE, STEP, Situation, mention, record


def one(text: str, kind: Kind, person: str = "", **more: object) -> Situation:
    return Situation(mentions=(mention(text, kind, person, **more),))  # type: ignore[arg-type]


def test_the_same_name_stays_for_one_and_goes_for_another() -> None:
    carer = one("Polly Arden", Kind.PERSON, FOSTER.id)
    assert carer.proposal().action is Action.KEEP
    for_dad = carer.to(DAD, "parent-request").proposal()
    assert (for_dad.action, for_dad.ground, for_dad.label) == (Action.REDACT, "third_party", "[foster carer]")


def test_a_lock_binds_everyone_but_that_person_and_is_silent() -> None:
    phone = one("07700 900002", Kind.PHONE, MAM.id)
    for recipient, role, purpose in (
        (NIA, "", "subject-access"),
        (DAD, "", "parent-request"),
        (None, "court", "court-family"),
    ):
        locked = phone.to(recipient, purpose, role).proposal()
        assert (locked.action, locked.locked, locked.label, locked.ground) == (Action.REDACT, True, "", "safety")
    assert phone.to(MAM, "parent-request").proposal().action is Action.KEEP


def test_a_locked_address_covers_everyone_who_lives_there() -> None:
    for text, kind in (("8 Larch Mews", Kind.ADDRESS), ("FG4 5CD", Kind.POSTCODE)):
        assert one(text, kind, STEP.id).proposal().locked
    assert not one("07700 900004", Kind.PHONE, STEP.id).proposal().locked


def test_a_locked_value_is_locked_whoever_it_is_put_down_to() -> None:
    for text in ("07700 900002", "07700900002", "07700-900-002"):
        for owner in ("", NIA.id, "P7", "P99"):
            assert one(text, Kind.PHONE, owner).proposal().locked
    assert one("8 Larch Mews, Farrow Green", Kind.ADDRESS).proposal().locked


def test_the_strictest_of_several_candidates_counts() -> None:
    two = one("Jack", Kind.PERSON, candidates=("P8", "P10"))
    proposal = two.proposal()
    assert (proposal.action, proposal.care, proposal.locked) == (Action.REDACT, True, False)
    assert proposal.label == "[a person]"
    assert one("Jack", Kind.PERSON, candidates=("P8", "P5")).proposal().locked
    family = one("Prosser", Kind.PERSON, candidates=("P1", "P2", "P3", "P8")).proposal()
    assert (family.action, family.care) == (Action.KEEP, False)


def test_a_shared_home_is_the_recipients_own_unless_locked() -> None:
    aunt = Person("P20", "Dilys Prosser", "relative", address=DAD.address)
    at_dads = replace(one("20 Dock Street", Kind.ADDRESS, "P20"), people=(*PEOPLE, aunt))
    assert at_dads.to(DAD, "parent-request").proposal().action is Action.KEEP
    assert at_dads.proposal().action is Action.REDACT


def test_another_flat_of_the_same_number_is_not_ones_own() -> None:
    other = one("Flat 1", Kind.ADDRESS, "P10")
    assert other.to(DAD, "parent-request").proposal().action is Action.REDACT


def test_whose_it_is_not_known_is_protected_and_needs_a_look() -> None:
    for text, kind in (("01632 960999", Kind.PHONE), ("Bill Sykes", Kind.PERSON), ("AB12 CDE", Kind.VEHICLE)):
        proposal = one(text, kind).proposal()
        assert (proposal.action, proposal.care) == (Action.REDACT, True)


def test_a_reference_that_is_nobodys_stays_and_needs_a_look() -> None:
    proposal = one("HR16P00000", Kind.REF).proposal()
    assert (proposal.action, proposal.care) == (Action.KEEP, True)


def test_places_dates_and_organisations_need_no_decision() -> None:
    for kind in (Kind.ORG, Kind.LOCATION, Kind.DATE, Kind.OTHER):
        assert one("Fell End", kind).proposals() == ()


def test_people_found_are_proposed_by_guess() -> None:
    found = (Person("F1", "Kim Lee", "police", found=True), Person("F2", "Lee Kim", "relative", found=True))
    for person, action in (("F1", Action.KEEP), ("F2", Action.REDACT)):
        proposal = replace(one("Kim", Kind.PERSON, person), people=(*PEOPLE, *found)).proposal()
        assert (proposal.action, proposal.care) == (action, True)


def test_a_parent_knows_the_partner_they_live_with() -> None:
    name = one("Grant Hollis", Kind.PERSON, STEP.id)
    assert name.to(MAM, "parent-request").proposal().action is Action.KEEP
    assert name.to(DAD, "parent-request").proposal().action is Action.REDACT


def test_who_told_us_is_not_described() -> None:
    detail = one("the lady at thirty-one", Kind.DETAIL, CALLER.id).proposal()
    assert (detail.action, detail.locked, detail.label) == (Action.REDACT, True, "")


# -- records


def test_duplicates_unopened_containers_and_privilege() -> None:
    records = (
        record("A"), record("B", duplicate_of="A"), record("C", pages=0), record("D", pages=0), record("D.1", parent="D"),
        record("E", duplicate_of="A"),
    )  # fmt: skip
    flags = (Flag(FlagKind.PRIVILEGE, "A"), Flag(FlagKind.HEALTH, "A"), Flag(FlagKind.PRIVILEGE, "E"))
    found = {item.record: item for item in Situation(records=records, flags=flags).proposals()}
    assert {name: item.action for name, item in found.items()} == {
        "A": Action.WITHHOLD, "B": Action.DUPLICATE, "C": Action.CANNOT_OPEN, "E": Action.WITHHOLD,
    }  # fmt: skip
    assert found["A"].ground == "legal_privilege"


def test_therapy_notes_go_to_the_child_and_not_to_a_parent() -> None:
    notes = Situation(flags=(Flag(FlagKind.THERAPY, "R1"),))
    assert [item.action for item in notes.proposals()] == [Action.KEEP]
    (withheld,) = notes.to(DAD, "parent-request").proposals()
    assert (withheld.action, withheld.ground) == (Action.WITHHOLD, "therapy")


def test_a_passage_is_cut_out_where_it_is_marked_and_else_its_page_is_withheld() -> None:
    flag = Flag(FlagKind.PRIVILEGE, "R1", 1, 5, 40)
    (unmarked,) = Situation(flags=(flag,)).proposals()
    assert (unmarked.page, unmarked.action, unmarked.mention) == (1, Action.WITHHOLD, "")
    marked = passage_mention(flag=flag, id="p-1", layer="text", text="Counsel said no.", boxes=(Box(0, 0, 9, 9),))
    (cut,) = Situation(flags=(flag,), mentions=(marked,)).proposals()
    assert (cut.mention, cut.action, cut.ground) == ("p-1", Action.REDACT, "legal_privilege")


# -- already known


def known(
    on: str, written: str = "2019-05-01", text: str = "Bev", kind: Kind = Kind.PERSON, person: str = "P10"
) -> str:
    situation = Situation(
        records=(record(date=written),),
        mentions=(mention(text, kind, person),),
        known=(Known(NIA.id, "R1", "received", on),),
    )
    proposal = situation.proposal()
    assert proposal.action is Action.REDACT
    return proposal.why


def test_what_is_already_known_is_only_suggested() -> None:
    assert "received this record on 2019-05-02" in known("2019-05-02")


@pytest.mark.parametrize("on", ["2019-04-30", "", "2019"])
def test_nothing_is_suggested_for_what_came_later(on: str) -> None:
    assert "Suggestion" not in known(on)


def test_nothing_is_suggested_against_a_lock_or_without_a_date() -> None:
    assert "Suggestion" not in known("2019-05-02", text="Tyrone", person="P5")
    assert "Suggestion" not in known("2019-05-02", written="")


# -- the request


def test_a_purpose_has_its_recipients() -> None:
    with pytest.raises(Refused, match="parent-request"):
        Situation(purpose="police").to(DAD, "police").proposals()
    with pytest.raises(Refused, match="Use one of"):
        Situation(purpose="curiosity").proposals()
