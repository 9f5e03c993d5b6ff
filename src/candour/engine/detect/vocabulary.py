"""Word lists that tell names from words; it holds no name of any family and decides nothing.

``words.txt`` is SCOWL (see data/LICENCE-words.txt); given names and nicknames were written for this project.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

MONTHS = frozenset(
    "january february march april may june july august september october november december"
    " jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed weds thu thur thurs fri sat sun".split()
)
SEASONS = frozenset("easter christmas summer autumn winter spring eid ramadan diwali".split())
CALENDAR = MONTHS | DAYS | SEASONS
WOMEN_TITLES = frozenset(
    "mrs ms miss lady dame madam sister auntie aunt aunty nan nana nanny nanna gran granny grandma grandmother mum"
    " mummy mam mama wpc umm um".split()
)
MEN_TITLES = frozenset(
    "mr sir lord master brother uncle grandad granddad grandpa grandfather gramps dad daddy papa father fr abu".split()
)
POLICE_TITLES = frozenset(
    "pc dc ds di dci dcs ps sgt sergeant insp inspector wpc pcso superintendent supt constable".split()
)
OFFICE_TITLES = frozenset(
    "dr doctor prof professor rev revd reverend canon pastor imam rabbi cllr councillor judge hhj hon recorder sister nurse"
    " matron capt captain justice magistrate".split()
)
KIN_TITLES = frozenset(
    "auntie aunt aunty uncle nan nana nanny nanna gran granny grandma grandad granddad grandpa gramps mama cousin"
    " step stepdad stepmum".split()
)
CIVIL_TITLES = frozenset("mr mrs ms miss mx sir lady dame lord master mssrs messrs".split())
TITLES = CIVIL_TITLES | POLICE_TITLES | OFFICE_TITLES
KIN = frozenset(
    "mum mummy mam mammy mother dad daddy father nan nana nanny nanna gran granny grandma grandmother grandad granddad"
    " grandpa grandfather auntie aunt aunty uncle brother sister baba abbu ammi mama papa dadi dada nani son daughter"
    " cousin parents parent carer carers pgm mgm pgf mgf stepdad stepmum stepfather stepmother husband wife partner"
    " boyfriend girlfriend ex niece nephew twin baby child".split()
)
STREETS = frozenset(
    "road rd street st lane ln avenue ave close drive dr way court crescent cres terrace place square gardens grove"
    " mews row walk rise hill park green view parade gate end yard fold croft brow bank side quay wharf villas path"
    " bridge cottage cottages house lodge farm hall towers tower heights mount meadow meadows field fields".split()
)
PLACES = STREETS | frozenset(
    "ct crown primary school academy college nursery preschool infants junior secondary high grammar university centre center"
    " clinic surgery practice hospital ward unit hub campus church chapel mosque temple cathedral club trust ltd"
    " limited plc haulage hotel inn arms library station council borough county city town village island river"
    " valley bay beach estate foundation charity hospice project scheme programme test scale model index syndrome"
    " disease act award cup league united rovers athletic dental dentist vets opticians union gymnasium gym leisure"
    " pool museum theatre cinema market"
    " supermarket pharmacy chemist bakery cafe pub bar garage office offices hostel refuge suite building block"
    " international airport services foods stores motors solicitors chambers llp associates partnership society".split()
)
FAMILY = frozenset(
    "family families household children kids siblings boys girls brothers sisters twins clan home case parents lads"
    " residence relatives".split()
)


def lines(name: str) -> list[str]:
    """The entries of a word list, without comments."""
    text = (files(__package__) / "data" / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@cache
def words() -> frozenset[str]:
    """Ordinary English words, lower case."""
    return frozenset(lines("words.txt")) | MONTHS | DAYS | SEASONS


@cache
def rare_words() -> frozenset[str]:
    """Less ordinary English words, read only when a stranger's name is in doubt."""
    return frozenset(lines("rare.txt"))


@cache
def female() -> frozenset[str]:
    return frozenset(w for line in lines("female.txt") for w in line.split())


@cache
def male() -> frozenset[str]:
    return frozenset(w for line in lines("male.txt") for w in line.split())


@cache
def given_names() -> frozenset[str]:
    """Given names and nicknames known to the lists (formal or not), folded."""
    return female() | male() | frozenset(name for group in nicknames().values() for name in group if len(name) > 2)


@cache
def nicknames() -> dict[str, frozenset[str]]:
    """Formal given name → what people of that name are called, from the British list."""
    return {head: frozenset(rest) for head, *rest in (line.split() for line in lines("nicknames.txt"))}


@cache
def spellings() -> dict[str, frozenset[str]]:
    """Given name → its other spellings."""
    groups: dict[str, set[str]] = {}
    for line in lines("spellings.txt"):
        for name in line.split():
            groups.setdefault(name, set()).update(line.split())
    return {name: frozenset(group - {name}) for name, group in groups.items()}


@cache
def is_word(key: str) -> bool:
    """Whether ``key`` is an ordinary word as well (Will, Grace, Mark), so that it needs context to be a name.

    A word that optical reading has changed ("frorn", "p1ease") counts as the word.
    """
    if key in words():
        return True
    if "rn" not in key and "1" not in key and "0" not in key and "vv" not in key:
        return False
    read = key.replace("rn", "m").replace("0", "o").replace("vv", "w")
    return read.replace("1", "l") in words() or read.replace("1", "i") in words()
