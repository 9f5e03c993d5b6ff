"""The file of one invented family: twenty-one papers, each with its heading, date and author."""

from __future__ import annotations

from record_factory import paper

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
