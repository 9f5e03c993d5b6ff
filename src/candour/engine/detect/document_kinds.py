"""What kinds of documents a children's case file holds and what they are called; data only, no judgement.

A document has a *form* (letter, minutes, report …) and *topics* (viability, strategy, section 47 …). The same
document is called by different names: "ICPC minutes" and "initial child protection conference" share a topic.
"""

from __future__ import annotations

import re
from collections.abc import Iterator


def words(text: str) -> frozenset[str]:
    """A set of words written as one line of text, for tables that are to be read."""
    return frozenset(text.split())


FORMS: tuple[tuple[str, str], ...] = (
    ("minutes", r"minutes"),
    ("assessment", r"(?:re-?)?assessments?|evaluations?|C&F|IHA|RHA|CAF|medicals?|OASys"),
    ("report", r"reports?|analys[ie]s|findings"),
    ("letter", r"letters?"),
    ("email", r"e-?mails?"),
    ("statement", r"statements?|affidavits?"),
    ("chronology", r"chronolog(?:y|ies)"),
    ("order", r"orders?|injunctions?|judge?ments?|EPOs?|ICOs?|ISOs?|SGOs?|CMOs?"),
    ("referral", r"referrals?|MARF|notifications?"),
    ("plan", r"plans?|EHCP|PEPs?"),
    ("certificate", r"certificates?"),
    (
        "form",
        r"(?:proforma|pro-forma|forms?|questionnaires?|checklists?|DASH|body\s?maps?|applications?|C8|C1A|C13A|C100|C110A|FL401|SDQs?)",
    ),
    ("record", r"records?|recordings?|print-?outs?|(?<=PNC\s)prints?"),
    ("note", r"notes?|memos?|memorand(?:um|a)"),
    ("transcript", r"transcripts?"),
    ("log", r"logs?|diar(?:y|ies)|timesheets?|registers?"),
    ("summary", r"summar(?:y|ies)"),
    ("agreement", r"agreements?|contracts?"),
    ("genogram", r"genograms?|ecomaps?|eco-maps?|family\s+trees?"),
    ("fax", r"fax(?:es)?"),
    ("advice", r"advice|opinions?"),
    ("results", r"results"),
    ("appendix", r"(?:appendix|annexe?)\s+(?:[A-Z]|\d{1,2})"),
    (
        "disclosure",
        r"(?<=police\s)disclosures?|disclosures?(?=\s(?:from|by)\s(?:the\s)?(?:\w+\s)?(?:police|constabulary))",
    ),
    ("notice", r"VISTs?|Merlins?|PPNs?|PNC|notices?"),
    ("photograph", r"photographs?|photos?|screenshots?"),
    ("message", r"(?:text|facebook|whatsapp|voice|snapchat)\s?(?:messages?|texts?)|texts(?=\sdated)"),
    (
        "document",
        r"documents?|threshold(?:\scriteria)?|schedules?|profiles?|(?<=story\s)books?|sheets?|ind(?:ex(?:es)?|ices)",
    ),
    (
        "paper",
        r"PARs?|CPRs?|(?<!with\s)(?<!in\s)references?|tests?|checks?|recommendations?|licences?|warrants?|invoices?|prescriptions?|submissions?|skeleton\sarguments?|outlines?",
    ),
    (
        "meeting",
        r"ICPCs?|RCPCs?|MARACs?|MAPPAs?|FGCs?|LPMs?|discussions?|conferences?|meetings?|core\s+groups?|reviews?|panels?|interviews?|hearings?",
    ),
)
FORM_OF = tuple((form, re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE)) for form, pattern in FORMS)
HEAD = re.compile(
    r"\b(?:" + "|".join(f"(?P<{form}>{pattern})" for form, pattern in FORMS) + r")\b(?!['’]|-\w)", re.IGNORECASE
)
BEGINNINGS = words(
    "adv aff agr ana ann app ass bod boo c&f c10 c11 c13 c1a c8 caf cer che chr cmo con cor cpr das dia dis doc e-m eco ehc"
    " ema epo eva fac fam fax fgc fin fl4 for gen hea ico icp iha ind inj int inv iso jud let lic log lpm map mar med mee mem"
    " mer min not oas opi ord out pan par pep pho pla pnc ppn pre pri pro que rcp re- rea rec ref reg rep res rev rha sch"
    " scr sdq sgo she ske sna sta sub sum tes tex thr tim tra vis voi war wha"
)
"""What a word that `HEAD` can match begins with, casefolded: trying the pattern at every word is slow."""
_WORD = re.compile(r"\w+")

