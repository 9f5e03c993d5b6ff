"""What is known of single words before any context: name lists, ordinary words and classes; it never decides a span.

``data/names.txt`` and ``data/words.txt`` are built by ``training/lexicon.py``; their provenance is in training/README.md.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_CLASSES = {
    "TITLE": "mr mrs ms miss mx dr prof professor sir dame rev reverend fr pc ps dc ds di dci dcs dsi wpc sgt insp"
    " inspector sergeant constable detective superintendent cllr councillor judge hhj recorder justice pastor imam"
    " rabbi capt captain messrs master sr br mme mlle m herr frau ustad hajji haji sheikh chief",
    "KIN": "mum mam mom mummy mammy mother dad daddy father nan nana nanny gran granny grandma grandmother grandad"
    " granddad grandfather grandpa auntie aunty aunt uncle brother sister son daughter cousin stepfather stepmother"
    " stepdad stepmum stepson stepdaughter partner husband wife boyfriend girlfriend fiancé ex baby twin nephew niece"
    " sibling siblings parents parent carer carers mgm mgf pgm pgf sis bro half-brother fiance neighbour friend mate",
    "ROLE": "worker officer manager chair teacher headteacher head nurse visitor midwife solicitor guardian doctor gp"
    " sw hv dsl iro senco tutor mentor interpreter advocate counsel barrister consultant paediatrician psychologist"
    " therapist coordinator assistant secretary clerk keyworker practitioner registrar agent lawyer president"
    " supervisor director psychiatrist chairperson minute-taker driver landlord tenant referrer caller applicant"
    " respondent witness victim suspect child children pupil student client patient",
    "MONTH": "january february march april may june july august september october november december jan feb mar apr"
    " jun jul aug sep sept oct nov dec",
    "DAY": "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed weds thu thur thurs fri sat sun",
    "SAY": "said says told tells asked asks replied stated states reported reports confirmed confirms explained thinks"
    " thought feels felt wants wanted agreed agrees denied denies added shared noted described advised shouted cried"
    " admitted alleged disclosed whispered insisted claimed claims knows believes laughed rang phoned called texted"
    " visited attended arrived left came goes went moved lives lived collected brought took hit hurt pushed grabbed",
    "ORGH": "school primary academy college nursery hospital surgery practice centre center trust council housing ltd"
    " limited plc church mosque temple police constabulary court agency service services university clinic infirmary"
    " association society charity foundation project partnership group team department office ministry committee"
    " playgroup preschool pre-school solicitors llp union bank company club hub homes institute inn arms hotel"
    " government commission tribunal assembly party party's federation chamber board bureau authority home",
    "ROADH": "road street lane close avenue drive way crescent gardens grove place terrace rise walk row mews square"
    " hill court house park estate rd st ave cres green view parade gate wharf villas cottages",
    "NAT": "english british irish welsh scottish polish romanian lithuanian portuguese spanish punjabi gujarati"
    " bengali urdu tamil somali tigrinya amharic yoruba igbo twi chinese mandarin cantonese vietnamese tagalog arabic"
    " kurdish sorani turkish farsi dari pashto hindi french german italian ukrainian hungarian albanian czech slovak"
    " greek bulgarian nigerian ghanaian jamaican caribbean african asian european eritrean ethiopian pakistani indian"
    " bangladeshi iranian iraqi afghan syrian russian cypriot muslim christian sikh hindu jewish catholic white black"
    " mixed roma traveller gypsy american swedish austrian swiss dutch belgian danish norwegian finnish georgian",
}
CLASS = {word: name for name, words in _CLASSES.items() for word in words.split()}
ENDINGS = (
    ("ies", "y"),
    ("ing", "e"),
    ("ing", ""),
    ("ied", "y"),
    ("ed", "e"),
    ("ed", ""),
    ("es", ""),
    ("s", ""),
    ("ly", ""),
    ("er", "e"),
    ("er", ""),
    ("n't", ""),
    ("d", ""),
)


def fold(word: str) -> str:
    """Lower case, straight apostrophe, no accents: ``Gonçalves`` and ``goncalves`` are one key."""
    low = word.lower().replace("’", "'")
    if low.isascii():
        return low
    return "".join(c for c in unicodedata.normalize("NFKD", low) if not unicodedata.combining(c)).replace("ł", "l")


@dataclass(frozen=True)
class Lexicon:
    """Name lists and ordinary words, all folded. ``hidden`` names are treated as unknown (for training)."""

    given: frozenset[str]
    surname: frozenset[str]
    words: frozenset[str]
    hidden: frozenset[str] = frozenset()

    def ordinary(self, low: str) -> bool:
        """``low`` is an ordinary English word, or an inflection of one."""
        words = self.words
        if low in words or low in CLASS:
            return True
        return len(low) > 4 and any(low.endswith(end) and low[: -len(end)] + put in words for end, put in ENDINGS)

    def flags(self, low: str) -> str:
        """Any of G (given name), S (surname), W (ordinary word), in that order."""
        name = low not in self.hidden
        given = "G" if name and low in self.given else ""
        surname = "S" if name and low in self.surname else ""
        return given + surname + ("W" if self.ordinary(low) else "")


def read(folder_text: str) -> tuple[frozenset[str], frozenset[str]]:
    """``names.txt``: one name a line, a space, G, S or GS."""
    rows = [line.split() for line in folder_text.splitlines() if line and not line.startswith("#")]
    return (frozenset(n for n, f in rows if "G" in f), frozenset(n for n, f in rows if "S" in f))


@cache
def packaged() -> Lexicon:
    """The lists that ship with the recogniser."""
    data = files(__package__) / "data"
    given, surname = read((data / "names.txt").read_text(encoding="utf-8"))
    words = (data / "words.txt").read_text(encoding="utf-8")
    return Lexicon(given, surname, frozenset(w for w in words.split() if w != "#"))
