"""Every entry of a pack in one shape for pages and comparison: title, reason, details, source. It judges nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import MISSING, Field, dataclass, fields
from datetime import date
from typing import Any

from candour.packs.wording import LABELS, answers, plain, titled, word
from candour.policy import Pack, RetentionRule
from candour.policy.clocks import Clock
from candour.policy.finding import parts_of
from candour.policy.routes import PARTS, Part, Route
from candour.policy.showing import kept

_HEAD = frozenset({"id", "title", "explanation", "citation", "in_force_from", "checked"})
_APART = frozenset({"parts", "silent", "level"})
"""Of a route: what stands in its parts, and what is no rule."""
NOT_STATED = "Not stated"


@dataclass(frozen=True, slots=True)
class Detail:
    """``why``: the reason for this part alone. ``by_default``: from what holds where a route does not say."""

    label: str
    lines: tuple[str, ...]
    why: str = ""
    by_default: bool = False
    stated: bool = True


@dataclass(frozen=True, slots=True)
class Rule:
    """``checked`` empty: a word of the pack that needs no source. ``parts``: of a route, each with its own reason."""

    id: str
    title: str
    explanation: str
    details: tuple[Detail, ...]
    citation: str = ""
    in_force_from: date | None = None
    checked: str = ""
    parts: tuple[Detail, ...] = ()

    @property
    def to_confirm(self) -> bool:
        return self.checked == "to_confirm"

    def has(self, words: Iterable[str]) -> bool:
        """Whether every one of ``words`` (in small letters) stands somewhere in it."""
        details = (text for each in (*self.details, *self.parts) for text in (each.label, *each.lines, each.why))
        text = " ".join((self.id, self.title, self.explanation, self.citation, *details)).casefold()
        return all(each in text for each in words)


def rule(pack: Pack, entry: Any, *, id: str = "") -> Rule:  # noqa: A002 (an entry's identifier)
    """``entry``: any dataclass of a pack; ``id`` where it does not know its own."""
    key = getattr(entry, "id", id)
    return Rule(
        id=key,
        title=getattr(entry, "title", "") or titled(key),
        explanation=getattr(entry, "explanation", ""),
        details=tuple(_details(pack, entry)),
        citation=getattr(entry, "citation", "") or getattr(entry, "source", ""),
        in_force_from=getattr(entry, "in_force_from", None),
        checked=getattr(entry, "checked", ""),
        parts=tuple(_parts(pack, entry)) if isinstance(entry, Route) else (),
    )


def simple(id: str, *, label: str, text: str) -> Rule:  # noqa: A002
    """An entry that is one text or number."""
    return Rule(id, titled(id), "", (Detail(label, (text,)),))


def detail(pack: Pack, name: str, part: Part, *, by_default: bool = False) -> Detail:
    """One part of a route, or of what holds where a route does not say."""
    said = [line for key in ("who", "what", "all_of", "clock") for line in _lines(pack, key, getattr(part, key))]
    said += [f"or {line}" if number else line for number, line in enumerate(_lines(pack, "one_of", part.one_of))]
    return Detail(LABELS[name], tuple(said), part.why, by_default)


def _parts(pack: Pack, route: Route) -> Iterator[Detail]:
    told = parts_of(pack.access, route)
    for name in PARTS:
        if name in told:
            yield detail(pack, name, told[name].part, by_default=told[name].by_default)
        else:
            yield Detail(LABELS[name], (NOT_STATED,), stated=False)


def _details(pack: Pack, entry: Any) -> Iterator[Detail]:
    in_words, told = _in_words(entry)
    if in_words:
        yield in_words
    for field in fields(entry):
        value = getattr(entry, field.name)
        if field.name in _HEAD | told | (_APART if isinstance(entry, Route) else frozenset()) or _unsaid(field, value):
            continue
        if field.name != "source":
            yield Detail(LABELS.get(field.name, titled(field.name)), tuple(_lines(pack, field.name, value)))


def _in_words(entry: Any) -> tuple[Detail | None, frozenset[str]]:
    """Fields that say something only together, and which they are."""
    if isinstance(entry, RetentionRule):
        of = {"counted_from", "years", "or_counted_from", "or_years", "died_under", "died_years"}
        return Detail("How long", (kept(entry),)), frozenset(of)
    if isinstance(entry, Clock):
        return Detail("How long", (length(entry),)), frozenset({"length", "unit"})
    return None, frozenset()


def length(clock: Clock) -> str:
    """How long a clock runs, as words."""
    if clock.unit == "stated":
        return "until the day that whoever asks has named"
    unit = plain(clock.unit)
    return f"{clock.length} {unit.removesuffix('s') if clock.length == 1 else unit}"


def _unsaid(field: Field[Any], value: object) -> bool:
    if isinstance(value, bool):
        return value is False and field.default is False
    return value is None or not value or (field.default is not MISSING and value == field.default)


def _lines(pack: Pack, name: str, value: Any) -> Iterator[str]:
    if isinstance(value, bool):
        yield "Yes" if value else "No"
    elif isinstance(value, Mapping):
        yield from (_fact(pack, key, each) for key, each in sorted(value.items()))
    elif isinstance(value, frozenset):
        yield ", ".join(sorted(word(pack, name, each) for each in value))
    elif isinstance(value, tuple):
        yield from (line for each in value for line in _one_of(pack, name, each))
    elif value:
        yield word(pack, name, value) if isinstance(value, str) else _number(value)


def _one_of(pack: Pack, name: str, value: Any) -> Iterator[str]:
    """An alternative's pieces belong together."""
    yield (
        " and ".join(word(pack, name, each) for each in value) if isinstance(value, tuple) else word(pack, name, value)
    )


def _fact(pack: Pack, key: str, value: Any) -> str:
    """An answer of a question, or what has to be answered."""
    if isinstance(value, str):
        return value
    question, words = answers(pack, key)
    return f"{question} {' or '.join(sorted(words.get(each, plain(each)) for each in value))}"


def _number(value: Any) -> str:
    return f"{value.day} {value:%B %Y}" if isinstance(value, date) else str(value)
