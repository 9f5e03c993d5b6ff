"""The chapters in which a pack is shown, and what stands in each. A test sees to it that nothing of a pack is left out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from candour.packs.rules import Detail, Rule, detail, rule, simple
from candour.packs.wording import word
from candour.policy import Pack


@dataclass(frozen=True, slots=True)
class Section:
    """``ordered``: the first rule that fits wins."""

    title: str
    rules: tuple[Rule, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Chapter:
    id: str
    title: str
    about: str
    sections: Callable[[Pack], Iterable[Section]]


def rules_of(chapter: Chapter, pack: Pack) -> list[Rule]:
    return [each for section in chapter.sections(pack) for each in section.rules]


def filtered(sections: Iterable[Section], *, words: Sequence[str], to_confirm: bool) -> list[Section]:
    """Only rules in which all ``words`` stand, and only those to confirm where that is asked; no empty section."""
    wanted = [each.casefold() for each in words]
    found = (
        replace(section, rules=tuple(each for each in section.rules if each.has(wanted) and (each.to_confirm or not to_confirm)))
        for section in sections
    )  # fmt: skip
    return [section for section in found if section.rules]


def _all(pack: Pack, entries: Mapping[str, Any]) -> tuple[Rule, ...]:
    return tuple(rule(pack, each, id=key) for key, each in entries.items())


def _routes(pack: Pack) -> Iterator[Section]:
    yield Section("Routes", tuple(rule(pack, each) for each in pack.access.routes))
    parts = tuple(detail(pack, name, part) for name, part in pack.access.defaults.items())
    if parts:
        yield Section("Where a route does not say", (Rule("defaults", "What holds then", "", parts),))


def _words(pack: Pack) -> Iterator[Section]:
    rules = pack.access
    yield Section("Who may ask", _all(pack, rules.requesters))
    yield Section("Contexts", _all(pack, rules.contexts))
    yield Section("What is asked", _all(pack, rules.facts))
    yield Section("Who has a part", _all(pack, rules.parties))


def _evidence(pack: Pack) -> Iterator[Section]:
    yield Section("Evidence", _all(pack, pack.access.evidence))
    yield Section("What a written request of the police has to hold", _all(pack, pack.access.written_request))
    yield Section("What the barring service may be given", _all(pack, pack.access.prescribed))


def _orders(pack: Pack) -> Iterator[Section]:
    yield Section("Orders", _all(pack, pack.access.orders))


def _duties(pack: Pack) -> Iterator[Section]:
    yield Section("Steps", _all(pack, pack.access.duties))


def _clocks(pack: Pack) -> Iterator[Section]:
    yield Section("Clocks", _all(pack, pack.clocks))
    yield Section("Reminders", _all(pack, pack.reminder_rules))


def _minutes(pack: Pack) -> Iterator[Section]:
    yield Section("Who gets minutes", tuple(rule(pack, each) for each in pack.minutes), ordered=True)


def _matters(pack: Pack) -> Iterator[Section]:
    yield Section("Kinds of proceedings", _all(pack, pack.matters))


def _purposes(pack: Pack) -> Iterator[Section]:
    yield Section("Purposes", _all(pack, pack.purposes))


def _grounds(pack: Pack) -> Iterator[Section]:
    yield Section("Grounds", _all(pack, pack.grounds))


def _disclosure(pack: Pack) -> Iterator[Section]:
    yield Section("Rules", tuple(rule(pack, each) for each in pack.disclosure), ordered=True)
    ground = word(pack, "ground", pack.fallback_ground)
    fallback = Rule(
        "fallback", "Where no rule fits", "It is proposed to be blacked out.", (Detail("Ground", (ground,)),)
    )
    yield Section("Anything else", (fallback,))


def _never(pack: Pack) -> Iterator[Section]:
    lock = replace(rule(pack, pack.never_disclose, id="never_disclose"), title="The lock")
    yield Section("Never disclose", (lock,))


def _retention(pack: Pack) -> Iterator[Section]:
    yield Section("How long files are kept", _all(pack, pack.retention))
    yield Section("What forbids destruction", _all(pack, pack.holds))


def _letters(pack: Pack) -> Iterator[Section]:
    yield Section("Letters about requests", _all(pack, pack.access.templates))
    told = (simple(key, label="Text", text=text) for key, text in pack.letter.items())
    yield Section("The council’s own words", tuple(told))
    head = (simple(key, label="Text", text=text) for key, text in pack.letterhead.items())
    yield Section("Letterhead", tuple(head))
    yield Section("Neutral words in place of names", _all(pack, pack.labels))


def _helplines(pack: Pack) -> Iterator[Section]:
    yield Section("Helplines", _all(pack, pack.helplines))


CHAPTERS: Mapping[str, Chapter] = {
    each.id: each
    for each in (
        Chapter("routes", "Routes", "Who may ask for what, who decides, and why.", _routes),
        Chapter("evidence", "Evidence", "What has to be shown before anything is shared.", _evidence),
        Chapter("orders", "Orders of a court", "Orders that bear on whoever asks, and what each does.", _orders),
        Chapter("duties", "Who may take which step", "Steps of a request, kept apart between people.", _duties),
        Chapter("clocks", "Clocks", "How long each thing may take, and when people are reminded.", _clocks),
        Chapter("minutes", "Minutes of meetings", "Who gets the minutes, and what has to happen before.", _minutes),
        Chapter("matters", "Legal matters", "What each kind of proceedings needs, and how long it may take.", _matters),
        Chapter("purposes", "Purposes", "Why somebody asks, and the form in which they get it.", _purposes),
        Chapter("grounds", "Grounds", "Reasons to withhold, and who may be told of them.", _grounds),
        Chapter("disclosure", "Disclosure rules", "What is proposed for names and details in records.", _disclosure),
        Chapter("never-disclose", "Never disclose", "What stays locked whatever any other rule says.", _never),
        Chapter("retention", "Keeping and destroying", "How long files are kept and what forbids destruction.", _retention),
        Chapter("letters", "Letters and words", "Letters, the council’s own words, and neutral words.", _letters),
        Chapter("helplines", "Helplines", "Whom a recipient can turn to.", _helplines),
        Chapter("words", "People, contexts and questions", "The words in which routes are described.", _words),
    )
}  # fmt: skip
