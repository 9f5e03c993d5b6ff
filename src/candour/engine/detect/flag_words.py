"""The words by which papers of a kind are known (advice, therapy, court …), and why each kind is flagged; data only."""

from __future__ import annotations

import re

from candour.engine.detect.record_text import wrapped
from candour.engine.model import FlagKind

OTHER_SIDE = wrapped(
    r"\b(?:mother|father|parent|child(?:ren)?|grand\w+|respondent|applicant|claimant|opponent|family|carer|defence)\b"
    r"(?:'s|s')?\s+(?:solicitor|counsel|barrister|lawyer)|(?:solicitor|counsel|barrister)s? (?:for|to|acting for)\s+(?:the\s+)?"
    r"(?:mother|father|parent|child|grand|respondent|family)",
    re.IGNORECASE,
)
PRIVILEGE_WORDS = wrapped(
    r"legal(?:ly)?[ -](?:professional[ -])?privilege(?:d)?|\bLPP\b|privileged (?:and|&) confidential|confidential (?:and|&)"
    r" (?:legally )?privileged|subject to (?:legal |litigation )?(?:advice )?privilege|litigation privilege|advice privilege"
    r"|(?:advice|note|memo|document|e-?mail|communication)[^.]{0,30}\b(?:is|are|was) (?:legally )?privileged",
    re.IGNORECASE,
)
PRIVILEGE_TITLE = wrapped(
    r"^\W*(?:(?:re|fw|fwd):\s*)*(?:strictly )?(?:confidential (?:and|&) )?(?:legally )?privileged\b"
    r"|^\W*(?:(?:re|fw|fwd):\s*)*legal advice\b"
    r"|\bnote of advice\b|\badvice note\b|\b(?:counsel'?s?|barrister'?s?) (?:note|advice|opinion)\b|\binstructions to counsel\b",
    re.IGNORECASE,
)
NO_PRIVILEGE = wrapped(
    r"\b(?:not|no longer|isn't) (?:legally )?(?:privileg|subject to)|privilege[^.]{0,30}waived", re.IGNORECASE
)
DISCLAIMER = wrapped(
    r"\b(?:may (?:contain|be|include)|intended (?:only|solely)|intended recipient|received (?:this|it) in error)\b",
    re.IGNORECASE,
)
"""Words of the footer that many offices put under every message: it makes nothing privileged."""
ADVICE_PAPER = wrapped(
    r"^[^\w\n]*(?:note of advice|legal advice|advice (?:in conference|note)|opinion of counsel|instructions to counsel|brief to counsel)\b",
    re.IGNORECASE | re.MULTILINE,
)
ADVICE_SIGNS = wrapped(
    r"\b(?:advi[cs]e|privileg\w+|counsel|prospects?|merits|strateg(?:y|ic)|our (?:position|case|evidence|witness)|litigation|concede|settle"
    r"|instructions|threshold|without prejudice|would not rely|weak|my (?:view|opinion)|legal (?:risk|view|position)|proceedings)\b",
    re.IGNORECASE,
)
ADVICE_PASSAGE = wrapped(
    r"\b(?:counsel|leading counsel|junior counsel|legal services|legal department|the legal team|our solicitor|our barrister"
    r"|the local authority solicitor|(?:the )?council(?:'s)? (?:solicitor|lawyer)|LA solicitor|legal)\s+(?:has |have |had |also |then )?"
    r"(?:advised|advises|advise|recommended|suggested|considers?|is of the (?:view|opinion)|'s advice)"
    r"\b(?! (?:the )?(?:court|judge|hearing|bench|jury|tribunal|magistrates)\b)"
    r"|\blegal advice (?:(?:received|given|obtained) )?(?:is|was|has been) (?:that|to|not to)\b|\bin receipt of legal advice that\b"
    r"|\badvice (?:from|of|by) (?:counsel|legal services|our solicitor|the council's solicitor)\b"
    r"|\badvised by (?:counsel|legal services|our solicitor|the council's solicitor)\b",
    re.IGNORECASE,
)
LEGAL_MEETING = wrapped(r"\blegal (?:planning|gateway|strategy) (?:meeting|panel)\b|\blegal gateway\b", re.IGNORECASE)
CHAIN_FROM = re.compile(r"^[> \t]*From:.{3,120}$", re.IGNORECASE | re.MULTILINE)
CHAIN_TO = re.compile(r"^[> \t]*To:.{3,200}$", re.IGNORECASE | re.MULTILINE)
SALUTATION = re.compile(r"^[ \t]*(?:Dear|Hi|Hello)\s+(\w+)", re.IGNORECASE | re.MULTILINE)
TALKING = r"therapy|therapist|therapeutic|psychotherap\w+|counselling|play therapy|art therapy|theraplay|EMDR"
THERAPY_HEAD = wrapped(rf"\b(?:{TALKING}|CAMHS|psycholog(?:y|ist|ical))\b", re.IGNORECASE)
TALKING_PAPER = wrapped(
    rf"\b(?:{TALKING})\b[^\n]*\b(?:summary|sessions?|notes?|report|record|assessment|review|formulation)\b"
    r"|\b(?:CAMHS|psycholog(?:y|ist|ical)) (?:\w+ )?(?:summary|sessions?|notes?|record|formulation)\b",
    re.IGNORECASE,
)
"""Titles that say it: a letter or a report of such a service is one only by what it tells."""
OTHER_THERAPY = wrapped(
    r"\b(?:speech (?:and|&) language|occupational|physio|physical|music group|radio|chemo|drug|hormone|oxygen)"
    r"[ -]?therap\w+|\bphysiotherap\w+|\beducational psycholog\w+|\b(?:invoice|leaflet|referral (?:to|for))\b[^\n]*",
    re.IGNORECASE,
)
"""Treatment of the body, teaching, bills and requests: nobody confided anything there."""
THERAPY_PAPER = wrapped(
    r"\b(?:summary|session|sessions|notes?|report|record|letter|assessment|review|formulation)\b", re.I
)
THERAPY_BODY = wrapped(
    r"\b(?:attended (?:\w+|\d+) sessions|in (?:the|this|our) sessions?|session \d+|sand tray|therapeutic (?:work|space|letter)"
    r"|I have (?:been working|worked) with|formulation|countertransference|in my (?:clinical )?(?:view|opinion))\b",
    re.IGNORECASE,
)
HEALTH_HEAD = wrapped(
    r"\b(?:health (?:assessment|visitor|record|report)|medical|hospital|discharge summary|GP (?:letter|record|summary)|paediatric"
    r"|clinic|immunisation|IHA|RHA|psychiatric|midwife|midwifery|A&E|CAMHS)\b",
    re.IGNORECASE,
)
HEALTH_PASSAGE = wrapped(
    r"\b(?:is|was|been|being) (?:treated for|prescribed|diagnosed|medicated|sectioned)\b|\bmedical history\b|\bdiagnos[ei]s of\b"
    r"|\bsuffers? from (?:depression|anxiety|epilepsy|psychosis|asthma)",
    re.IGNORECASE,
)
COURT_HEAD = wrapped(
    r"\bin the (?:family|county|high|crown|magistrates'?) court\b|\bin the matter of\b|\bthe court orders\b|\bcase (?:no|number)\b"
    r"[^\n]{0,12}\b[A-Z]{2}\d\d[A-Z]\d{5}\b|\bstatement of truth\b|\bI make this statement\b|\bfacts stated in this"
    r" (?:witness )?statement are true\b|\breport of the children'?s guardian\b|\bposition statement\b|\bhis honour judge\b"
    r"|\bher honour judge\b|\bdistrict judge\b|\bFinal threshold\b",
    re.IGNORECASE,
)
COURT_TYPE = wrapped(
    r"\b(?:order|witness statement|court|guardian(?:'s)? .*report|threshold|position statement)\b", re.I
)
ADOPTION_HEAD = wrapped(
    r"\badoption (?:file|report|panel|order|support|agency|allowance|medical|certificate)|\bchild permanence report\b|\bplacement order\b"
    r"|\bprospective adopters?\b|\bAnnex B report\b|\bletterbox contact\b|\badopters?'? report\b",
    re.IGNORECASE,
)
POLICE_HEAD = wrapped(
    r"\b(?:constabulary|fax from .{0,30}police|police (?:report|record|disclosure|log|national computer|intelligence|protection"
    r" notice)|crime report|PNC (?:check|print)|MG ?11|VIST|Merlin|witness statement \(CJ|ABE (?:interview|transcript))\b",
    re.IGNORECASE,
)
REFERRER_PAPER = wrapped(
    r"\b(?:referrer|caller|informant|anonymous|call (?:taken|received)|wishes? to remain anonymous|person referring)\b",
    re.IGNORECASE,
)
OPINION = wrapped(
    r"\b(?:in my (?:professional |clinical )?(?:opinion|view)|i (?:believe|think|suspect|feel) that (?:he|she|they|the (?:mother|father"
    r"|parents|family))|my concern is that)\b",
    re.IGNORECASE,
)
SENTENCE_END = re.compile(r"[.!?](?=\s+[A-Z\"'“‘(•]|\s*$)|\n\s*\n")
ADDRESS = re.compile(r"[\w.+-]+@[\w.-]+\w")
CHAMBERS = re.compile(r"chambers|barrister|counsel|legal", re.IGNORECASE)
REASONS = {
    FlagKind.PRIVILEGE: "May hold the council's own legal advice: only a lawyer decides.",
    FlagKind.THERAPY: "Notes or a summary of therapy: the therapist or a health professional is asked first.",
    FlagKind.HEALTH: "Health information: a health professional is asked unless it is already known.",
    FlagKind.COURT: "A document of court proceedings: the court's rules say who may have it.",
    FlagKind.ADOPTION: "Belongs to adoption records, which have their own route.",
    FlagKind.POLICE: "Written by the police: they are asked before it leaves.",
    FlagKind.REFERRER: "Holds what a referrer or caller said: their identity is protected.",
    FlagKind.OPINION: "Somebody's opinion about another person.",
}
