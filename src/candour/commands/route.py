"""``candour route``: which route a request takes, and the reason for every part of it. What is not stated it does not guess."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from candour.commands import command
from candour.engine.errors import BadInput
from candour.engine.inputs import read_pack
from candour.policy.finding import Answer, UnknownWord, find
from candour.policy.listing import TO_CONFIRM
from candour.policy.pack import Pack
from candour.policy.routes import WHAT_PARTS, WHO_PARTS, EvidenceRule, Part
from candour.policy.showing_access import in_words, part_words

if TYPE_CHECKING:
    from candour.commands import Commands


def add(commands: Commands) -> None:
    made = command(
        commands,
        "route",
        run,
        does="Tells which route a request for access takes, and why: who decides, advises, enables and sends, what has to be shown.",
        example='candour route --requester "children\'s guardian" --context "public law" --policy devon',
    )
    made.add_argument("--requester", required=True, metavar="R", help="who asks: an id, a title or another word for it")
    made.add_argument(
        "--context", default="", metavar="C", help="in which context; may be left out where there is only one"
    )
    made.add_argument(
        "--fact", action="append", default=[], metavar="K=V", help="what is known; order=… may stand several times"
    )
    made.add_argument("--policy", default="england", metavar="PACK", help="a pack's name or a TOML file")
    made.add_argument("--text", action="store_true", help="in words, to read or print")


def run(args: argparse.Namespace) -> int:
    pack = read_pack(args.policy)
    try:
        answer = find(pack.access, requester=args.requester, context=args.context, facts=_facts(args.fact))
    except UnknownWord as unknown:
        raise BadInput(f"{unknown.what}.", do=f"Choose from: {', '.join(unknown.known)}.") from None
    told = _told(pack, answer)
    print("\n".join(_lines(pack, answer, told)) if args.text else json.dumps(told, indent=2, ensure_ascii=False))
    return 0


def _facts(given: Iterable[str]) -> dict[str, frozenset[str]]:
    facts: dict[str, frozenset[str]] = {}
    for each in given:
        key, equals, value = (part.strip() for part in each.partition("="))
        if not (key and equals and value):
            raise BadInput("A fact is not written as a name and an answer.", do="Write it so: --fact understanding=yes")
        facts[key] = facts.get(key, frozenset()) | {value}
    return facts


def _told(pack: Pack, answer: Answer) -> dict[str, Any]:
    route = answer.route
    rules = _rules(pack, answer)
    return {
        "requester": {"id": answer.requester.id, "title": answer.requester.title},
        "context": {"id": answer.context.id, "title": answer.context.title},
        "route": route.id if route else None,
        "title": route.title if route else None,
        "kind": route.kind if route else None,
        **{name: _part(pack, answer, name) for name in WHO_PARTS},
        "evidence": _evidence(answer),
        **{name: _part(pack, answer, name) for name in WHAT_PARTS},
        "clock": _clock(pack, answer),
        "citations": list(dict.fromkeys(citation for citation, _ in rules)),
        "explanation": answer.explanation,
        "not_stated": list(answer.not_stated),
        "asks": [
            {"fact": each.fact, "question": each.question, "values": dict(each.values), "decides": each.decides}
            for each in answer.asks
        ],
        "candidates": [
            {"id": each.id, "title": each.title, "when": {fact: sorted(values) for fact, values in each.when.items()}}
            for each in answer.candidates
        ],
        "conflicts": list(answer.conflicts),
        "cautions": [
            {"id": each.id, "title": each.title, "effect": each.effect, "explanation": each.explanation}
            for each in answer.cautions
        ],
        "policy": {"name": pack.name, "version": pack.version, "sha256": pack.sha256},
        "to_confirm": list(dict.fromkeys(citation for citation, checked in rules if checked != "verified")),
    }  # fmt: skip


def _part(pack: Pack, answer: Answer, name: str) -> dict[str, Any] | None:
    told = answer.parts.get(name)
    if told is None:
        return None
    if name in WHAT_PARTS:
        return {"what": list(told.part.what), "why": told.part.why, "by_default": told.by_default}
    who = [pack.access.parties[each].title for each in told.part.who]
    return {"who": who, "why": told.part.why, "by_default": told.by_default}


def _evidence(answer: Answer) -> dict[str, Any] | None:
    told = answer.parts.get("evidence")
    if told is None:
        return None
    shown = answer.evidence
    return {
        "all_of": _shown(shown.all_of),
        "one_of": [_shown(each) for each in shown.one_of],
        "why": told.part.why,
        "by_default": told.by_default,
    }


def _shown(rules: Iterable[EvidenceRule]) -> list[Mapping[str, str]]:
    return [{"id": each.id, "title": each.title, "asked": each.asked} for each in rules]


def _clock(pack: Pack, answer: Answer) -> dict[str, Any] | None:
    told = answer.parts.get("clock")
    if told is None:
        return None
    clock = pack.clocks[told.part.clock]
    named = {"clock": clock.id, "title": clock.title, "law": clock.citation}
    return {**named, "why": told.part.why, "by_default": told.by_default}


def _rules(pack: Pack, answer: Answer) -> list[tuple[str, str]]:
    """Citation, and whether it was checked, of everything that the answer rests on."""
    told = answer.parts.get("clock")
    rules = [
        *([answer.route] if answer.route else answer.candidates),
        *answer.evidence.all_of,
        *(each for some in answer.evidence.one_of for each in some),
        *answer.cautions,
        *([pack.clocks[told.part.clock]] if told else []),
    ]
    return [(each.citation, each.checked) for each in rules]


def _lines(pack: Pack, answer: Answer, told: Mapping[str, Any]) -> Iterator[str]:
    yield f"{answer.requester.title}; {answer.context.title}"
    yield f"Route {told['route']}: {told['title']}" if answer.route else "No route yet."
    yield answer.explanation
    yield ""
    for name, each in answer.parts.items():
        part = _needed(answer) if name == "evidence" else each.part
        yield f"{in_words(name).capitalize()}: {part_words(pack.access, pack.clocks, part) or 'nothing'}"
        yield f"    {each.part.why}" + (" (by default)" if each.by_default else "")
    if answer.route and answer.not_stated:
        yield "Not stated, so ask: " + ", ".join(in_words(name) for name in answer.not_stated)
    yield from (f"Perhaps: {each.id}: {each.title}" for each in answer.candidates)
    yield from (f"Not known yet: {each.question} (--fact {each.fact}={'|'.join(each.values)})" for each in answer.asks)
    yield from (f"Open: {each}" for each in answer.conflicts)
    yield from (f"Order of a court: {each.title}. {each.explanation}" for each in answer.cautions)
    yield ""
    yield from (each + (f" [{TO_CONFIRM}]" if each in told["to_confirm"] else "") for each in told["citations"])
    yield f"Rules: {pack.name} {pack.version}, sha256 {pack.sha256}"


def _needed(answer: Answer) -> Part:
    """The evidence as it is needed with what is known, in the form of a part."""

    def ids(rules: Iterable[EvidenceRule]) -> tuple[str, ...]:
        return tuple(each.id for each in rules)

    shown = answer.evidence
    return Part(why="", all_of=ids(shown.all_of), one_of=tuple(ids(each) for each in shown.one_of))
