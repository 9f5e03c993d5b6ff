"""Gathers what a folder holds while it is written and tells it as truth.json does; it refuses a truth that would be unfair."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from tests.long.family.cast import BY_ID, POLICY, RECIPIENTS, never, protects, unscored
from tests.long.family.marks import Passage, Span, read

_ORDINARY = set(
    "summer mark hope dawn frank joy young field price win sum khal prez cill gerry mags young's bell".split()
)
_SURNAMES = {"P10", "P15", "P16", "P17", "P19", "P20"}
_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00ad": None, "\u00a0": " "})


def norm(text: str) -> str:
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text).translate(_QUOTES)).strip()


def stands_in(words: str, text: str) -> bool:
    return words in text and re.search(r"(?<!\w)" + re.escape(words) + r"(?!\w)", text) is not None


@dataclass
class Truth:
    """Everything a scorer must know of the folder; pages and traps are told to it as they are written."""

    seen: list[tuple[str, int, Passage, bool]] = field(default_factory=list)
    traps: list[tuple[str, str, Passage, bool]] = field(default_factory=list)
    pages: dict[str, int] = field(default_factory=dict)
    basis: dict[str, str] = field(default_factory=dict)
    ocr: set[str] = field(default_factory=set)
    lists: dict[str, list[Any]] = field(default_factory=lambda: defaultdict(list))
    withheld: dict[str, list[str]] = field(default_factory=lambda: {"subject": [], "father": []})

    def document(self, path: str, *, pages: int, native: bool) -> None:
        self.pages[path] = pages
        self.basis[path] = "native" if native else "logical"

    def page(self, path: str, number: int, marked: str, *, ocr: bool = False) -> str:
        passage = read(marked)
        self.seen.append((path, number, passage, ocr))
        if ocr:
            self.ocr.add(path)
        return passage.text

    def trap(self, path: str, kind: str, marked: str, *, unique: bool = True) -> str:
        passage = read(marked)
        self.traps.append((path, kind, passage, unique))
        return passage.text

    def told(self) -> dict[str, Any]:
        return {
            "generated": "fictional",
            "subject": "P01",
            "policy": POLICY,
            "page_basis": self.basis,
            "recipients": {each: self._recipient(each) for each in RECIPIENTS},
            "pages_total": sum(self.pages.values()),
            "pages_by_file": self.pages,
            "needs_ocr": sorted(self.ocr),
            "leak_traps": [self._trap(*each) for each in self.traps],
            **{name: self.lists[name] for name in _LISTS},
        }

    def _trap(self, path: str, kind: str, passage: Passage, unique: bool) -> dict[str, Any]:
        guarded = {each: [s.words for s in passage.spans if _hidden(each, s)] for each in RECIPIENTS}
        return {"path": path, "class": kind, "string": passage.text, "protected_for": guarded, "unique": unique}

    def _places(self) -> list[tuple[str, int, Passage, bool]]:
        return [*self.seen, *((path, 0, passage, False) for path, _, passage, _ in self.traps)]

    def _recipient(self, recipient: str) -> dict[str, Any]:
        whole = set(self.withheld[recipient])
        places = [each for each in self._places() if each[0] not in whole]
        rest = norm("\n".join(_without(passage, recipient) for _, _, passage, _ in places))
        protected = [*_needles(places, recipient, rest), *_derived(places, recipient, rest), *self._withheld(recipient)]
        return {
            "person": RECIPIENTS[recipient],
            "withheld_whole": self.withheld[recipient],
            "protected": protected,
            "must_remain": list(_remaining(places, recipient)),
        }

    def _withheld(self, recipient: str) -> list[dict[str, Any]]:
        found = []
        privileged = set(self.lists["privileged"])
        for path, page, passage, _ in self.seen:
            if path in self.withheld[recipient]:
                kind = "PRIVILEGED" if path in privileged else "WITHHELD"
                for line in [line for line in passage.text.splitlines() if len(line) > 60][:4]:
                    entry = {
                        "person": "",
                        "role": "",
                        "kind": kind,
                        "string": line[:60].rsplit(" ", 1)[0],
                        "never": kind == "PRIVILEGED",
                    }
                    found.append({**entry, "match": "global_ci", "where": [{"path": path, "page": page, "count": 1}]})
        return found


_LISTS = (
    "privileged unreadable containers duplicates near_duplicates missing_from_folder missing_detail not_in_manifest members "
    "mentioned_not_held mentioned_and_held date_gaps"
).split()


def _hidden(recipient: str, span: Span) -> bool:
    return protects(recipient=recipient, person=span.person, kind=span.kind)


def _not_kept(recipient: str, span: Span) -> bool:
    return _hidden(recipient, span) or unscored(recipient=recipient, person=span.person, kind=span.kind)


def _without(passage: Passage, recipient: str) -> str:
    text = passage.text
    for span in sorted(passage.spans, key=lambda each: -each.start):
        if _hidden(recipient, span):
            text = text[: span.start] + " ¦ " + text[span.end :]
    return text


def _needles(places: list[tuple[str, int, Passage, bool]], recipient: str, rest: str) -> list[dict[str, Any]]:
    made: dict[tuple[str, str, str], dict[str, Any]] = {}
    for path, page, passage, _ in places:
        for span in passage.spans:
            if not _hidden(recipient, span):
                continue
            key = (span.person, span.kind, span.words)
            if key not in made:
                made[key] = _entry(span, rest)
            entry = made[key]
            if entry["match"] == "context" and len(entry["contexts"]) < 30:
                entry["contexts"].extend(c for c in _contexts(passage, span, rest) if c not in entry["contexts"])
            entry["where"].append({"path": path, "page": page, "count": 1})
    bare = [key for key, entry in made.items() if entry["match"] == "context" and not entry["contexts"]]
    return [entry for key, entry in made.items() if key not in bare]


def _entry(span: Span, rest: str) -> dict[str, Any]:
    words = norm(span.words)
    match = "global_ci"
    if span.by_context or words.casefold() in _ORDINARY or len(words) < 4:
        match = "context"
    elif stands_in(words.casefold(), rest.casefold()):
        match = "context" if stands_in(words, rest) else "global_cs"
    entry: dict[str, Any] = {
        "person": span.person,
        "role": BY_ID[span.person].role,
        "kind": span.kind,
        "string": span.words,
    }
    entry |= {"never": never(span.person, span.kind), "match": match, "where": []}
    return {**entry, "contexts": []} if match == "context" else entry


def _contexts(passage: Passage, span: Span, rest: str) -> list[str]:
    """The two words before or after, where nothing that stays says the same."""
    before = passage.text[: span.start].split(" ")[-3:]
    after = re.split(r"[ \n]", passage.text[span.end :])[:3]
    words = passage.text[span.start : span.end]
    tried = [" ".join(before) + words, words + " ".join(after)]
    return [
        norm(c)
        for c in tried
        if "\n" not in c and len(c.split()) > len(words.split()) + 1 and not stands_in(norm(c), rest)
    ]


def _derived(places: list[tuple[str, int, Passage, bool]], recipient: str, rest: str) -> list[dict[str, Any]]:
    found = []
    for person in sorted(_SURNAMES):
        surname = BY_ID[person].name.split()[-1]
        if protects(recipient=recipient, person=person, kind="NAME") and not stands_in(
            surname.casefold(), rest.casefold()
        ):
            entry = {
                "person": person,
                "role": BY_ID[person].role,
                "kind": "NAME",
                "string": surname,
                "never": never(person, "NAME"),
            }
            found.append({**entry, "match": "global_ci", "where": [], "derived": True})
    return found


def _remaining(places: list[tuple[str, int, Passage, bool]], recipient: str) -> Any:
    for path, page, passage, ocr in places:
        for keep in passage.keeps:
            inside = [s for s in passage.spans if s.start < keep.end and keep.start < s.end and _not_kept(recipient, s)]
            if page and not inside:
                yield {"string": norm(passage.text[keep.start : keep.end]), "path": path, "page": page, "ocr": ocr}