TOPICS: tuple[tuple[str, str], ...] = (
    ("viability", r"viability"),
    ("parenting", r"parent(?:ing|al capacity)?(?: capacity)?(?= (?:assessment|report|skills))|parenting|PAMS"),
    ("core", r"core assessment"),
    ("family_assessment", r"(?:child (?:and|&) family|C ?& ?F\b|single|initial) assessment|C ?& ?FA?\b|(?<!\w)CFA\b"),
    ("risk", r"risk(?: assessment)?|DASH|MARAC"),
    ("health", r"health|medical|immunisation|IHA|RHA|paediatric"),
    ("health_assessment", r"(?:initial|review) health|IHA|RHA"),
    ("discharge", r"discharge"),
    ("education_plan", r"personal education|PEPs?\b"),
    ("special_needs", r"EHCP?\b|education,? health (?:and|&) care|special educational needs|\bSEN\b"),
    ("pathway", r"pathway"),
    ("care_plan", r"care plan(?:ning)?"),
    ("protection_plan", r"(?:child )?protection plan|CP plan"),
    ("in_need", r"child in need|\bCIN\b"),
    ("safety_plan", r"safety plan"),
    ("strategy", r"strategy|\bstrat\b"),
    ("initial_conference", r"initial (?:child protection |CP )?(?:case )?conference|ICPCs?\b"),
    ("review_conference", r"review (?:child protection |CP )?(?:case )?conference|RCPCs?\b"),
    ("conference", r"(?:child protection|case|CP) conference|conference|ICPCs?\b|RCPCs?\b"),
    ("core_group", r"core group"),
    (
        "review",
        r"(?:looked[ -]?after|\bLAC|\bCLA|\bCIC|child(?:ren)? in care|statutory|care) (?:child(?:ren)?(?:'s)? )?review"
        r"|review minutes|minutes of the (?:\w+ )?review|\breviews?\b(?= (?:of|dated|held|on)\b)",
    ),
    ("legal_planning", r"legal (?:planning|gateway)|gateway|\bLPM\b"),
    ("proceedings_letter", r"before proceedings|pre-proceedings|\bPLO\b"),
    ("professionals", r"professionals'? meeting"),
    ("family_group", r"family group|\bFGC\b"),
    ("section47", r"s(?:ection|\.)? ?47"),
    ("section7", r"s(?:ection|\.)? ?7\b"),
    ("section37", r"s(?:ection|\.)? ?37\b"),
    ("section20", r"s(?:ection|\.)? ?20\b"),
    ("genogram", r"genogram|family tree|eco-?map"),
    ("chronology", r"chronolog"),
    ("referral", r"referral|\bMARF\b|multi-agency referral"),
    ("guardian", r"guardian(?!ship)"),
    ("guardianship", r"special guardianship|\bSGO\b"),
    ("case_management", r"case management|\bCMO\b|directions order"),
    ("findings", r"schedule of (?:findings|allegations)|scott schedule"),
    ("psychological", r"psycholog"),
    ("psychiatric", r"psychiatr"),
    ("therapy", r"therap|counsel?ling|CAMHS"),
    ("substances", r"drug|alcohol|hair[ -]?strand|toxicolog|substance"),
    ("paternity", r"paternity|DNA"),
    ("birth", r"birth"),
    ("care_order", r"(?<!interim )care order"),
    ("interim_order", r"interim (?:care|supervision) order|\bICO\b"),
    ("non_molestation", r"non-?\s?molestation"),
    ("occupation", r"occupation order"),
    ("emergency", r"emergency protection|\bEPOs?\b"),
    ("supervision_order", r"(?<!interim )supervision order"),
    ("residence", r"residence order|child arrangements|\bCAO\b"),
    ("prohibited", r"prohibited steps"),
    ("placement_order", r"placement order"),
    ("recovery", r"recovery order"),
    ("adoption", r"adopt"),
    ("police", r"police|constabulary|\bPNC\b|\bVISTs?\b|\bPPNs?\b|Merlin"),
    ("school", r"school|attendance|exclusion|academy|nursery"),
    ("contact", r"contact (?:log|record|note|report|centre|supervision|session|sheet|diar)|supervised contact"),
    ("supervision", r"supervision (?:record|note|minutes|session|form)|case supervision"),
    ("life_story", r"life[ -]?story|later life"),
    ("permanence", r"permanen"),
    ("placement", r"placement"),
    ("carer_form", r"form F\b|foster(?:ing)? assessment|fostering report"),
    ("designated_officer", r"\bLADO\b|designated officer|allegation"),
    ("early_help", r"early help|\bCAF\b|common assessment"),
    ("delegated", r"delegat"),
    ("consent", r"consent"),
    ("missing", r"return (?:home )?interview|missing (?:from care|episode|person)"),
    ("incident", r"incident|accident"),
    ("body_map", r"body\s?map"),
    ("interview", r"\bABE\b|interview|achieving best evidence"),
    ("threshold", r"threshold"),
    ("position", r"position statement"),
    ("impact", r"impact statement"),
    ("advice", r"note of (?:the )?advice|counsel's (?:advice|opinion)|legal advice"),
    ("case_note", r"case (?:note|record)|case recording|file note|daily log"),
    ("transfer", r"transfer|handover"),
    ("closure", r"clos(?:ure|ing)"),
    ("case_summary", r"case summary"),
    ("occupational", r"occupational"),
    ("speech", r"speech and language|\bSALT\b"),
    ("housing", r"housing|tenancy"),
    ("immigration", r"immigration|home office|age assessment"),
    ("agreement", r"(?:working|written|placement) agreement"),
    ("home_visit", r"(?:home|statutory) visit|visit (?:record|note|report)"),
    ("c8", r"\bC8\b"),
    ("disclosure_check", r"\bDBS\b|\bCRB\b"),
    ("complaint", r"complaint"),
    ("kinship", r"connected persons?|kinship|reg(?:ulation)? ?(?:24|38)"),
    ("sibling_assessment", r"(?:sibling|together or apart)"),
    ("cognitive", r"cognitive|capacity assessment|\bIQ\b"),
    ("neglect", r"graded care|neglect"),
    ("exploitation", r"\bCSE\b|\bCCE\b|exploitation"),
    ("probation", r"probation|pre-sentence|\bOASys\b"),
    ("youth_justice", r"\bYOT\b|youth (?:offending|justice)|\bAsset(?:plus)?\b"),
    ("ofsted", r"ofsted"),
)
TOPIC_OF = tuple((topic, re.compile(rf"(?<!\w)(?:{pattern})", re.IGNORECASE)) for topic, pattern in TOPICS)

