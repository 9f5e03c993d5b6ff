"""Kinds of proceedings, as the policy has them: in force now for a new matter, and as it was for one that is open."""

from __future__ import annotations

from collections.abc import Mapping

from candour.engine.errors import Refused
from candour.ledger.clock import LONDON
from candour.litigation.models import Matter
from candour.packs import in_force
from candour.policy import MatterKind, Pack


def kinds(pack: Pack) -> Mapping[str, MatterKind]:
    """Those that are offered: a kind that is off is not."""
    return {key: each for key, each in pack.matters.items() if not each.off}


def pack_of(matter: Matter) -> Pack:
    """The policy in force when it was opened."""
    return in_force.of(matter.pack_sha256, on=matter.opened_at.astimezone(LONDON).date())


def kind_of(matter: Matter) -> MatterKind:
    found = pack_of(matter).matters.get(matter.kind)
    if found is None:
        raise Refused(
            "The policy under which this matter was opened does not know its kind.",
            means="Its time limits and the form of its statements cannot be told.",
            do="Ask whoever runs Candour to restore that policy.",
        )
    return found
