"""One gap for one paper that is mentioned, however often and wherever; what is quoted, entered or appended is held."""

from __future__ import annotations

from gaps import gaps_of, note
from record_factory import mail, paper

from candour.engine.model import ManifestRow


def test_one_document_mentioned_in_several_places_is_one_line() -> None:
    first = note("the viability assessment dated 3 March 2016", path="a.txt")
    again = note("the viability assessment (March 2016)", path="b.txt")
    (gap,) = gaps_of(first, again)
    assert gap.source == "a.txt"
    assert gap.detail == "the viability assessment dated 3 March 2016 (page 1, mentioned 2 times)"
    assert [(each.record, each.page, each.words) for each in gap.seen] == [
        (first.record.id, 1, "the viability assessment dated 3 March 2016"),
        (again.record.id, 1, "the viability assessment (March 2016)"),
    ]


def test_a_copy_of_a_record_mentions_nothing_anew() -> None:
    first = note("the viability assessment dated 3 March 2016", path="a.txt")
    copy = paper("copy.txt", *first.pages, duplicate_of=first.record.id)
    (gap,) = gaps_of(first, copy)
    assert "mentioned" not in gap.detail


def test_a_row_of_the_manifest_without_a_file_is_named_and_still_missing() -> None:
    row = ManifestRow("AB-7", "Viability assessment - J Lock", "Assessment", "2016-03-03", "Ann Dale", "x.pdf")
    (gap,) = gaps_of(note("the viability assessment dated 3 March 2016"), manifest=(row,))
    assert "manifest row AB-7" in gap.detail


def test_a_numeric_date_stands_in_iso_beside_the_phrase() -> None:
    (gap,) = gaps_of(note("the minutes of the strategy discussion on 9/11/15"))
    assert "2015-11-09" in gap.detail


def test_prose_in_a_short_letter_is_not_its_own_date() -> None:
    letter = paper(
        "Letter.pdf",
        "Dear Ms Munt,\nI have not had your letter of 3 May 2016.\nYours sincerely\nPat",
        kind="Letter",
        title="Letter from Pat",
        date="2016-06-20",
    )
    (gap,) = gaps_of(letter)
    assert "3 May 2016" in gap.detail


def test_a_quoted_mail_is_held() -> None:
    reply = mail(
        "re.eml",
        "Thanks.\n> On 2 Jan 2015, Hilary Munt wrote:\n> Please ring me.",
        sender="s@x.example",
        to="h@y.example",
        sent="2015-01-05T09:00:00",
    )
    assert gaps_of(reply, note("the e-mail from Hilary Munt of 2 January 2015")) == ()


def test_an_entry_of_the_running_notes_is_the_case_note_of_that_day() -> None:
    notes = paper(
        "Case notes.pdf", "Case notes\n3 May 2016 10:00 Home visit\nAll well.\n9 May 2016 Telephone call\nNo reply."
    )
    assert gaps_of(notes, note("the case note of 9 May 2016")) == ()
    assert len(gaps_of(notes, note("the case note of 10 May 2016"))) == 1


def test_an_appendix_is_held_where_a_line_of_the_file_begins_with_it() -> None:
    with_it = paper("Report.pdf", "Report on the home", "Some text.\nAppendix B\nPlans of the house", title="Report")
    letter = paper("Letter.txt", "Dear Ann,\nI write about the home. Attached: Appendix B.\nYours", title="Letter")
    assert gaps_of(with_it, letter) == ()
    assert len(gaps_of(letter)) == 1


def test_a_record_that_could_not_be_opened_is_held() -> None:
    locked = paper("locked.pdf", title="Psychological report Dr Hollis", kind="Report", date="2015-04-20")
    assert gaps_of(locked, note("the psychological report by Dr Hollis dated 20 April 2015")) == ()
