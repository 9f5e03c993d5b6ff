"""Rules as data: dated, cited, validated TOML packs and one loader. It knows no case and opens no other file."""

from candour.policy.checking import PackError, Problem, check
from candour.policy.loading import load_pack
from candour.policy.pack import (
    DisclosureRule,
    Facts,
    GroundRule,
    Helpline,
    Label,
    MatterKind,
    NamedHold,
    NeverDisclose,
    Pack,
    PurposeRule,
    RetentionRule,
)
from candour.policy.showing import diff, show, to_json
from candour.policy.vocabulary import NEVER_DISCLOSE_FIELDS, RECIPIENTS_OUTSIDE

__all__ = [
    "NEVER_DISCLOSE_FIELDS",
    "RECIPIENTS_OUTSIDE",
    "DisclosureRule",
    "Facts",
    "GroundRule",
    "Helpline",
    "Label",
    "MatterKind",
    "NamedHold",
    "NeverDisclose",
    "Pack",
    "PackError",
    "Problem",
    "PurposeRule",
    "RetentionRule",
    "check",
    "diff",
    "load_pack",
    "show",
    "to_json",
]
