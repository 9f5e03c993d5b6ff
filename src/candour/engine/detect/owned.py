"""Identifiers that belong to registered people, by value; it invents none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from candour.engine.detect import vocabulary
from candour.engine.detect.index import deletions, misreading, one_edit_apart
from candour.engine.detect.tokens import tokenise
from candour.engine.detect.variants import Keys
from candour.engine.model import Kind, Person

Owners = tuple[str, ...]
_POSTCODE = re.compile(r"\b([A-Z]{1,2}\d[A-Z\d]?) ?(\d[A-Z]{2})\b", re.I)
_PREFIX = re.compile(r"^(?:NHS|NINO|NI|UPN|VRM|REG|LCS|REF)\b[ .:#]*", re.I)
_FIRM = r"(?:the )?([A-Z][\w'’&-]*(?: (?:of|and|the|&|[A-Z][\w'’&-]*))*)"
_WORK = re.compile(
    r"\b(?i:work(?:s|ed|ing|place)?|employ(?:ed|er)|job|drives?|driver|driving|shifts?|volunteers?|manager|teaches|cleans|cooks)"
    r"[^.;,]{0,20}?(?: at| for| by| with| in|:) "
    + _FIRM
    + r"|(?:\A|[.;] ?)(?i:an? )?[A-Za-z][a-z-]+(?: [a-z-]+){0,3} (?:at|for|with) "
    + _FIRM
)
_COMMON_FIRST = frozenset(
    "st saint north south east west new old great little upper lower royal city county national british english".split()
)


_UNITS = frozenset("flat apartment apt room unit studio plot pitch bedsit".split())
_SHORT = {
    "house": ("hse", "ho"),
    "court": ("ct", "crt"),
    "road": ("rd",),
    "street": ("st", "str"),
    "lane": ("ln", "la"),
    "avenue": ("ave", "av"),
    "close": ("cl", "cls"),
    "drive": ("dr", "drv"),
    "crescent": ("cres", "cresc"),
    "terrace": ("terr", "ter"),
    "place": ("pl",),
    "square": ("sq",),
    "gardens": ("gdns", "gdn"),
    "grove": ("gr", "gv"),
    "cottage": ("cott",),
    "cottages": ("cotts",),
    "lodge": ("ldg",),
    "buildings": ("bldgs",),
    "mansions": ("mans",),
    "park": ("pk",),
    "green": ("grn",),
    "farm": ("fm",),
    "mount": ("mt",),
    "walk": ("wlk",),
}


@dataclass(frozen=True, slots=True)
class Part:
    """One component of an address: its keys, its place in the address, what it is and who lives there."""

    keys: Keys
    place: int
    what: str
    """``number`` (house number with street, flat, room), ``house`` (a building), ``street`` (without its house number),
    ``lane`` (of a house that has only a name) or ``town``."""
    address: str
    owners: Owners
    own: bool = False
    """Only subjects live there."""


@dataclass(frozen=True, slots=True)
class Owned:
    """Values in the form in which they are compared → the ids of the people they belong to."""

    phones: Mapping[str, Owners]
    emails: Mapping[str, Owners]
    postcodes: Mapping[str, Owners]
    births: Mapping[str, Owners]
    codes: Mapping[str, tuple[Kind, Owners]]
    """NHS, NINO, UPN, case references, vehicles: letters and digits only, upper case."""
    parts: Mapping[str, tuple[Part, ...]]
    """Parts of addresses by first key."""
    near: Mapping[str, str]
    """What optical reading or a slip makes of the words of addresses → the word."""
    numbers: Mapping[str, Owners]
    """House numbers of those whose address must never leave ("number 31")."""
    places: Mapping[Keys, Owners]
    """Places of work."""


def bare(value: str) -> str:
    """Letters and digits only, upper case."""
    return "".join(c for c in value if c.isalnum()).upper()


def national(value: str) -> str:
    """A UK telephone number as its digits from the leading 0."""
    digits = "".join(c for c in value if c.isdigit())
    for prefix in ("0044", "44"):
        if digits.startswith(prefix) and len(digits) > 10:
            digits = "0" + digits[len(prefix) :].removeprefix("0")
    return digits


def code_kind(value: str) -> Kind:
    """What kind an identifier of people.csv is, by its label or its form."""
    label, code = value[:4].upper(), bare(_PREFIX.sub("", value.strip()))
    if label.startswith("NHS") or re.fullmatch(r"\d{10}", code):
        return Kind.NHS
    if label.startswith(("NI ", "NINO")) or re.fullmatch(r"[A-Z]{2}\d{6}[A-D]", code):
        return Kind.NINO
    if label.startswith("UPN") or re.fullmatch(r"[A-Z]\d{11}[A-Z\d]", code):
        return Kind.UPN
    if label.startswith(("VRM", "REG")) or re.fullmatch(r"[A-Z]{2}\d{2}[A-Z]{3}", code):
        return Kind.VEHICLE
    return Kind.REF


def compile_owned(people: Sequence[Person]) -> Owned:
    """Lookup tables of everything people.csv says belongs to somebody."""
    codes: dict[str, tuple[Kind, Owners]] = {}
    for person in people:
        for value in person.identifiers:
            code = bare(_PREFIX.sub("", value.strip()))
            if len(code) >= 4:
                codes[code] = (code_kind(value), (*codes.get(code, (Kind.REF, ()))[1], person.id))
    parts = _parts(people)
    return Owned(
        phones=_table((national(v), p.id) for p in people for v in p.phones),
        emails=_table((v.casefold(), p.id) for p in people for v in p.emails),
        postcodes=_table((bare("".join(m.groups())), p.id) for p in people for m in _POSTCODE.finditer(p.address)),
        births=_table((p.date_of_birth, p.id) for p in people if p.date_of_birth),
        codes=codes,
        parts=parts,
        near=_near({key for group in parts.values() for part in group for key in part.keys}),
        numbers=_table(
            (n.lower(), p.id)
            for p in people
            if p.never_disclose & {"all", "address"}
            for n in re.findall(r"\b\d{1,4}[A-Za-z]?(?= [A-Z])", _POSTCODE.sub("", p.address))
        ),
        places=_places(people),
    )


def _table(pairs: Iterable[tuple[str, str]]) -> dict[str, Owners]:
    table: dict[str, Owners] = {}
    for value, person in pairs:
        if value and person not in table.get(value, ()):
            table[value] = (*table.get(value, ()), person)
    return table


def _near(words: Iterable[str]) -> dict[str, str]:
    long = [word for word in sorted(words) if len(word) > 3 and word.isalpha()]
    return {misreading(word): word for word in long} | {
        form: word for word in long if len(word) > 5 for form in deletions(word)
    }


def read_as(key: str, owned: Owned) -> str:
    """The word of a registered address that ``key`` is a misreading of, or ``key`` itself. Ordinary words stay."""
    if len(key) < 4 or key in vocabulary.words() or key in vocabulary.given_names():
        return key
    seen = owned.near.get(misreading(key), "")
    if seen or len(key) < 6 or any(c.isdigit() for c in key):
        return seen or key
    words = (owned.near.get(form, "") for form in deletions(key))
    return next((word for word in words if word and word[0] == key[0] and one_edit_apart(key, word)), key)


def _parts(people: Sequence[Person]) -> dict[str, tuple[Part, ...]]:
    homes: dict[tuple[Keys, ...], list[str]] = {}
    for person in people:
        plain = _POSTCODE.sub("", person.address)
        split = tuple(k for k in (tuple(tokenise(c).key) for c in plain.split(",")) if k)
        if split:
            homes.setdefault(split, []).append(person.id)
    found: dict[str, list[Part]] = {}
    for components, owners in homes.items():
        own = all(person.role == "subject" for person in people if person.id in owners)
        for part in _parts_of(components, tuple(owners)):
            found.setdefault(part.keys[0], []).append(replace(part, own=own))
    return {first: tuple(sorted(parts, key=lambda p: -len(p.keys))) for first, parts in found.items()}


def _parts_of(components: tuple[Keys, ...], owners: Owners) -> Iterable[Part]:
    address = "/".join(" ".join(keys) for keys in components)
    for place, keys in enumerate(components):
        what = _what(components, place)
        for form in _written(keys):
            yield Part(form, place, what, address, owners)
        if keys[0][0].isdigit() and len(keys) > 1:
            yield from (Part(form, place, "street", address, owners) for form in _written(keys[1:]))
        if keys[0] == "the" and len(keys) > 2:
            yield Part(keys[1:], place, what, address, owners)
        if place and components[place - 1][0] in _UNITS and components[place - 1][-1][0].isdigit():
            yield from (
                Part((components[place - 1][-1], *form), place, "number", address, owners) for form in _written(keys)
            )


def _what(components: tuple[Keys, ...], place: int) -> str:
    if any(key[0].isdigit() for key in components[place]):
        return "number"
    if place == 0 or (components[place - 1][0] in _UNITS and place < len(components) - 1):
        return "house"
    return "town" if place == len(components) - 1 else "lane"


def _written(keys: Keys) -> Iterable[Keys]:
    """The words of a part, and with its last word cut short ("Tiller Hse", "Grove Rd")."""
    yield keys
    if len(keys) > 1:
        yield from ((*keys[:-1], short) for short in _SHORT.get(keys[-1], ()))


def _places(people: Sequence[Person]) -> dict[Keys, Owners]:
    found: dict[Keys, Owners] = {}
    for person in people:
        for match in _WORK.finditer(person.notes):
            keys = tuple(tokenise(match.group(1) or match.group(2)).key)
            for short in {keys, keys[:2], keys[:1]}:
                if len(short) > 1 or _tells(short[0]):
                    found[short] = (*(o for o in found.get(short, ()) if o != person.id), person.id)
    return found


def _tells(key: str) -> bool:
    """Whether the first word of a firm's name is enough to know it by ("Halyard" Refrigeration, but not "City" Motors)."""
    return (
        len(key) > 3
        and key not in _COMMON_FIRST
        and not vocabulary.is_word(key)
        and key not in vocabulary.given_names()
    )
