"""Which policy pack is in force today, an earlier one, and the one whose files wait. A changed file changes nothing here.

The files that CANDOUR_POLICY names are put in force by nobody once, when nothing ever was; after that by somebody.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.conf import settings
from django.db import IntegrityError, transaction

from candour.engine.errors import Refused
from candour.ledger.acting import NOBODY, acting, forget, once, record
from candour.ledger.clock import now, today
from candour.ledger.verbs import Verb
from candour.packs.keeping import kept, pack_from, unusable
from candour.packs.models import PackVersion, Period
from candour.policy import Pack, PackError, Problem, load_pack
from candour.policy.checking import Source
from candour.policy.loading import files_of, pack_of

_LOG = logging.getLogger("candour.packs")
_WHICH = "the policy in force"


@dataclass(frozen=True, slots=True)
class Proposed:
    """What the files say that CANDOUR_POLICY names, where that is not in force. ``pack`` None: see ``problems``."""

    sources: Sequence[Source]
    pack: Pack | None
    problems: tuple[Problem, ...] = ()


def current(*, on: date) -> Pack:
    """The pack in force, with the rules that are in force ``on`` that day; the same throughout what somebody does.

    BadInput when it cannot be used.
    """
    return of(once(_WHICH, _sha256_or_begun), on=on)


def changed() -> None:
    """Another one was put in force."""
    forget(_WHICH)


def of(sha256: str, *, on: date | None) -> Pack:
    """The version that was, or is, in force under this hash; ``on`` None: its rules whatever their date.

    Refused when it is not kept, BadInput when this version of Candour cannot use it.
    """
    try:
        return _loaded(sha256, on)
    except PackVersion.DoesNotExist:
        raise Refused(
            "The policy under which this was decided is not kept here.",
            means="What it said then cannot be shown or used.",
            do="Restore it from a backup, or ask whoever runs this site.",
        ) from None
    except PackError as error:
        raise unusable(
            error.problems,
            means="This version of Candour cannot use the policy that was put in force.",
            do="Run the version of Candour that was used before, and ask whoever runs this site.",
        ) from None


def reminder(key: str) -> int:
    """A number that is the council's to choose, as it is today.

    Where the version in force is older than the number, it is the one that Candour's own pack has: nobody loses a reminder
    because a new version of Candour knows one more.
    """
    return current(on=today()).reminders.get(key) or _shipped()[key]


def waiting() -> Proposed | None:
    """What waits to be put in force; None when the files say what is in force already."""
    try:
        sources = files_of(settings.ENVIRONMENT.policy)
        pack = pack_of(sources)
    except PackError as error:
        return Proposed((), None, error.problems)
    return None if pack.sha256 == _sha256() else Proposed(sources, pack)


def at_start() -> None:
    """Checks the pack in force before the site is used; at the first start that is what CANDOUR_POLICY names.

    BadInput when it cannot be used. Changed files that cannot be used are noted only: they are not in force.
    """
    with acting(NOBODY):
        if _sha256() is None and (begun := _begin()):
            record(Verb.POLICY_FOUND, object=f"policy:{begun.pk}", pack=begun.version.sha256)
        current(on=today())
        proposed = waiting()
    if proposed and proposed.problems:
        _LOG.warning("policy files that wait cannot be used", extra={"told": {"problems": len(proposed.problems)}})


def _sha256_or_begun() -> str:
    sha256 = _sha256()
    if sha256 is None:
        _begin()
        sha256 = _sha256()
    return sha256 or ""


def _sha256() -> str | None:
    return Period.objects.filter(ended_at=None).values_list("version__sha256", flat=True).first()


def _begin() -> Period | None:
    """Puts the files in force; None when somebody else did at the same moment. BadInput when they cannot be used."""
    try:
        sources = files_of(settings.ENVIRONMENT.policy)
        version = kept(sources, pack_of(sources))
    except PackError as error:
        raise unusable(
            error.problems,
            means="The policy pack that CANDOUR_POLICY names cannot be used.",
            do="Correct it, try 'candour policy check' on it, and start again.",
        ) from None
    try:
        with transaction.atomic():
            return Period.objects.create(version=version, since=now())
    except IntegrityError:  # the database lets one pack be in force
        return None


@lru_cache(maxsize=1)
def _shipped() -> Mapping[str, int]:
    return load_pack("england").reminders


@lru_cache(maxsize=32)
def _loaded(sha256: str, on: date | None) -> Pack:
    """A version never changes, so it is read once in each process."""
    return pack_from(PackVersion.objects.get(sha256=sha256).files, on=on)
