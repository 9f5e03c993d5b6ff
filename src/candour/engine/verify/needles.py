"""Finds protected strings in any text, however it is spaced, hyphenated, accented or cased.

Names of up to three letters count only as whole words in their own case; a string of fewer than two letters or digits
is not looked for at all, because nothing sensible could be said. It answers which strings, never where or what.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

SHORT = 3
"""Up to this many letters a needle is case-sensitive."""
GAPS_FROM = 8
"""From this many letters and digits on, anything but letters and digits may stand between them."""
BINARY_FROM = 6
"""Shorter needles turn up in compressed or binary data by chance."""
_ASCII_OTHER = bytes(code for code in range(256) if not chr(code).isalnum() or code > 127)
_OTHER = re.compile(r"[\W_]+")
_LEFT, _RIGHT, _GAP = r"(?<![^\W_])", r"(?![^\W_])", r"[\W_]*"
_HYPHEN = r"(?:[-\u2010\u2011]\s+)?"
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Za-z])(?=\d)|(?<=\d)(?=[A-Za-z])")
_PHONE = re.compile(r"(?:0{0,2}44)?0?([1-9]\d{8,9})")


def fold(text: str) -> str:
    """Lower case, without accents, ligatures, soft hyphens and other invisible characters.

    Folded twice over, as the Unicode Standard's compatibility caseless matching asks (section 3.13, D146): a letter may
    only show its case once it is taken apart.
    """
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text.casefold()).casefold())
    for char in set(parts):
        if unicodedata.category(char) in ("Mn", "Cf"):
            parts = parts.replace(char, "")
    return parts


def squeeze(folded: str) -> str:
    """Letters and digits only."""
    if folded.isascii():
        return folded.encode().translate(None, _ASCII_OTHER).decode()
    return _OTHER.sub("", folded)


class Seen:
    """A text to be searched, with the forms the search needs."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def folded(self) -> str:
        return fold(self.text)

    @cached_property
    def squeezed(self) -> str:
        return squeeze(self.folded)


def spelled_apart(text: str) -> str:
    """A name of a file or font with its parts as words: ``KerryPellow_2`` becomes ``Kerry Pellow 2``."""
    return _CAMEL.sub(" ", text.replace("_", " ").replace("-", " "))


@dataclass(frozen=True)
class Needle:
    """One protected string, ready to be searched for."""

    text: str
    squeezed: str

    @cached_property
    def national(self) -> str:
        """The digits of a telephone number without country code and leading 0; else empty."""
        found = _PHONE.fullmatch(self.squeezed)
        return found[1] if found else ""

    @cached_property
    def core(self) -> str:
        """What a squeezed text must hold before a closer look is worth while."""
        return self.national or self.squeezed

    @cached_property
    def short(self) -> bool:
        return len(self.squeezed) <= SHORT

    def pattern(self, gaps_from: int) -> re.Pattern[str]:
        if self.short:
            return re.compile(_LEFT + re.escape(self.text.strip()) + _RIGHT)
        if self.national:
            return re.compile(r"(?<!\d)(?:(?:00)?44[\W_]*)?(?:0[\W_]*)?" + _GAP.join(self.national) + r"(?!\d)")
        if len(self.squeezed) >= gaps_from:
            return re.compile(_LEFT + _GAP.join(self.squeezed) + _RIGHT)
        tokens = [token for token in _OTHER.split(fold(self.text)) if token]
        hyphened = _GAP.join(_HYPHEN.join(token) for token in tokens)
        return re.compile(f"{_LEFT}(?:{hyphened}|{r'[ .]'.join(self.squeezed)}){_RIGHT}")


@lru_cache(maxsize=4096)
def _needle(secret: str) -> Needle:
    return Needle(secret, squeeze(fold(secret)))


class Needles:
    """A set of protected strings."""

    def __init__(self, secrets: Iterable[str]) -> None:
        made = map(_needle, dict.fromkeys(secrets))
        self.all: Sequence[Needle] = [needle for needle in made if len(needle.squeezed) >= 2]
        self._long = [(needle, needle.core) for needle in self.all if not needle.short]
        self._short = [(needle, needle.text.strip()) for needle in self.all if needle.short]
        self._patterns: dict[tuple[Needle, int], re.Pattern[str]] = {}

    @cached_property
    def _binary(self) -> list[bytes]:
        return [form for needle in self.all if len(needle.squeezed) >= BINARY_FROM for form in _forms(needle)]

    @cached_property
    def _phrases(self) -> list[bytes]:
        several = [needle for needle in self.all if len(_OTHER.split(needle.text.strip())) > 1]
        return [form for needle in several for form in _forms(needle)]

    def hits(self, seen: Seen, *, gaps_from: int = GAPS_FROM) -> list[Needle]:
        """The needles that stand in the text as whole words; what is not even in the squeezed text is soon done with."""
        text, squeezed = seen.text, seen.squeezed
        near = [(needle, text) for needle, word in self._short if word in text]
        near += [(needle, seen.folded) for needle, core in self._long if core in squeezed]
        return [needle for needle, where in near if self._pattern(needle, gaps_from).search(where)]

    def in_bytes(self, data: bytes, *, phrases_only: bool = False) -> bool:
        """Whether a needle stands in binary data, as UTF-8, Latin-1 or UTF-16 of either order, in any case.

        ``phrases_only`` leaves out single words: font programs name their designers.
        """
        forms = self._phrases if phrases_only else self._binary
        if not forms:
            return False
        lowered = data.lower()
        return any(form in lowered for form in forms)

    def _pattern(self, needle: Needle, gaps_from: int) -> re.Pattern[str]:
        key = (needle, gaps_from)
        if key not in self._patterns:
            self._patterns[key] = needle.pattern(gaps_from)
        return self._patterns[key]


def _forms(needle: Needle) -> set[bytes]:
    lower = needle.text.strip().lower()
    forms = {lower.encode(coding) for coding in ("utf-8", "utf-16-be", "utf-16-le")}
    return forms | {lower.encode("latin-1", "replace")} if lower.isprintable() else forms


def as_texts(data: bytes) -> list[str]:
    """Every way a PDF string can be read: UTF-16, UTF-8 or Latin-1 (PDFDocEncoding's letters)."""
    if data[:2] == b"\xfe\xff":
        return [data[2:].decode("utf-16-be", "replace")]
    if data[:2] == b"\xff\xfe":
        return [data[2:].decode("utf-16-le", "replace")]
    if data[:3] == b"\xef\xbb\xbf":
        return [data[3:].decode("utf-8", "replace")]
    texts = [data.decode("latin-1")]
    if b"\x00" in data:
        texts += [data.decode("utf-16-be", "replace"), data[1:].decode("utf-16-be", "replace")]
    elif not data.isascii():
        texts.append(data.decode("utf-8", "replace"))
    return texts
