"""The words that tie a document to its date, its author or its absence, as English case files write them; data only."""

from __future__ import annotations

import re

from candour.engine.detect.document_kinds import HEAD, words
from candour.engine.detect.record_text import wrapped
from candour.engine.written_dates import MONTH

REACH = 150
"""How far after its noun, in code points, a document's date may stand."""
MOST_WORDS = 16
FULL_LINE = 60
"""Code points: a shorter line ended because its author ended it."""

DETERMINERS = words("the a an his her their my our your this that these its any another each every no")
INDEFINITE = words("a an any another each every no some")
STOPS = words(
    "of to by in on at for with and from was is were are be been being has have had will would may might"
    " must can could should shall do does did said says told asked read see seen saw refer refers referred"
    " as but or if when while that which who whose where because so then than i we he she they it you not"
    " also both per under about into after before since until attached enclosed appended include includes"
    " including following via re is: received sent gave made completed filed prepared obtained given"
    " called further copy copies tabled considered shared wrote had"
)
JOINED = frozenset(
    [
        "child family",
        "drug alcohol",
        "parent child",
        "mother baby",
        "speech language",
        "care support",
        "health care",
        "children families",
        "needs risk",
        "alcohol drug",
    ]
)
VERBAL = words("to will would should may must can could shall not i we they please who and")
NUMBERED = words("two three four five ten fifteen twenty thirty forty few several many hours some about")
MADE = (
    r"(?:dated|made|held|signed|written|wrote|sent|completed|filed|prepared|issued|produced|granted|given|taken|undertaken"
    r"|conducted|provided|circulated|compiled|updated|finalised|authored|submitted|typed|chaired|recorded|carried out"
    r"|drawn up|agreed|obtained|approved|drafted|published|received)"
)
PASSIVE = wrapped(
    r"\b(?:(?:that|which) )?(?:(?:the|his|her|their) )?\w+ (?=(?:sent|wrote|prepared|completed|filed) (?:on|in)\b)|"
    r",?\s*\b(?:which|that) took place (?=(?:on|in)\b)|"
    rf"(?:,?\s*\b(?:which|that)\s+)?\b(?:is|was|were|are|has been|had been|have been|being)\s+(?:\w+ly\s+)?(?={MADE}\b)",
    re.IGNORECASE,
)
BETWEEN = wrapped(r"^\s*(?:exchanged |made )?between [^,.;]{3,60}? (?=dated\b|signed\b|of \d)", re.IGNORECASE)
"""Messages and agreements "between A and B": no clause, and whose they are."""
CLAUSE = wrapped(
    r"(?<![\w-])(?:is|was|were|are|has|have|had|will|would|may|might|must|should|shall|said|says|told|asked|stated|who|which"
    r"|that(?! (?:meeting|conference|discussion|review|visit|date)\b)"
    r"|when|where|if|because|but|to be|born|dob|d\.o\.b|since|until|till|due|expires?|ends?|before(?! proceedings)"
    r"|(?<!looked\s)after|between|later|then|did|does|do|went|came|saw|met|attended|visited|reported|moved|called|rang"
    r"|left|stayed|and(?= (?:he|she"
    r"|they|I|we|it)\b)|so)\b(?!-)|[;?!•]|\bunder\b(?! (?:section|s\.? ?\d))",
    re.IGNORECASE,
)
LINK = wrapped(
    rf"(?:\b(?P<made>{MADE})(?:\s+(?:and\s+\w+|by\s+[^,;()]{{2,60}}?))?,?\s*(?P<prep>on|in|of|at)?"
    rf"|\b(?P<of>of|from|for|on|in)|(?P<open>\()(?:dated\s*|of\s*|on\s*|,\s*)?|(?P<near>,|-|:)?)\s*(?:the\s+)?$",
    re.IGNORECASE,
)
DATED = wrapped(r"\bdated\s*:?\s*(?:the\s+)?$", re.IGNORECASE)
SENTENCE = re.compile(
    r"(?<!\bDr)(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bNo)(?<!\bSt)(?<!\b[A-Z])\.(?=\s+[\"'(]?[A-Z\u2022]|\s*$)"
)
CUE = wrapped(
    r"\b(?:attached|enclosed|appended|annexed|exhibit(?:ed)?|see|refer(?:red)? to|i have read|read|considered|tabled"
    r"|relied on|please find|copy of|copies of|set out in|recorded in|contained in|described in|found in|appendix|annex"
    r"|tab \d+|requested|asked for|missing|not on (?:the )?file|on file)\b",
    re.IGNORECASE,
)
ABSENT = wrapped(
    r"^[^.;]{0,60}?\b(?:(?:is|are|was|were|has|have|had|could|can|cannot|did)\s*(?:n't|not| never| still)?\s*(?:been\s+|be\s+)?"
    r"(?:not (?:on|in|with|held|been|found|kept|yet|located|available|received)|missing(?: from)|mislaid|lost|asked for|"
    r"requested|chased|found on|located|never (?:received|filed|sent))|not on (?:the |this )?file|is not (?:held|here))\b",
    re.IGNORECASE,
)
HANDED = wrapped(
    r"\b(?:please find (?:attached|enclosed)|i (?:attach|enclose)|(?:is|are) (?:attached|enclosed|appended)|attached"
    r"(?: is| are| please find)?|enclosed(?: is| are| please find)?|enc\.?|see|refer to|attach(?:ing|es)|enclos(?:ing|es))"
    r"[\s:]+(?:a copy of |copies of |also )?(?:the |my |our |his |her |their |your |a |an )?$",
    re.IGNORECASE,
)
HANDED_AFTER = wrapped(
    r"^[^.;]{0,70}?(?:\b(?:is|are|was|were)\s+)?\b(?:attached|enclosed|appended|annexed|exhibited)\b", re.IGNORECASE
)
REFERS = wrapped(
    r"\b(?:refer(?:red|s)? to|see|read|considered|attached|enclosed|exhibit(?:ed)?|set out in|recorded in|tab \d+)\b",
    re.IGNORECASE,
)
SEE = re.compile(r"\bsee\s+(?:the\s+)?$", re.IGNORECASE)
AFTERWARDS = wrapped(
    HANDED_AFTER.pattern
    + r"|^[^.;]{0,40}\b(?:the|its|no) (?:minutes|record|notes?)\b[^.;]{0,30}\b(?:not|never|missing|found|lost|held)\b",
    re.IGNORECASE,
)
"""Behind the date: "attached", or of a meeting that its minutes are not there."""
AUTHOR = wrapped(
    r"^[^.;]{0,40}?\b(?:by|from|of)\s+(?:the\s+|his\s+|her\s+)?((?:(?:Dr|Mrs?|Ms|Miss|PC|DS|DC|Prof)\.?\s+)?[A-Z][\w'-]+"
    r"(?:\s+[A-Z][\w'-]+){0,3})"
)
MONTH_NAME = re.compile(MONTH, re.IGNORECASE)
NAME = re.compile(r"\b[A-Z][a-z]+(?:['-]?[A-Za-z]+)*\b")
NOT_NAMES = words(
    "the a an minutes dr mr mrs ms miss report assessment letter statement order section court county"
    " council family child children plan record initial review core group strategy discussion conference"
    " meeting chronology referral note notes may will monday tuesday wednesday thursday friday saturday"
    " sunday january february march april june july august september october november december appendix"
    " tab agency social work worker services his her my our their your health police school care"
    " protection personal education e-mail email form see please attached enclosed viability parenting"
    " interim certificate birth children's he she they this that"
)
WORD = re.compile(r"[A-Za-z][\w'&/-]*")
LEAD_WORD = re.compile(r"\b(?:section|s\.?|form|reg(?:ulation)?)\s?\d{1,3}\b|[A-Za-z][\w'&/-]*", re.IGNORECASE)
COMPOUND = re.compile(rf"\s+{HEAD.pattern}", re.IGNORECASE)
"""A head noun with another right behind it ("referral record"): the second one is the document."""
AFTER_DATE = wrapped(
    r",?\s+(?:(?:prepared|written|completed|sent|made|signed|compiled)\s+)?(?:from|by|to)\s+(?:(?:the|his|her|their|my|our)\s+)?"
    r"[A-Za-z][\w'.-]*(?:[ \n]+[A-Za-z][\w'-]*){0,4}",
)
ABOUT = wrapped(
    r"\s+(?:(?:prepared|written|completed|compiled|done|made|drawn up)\s+)?(?:of|for|on|from|by|about|to|concerning|regarding)\s+"
    r"[^,.;()\n]{3,80}",
    re.IGNORECASE,
)
PHRASE_STOP = wrapped(
    r"\s+(?:is|are|was|were|has|have|had|will|would|which|who|that|and|but|says?|said|states?|stated|attached|enclosed|appended"
    r"|not|could|cannot|can|did|as|when|because|refers?|sets?|shows?|describes?|recommends?|concludes?)\b",
    re.IGNORECASE,
)
