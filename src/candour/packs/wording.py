"""What the words of a pack are called by people: its tables' keys, its codes, and the titles behind its identifiers."""

from __future__ import annotations

from collections.abc import Mapping

from candour.accounts.roles import NAMES, Role
from candour.policy import Pack
from candour.policy.routes import ORDER_FACT
from candour.policy.showing import DAYS

PARTS: Mapping[str, str] = {
    "decides": "Who decides",
    "advises": "Who advises",
    "enables": "Who makes it possible, and does not decide",
    "checks": "Who checks what goes out",
    "redacts": "Who removes what must not go out",
    "sends": "Who sends it",
    "logs": "Who logs and tracks it",
    "evidence": "What has to be shown",
    "may_share": "What may be shared",
    "prohibited": "What must not be done",
    "clock": "How long it may take",
}
"""Parts of a route."""
LABELS: Mapping[str, str] = {
    **PARTS,
    "requester": "Who asks",
    "context": "In which context",
    "when": "Only where",
    "entitled": "A right that leaves nothing to decide",
    "kind": "Kind",
    "urgent": "Waits for nothing",
    "open_points": "What the sources leave open",
    "may": "Who may",
    "also_parts": "Also who has one of these parts in the route",
    "never": "Who never may",
    "apart_from": "Not by whoever took these steps",
    "part": "Where the route says who",
    "tracked": "Followed until whoever asked says that they have it",
    "chain_parts": "On requests of the police and of the barring service: only who has one of these parts in the route",
    "release_parts": "Where records are reviewed first: only who has one of these parts in the route",
    "told_to": "Who may be told",
    "already_known": "May stay where the recipient knows it already",
    "form": "Form of the bundle",
    "recipients": "For whom",
    "labels": "Neutral words are shown",
    "reasons": "Reasons are shown",
    "explanations_required": "Every removal needs an explanation",
    "widths": "Width of what is blacked out",
    "letter": "First words of the letter",
    "action": "What is proposed",
    "label": "A neutral word may stand there",
    "care": "A person has to look",
    "recipient": "To whom",
    "person": "About whom",
    "flag": "Marked as",
    "scope": "How much",
    "own": "The recipient’s own",
    "found": "Not in the register of people",
    "household": "Lives at the recipient’s address",
    "same_address": "An address is locked for everyone who lives there",
    "kinds": "Which kinds",
    "asked": "How it is asked for",
    "effect": "What it does",
    "counts_from": "Counts from the latest of",
    "holidays": "Whose bank holidays count",
    "rolls": "A last day that is no working day becomes the next one",
    "clarification": "Asking what is meant",
    "extend_months": "Months by which it can be lengthened",
    "extend_days": "Days by which it can be lengthened",
    "extend_citation": "Law on lengthening it",
    "clarification_citation": "Law on asking what is meant",
    "rolls_citation": "Law on the last day",
    "fee_pauses": "Stands still from asking for a fee until it comes",
    "fee_months": "Months in which the fee can be paid",
    "fee_days": "Working days in which the fee can be paid",
    "fee_citation": "Law on a fee",
    "days": "Days",
    "many": "Number",
    "also": "Also called",
    "values": "Answers",
    "roles": "Roles in the council",
    "words": "Words",
    "step": "Sent at",
    "body": "Text",
}
_CODES: Mapping[str, str] = {
    "PERSON": "names", "ADDRESS": "addresses", "POSTCODE": "postcodes", "PHONE": "telephone numbers",
    "EMAIL": "e-mail addresses", "DOB": "dates of birth", "NHS": "NHS numbers", "NINO": "National Insurance numbers",
    "UPN": "pupil numbers", "REF": "references", "VEHICLE": "vehicles", "URL": "web addresses", "ORG": "organisations",
    "LOCATION": "places", "DATE": "dates", "OTHER": "other details", "WORKPLACE": "places of work",
    "DETAIL": "passages that describe somebody", "any": "anybody", "third_party": "somebody else",
    "dbs": "the Disclosure and Barring Service", "subject": "the child or adult whom the file is about",
    "keep": "leave it visible", "redact": "black it out", "withhold": "leave it out", "nobody": "nobody in particular",
    "any_uk": "any part of the United Kingdom", "england": "England", "pause": "stops the clock until the answer",
    "restart": "starts the clock again with the answer", "none": "changes nothing",
    "advice": "a lawyer’s advice comes before a decision",
    "stop": "nothing is given unless a lawyer has advised that it may be", "received": "the request",
    "identity": "the proof of identity", "fee": "the fee", **DAYS,
}  # fmt: skip


def plain(code: str) -> str:
    """A code as words; what is written in words stays as it is."""
    if code in _CODES:
        return _CODES[code]
    return code if " " in code else code.removeprefix("@").replace("_", " ")


def titled(code: str) -> str:
    """The identifier of something that has no title, as one."""
    words = plain(code).replace("-", " ")
    return words[:1].upper() + words[1:]


def word(pack: Pack, field: str, value: str) -> str:
    """What ``value`` stands for in ``field``: the title of another entry of the pack, a role, or a code."""
    if field in ("may", "never", "roles") and value in set(Role):
        return NAMES[Role(value)]
    if field == "kinds" and value == "any":
        return "every kind of file"
    if field in ("part", "also_parts", "release_parts", "chain_parts"):
        return PARTS.get(value, value)
    return _titles(pack, field).get(value) or plain(value)


def answers(pack: Pack, fact: str) -> tuple[str, Mapping[str, str]]:
    """The question that stands behind a fact, and the words of its answers."""
    if fact == ORDER_FACT:
        return "Orders of a court", {key: each.title for key, each in pack.access.orders.items()}
    known = pack.access.facts.get(fact)
    return (known.question, known.values) if known else (titled(fact), {})


def _titles(pack: Pack, field: str) -> Mapping[str, str]:
    rules = pack.access
    if field == "route":
        return {each.id: each.title for each in rules.routes}
    tables: Mapping[str, Mapping[str, object]] = {
        "who": rules.parties, "requester": rules.requesters, "context": rules.contexts, "clock": pack.clocks,
        "all_of": rules.evidence, "one_of": rules.evidence, "apart_from": rules.duties, "ground": pack.grounds,
        "purpose": pack.purposes, "kinds": pack.retention,
    }  # fmt: skip
    return {key: str(getattr(each, "title", "")) for key, each in tables.get(field, {}).items()}
