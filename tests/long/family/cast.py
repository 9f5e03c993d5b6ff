"""The invented family, its carers, neighbours and workers, as people.csv tells them; nobody in it exists."""

from __future__ import annotations

from dataclasses import astuple, dataclass, fields

COUNCIL = "Wexmoor Borough Council"
PROFESSIONS = {
    "social_worker",
    "manager",
    "health",
    "education",
    "police",
    "legal",
    "court",
    "other_professional",
}


@dataclass(frozen=True, slots=True)
class Person:
    id: str
    name: str
    role: str
    aliases: str = ""
    date_of_birth: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    identifiers: str = ""
    never_disclose: str = ""
    notes: str = ""


COLUMNS = [each.name for each in fields(Person)]
_LANTERN = "Flat 3, Lantern Court, Ropewalk, Eastmere WX7 2QD"
_KESTREL = "Kestrel Barn, Overy Green, WX9 4HB"
_SALTINGS = "Saltings End, Pound Lane, Nethercombe, WX15 3JQ"

PEOPLE = [
    Person("P01", "Hodan Abdirahman Warsame", "subject", "Hodi|HW|Hodan Nolan", "2004-06-08",
           "Studio 4, Heron Wharf, Tannery Street, Wexmoor WX1 6PL", "07700 900583", "hodan.w04@postbox.example",
           "NHS 999 208 4417|UPN K823200410027|LCS 771904"),
    Person("P02", "Siobhán Niamh Nolan", "mother", "Shiv|Siobhán Warsame|Siobhan Nolan", "1982-11-03", _LANTERN,
           "07700 900271|01632 960622", "shivnolan82@postbox.example", "NINO QQ 36 71 08 C|NHS 999 610 3359", "address|phone",
           "Non-molestation order against father. Present address must not be disclosed. Works at Brightwater Dental Studio."),
    Person("P03", "Abdirahman Yusuf Warsame", "father", "Abdi|Mr Warsame", "1978-04-21", "11 Caulker's Row, Wexmoor, WX2 9RT",
           "07700 900846", "abdi.warsame@postbox.example", "NINO QQ 52 90 14 D"),
    Person("P04", "Ilyas Abdirahman Warsame", "sibling", "Ily", "2009-02-17", _KESTREL, "", "", "NHS 999 731 5520", "",
           "Twin. Placement not to be disclosed to father"),
    Person("P05", "Idil Abdirahman Warsame", "sibling", "Didi", "2009-02-17", _KESTREL),
    Person("P06", "Cillian Nolan", "sibling", "Cill", "2001-09-30", "27 Gasworks Lane, Wexmoor, WX3 5EN", "07700 900127"),
    Person("P07", "Halimo Cawaale Guuleed", "relative", "Ayeeyo|Grandma Halimo", "1951-07-01", "5 Marigold Court, Wexmoor, WX2 1DD",
           "01632 960433"),
    Person("P08", "Donal Nolan", "relative", "Granda|Granda Donal", "", "Rathmore, Quay Hill, Stranmouth, WX12 8AU", "01632 960705"),
    Person("P09", "Aoife Ní Bhriain", "relative", "Auntie Eef", "", "", "", "aoifenib@postbox.example"),
    Person("P10", "Tomasz Wiśniewski", "partner", "Tomek|Tomasz Wisniewski", "1984-08-25", _LANTERN, "07700 900319", "",
           "NINO QQ 61 22 95 A|VRM WX14 TZV", "", "Mother's partner. Fitter at Halyard Refrigeration."),
    Person("P11", "Geraldine Young", "foster_carer", "Gerry|Mrs Young", "", _SALTINGS, "01632 960850|07700 900664",
           "saltingsend@postbox.example", "", "address|phone"),
    Person("P12", "Winston Young", "foster_carer", "Win", "", _SALTINGS, "", "", "", "address|phone"),
    Person("P13", "Margaret Field", "foster_carer", "Mags|Mrs Field", "", "2 Chapel Rise, Overstoke, WX16 7LA", "01632 960188",
           "", "", "address|phone"),
    Person("P14", "Dilys Pryce-Hopkin", "referrer", "Mrs Pryce-Hopkin|DPH", "", "40 Cornmarket Row, Wexmoor, WX2 9SB",
           "01632 960577", "dilys.ph@postbox.example", "", "all", "Referred anonymously"),
    Person("P15", "Summer Lockyer", "other_child", "Sumer|SL|Summer L", "2003-12-11", "", "", "", "", "all"),
    Person("P16", "Mark Osei-Tutu", "other_child", "Marky|Mark O", "2005-01-29", "", "", "", "", "all"),
    Person("P17", "Hope Brennan", "other_child", "Hopey", "2006-05-16", "", "", "", "", "all"),
    Person("P18", "Khalid Warsame", "other_child", "Khal", "2004-12-07", "", "", "", "", "all", "Not related to the family"),
    Person("P19", "Precious Okonkwo", "third_party", "Prez|Auntie P", "", "Flat 9, Tiller House, Wexmoor, WX3 3GA", "07700 900492",
           "", "", "", "Friend of mother"),
    Person("P20", "Wojciech Zając", "third_party", "Wojtek|Wojciech Zajac", "", "", "07700 900958"),
    Person("P21", "Amina Guuleed", "relative", "Auntie Amina", "1980-02-02"),
    Person("P22", "Amina Sheikh", "other_child", "", "2004-03-19", "", "", "", "", "all"),
    Person("P23", "Thandiwe Moyo", "education", "Mrs Moyo"),
    Person("P24", "Alun Price", "education", "Mr Price"),
    Person("P25", "Dr Rosalind Achterberg", "health", "Dr Achterberg"),
    Person("P26", "Siân Probert", "health", "Nurse Probert|Sian Probert"),
    Person("P27", "Leonie Harkness", "police", "DC Harkness"),
    Person("P28", "Desmond Bell", "police", "PC 2291 Bell|PC Bell"),
    Person("P29", "Bukola Adeyemi", "social_worker", "BA|Bukola", "", "", "07700 900737", "", "", "phone",
           "Personal mobile must not be disclosed"),
    Person("P30", "Gareth Pugh", "social_worker", "Gareth"),
    Person("P31", "Lorraine Sharpe", "manager"),
    Person("P32", "Nathaniel Crowe", "other_professional", "IRO"),
    Person("P33", "Jocelyn Trevanion", "legal", "", "", "", "", "jocelyn.trevanion@wexmoor.example", "", "",
           "Council solicitor: advice is privileged"),
    Person("P34", "Farida Aziz", "legal", "", "", "", "", "", "", "", "Mother's solicitor"),
    Person("P35", "Dr Ewa Lindqvist", "health", "", "", "", "", "", "", "", "Therapist"),
    Person("P36", "Callum Strickland", "court", "", "", "", "", "", "", "", "Children's guardian"),
]  # fmt: skip
BY_ID = {person.id: person for person in PEOPLE}
RECIPIENTS = {"subject": "P01", "father": "P03"}
_NUMBERS = {"ADDRESS", "POSTCODE", "PHONE", "EMAIL", "DOB", "NHS", "NINO", "UPN", "REF", "VEHICLE"}


