"""What differs between two packs, rule by rule, as people read rules. It says nothing of what a change means."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from candour.packs.chapters import CHAPTERS, Section
from candour.packs.rules import NOT_STATED, Detail, Rule
from candour.policy import Pack


@dataclass(frozen=True, slots=True)
class Difference:
    """``was`` or ``now`` empty: it was not, or is no longer, said."""

    label: str
    was: tuple[str, ...]
    now: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """``what``: ``Added``, ``Removed`` or ``Changed``."""

    chapter: str
    title: str
    what: str
    differences: tuple[Difference, ...]


def changes(old: Pack, new: Pack) -> list[Change]:
    """Everything that differs, chapter by chapter; a rule that was added or removed with all that it says."""
    found = [*_heads(old, new)]
    for chapter in CHAPTERS.values():
        before, after = _by_title(chapter.sections(old)), _by_title(chapter.sections(new))
        for title in dict.fromkeys((*before, *after)):
            found += _between(chapter.title, before.get(title), after.get(title))
    return found


def _heads(old: Pack, new: Pack) -> Iterator[Change]:
    was, now = ({"Title": each.title, "Name": each.name, "Version": each.version} for each in (old, new))
    if different := _compared(
        {key: (value,) for key, value in was.items()}, {key: (value,) for key, value in now.items()}
    ):
        yield Change("The policy", new.title, "Changed", different)


def _by_title(sections: Iterable[Section]) -> dict[str, Section]:
    return {each.title: each for each in sections}


def _between(chapter: str, old: Section | None, new: Section | None) -> Iterator[Change]:
    before = {each.id: each for each in old.rules} if old else {}
    after = {each.id: each for each in new.rules} if new else {}
    for key, rule in before.items():
        if key not in after:
            yield Change(chapter, rule.title, "Removed", _compared(_whole(rule), {}))
    for key, rule in after.items():
        if key not in before:
            yield Change(chapter, rule.title, "Added", _compared({}, _whole(rule)))
        elif different := _compared(_said(before[key]), _said(rule)):
            yield Change(chapter, rule.title, "Changed", different)
    if new and new.ordered and (moved := _moved(before, after)):
        yield Change(chapter, "The order of the rules", "Changed", (moved,))


def _moved(before: Mapping[str, Rule], after: Mapping[str, Rule]) -> Difference | None:
    """Where the first rule that fits wins, another order is another policy."""
    was, now = ([each for each in order if each in before and each in after] for order in (before, after))
    if was == now:
        return None
    return Difference("Order", tuple(before[each].title for each in was), tuple(after[each].title for each in now))


def _whole(rule: Rule) -> dict[str, tuple[str, ...]]:
    return {label: lines for label, lines in _said(rule).items() if lines != (NOT_STATED,)}


def _said(rule: Rule) -> dict[str, tuple[str, ...]]:
    confirmed = {"to_confirm": "To confirm", "verified": "Confirmed"}.get(rule.checked, "")
    day = f"{rule.in_force_from.day} {rule.in_force_from:%B %Y}" if rule.in_force_from else ""
    head = {"Title": rule.title, "Reason": rule.explanation}
    tail = {"Source": rule.citation, "In force from": day, "Checked": confirmed}
    return {
        **{label: (text,) for label, text in head.items() if text},
        **{each.label: _lines(each) for each in (*rule.details, *rule.parts)},
        **{label: (text,) for label, text in tail.items() if text},
    }


def _lines(detail: Detail) -> tuple[str, ...]:
    return (*detail.lines, *([f"Why: {detail.why}"] if detail.why else []))


def _compared(was: Mapping[str, tuple[str, ...]], now: Mapping[str, tuple[str, ...]]) -> tuple[Difference, ...]:
    labels = dict.fromkeys((*was, *now))
    return tuple(
        Difference(label, was.get(label, ()), now.get(label, ()))
        for label in labels
        if was.get(label) != now.get(label)
    )