APPENDIX = re.compile(r"^[ \t]*(?:appendix|annexe?)\s+(?:[A-Z]|\d{1,2})\b", re.IGNORECASE | re.MULTILINE)
# Forms that people use for one another. "record", "form" and "meeting" name the same paper as their neighbours do.
ALIKE: dict[str, frozenset[str]] = {
    form: words(group)
    for form, group in {
        "minutes": "minutes record note meeting",
        "record": "record minutes note log meeting report form",
        "note": "note record minutes log meeting advice",
        "meeting": "meeting minutes record note",
        "assessment": "assessment report summary",
        "report": "report assessment summary results record",
        "summary": "summary report assessment",
        "results": "results report",
        "letter": "letter fax",
        "fax": "fax letter",
        "email": "email",
        "statement": "statement",
        "chronology": "chronology",
        "order": "order",
        "referral": "referral record form",
        "plan": "plan agreement",
        "agreement": "agreement plan form",
        "certificate": "certificate",
        "form": "form record referral agreement",
        "transcript": "transcript",
        "log": "log record note",
        "genogram": "genogram",
        "advice": "advice note",
        "appendix": "appendix",
        "disclosure": "disclosure report record log form letter email notice",
        "notice": "notice report record referral form log letter",
        "photograph": "photograph",
        "message": "message email transcript",
        "document": "document record form note report statement assessment plan",
        "paper": "paper document report letter form certificate results assessment",
    }.items()
}
# Too general alone: the document needs a topic beside them to be recognised as one.
NEED_TOPIC = words(
    "order plan form record note log summary agreement results advice meeting disclosure notice document"
)
# An everyday word, or a thing that happens: a document only where the text says so ("dated", "attached").
NEED_SAID = words("photograph message paper")
# Topics that say who or what field, not which document: two documents may share them and differ.
LOOSE_TOPICS = words("health police school placement adoption review conference risk contact")


def topics_of(text: str) -> frozenset[str]:
    """The topics named in a short text (a title, a phrase)."""
    lettered = {" ".join(match.group().casefold().split()) for match in APPENDIX.finditer(text)}
    return frozenset(topic for topic, pattern in TOPIC_OF if pattern.search(text)) | lettered


def heads(text: str) -> Iterator[re.Match[str]]:
    """What ``HEAD.finditer`` gives: the nouns for documents."""
    done = 0
    for word in _WORD.finditer(text):
        at = word.start()
        begins = text[at : at + 3].casefold()
        if at >= done and (begins in BEGINNINGS or begins[:2] in BEGINNINGS):
            head = HEAD.match(text, at)
            if head:
                yield head
                done = head.end()


def forms_of(text: str) -> frozenset[str]:
    """The forms named in a short text."""
    return frozenset(match.lastgroup or "" for match in heads(text))
