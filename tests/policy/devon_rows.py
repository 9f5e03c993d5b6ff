"""Devon's 17 rows as its guidance has them, written out by hand: what the pack has to say and what it may not."""

from __future__ import annotations

from dataclasses import dataclass

PRACTITIONER = ("Social work practitioner", "Manager")
SUPPORT = ("Business support",)
SECURITY = ("Information and Cyber Security Team (advises, cannot approve)",)
ENTITLED = ("Nobody: they are entitled",)
CHAIR = ("Chair of the meeting",)
GOVERNANCE = ("Information Governance team",)
ACCESS = ("Information Governance team (Access to Information)",)
SAFER = ("Safer Recruitment",)
REST = ("checks", "redacts", "sends", "logs")


@dataclass(frozen=True)
class Row:
    """``requester`` and ``context``: the words of the guidance's table; ``default``: parts that stand by section 2 only."""

    id: str
    requester: str
    context: str
    kind: str
    not_stated: tuple[str, ...]
    decides: tuple[str, ...] = ()
    enables: tuple[str, ...] = SUPPORT
    checks: tuple[str, ...] = ()
    redacts: tuple[str, ...] = ()
    sends: tuple[str, ...] = ()
    logs: tuple[str, ...] = ()
    all_of: tuple[str, ...] = ()
    one_of: tuple[tuple[str, ...], ...] = ()
    may_share: str = ""
    """Words that have to stand in what may be shared; empty: nothing is said."""
    prohibited: str = ""
    clock: str = ""
    entitled: bool = False
    default: tuple[str, ...] = ("advises",)
    open: str = ""
    """Words of what the guidance leaves open; empty: nothing."""


ROWS = (
    Row(
        "R1", "CAFCASS children's guardian", "public law, court-appointed", "records", (*REST, "clock"),
        decides=ENTITLED, entitled=True, all_of=("identity", "appointment"), may_share="copies of the child's case files",
        prohibited="refusal",
    ),
    Row(
        "R2", "CAFCASS", "private law, pre-FHDRA safeguarding check", "information", (*REST, "evidence", "clock"),
        decides=ENTITLED, entitled=True, may_share="initial safeguarding information", prohibited="access to the file",
        default=("advises", "enables"),
    ),
    Row(
        "R3", "Court (s7)", "s7 directed, case open/recently closed", "report",
        ("decides", "enables", *REST, "evidence", "prohibited", "clock"), enables=(),
        may_share="likely to be directed to write the report itself",
    ),
    Row(
        "R4", "CAFCASS", "s7 directed to CAFCASS, closed file", "records", (*REST, "clock"),
        decides=("Nobody in the council: those with parental responsibility and the child, or the court",),
        all_of=("identity",), one_of=(("permission_pr", "permission_child"), ("court_order",)),
        may_share="view of the closed case files", prohibited="access without either", open="a case that is open",
    ),
    Row(
        "R5", "CAFCASS r16.4 guardian", "private law", "records", (*REST, "clock"), decides=ENTITLED, entitled=True,
        all_of=("identity", "appointment"), may_share="copies of the child's case files", prohibited="refusal",
        open="Legal must confirm the basis",
    ),
    Row(
        "R6", "parent/PR holder/attendee", "CIN, CP conference, pre-proceedings minutes signed by Chair", "minutes",
        (*REST, "evidence", "prohibited", "clock"), decides=CHAIR, may_share="all who attended or were invited",
    ),
    Row(
        "R7", "person excluded from CPC", "", "minutes", (*REST, "evidence", "prohibited", "clock"), decides=CHAIR,
        may_share="social worker's report",
    ),
    Row(
        "R8", "friend/supporter/solicitor of parent", "", "minutes", (*REST, "evidence", "prohibited", "clock"),
        decides=CHAIR, may_share="clarified it with the parent",
    ),
    Row(
        "R9", "child", "minutes", "minutes", (*REST, "evidence", "prohibited", "clock"), decides=CHAIR,
        may_share="if the chair decides",
    ),
    Row(
        "R10", "child's legal representative", "minutes", "minutes", (*REST, "evidence", "prohibited", "clock"),
        decides=PRACTITIONER, may_share="on request", default=("decides", "advises"), open="not who decides",
    ),
    Row(
        "R11", "parent not attending CIC review", "", "minutes", (*REST, "evidence", "prohibited", "clock"),
        decides=("Social work practitioner", "Independent reviewing officer"), may_share="address of the placement",
    ),
    Row(
        "R12", "child/parent/PR", "anything else incl full file", "records",
        ("enables", *REST, "evidence", "may_share"), decides=ACCESS, enables=(), prohibited="release by the practitioner",
        clock="subject-access", open="Access to Information team in Business Support",
    ),
    Row(
        "R13", "council Legal Services", "public law proceedings", "sharing", (*REST, "evidence", "prohibited", "clock"),
        decides=ENTITLED, entitled=True, may_share="any document or record relevant to the proceedings",
        default=("advises", "enables"), open="judicial review or civil claims",
    ),
    Row(
        "R14", "DBS", "", "dbs", ("enables", "evidence", "clock"), decides=("Allocated social work team",), enables=(),
        checks=GOVERNANCE, redacts=GOVERNANCE, sends=SAFER, logs=SAFER, may_share="only the information",
        prohibited="direct reply",
    ),
    Row(
        "R15", "police/health/school/probation", "minutes", "minutes",
        ("checks", "redacts", "logs", "evidence", "prohibited", "clock"),
        decides=("Chair of the meeting", "Social work practitioner"), sends=SUPPORT, may_share="all professionals",
        default=("advises", "enables"),
    ),
    Row(
        "R16", "police (any force)", "criminal investigation", "police",
        ("enables", "checks", "redacts", "logs", "evidence", "may_share", "clock"), decides=ACCESS, enables=(),
        sends=ACCESS, prohibited="directly with police officers", open="Access to Information team in Business Support",
    ),
    Row(
        "R17", "any professional", "other sharing", "sharing",
        (*REST, "evidence", "may_share", "prohibited", "clock"), decides=PRACTITIONER, default=("advises", "enables"),
    ),
)  # fmt: skip
