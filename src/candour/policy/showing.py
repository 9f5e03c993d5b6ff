"""A pack in words, as JSON, and what differs between two packs. It adds nothing but a mark on what is to confirm."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from candour.policy.listing import entry, listed
from candour.policy.minutes import MinutesRule
from candour.policy.pack import DisclosureRule, MatterKind, NamedHold, Pack, RetentionRule
from candour.policy.showing_access import access_entries, access_lines

DAYS: Mapping[str, str] = {
    "birth": "the child's birth",
    "death": "the child's death",
    "adoption_order": "the adoption order",
    "closed": "the day the case was closed",
}
"""The days that a retention rule counts from, in words."""


def show(pack: Pack) -> str:
    """The pack as plain text, each rule with its citation, and a mark on every rule that is to confirm."""
    return "\n".join(_lines(pack)) + "\n"


def to_json(pack: Pack) -> str:
    """The pack as JSON: sorted keys, dates as ISO strings, sets as sorted lists."""
    return json.dumps(_plain(asdict(pack)), indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def diff(old: Pack, new: Pack) -> list[str]:
    """What changed from ``old`` to ``new``, one line per entry: added, removed, or changed with the keys that did."""
    before, after = _entries(old), _entries(new)
    lines = [f"removed: {key}" for key in before if key not in after]
    lines += [f"added: {key}" for key in after if key not in before]
    for key, value in after.items():
        if key in before and before[key] != value:
            lines += [f"changed: {key}: {name}" for name in _changed(before[key], value)]
    if [rule.id for rule in old.disclosure if rule in new.disclosure] != [
        rule.id for rule in new.disclosure if rule in old.disclosure
    ]:
        lines.append("changed: the order of the disclosure rules")
    return lines


def _changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    return sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))


def _entries(pack: Pack) -> dict[str, Mapping[str, Any]]:
    data = _plain(asdict(pack))
    entries = {
        f"{table}.{key}": value
        for table in ("grounds", "purposes", "labels", "retention", "holds", "helplines", "matters")
        for key, value in data[table].items()
    }
    entries |= {f"letter.{key}": {"text": value} for key, value in data["letter"].items()}
    entries |= {f"letterhead.{key}": {"text": value} for key, value in data["letterhead"].items()}
    entries |= {f"disclosure.{rule['id']}": rule for rule in data["disclosure"]}
    entries |= {f"minutes.{rule['id']}": rule for rule in data["minutes"]}
    entries["never_disclose"] = data["never_disclose"]
    return {**entries, **access_entries(data)}


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def _lines(pack: Pack) -> Iterator[str]:
    yield f"{pack.title} ({pack.name} {pack.version}, sha256 {pack.sha256})"
    yield "\nGROUNDS"
    for ground in pack.grounds.values():
        yield from entry(f"{ground.id}: {ground.title}", ground, f"told to: {listed(ground.told_to)}")
    yield "\nPURPOSES"
    for purpose in pack.purposes.values():
        shown = f"bundle: {purpose.form}; recipients: {listed(purpose.recipients)}; widths: {purpose.widths}"
        yield from entry(f"{purpose.id}: {purpose.title}", purpose, shown)
    yield "\nNEVER DISCLOSE"
    yield from entry("the lock", pack.never_disclose, f"ground: {pack.never_disclose.ground}")
    yield "\nDISCLOSURE (the first rule that fits wins)"
    for rule in pack.disclosure:
        yield from entry(f"{rule.id}: {rule.action}" + (f" ({rule.ground})" if rule.ground else ""), rule, _when(rule))
    yield "\nRETENTION"
    for kind in pack.retention.values():
        yield from entry(f"{kind.id}: {kind.title}", kind, kept(kind))
    yield "\nHOLDS (nothing is destroyed while one stands)"
    for hold in pack.holds.values():
        yield from entry(f"{hold.id}: {hold.title}", hold, _held(hold))
    yield "\nLEGAL MATTERS"
    for matter in pack.matters.values():
        yield from entry(f"{matter.id}: {matter.title}", matter, _matter(matter))
    yield "\nMINUTES OF MEETINGS (who gets them: the first rule that fits wins)"
    for minutes in pack.minutes:
        yield from entry(f"{minutes.id}: {minutes.title}", minutes, _minutes(minutes))
    yield from access_lines(pack)
    yield "\nLETTERHEAD (what is not stated is not printed)"
    yield from (f"- {key}: {', '.join(words.splitlines())}" for key, words in pack.letterhead.items())
    yield "\nHELPLINES (on the recipient's page, and in the letter to somebody who reads their own records)"
    for line in pack.helplines.values():
        mark = "" if line.checked == "verified" else " [TO CONFIRM: try it before you rely on it]"
        yield from (f"- {line.id}: {line.title}", f"    {line.words}", f"    told to: {listed(line.told_to)}")
        yield f"    {line.source}{mark}"


def _when(rule: DisclosureRule) -> str:
    sets = {key: getattr(rule, key) for key in ("recipient", "purpose", "person", "kind", "flag", "scope")}
    parts = [f"{key}: {listed(value)}" for key, value in sets.items() if value is not None]
    parts += [f"{key}: {getattr(rule, key)}" for key in ("own", "found", "household") if getattr(rule, key) is not None]
    return "when " + ("; ".join(parts) or "anything else") + ("; a person has to look" if rule.care else "")


def kept(rule: RetentionRule) -> str:
    """How long a kind of file is kept, as a sentence without its full stop."""
    text = f"kept {rule.years} years from {DAYS[rule.counted_from]}"
    if rule.or_counted_from:
        text += f", or {rule.or_years} years from {DAYS[rule.or_counted_from]}, whichever is later"
    if rule.died_under:
        text += f"; {rule.died_years} years from the death of a child who died under {rule.died_under}"
    return text


def _minutes(rule: MinutesRule) -> str:
    parts = [f"{key}: {listed(getattr(rule, key))}" for key in ("meetings", "capacity", "when", "needs")]
    parts = [f"gives: {rule.gives}", *(each for each in parts if not each.endswith(": "))]
    parts += [f"decided by: {rule.decided_by}"] if rule.decided_by else []
    return "; ".join(parts) + ("; on request" if rule.on_request else "")


def _matter(kind: MatterKind) -> str:
    time = (
        f"; {kind.weeks} weeks ({kind.weeks_citation}), extended by {kind.extend_weeks} at a time" if kind.weeks else ""
    )
    return f"purpose: {kind.purpose}{time}" + ("; off" if kind.off else "") + f"; duty: {kind.duty}"


def _held(hold: NamedHold) -> str:
    return f"kinds of file: {listed(hold.kinds)}" + (f"; ended {hold.ended.isoformat()}" if hold.ended else "")
