"""What is searched for everywhere: what is protected for this recipient, and nothing that a page may rightly say."""

from dataclasses import replace

from candour.engine.model import Kind, Person

from .cases import DAD, MAM, NIA, PEOPLE, Situation, keep, mention, remove


def of(*mentions: object, people: tuple[Person, ...] = PEOPLE) -> set[str]:
    return set(Situation(mentions=mentions, people=people).plan().secrets)  # type: ignore[arg-type]


def test_the_register_alone_gives_full_names_numbers_and_homes() -> None:
    found = of()
    assert {"Tyrone Quelch", "Quelch", "Joy Tamblyn", "Tamblyn", "Bev Duckett", "07700 900002", "07700 900010"} <= found
    assert {"8 Larch Mews, Farrow Green, FG4 5CD", "31 Quarry Road, Fell End, FE1 3DF"} <= found


def test_what_the_recipient_is_told_is_not_searched_for() -> None:
    found = of()
    assert not found & {"Nia Prosser", "Carys Prosser", "Prosser", "Polly Arden", "Ade Bright", "07700 900001"}
    for_dad = set(Situation().to(DAD, "parent-request").plan().secrets)
    assert {"Polly Arden", "Arden", "Grant Hollis", "07700 900001"} <= for_dad
    assert "07700 900003" not in for_dad


def test_ordinary_words_and_short_forms_are_not_searched_for() -> None:
    texts = ("Will", "Joy", "Ty", "T.Q.", "Will A")
    found = of(*(mention(text, Kind.PERSON, "P5", line=line) for line, text in enumerate(texts)))
    assert not found & set(texts)
    assert "Joy" not in found


def test_a_title_makes_an_ordinary_surname_a_name() -> None:
    people = (*PEOPLE, Person("P30", "Ann Park", "third_party"))
    assert "Mrs Park" in of(mention("Mrs Park", Kind.PERSON, "P30"), people=people)
    assert "Park" not in of(mention("Park", Kind.PERSON, "P30"), people=people)


def test_a_name_that_somebody_else_rightly_bears_is_not_searched_for() -> None:
    people = (*PEOPLE, Person("P31", "Tyrone Vaughan", "education"), Person("P32", "Eve Prosser", "third_party"))
    found = of(people=people)
    assert "Tyrone" not in found
    assert "Tyrone Quelch" in found
    assert not {"Prosser"} & found
    assert "Eve Prosser" in found
    school = mention("Duckett Primary School", Kind.ORG)
    assert "Duckett" not in of(school)


def test_a_street_alone_is_searched_for_only_where_the_place_is_the_secret() -> None:
    larch = mention("Larch Mews", Kind.ADDRESS, "P2")
    quarry = mention("Quarry Road", Kind.ADDRESS, "P6", line=1)
    found = of(larch, quarry)
    assert "Larch Mews" in found
    assert "Quarry Road" not in found


def test_a_town_is_never_searched_for() -> None:
    assert not of(mention("Farrow Green", Kind.ADDRESS, "P2")) & {"Farrow Green"}


def test_a_flats_number_is_never_searched_for() -> None:
    assert "Flat 1" not in of(mention("Flat 1", Kind.ADDRESS, "P3"))
    assert "20 Dock Street" in of(mention("20 Dock Street", Kind.ADDRESS, "P3"))


def test_what_a_person_decided_to_keep_is_not_searched_for() -> None:
    name = mention("Bev Duckett", Kind.PERSON, "P10")
    case = Situation(mentions=(name,))
    kept = case.reviewed(keep(record="R1"), keep(person="P10")).plan()
    assert not {"Bev Duckett", "Duckett"} & set(kept.secrets)
    removed = case.reviewed(keep(record="R1"), remove(person="P10")).plan()
    assert "Bev Duckett" in removed.secrets


def test_a_lock_is_searched_for_even_if_something_kept_holds_it() -> None:
    place = mention("8 Larch Mews nursery", Kind.ORG)
    address = mention("8 Larch Mews", Kind.ADDRESS, "P2", line=1)
    assert "8 Larch Mews" in of(place, address)


def test_a_found_persons_name_is_left_to_detection() -> None:
    found = Person("F1", "Early Help", "third_party", found=True)
    assert "Early Help" not in of(mention("Early Help", Kind.PERSON, "F1"), people=(*PEOPLE, found))


def test_the_persons_own_lock_does_not_search_for_what_they_are_given() -> None:
    for_mam = Situation(mentions=(mention("07700 900002", Kind.PHONE, "P2"),)).to(MAM, "parent-request").plan()
    assert "07700 900002" not in for_mam.secrets


def test_letter_case_makes_no_double() -> None:
    shouting = mention("BEV DUCKETT", Kind.PERSON, "P10")
    secrets = Situation(mentions=(shouting,), recipient=replace(NIA)).plan().secrets
    assert [text.casefold() for text in secrets].count("bev duckett") == 1
