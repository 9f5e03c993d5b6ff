"""Every row of Devon's guidance through the pages of a new request: the rule it leads to, in words, and what is not stated.

Who asks, in which context, and what the page has to say are written out here, and come from no file of the product.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import Any

import pytest
from tests.access.desk import put_in_force
from tests.access.people_of import ABOUT, CONTACT, NO_ORDERS, Around, around, as_, through, wants

pytestmark = pytest.mark.usefixtures("database")

DECIDES, ADVISES, ENABLES = "Who decides", "Who advises", "Who makes it possible, and does not decide"
CHECKS, REDACTS, SENDS, LOGS = (
    "Who checks what goes out", "Who removes what must not go out", "Who sends it", "Who logs and tracks it",
)  # fmt: skip
SHOWN, SHARED, PROHIBITED, TIME = (
    "What has to be shown", "What may be shared", "What must not be done", "How long it may take",
)  # fmt: skip
REST = {CHECKS, REDACTS, SENDS, LOGS, TIME}
MINUTES = {*REST, SHOWN, PROHIBITED}
SECTION_2 = "Social work practitioner, Manager"
ENTITLED = "Nobody: they are entitled"
CHAIR = "Chair of the meeting"
SUPPORT = "Business support"
SECURITY = "Information and Cyber Security Team (advises, cannot approve)"
ACCESS = "Information Governance team (Access to Information)"


@dataclass(frozen=True)
class Row:
    """``says``: what the page has to say of a part; ``silent``: parts of which it has to say that nothing is stated."""

    id: str
    requester: str
    context: str
    sentence: str
    decides: str
    silent: set[str]
    prohibited: str = ""
    says: dict[str, str] = field(default_factory=dict)
    facts: tuple[dict[str, str], ...] = ()
    open: str = ""
    """Words of what the guidance leaves open."""


ROWS = (
    Row(
        "R1", "childrens_guardian", "public_law", "The court appointed a children's guardian in public law proceedings",
        ENTITLED, REST, "Refusal",
        {SHOWN: "Who they are and Order of appointment", SHARED: "Copies of the child's case files", ENABLES: SUPPORT},
    ),
    Row(
        "R2", "cafcass", "safeguarding_checks", "Cafcass is told the initial safeguarding information it asks for",
        ENTITLED, {*REST, SHOWN}, "Access to the file", {SHARED: "Initial safeguarding information"},
    ),
    Row(
        "R3", "court", "section_7_open", "the council is likely to be directed to write it", "",
        {*MINUTES, DECIDES, ENABLES}, says={SHARED: "No file"},
    ),
    Row(
        "R4", "cafcass", "section_7_closed", "may view the closed file with permission or by order of the court",
        "Nobody in the council: those with parental responsibility and the child, or the court", REST,
        "Access without either permission or an order of the court", {SHARED: "View of the closed case files"},
        ({"understanding": "yes"},),
        open="what holds where Cafcass is directed to report on a case that is open",
    ),
    Row(
        "R5", "guardian_16_4", "private_law", "has the access of a guardian in public law", ENTITLED, REST, "Refusal",
        {SHOWN: "Order of appointment"}, open="Legal must confirm the basis",
    ),
    Row(
        "R6", "attendee", "minutes", "signed by the Chair, go to all who attended or were invited", CHAIR, MINUTES,
        says={ENABLES: SUPPORT, SHARED: "for all who attended or were invited"},
    ),
    Row(
        "R7", "excluded_person", "minutes", "the record only if the Chair decides so", CHAIR, MINUTES,
        says={SHARED: "The social worker's report to the conference, which they should be given"},
    ),
    Row(
        "R8", "supporter", "minutes", "only after the Chair has clarified it with the parents", CHAIR, MINUTES,
        says={SHARED: "once the Chair has clarified it with the parent or parents"},
    ),
    Row(
        "R9", "child", "minutes", "The Chair decides whether the child is given a copy of the minutes.", CHAIR, MINUTES,
        says={SHARED: "if the Chair decides so"},
    ),
    Row(
        "R10", "childs_solicitor", "minutes", "may be supplied to a child's legal representative", SECTION_2, MINUTES,
        says={SHARED: "The record of the meeting, on request"}, open="and not who decides that",
    ),
    Row(
        "R11", "absent_parent", "review_minutes",
        "the social worker and the reviewing officer decide in the child's interest what they receive",
        "Social work practitioner, Independent reviewing officer", MINUTES,
        says={SHARED: "exceptionally the address of the placement"},
    ),
    Row(
        "R12", "parent", "full_file", "the information governance team handles and the practitioner does not release",
        ACCESS, {ENABLES, CHECKS, REDACTS, SENDS, LOGS, SHOWN, SHARED}, "Release by the practitioner",
        {TIME: "The guidance sets no time."}, open="The guidance names no evidence",
    ),
    Row(
        "R13", "legal_services", "public_law", "entitled to every relevant document or record", ENTITLED,
        {*REST, SHOWN, PROHIBITED}, says={SHARED: "Any document or record relevant to the proceedings"},
        open="nothing of judicial review or civil claims",
    ),
    Row(
        "R14", "dbs", "barring", "Safer Recruitment logs, allocates, tracks and sends", "Allocated social work team",
        {ENABLES, SHOWN, TIME}, "A direct reply by the social work team",
        {
            CHECKS: "Information Governance team", REDACTS: "Information Governance team", SENDS: "Safer Recruitment",
            LOGS: "Safer Recruitment",
        },
    ),
    Row(
        "R15", "police", "minutes", "go to the professionals who attended or were invited",
        "Chair of the meeting, Social work practitioner", {CHECKS, REDACTS, LOGS, TIME, SHOWN, PROHIBITED},
        says={SENDS: SUPPORT},
    ),
    Row(
        "R16", "police", "criminal_investigation", "go to the Information Governance team in the first instance", ACCESS,
        {ENABLES, CHECKS, REDACTS, LOGS, SHOWN, SHARED, TIME},
        "Sharing records directly with police officers in any way outside of the Information Governance team's process",
        {SENDS: ACCESS}, open="For a strategy discussion, section 47, a missing child or a risk to life",
    ),
    Row(
        "R17", "professional", "professional_sharing", "the Department for Education's guidance", SECTION_2,
        {*REST, SHOWN, SHARED, PROHIBITED}, says={ENABLES: SUPPORT},
    ),
)  # fmt: skip


def through_the_pages(here: Around, row: Row) -> Any:
    """Up to the page on which everything is checked."""
    who = {"requester": row.requester, "name": "Nell Frost", "organisation": ""}
    before = (who, ABOUT, {"context": row.context}, NO_ORDERS, *row.facts, CONTACT)
    return through(as_(here.colleague), *before, wants(here))


@pytest.mark.parametrize("row", ROWS, ids=[each.id for each in ROWS])
def test_a_row_leads_to_its_rule_and_the_page_explains_it(row: Row) -> None:
    put_in_force("devon")
    here = around()
    page = through_the_pages(here, row)
    assert ">Check before you log the request</h1>" in page.content.decode()
    text = words_of(page.content.decode())
    assert row.sentence in text
    assert "Devon Access to Records Guidance" in text
    told, silent = parts(page.content.decode())
    assert silent == row.silent
    assert told.get(DECIDES, "").startswith(row.decides)
    assert (DECIDES in told) == bool(row.decides)
    assert told[ADVISES].startswith(SECURITY)
    assert told.get(PROHIBITED, "").startswith(row.prohibited)
    assert (PROHIBITED in told) == bool(row.prohibited)
    for part, words in row.says.items():
        assert words in told[part], part
    assert ("What our sources leave open" in text, row.open in text) == (bool(row.open), True)


def test_all_rows_are_here() -> None:
    assert [each.id for each in ROWS] == [f"R{number}" for number in range(1, 18)]


def parts(page: str) -> tuple[dict[str, str], set[str]]:
    """The parts of the rule with what the page says of each, and those of which it says that nothing is stated."""
    shown = page[page.index("Who does what, what may be shared, and why") : page.index("What you entered")]
    told = {
        words_of(key): words_of(value)
        for key, value in re.findall(r"<dt[^>]*>(.*?)</dt>\s*<dd[^>]*>(.*?)</dd>", shown, re.DOTALL)
    }
    silent = re.findall(r"<li>(.*?)</li>", shown[shown.index(">Not stated<") :], re.DOTALL)
    told.pop("Not stated")
    return told, {words_of(each) for each in silent}


def words_of(markup: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).split())
