"""Words that tell what somebody is in a case, as roles of people.csv; a role is a guess and never a decision."""

from __future__ import annotations

import re

ROLE_WORDS = {
    "social_worker": "social worker|sw|ssw|practitioner|family support worker|support worker|key ?worker|keyworker|case ?worker"
    "|personal adviser|assessor|contact supervisor|residential worker|worker|duty|officer in charge",
    "manager": "manager|team leader|head of service|service lead|deputy manager|director",
    "health": "gp|doctor|nurse|health visitor|hv|midwife|paediatrician|consultant|psychiatrist|psychologist|therapist"
    "|counsellor|dentist|surgeon|physiotherapist|school nurse|camhs|ot|occupational therapist|registrar|matron|sister",
    "education": "teacher|head ?teacher|deputy head|head|head of year|senco|ta|teaching assistant|learning mentor|tutor|dsl"
    "|lecturer|nursery|key person|childminder|pastoral lead|governor|ewo|mentor|class teacher",
    "police": "police|pc|ps|dc|ds|di|officer|detective|sergeant|constable|inspector",
    "legal": "solicitor|barrister|counsel|lawyer|advocate|legal adviser",
    "court": "judge|magistrate|guardian|cafcass|recorder|legal clerk|clerk",
    "other_professional": "iro|chair|minute taker|minutes|interpreter|housing officer|housing|probation|coordinator|adviser"
    "|pastor|imam|priest|vicar|reviewing officer|independent reviewing officer|probation officer",
    "relative": "sibling|half sibling|half-sibling|child|mother|father|mum|dad|brother|sister|half-sister"
    "|half-brother|grandmother|grandfather|aunt|auntie|uncle|cousin"
    "|nan|nana|gran|granny|grandad|grandma|grandpa|son|daughter|stepfather|stepmother|stepdad|stepmum|mgm|pgm"
    "|mgf|pgf|mam|bro|sis|twin|niece|nephew|husband|wife",
    "partner": "partner|boyfriend|girlfriend|ex|ex-partner|fiance|fiancé|fiancée",
    "other_child": "friend|best friend|pupil|classmate|mate|boy|girl|lad|student|young person|peer|resident|toddler|baby",
    "carer": "foster carer|foster mother|foster father|carer|carers|guardian|special guardian",
    "referrer": "referrer|caller|informant",
    "third_party": "neighbour|landlord|family friend|employer|colleague|driver|witness|man|woman|lady|gentleman|male|female|lodger|person",
}
ROLE_OF = {word: role for role, group in ROLE_WORDS.items() for word in group.replace("?", "").split("|")}
_ROLE = re.compile(
    r"\b(" + "|".join(sorted("|".join(ROLE_WORDS.values()).split("|"), key=len, reverse=True)) + r")\b", re.I
)


def role_of(text: str) -> str:
    """The role that a few words tell ("school nurse" → health), or empty."""
    match = _ROLE.search(text)
    return ROLE_OF.get(match.group(1).lower().replace("  ", " "), "") if match else ""
