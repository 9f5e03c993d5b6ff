"""Builds the recogniser's word lists (``names.txt``, ``words.txt``) from this folder; it refuses names as words unless
they are listed as ordinary words by hand."""

from __future__ import annotations

import re
from pathlib import Path

from candour.engine.detect.recogniser.lexicon import CLASS, fold

from .care import SLOT, read_kinds
from .people import read_lists

HERE = Path(__file__).parent
PART = re.compile(r"[^-\s]+")


FUNCTION_WORDS = frozenset(
    "a an and as at be but by can do for from go had has have he her him his how i if in is it its me my no not of on or our"
    " out she so than that the their them then they this thy to too up us was we who why with you your are were did does"
    " am any all also been being both each few here just more most much now off one only other own same some such there these"
    " those through under until very what when where which while whom yet".split()
)
"""Some are also surnames (He, Do, So, An): too rare to be worth a name flag on every one of them."""


def name_flags() -> dict[str, str]:
    """Folded name part to "G", "S" or "GS". Listed nicknames count as given names."""
    given: set[str] = set()
    surname: set[str] = set()
    kin = {word for word, kind in CLASS.items() if kind == "KIN"}
    for parts in read_lists().values():
        for part, names in parts.items():
            target = surname if part == "surname" else given
            for name in names:
                target.update(fold(p) for p in PART.findall(name) if len(p) > 1)
    return {
        n: ("G" if n in given else "") + ("S" if n in surname else "")
        for n in sorted((given | surname) - FUNCTION_WORDS - kin)
    }


def template_words() -> set[str]:
    """Lower-case words of the templates outside their slots, both sides of the split."""
    found: set[str] = set()
    for held in (False, True):
        for kind in read_kinds(held=held).values():
            for line in kind.head + kind.body:
                found.update(re.findall(r"\b[a-z]{2,}\b", SLOT.sub(" ", line)))
    return found


def ordinary_words() -> list[str]:
    """All ordinary words: by hand, templates, and ``prose.txt`` (words seen in lower case in open prose) less names."""
    by_hand = set((HERE / "words" / "by_hand.txt").read_text(encoding="utf-8").lower().split())
    ordinary_names = {fold(n) for names in read_lists()["ordinary_words"].values() for n in names}
    prose = set((HERE / "words" / "prose.txt").read_text(encoding="utf-8").split())
    names = name_flags()
    # a listed name is an ordinary word only if by_hand.txt or ordinary_words.txt says so
    prose = {w for w in prose | template_words() if w not in names}
    return sorted(by_hand | prose | {n for n in ordinary_names if n not in NOT_WORDS})


NOT_WORDS = frozenset(
    "mason cooper archer fisher piper harper brooke rowan skye duke robin chelsea jordan sydney austin dallas phoenix"
    " florence paris india gene jay drew rob bob josh kit eden zion cassie faye ian laura mandy mollie nat norm phil rod"
    " russ sally sean tom vic wally woody spike max jimmy mike jerry nick dot bea wade tate tilly tally gemma garnet"
    " beryl noel rex kitty cooper potter carter hunter fletcher smith taylor tailor weaver walker fuller tanner skinner"
    " sawyer turner carpenter slater thatcher glover chandler gardner porter marshall fletcher coates fowler spence"
    " tyler armstrong london kent essex lincoln york derby stafford bolton preston burton weston sutton holland abbott"
    " nunn hogg peacock crabb crabtree appleton rowe legg sargent scott garlick draper pitt linden trinity bramley"
    " lightfoot loveday lovejoy makepeace goodchild goodfellow dearlove truelove fairchild youngman merriman whitehead"
    " bowman freeman lawless toogood drinkwater heath clay warman booth storey towers gay".split()
)


def write(folder: Path) -> None:
    """Writes both lists into ``folder``."""
    head = "# Built by training/lexicon.py; G given name, S surname\n"
    names = "".join(f"{n} {f}\n" for n, f in name_flags().items())
    (folder / "names.txt").write_text(head + names, encoding="utf-8")
    (folder / "words.txt").write_text("\n".join(ordinary_words()) + "\n", encoding="utf-8")
