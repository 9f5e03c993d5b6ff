"""Papers of one day and of every kind, each beside a mention of one and whether that is held."""

from __future__ import annotations

from record_factory import paper

OF_A_KIND = (
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