def row(person: Person) -> list[str]:
    return list(astuple(person))


def never(person: str, kind: str) -> bool:
    """Whether the person's register entry locks this kind for everyone else; a locked address takes its postcode along."""
    locked = BY_ID[person].never_disclose.split("|")
    field = {"ADDRESS": "address", "POSTCODE": "address", "PHONE": "phone", "NAME": "name"}.get(kind, kind.lower())
    return "all" in locked or field in locked


def protects(*, recipient: str, person: str, kind: str) -> bool:
    """The policy that the truth is written by, in words in ``truth.json``."""
    role = BY_ID[person].role
    if RECIPIENTS[recipient] == person:
        return False
    if role in {"referrer", "other_child", "third_party"} or never(person, kind):
        return True
    if role in PROFESSIONS:
        return False
    if role == "partner" and kind == "WORKPLACE":
        return True
    if recipient == "father":
        if role == "subject" and kind in {"DOB", "REF"}:
            return False
        if role == "mother" and kind == "WORKPLACE":
            return True
        if role in {"partner", "foster_carer"} and kind == "NAME":
            return True
    return kind in _NUMBERS


def unscored(*, recipient: str, person: str, kind: str) -> bool:
    """What policy leaves open: neither protected nor to remain."""
    role = BY_ID[person].role
    if recipient == "father":
        return role == "subject" and kind == "DOB"
    return (role, kind) in {("partner", "NAME"), ("mother", "WORKPLACE")}


POLICY = {
    "subject": "Recipient = the subject, an adult care leaver asking for their own file. Protect: the anonymous referrer (every identifier "
    "and identifying detail); every name and identifier of other children and third parties; address, postcode, phone, e-mail, date of "
    "birth, NHS, NINO, UPN and vehicle of every non-professional other than the subject; the partner's workplace; every field in "
    "never_disclose; privileged documents whole. Keep: the subject's own data; names of parents, siblings, relatives, foster carers and "
    "professionals. Not scored: the partner's name, the mother's workplace, professionals' work contact details.",
    "father": "As for the subject (his own data instead) and in addition: the mother's address, phone, e-mail and workplace; name and "
    "workplace of her partner; names of foster carers; the siblings' and the subject's placement; the subject's address, phone, e-mail, "
    "NHS and UPN; the therapist's notes whole. Not scored: the subject's date of birth.",
}
