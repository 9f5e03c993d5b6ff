"""Which paper of the file a mention means: headings, labels, file names, quoted mail and entries of all sorts."""

from __future__ import annotations

import time

import pytest
from record_factory import mail, paper

from candour.engine.detect.flags import find_flags
from candour.engine.detect.record_text import RecordText
from candour.engine.detect.references import missing

CASES = (
    (
        paper(
            "Scan 12.pdf",
            "PATHWAY PLAN\nName: Amy\nPlan completed: 4th June 2017\nPersonal adviser: T Vole",
            title="Scan 12",
            kind="Scan",
            date="2017-06-20",
        ),
        "the pathway plan of 4 June 2017",
        True,
    ),
    (
        paper(
            "Scan 13.pdf",
            "Exton Council\nChildren’s Services\n1 High St\n4 June 2017\n\n"
            "Dear Ms Lock\n\nYour contact\nI write ...\nYours sincerely\nT Vole",
            title="Scan 13",
            kind="Scan",
            date="2017-08-20",
        ),
        "the letter to Ms Lock of 4 June 2017",
        True,
    ),
    (
        paper(
            "m.docx",
            "MINUTES OF CORE GROUP\nDate & time\n4/6/17 at 2pm\nVenue\nHall\nPresent\nA",
            title="Core group",
            kind="Minutes",
            date="2017-06-30",
        ),
        "the core group minutes of 4 June 2017",
        True,
    ),
    (
        paper(
            "m.docx",
            "MINUTES OF CORE GROUP\nDate & time\n4/6/17 at 2pm\nDate of next meeting\n6/8/17",
            title="Core group",
            kind="Minutes",
            date="2017-06-30",
        ),
        "the core group minutes of 6 August 2017",
        False,
    ),
    (
        paper("a.zip::Old/minutes_2017-06-04.doc", "Core group", title="minutes_2017-06-04", kind="", date=""),
        "the minutes of the core group of 4 June 2017",
        True,
    ),
    (paper("c/Police report 4-6-17.pdf", "x", title="", kind="", date=""), "the police report of 4 June 2017", True),
    (paper("c/CG_minutes_04.06.2017.pdf", "Core group for A"), "the core group minutes of 4 June 2017", True),
    (paper("c/20170604 School report.pdf", "School report"), "the school report of 4 June 2017", True),
    (
        paper(
            "c/report.pdf",
            "Report by Ann Dale, independent social worker\nThis report is dated 4 June 2017 and was ordered by the court.",
            title="ISW report",
            kind="Report",
            date="",
        ),
        "the report of Ann Dale dated 4 June 2017",
        True,
    ),
    (
        paper(
            "c/report.pdf",
            "Psychological assessment of Ms Lock\nDr Jane Hollis\n\nIntroduction\n" + "Text.\n" * 30,
            "body",
            "The end.\nSigned: Jane Hollis\nDate: 4 June 2017",
            title="Hollis",
            kind="Report",
            date="2017-07-11",
        ),
        "the psychological report by Dr Hollis dated 4 June 2017",
        True,
    ),
    (
        mail(
            "a.eml",
            "Please see below.\n\nFrom: Jo Reed\nSent: 4 June 2017 10:00\nTo: Ann\nSubject: Amy\n\nHi Ann",
            sender="Ann <a@x.example>",
            to="b@x.example",
            sent="2017-06-20T09:00:00",
        ),
        "Jo Reed's e-mail of 4 June 2017",
        True,
    ),
    (
        paper(
            "n.pdf",
            "Case notes 2017\n4 June 2017 10:00 Strategy discussion Recorded by X\ntext here.\n9 June 2017 Visit\ntext",
            title="Case notes 2017",
            kind="Case notes",
            date="2017-12-01",
        ),
        "the record of the strategy discussion on 4 June 2017",
        True,
    ),
    (
        paper(
            "n.pdf",
            "Case notes 2017\n4 June 2017 10:00 Home visit Recorded by X\ntext here.\n9 June 2017 Visit\ntext",
            title="Case notes 2017",
            kind="Case notes",
            date="2017-12-01",
        ),
        "the minutes of the strategy discussion on 4 June 2017",
        False,
    ),
    (
        paper(
            "n.pdf",
            "Case notes 2017\n4 June 2017 10:00 E-mail received Recorded by X\ntext here.\n9 June 2017 Visit\ntext",
            title="Case notes 2017",
            kind="Case notes",
            date="2017-06-04",
        ),
        "the e-mail from the school of 4 June 2017",
        False,
    ),
    (
        paper(
            "i.pdf",
            "Interim Care Order\nBefore HHJ Dale\nOrder made on 4 June 2017",
            title="ICO",
            kind="Order",
            date="2017-06-04",
        ),
        "the interim care order of 4 June 2017",
        True,
    ),
    (
        paper(
            "i.pdf",
            "Care order, section 31 Children Act 1989\nHer Honour Judge Dale, sitting at Exton on 4 June 2017, having read",
            title="Care order",
            kind="Order",
            date="2017-06-04",
        ),
        "the final care order dated 4 June 2017",
        True,
    ),
    (
        paper(
            "i.pdf",
            "Care order, section 31 Children Act 1989\nsitting at Exton on 4 June 2017",
            title="Care order 4 June 2017",
            kind="Order",
            date="2017-06-04",
        ),
        "the supervision order dated 4 June 2017",
        False,
    ),
    (
        paper(
            "h/RHA.pdf",
            "Review health assessment\nSeen 4 June 2017",
            title="Review health assessment 2017",
            kind="Health assessment",
            date="2017-06-09",
        ),
        "the review health assessment of 4 June 2017",
        True,
    ),
    (
        paper(
            "h/RHA.pdf",
            "Review health assessment\nSeen 4 June 2017",
            title="Review health assessment 2017",
            kind="Health assessment",
            date="2017-06-04",
        ),
        "the hospital discharge summary of 4 June 2017",
        False,
    ),
    (
        paper("h/RHA.pdf", "Statement of Pat Lock", title="Statement of Pat Lock", kind="Statement", date="2017-06-04"),
        "the statement of Hilary Munt dated 4 June 2017",
        False,
    ),
    (
        paper(
            "p.docx",
            "Placement plan\nDate 4 June 2017",
            title="Placement plan",
            kind="Placement record",
            date="2017-06-04",
        ),
        "the placement information record of 4 June 2017",
        True,
    ),
    (
        paper(
            "p.docx", "Multi-agency referral form\nDate 4 June 2017", title="MARF", kind="Referral", date="2017-06-04"
        ),
        "the referral form of 4 June 2017",
        True,
    ),
    (
        paper(
            "p.docx",
            "Contact record\nDate received 4 June 2017\nFrom: police",
            title="Contact record",
            kind="Contact record",
            date="2017-06-04",
        ),
        "the police referral of 4 June 2017",
        True,
    ),
    (
        paper(
            "g.pdf",
            "Final Analysis\nChildren's Guardian Ann Dale\n4 June 2017",
            title="Guardian analysis",
            kind="Report",
            date="2017-06-04",
        ),
        "the guardian's final analysis dated 4 June 2017",
        True,
    ),
    (
        paper("g.pdf", "Risk assessment\n4 June 2017", title="Risk assessment", kind="Assessment", date="2017-06-04"),
        "the DASH risk assessment of 4 June 2017",
        True,
    ),
    (
        paper(
            "g.pdf",
            "Child and Family Assessment\n4 June 2017",
            title="CFA June 2017",
            kind="Assessment",
            date="2017-06-04",
        ),
        "the assessment dated 4 June 2017",
        True,
    ),
    (
        paper("g.pdf", "Letter\n4 June 2017\nDear Ann", title="Letter from school", kind="Letter", date="2017-06-04"),
        "the assessment dated 4 June 2017",
        False,
    ),
    (
        paper("g.pdf", "Early help assessment\n4 June 2017", title="EHA", kind="Assessment", date="2017-06-04"),
        "the CAF dated 4 June 2017",
        True,
    ),
    (
        paper("g.pdf", "Return home interview\n4 June 2017", title="RHI", kind="Record", date="2017-06-04"),
        "the return home interview of 4 June 2017 (see tab 4)",
        True,
    ),
    (
        paper(
            "g.pdf",
            "Personal Education Plan review\n4 June 2017",
            title="PEP",
            kind="Education plan",
            date="2017-06-04",
        ),
        "the PEP minutes of 4 June 2017",
        True,
    ),
    (
        paper("g.pdf", "Statutory visit record\n4 June 2017", title="Visit record", kind="Record", date="2017-06-04"),
        "the statutory visit record of 4 June 2017",
        True,
    ),
    (
        paper(
            "g.pdf",
            "Chronology of significant events\nupdated June 2017",
            title="Chronology",
            kind="Chronology",
            date="2017-06-14",
        ),
        "the chronology dated June 2017",
        True,
    ),
    (
        paper(
            "g.pdf",
            "Chronology of significant events",
            title="Social work chronology",
            kind="Chronology",
            date="2017-06-14",
        ),
        "the health chronology dated June 2017",
        False,
    ),
    (
        paper("g.pdf", "Chronology of significant events", title="Chronology", kind="Chronology", date="2017-06-14"),
        "the chronology prepared by Ann Dale",
        True,
    ),
    (
        paper(
            "g.pdf",
            "Parenting assessment of P Lock",
            title="Parenting assessment",
            kind="Assessment",
            date="2017-06-14",
        ),
        "the parenting assessment of 14 May 2017",
        False,
    ),
    (
        paper("g.pdf", "PAMS assessment of P Lock", title="PAMS", kind="Assessment", date="2017-06-14"),
        "the parenting assessment of 14 June 2017",
        True,
    ),
)


@pytest.mark.parametrize(
    ("held", "phrase", "is_held"), CASES, ids=lambda value: value if isinstance(value, str) else ""
)
def test_a_mention_means_the_paper_that_agrees(held: RecordText, phrase: str, is_held: bool) -> None:
    opening = "Long opening line that is only there to be a long line of prose here."
    note = paper("z.txt", f"{opening}\nI note {phrase}, which matters.", title="Note", kind="Note", date="2018-06-01")
    gaps = missing(texts=[held, note], records=[held.record, note.record])
    assert (not any(gap.source == "z.txt" for gap in gaps)) is is_held


@pytest.mark.parametrize("piece", ["\n", " ", "report of ", "1/1/", "> ", "see the letter from "])
def test_a_page_of_nothing_but_one_thing_takes_no_time(piece: str) -> None:
    page = paper("a.pdf", piece * (30_000 // len(piece)), title="x", date="2017-01-01")
    start = time.process_time()
    missing(texts=[page], records=[page.record])
    find_flags(texts=[page], people=())
    assert time.process_time() - start < 5
