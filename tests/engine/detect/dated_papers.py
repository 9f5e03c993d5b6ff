"""Papers whose date stands in all sorts of places, each beside a mention of it and whether that is held."""

from __future__ import annotations

from record_factory import mail, paper

DATED = (
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
)
