"""Who wrote, received or attended what; doubt about who is meant is no evidence."""

from __future__ import annotations

from record_factory import mail, paper, person

from candour.engine.detect.known import find_known
from candour.engine.detect.record_text import RecordText

PEOPLE = (
    person("M", "Ann Mary Lock", "mother", aliases=("Annie Lock",), emails=("ann@mail.example",)),
    person("F", "Pete Lock", "father"),
    person("C", "Amy Lock", "subject"),
    person("S", "Hilary Munt", "social_worker"),
    person("G", "Dr Paul Lund", "health"),
)


def known(text: RecordText) -> set[tuple[str, str]]:
    return {(item.person, item.how) for item in find_known(texts=[text], people=PEOPLE)}


def test_a_mail_is_known_to_its_writer_and_its_readers() -> None:
    text = mail(
        "a.eml", "Hello", sender="Ann <ann@mail.example>", to="Hilary Munt <h@c.example>; Lock, Pete <p@x.example>"
    )
    assert known(text) == {("M", "wrote"), ("S", "received")}


def test_a_letter_is_known_to_the_person_it_greets() -> None:
    letter = paper("l.pdf", "Dear Mr Lock,\nWe have your letters.\nYours sincerely\n\nHilary Munt", date="2016-03-02")
    (received, wrote) = find_known(texts=[letter], people=PEOPLE)
    assert (received.person, received.how, received.date) == ("F", "received", "2016-03-02")
    assert (wrote.person, wrote.how) == ("S", "wrote")


def test_a_letter_to_both_parents() -> None:
    assert known(paper("l.pdf", "Dear Mr Lock and Ms Lock,\nHello")) == {("F", "received"), ("M", "received")}


def test_a_title_that_fits_two_people_is_no_evidence() -> None:
    other = person("V", "Vic Lock", "relative")
    letter = paper("l.pdf", "Dear Mr Lock,\nHello")
    assert find_known(texts=[letter], people=(*PEOPLE, other)) == ()


def test_attendance_is_read_up_to_the_apologies() -> None:
    text = paper(
        "m.pdf",
        "Review conference\nPresent: Annie Lock; Hilary Munt; Paul Lund.\nApologies: Pete Lock\nAmy Lock was discussed.",
    )
    assert known(text) == {("M", "attended"), ("S", "attended"), ("G", "attended")}


def test_part_of_a_meeting_is_said_to_be_part() -> None:
    text = paper(
        "m.pdf", "Attendance\nAnn Lock with her solicitor; Pete Lock for the second half only. Dr Lund sent a report."
    )
    assert known(text) == {("M", "attended"), ("F", "attended in part")}


def test_attendance_at_school_is_no_meeting() -> None:
    assert known(paper("s.pdf", "Attendance fell. Ann Lock and Amy Lock were told.")) == set()


def test_the_author_of_the_manifest_wrote_it() -> None:
    assert known(paper("x.pdf", "Text", author="Hilary Munt")) == {("S", "wrote")}


def test_a_mention_is_no_evidence() -> None:
    assert known(paper("x.pdf", "Ann Lock and Pete Lock argued.")) == set()
