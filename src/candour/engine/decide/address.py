"""When two written addresses are the same place. It compares words only and knows no map."""

from __future__ import annotations

import re
from dataclasses import dataclass

_POSTCODE = re.compile(r"\b([A-Za-z]{1,2}[0-9][A-Za-z0-9]?)\s*([0-9][A-Za-z]{2})\b")
_TOKEN = re.compile(r"[^\W_]+")
_STREETS = (
    "avenue", "ave", "close", "court", "crescent", "drive", "gardens", "gate", "green", "grove", "hill", "lane", "mews",
    "parade", "park", "place", "quay", "rise", "road", "rd", "row", "square", "st", "street", "terrace", "view", "walk",
    "way", "yard",
)  # fmt: skip
_UNITS = frozenset({"flat", "room", "unit", "apartment", "floor", "block", "plot", "caravan"})


def squeezed(text: str) -> str:
    """Letters and digits only, case folded: how values such as phone numbers and postcodes are compared."""
    return "".join(_TOKEN.findall(text)).casefold()


def tokens(text: str) -> tuple[str, ...]:
    return tuple(token.casefold() for token in _TOKEN.findall(text))


@dataclass(frozen=True, slots=True)
class Address:
    """An address in comparable parts: squeezed, in the order written; ``postcode`` apart and possibly empty."""

    parts: tuple[str, ...]
    postcode: str
    words: tuple[str, ...]


def parse(text: str) -> Address:
    postcode = _POSTCODE.search(text)
    rest = _POSTCODE.sub(" ", text)
    parts = tuple(part for part in (squeezed(piece) for piece in re.split(r"[,;\n]", rest)) if part)
    return Address(parts, squeezed(postcode[0]) if postcode else "", tokens(rest))


def same(one: Address, other: Address) -> bool:
    """Both name the same home. An address of one part without postcode is never enough."""
    if not one.parts or not other.parts or one.parts[0] != other.parts[0]:
        return False
    if one.postcode and other.postcode:
        return one.postcode == other.postcode
    rest, others = set(one.parts[1:]), set(other.parts[1:])
    return bool(rest & others) or ((not rest or not others) and any(c.isdigit() for c in one.parts[0]))


def within(fragment: str, whole: Address) -> bool:
    """``fragment`` is a run of the words of ``whole``, of two words or more, or its postcode."""
    if whole.postcode and squeezed(fragment) == whole.postcode:
        return True
    words = tokens(_POSTCODE.sub(" ", fragment))
    runs = range(len(whole.words) - len(words) + 1)
    return len(words) >= 2 and any(whole.words[start : start + len(words)] == words for start in runs)


def pins(fragment: str, whole: Address) -> bool:
    """``fragment`` says which home of the street: the start of the address, or a number with its street. Never a town."""
    words = tokens(fragment)
    if len(words) < 2 or not within(fragment, whole):
        return False
    if len(words) == 2:
        return words == whole.words[:2] and all(word.isalpha() for word in words)
    return words == whole.words[: len(words)] or any(word[0].isdigit() for word in words)


def numbered(fragment: str) -> bool:
    """A number and a word: a home in its street, whatever the street."""
    words = tokens(fragment)
    return any(word[0].isdigit() for word in words) and any(
        len(word) > 2 and word.isalpha() and word not in _UNITS for word in words
    )


def street_of(fragment: str, whole: Address) -> bool:
    """``fragment`` is the name of the street of ``whole``, without number. A town is none, though it end like one."""
    street = next((part for part in whole.parts if part.endswith(_STREETS)), "")
    return len(tokens(fragment)) >= 2 and bool(street) and street.endswith(squeezed(fragment))
