"""What the file mentions and does not hold, against a file of one invented family."""

from __future__ import annotations

import pytest
from record_factory import mail, paper

from candour.engine.detect.record_text import RecordText
from candour.engine.detect.references import missing
from candour.engine.model import Gap, GapKind, ManifestRow

FILE = (
    paper(
        "a/Single assessment Sept 2014.pdf",
        "Single Assessment\nChild: Amy Lock\nCompleted by Hilary Munt\nDate 9 September 2014\n\nThe family live...",
        title="Single assessment",
        kind="Assessment",
        date="2014-09-09",
        author="Hilary Munt",
    ),
    paper(
        "a/ICPC minutes.docx",
        "Initial Child Protection Conference\nHeld on 3 October 2014 at Beech House\nPresent: ...",
        title="ICPC minutes",
        kind="Minutes",
        date="2014-10-03",
        author="Jo Reed",
    ),
    paper(
        "a/RCPC 5 Jan 2015.docx",
        "Review Child Protection Conference\n5 January 2015\n",
        title="RCPC 5 Jan 2015",
        kind="Conference minutes",
        date="2015-01-05",
    ),
    paper(
        "l/IMG_22.pdf",
        (
            "Beech Surgery\n"
            "12 November 2014\n"
            "Dear Ms Munt,\n"
            "Re: Amy\n"
            "Thank you for your letter of 3 November 2014. Amy has asthma.\n"
            "Yours sincerely\n"
            "Dr P Lund"
        ),
        title="IMG_22",
        kind="Scan",
        date="2014-11-14",
    ),
    paper(
        "c/Statement of Hilary Munt.pdf",
        (
            "IN THE FAMILY COURT\n"
            "Statement of Hilary Munt\n"
            "Dated 4 February 2015\n"
            "I am a social worker and make this statement"
        ),
        title="Statement HM",
        kind="Statement",
        date="2015-02-04",
        author="Hilary Munt",
    ),
    paper(
        "c/ICO.pdf",
        "Interim Care Order\nThe court orders\n11 February 2015",
        title="Interim care order",
        kind="Order",
        date="2015-02-11",
    ),
    paper(
        "h/IHA.pdf",
        "Initial Health Assessment\nSeen on 2 March 2015",
        title="IHA 2 March 2015",
        kind="Health assessment",
        date="2015-03-02",
        author="Dr Lund",
    ),
    paper(
        "h/Lund report.pdf",
        "Medical report\nDr Lund\n2 July 2015",
        title="Dr Lund report",
        kind="Report",
        date="2015-07-02",
    ),
    paper(
        "e/mail.eml",
        (
            "From: Sara Bloom <s@x.example>\n"
            "To: Hilary Munt\n"
            "Date: Mon, 5 Jan 2015 09:00\n"
            "Subject: Amy\n"
            "\n"
            "Hello\n"
            "> On 2 Jan 2015, Hilary Munt wrote:\n"
            "> hi"
        ),
        title="Amy",
        kind="E-mail",
        date="2015-01-05",
        author="Sara Bloom",
        media_type="message/rfc822",
        meta={"from": "Sara Bloom <s@x.example>", "sent": "2015-01-05T09:00:00"},
    ),
    paper(
        "p/PEP autumn.docx",
        "Personal Education Plan\nDate of meeting 14 October 2015",
        title="PEP",
        kind="Education plan",
        date="2015-10-14",
    ),
    paper(
        "p/Chron.docx",
        "Chronology\nPrepared by Hilary Munt\n",
        title="Chronology",
        kind="Chronology",
        date="2015-01-30",
        author="Hilary Munt",
    ),
    paper(
        "p/strategy.pdf",
        "Record of strategy meeting\n1 September 2014",
        title="Strategy meeting 1 Sept 2014",
        kind="Minutes",
        date="2014-09-01",
    ),
    paper(
        "p/s47.pdf",
        "Outcome of Section 47 enquiries\n8 Sept 2014",
        title="S47 outcome",
        kind="Record",
        date="2014-09-08",
    ),
    paper(
        "g/Guardian.pdf",
        "Report of the Children's Guardian, Ann Dale\nDated 3 June 2015",
        title="Guardian final analysis",
        kind="Report",
        date="2015-06-03",
        author="Ann Dale",
    ),
    paper(
        "s/bundle.pdf",
        "Scanned papers\n",
        "Care Plan\nDate: 20 May 2015\nAmy will live with...",
        "Viability assessment\nof Jean Lock\n12 May 2015\n",
        title="Scanned papers",
        kind="Scan",
        date="2016-01-01",
    ),
    paper(
        "x/locked.pdf",
        title="Psychological report Dr Hollis",
        kind="Report",
        date="2015-04-20",
        author="Dr Jane Hollis",
    ),
    paper(
        "r/Referral.pdf",
        "Referral\nDate received 28 August 2014\nReferrer: school",
        title="Referral from school",
        kind="Referral",
        date="2014-08-28",
    ),
    paper(
        "r/lac review.odt",
        "Looked After Child Review\nDate: 9 April 2015",
        title="LAC Review 9.4.15",
        kind="Review minutes",
        date="2015-04-09",
    ),
    paper(
        "r/contact log.xlsx",
        "Contact log\n3/3/2015 Mum\n10/3/2015 Mum\n17/3/2015\n24/3/2015\n31/3/2015",
        title="Contact log Mar 2015",
        kind="Log",
        date="2015-03-31",
    ),
    paper(
        "r/school letter.pdf",
        "Hill Academy\n6 May 2015\nDear Mr and Mrs Lock\nExclusion\nYours sincerely\nHead teacher",
        title="Exclusion letter",
        kind="Letter",
        date="2015-05-06",
    ),
    paper(
        "r/bc.jpg",
        "CERTIFIED COPY OF AN ENTRY OF BIRTH",
        title="Birth certificate",
        kind="Certificate",
    ),
)
HELD = (
    "the single assessment dated 9 September 2014",
    "the C&F assessment of 9/9/14",
    "the child and family assessment completed by Hilary Munt on 9 September 2014",
    "the minutes of the initial child protection conference held on 3 October 2014",
    "the ICPC minutes of 3.10.14",
    "the minutes of the review conference on 5 January 2015",
    "Dr Lund's letter of 12 November 2014",
    "the letter from the GP dated 12 November 2014",
    "the surgery's letter of 12 November 2014",
    "the statement of Hilary Munt dated 4 February 2015",
    "my statement of 4 February 2015",
    "the social worker's statement dated 4 February 2015",
    "the interim care order made on 11 February 2015",
    "the initial health assessment of 2 March 2015",
    "the medical report of 2 July 2015",
    "the paediatric report by Dr Lund dated 2 July 2015",
    "the e-mail from Sara Bloom of 5 January 2015",
    "the e-mail of 2 January 2015",
    "the PEP dated 14 October 2015",
    "the chronology prepared by Hilary Munt, dated 30 January 2015",
    "I refer to the strategy discussion of 1 September 2014.",
    "the minutes of the strategy meeting on 1 September 2014",
    "the record of the strategy discussion of 1/9/14",
    "the section 47 report dated 8 September 2014",
    "the guardian's report dated 3 June 2015",
    "the final report of the children's guardian, Ann Dale, dated 3 June 2015",
    "the care plan dated 20 May 2015",
    "the viability assessment of Jean Lock dated 12 May 2015",
    "the psychological report by Dr Jane Hollis dated 20 April 2015",
    "the referral of 28 August 2014",
    "the school's referral dated 28 August 2014",
    "the looked after review minutes dated 9 April 2015",
    "the LAC review minutes of April 2015",
    "the contact log for March 2015",
    "the exclusion letter of 6 May 2015",
    "the letter from Hill Academy dated 6 May 2015",
    "the school's letter of 6 May 2015",
    "See the chronology prepared by Hilary Munt.",
    "a copy of her birth certificate is attached",
    "the single assessment (September 2014)",
    "the core group and the single assessment dated 9 September 2014",
)
NOT_HELD = (
    "the single assessment dated 19 September 2015",
    "the minutes of the initial child protection conference held on 3 October 2013",
    "the core group minutes of 5 January 2015",
    "Dr Lund's letter of 3 December 2014",
    "the letter from the women's refuge of 12 November 2014",
    "the statement of Peter Lock dated 4 February 2015",
    "the care order made on 11 February 2016",
    "the viability assessment dated 3 June 2015",
    "the parenting assessment by Dr Salter dated 9 September 2014",
    "the psychological report by Dr Hollis dated 2 July 2015",
    "the e-mail from Tim Vane of 5 January 2015",
    "the health chronology dated 2 March 2015",
    "the LAC review minutes of 9 October 2015",
    "the strategy discussion minutes of 3 October 2014",
    "the transcript of the interview of 1 September 2014",
    "See the genogram prepared by Hilary Munt.",
    "the care plan dated 11 February 2015",
    "the police report dated 8 September 2014",
    "the risk assessment dated 9 September 2014",
    "the contact log for June 2015",
    "the hair strand test report of 2 July 2015",
    "the birth certificate of 9 April 2015 is attached",
    "the referral from the hospital dated 2 September 2014",
    "the section 7 report dated 3 June 2015",
    "Dr Hollis's addendum report of 30 May 2015",
)


