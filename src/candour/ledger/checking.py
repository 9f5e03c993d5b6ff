"""Checks every chain of the ledger against itself, its columns, its reasons and the anchors kept elsewhere; mends nothing.

It reads whole chains, so it needs a connection that row-level security hides nothing from: the owner's.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from candour import chain as links
from candour.engine.errors import BadInput
from candour.ledger import queries
from candour.ledger.models import Entry, Reason
from candour.ledger.services import keyed


@dataclass(frozen=True, slots=True)
class Broken:
    """The first link of a chain that does not hold, and why."""

    chain: int
    link: int
    why: str


@dataclass(frozen=True, slots=True)
class Checked:
    """How much was looked at, and the first fault of every chain that has one."""

    chains: int
    entries: int
    broken: tuple[Broken, ...]


def check(*, using: str, anchors: Path | None = None) -> Checked:
    """Looks at everything. Raises BadInput when ``anchors`` cannot be read."""
    noted = noted_heads(anchors) if anchors else {}
    heads = queries.heads(using=using)
    found = (_first(chain, using, noted.get(chain)) for chain in sorted(heads.keys() | noted.keys()))
    return Checked(
        chains=len(heads),
        entries=sum(seq for seq, _ in heads.values()),
        broken=tuple(each for each in found if each is not None),
    )


def broken(*, using: str, anchors: Path | None = None) -> list[Broken]:
    """Every broken chain; empty when the whole ledger holds."""
    return list(check(using=using, anchors=anchors).broken)


def _first(chain: int, using: str, head: str | None) -> Broken | None:
    found = [*_columns(chain, using), *_reasons(chain, using)]
    link = queries.broken(chain=chain, using=using)
    if link is not None:
        found.append(Broken(chain, link, "it does not follow from the one before"))
    elif head is not None and (end := queries.broken(chain=chain, head=head, using=using)) is not None:
        found.append(Broken(chain, end, "entries that an anchor tells of are missing"))
    return min(found, key=lambda each: each.link, default=None)


def _columns(chain: int, using: str) -> Iterator[Broken]:
    """The first entry whose columns say something else than the line that is hashed."""
    for entry in queries.entries(chain=chain, using=using):
        if not _same(entry):
            yield Broken(chain, entry.seq, "its columns were changed")
            return


def _same(entry: Entry) -> bool:
    told = queries.line_of(entry)
    try:
        at = datetime.fromisoformat(str(told.get("at")))
    except ValueError:
        return False
    said = (told.get("seq"), told.get("chain"), told.get("hash"), told.get("verb"), told.get("actor"), at)
    kept = (entry.seq, entry.chain, entry.hash, entry.verb, entry.actor, entry.at)
    return said == kept and told.get("object", "") == entry.object


def _reasons(chain: int, using: str) -> Iterator[Broken]:
    """The first entry whose reason is missing or is not what was given; an erased one says when it was erased."""
    kept = {reason.seq: reason for reason in Reason.objects.using(using).filter(chain=chain)}
    for entry in queries.entries(chain=chain, using=using):
        held = queries.line_of(entry).get("reason")
        if held is not None and not _holds(str(held), kept.get(entry.seq)):
            yield Broken(chain, entry.seq, "its reason was changed")
            return


def _holds(held: str, reason: Reason | None) -> bool:
    if reason is None:
        return False
    if reason.erased_at is not None:
        return not reason.text and not reason.key
    try:
        return hmac.compare_digest(held, keyed(reason.text, key=reason.key))
    except ValueError:  # the key is no key any more
        return False


def noted_heads(path: Path) -> Mapping[int, str]:
    """The last head of each chain that the anchors tell of: an earlier one is in the chain if the last is.

    Raises BadInput when the file cannot be read or one of its own lines was changed.
    """
    noted: dict[int, str] = {}
    try:
        for line in path.read_text(encoding="utf-8").splitlines():
            anchor = json.loads(line)
            if links.canonical(anchor).decode() != line:
                raise ValueError
            noted |= {int(chain): str(head) for chain, (_, head) in anchor["heads"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise BadInput(
            "The file of anchors cannot be read.",
            means="The chains were not compared with it.",
            do="Name the file that the site writes each day, unchanged.",
        ) from None
    return noted