def gaps_of(*texts: RecordText, manifest: tuple[ManifestRow, ...] = ()) -> tuple[Gap, ...]:
    return missing(texts=texts, records=[text.record for text in texts], manifest_missing=manifest)


def note(sentence: str, *, path: str = "Notes/Note.txt", date: str = "2017-01-01") -> RecordText:
    opening = "Something happened that day and much was said about it in the meeting room."
    return paper(path, f"{opening}\nI note that {sentence}, and we shall see.", title="Note", kind="Note", date=date)


@pytest.mark.parametrize("phrase", HELD)
def test_a_held_document_is_not_flagged(phrase: str) -> None:
    assert gaps_of(*FILE, note(phrase)) == gaps_of(*FILE)


@pytest.mark.parametrize("phrase", NOT_HELD)
def test_a_document_that_is_not_held_is_one_line(phrase: str) -> None:
    (gap,) = set(gaps_of(*FILE, note(phrase))) - set(gaps_of(*FILE))
    assert gap.kind is GapKind.MENTIONED_NOT_HELD
    assert gap.source == "Notes/Note.txt"


def test_the_file_itself_misses_only_the_letter_it_answers() -> None:
    (gap,) = gaps_of(*FILE)
    assert gap.detail == "your letter of 3 November 2014 (page 1)"


def test_one_document_mentioned_in_several_places_is_one_line() -> None:
    first = note("the viability assessment dated 3 March 2016", path="a.txt")
    again = note("the viability assessment (March 2016)", path="b.txt")
    (gap,) = gaps_of(first, again)
    assert gap.source == "a.txt"
    assert gap.detail == "the viability assessment dated 3 March 2016 (page 1, mentioned 2 times)"


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
