"""A prepared case as the engine keeps it: where, and with lasting keys for people whom nobody registered.

The engine numbers such people anew each time, so decisions hang on our keys. It prepares nothing itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from django.conf import settings

from candour.cases.models import Case, Person, Preparation, Stage
from candour.engine.errors import Refused
from candour.engine.finding import findings_key, mention_at
from candour.engine.model import Mention
from candour.engine.work import Findings, Inputs, Work, paged_mentions


@dataclass(frozen=True, slots=True)
class PreparedCase:
    """What proposals, plans and bundles are made from."""

    work: Work
    inputs: Inputs
    findings: Findings


def received_folder(case: Case) -> Path:
    """The files as received, under their paths; made anew for each preparation."""
    return _folder(case) / "received"


def work_folder(case: Case) -> Path:
    """The engine's own."""
    return _folder(case) / "work"


def _folder(case: Case) -> Path:
    home: Path = settings.ENVIRONMENT.home
    return home / "cases" / case.key


def opened(*, case: Case) -> PreparedCase:
    """The case as it is now; takes seconds for thousands of pages. Refused unless the last preparation is done."""
    last = Preparation.objects.filter(case=case).order_by("-pk").first()
    if last is None or last.stage == Stage.EMPTY:
        raise Refused("Nothing has been prepared.", means="The case has no files that were read.", do="Add its files.")
    work = Work(work_folder(case))
    inputs = work.prepared() if last.stage == Stage.READY else None
    findings = work.findings(findings_key(work, inputs)) if inputs and inputs.case == last.case_hash else None
    if inputs is None or findings is None:
        raise Refused(
            "The case file is being prepared anew, or has to be.",
            means="Its files or its register may have changed since it was last read.",
            do="Wait until it is ready, or ask for it to be prepared again.",
        )
    keys = Person.objects.filter(case=case).exclude(found_as="").values_list("found_as", "key")
    return PreparedCase(work, inputs, with_lasting_keys(findings, keys=dict(keys)))


def with_lasting_keys(findings: Findings, *, keys: Mapping[str, str]) -> Findings:
    """``keys``: what the engine calls each person it found → the key of their row."""
    mentions = paged_mentions(_renamed(mention, keys) for mention in findings.mentions)
    found = tuple(replace(person, id=keys[person.id]) for person in findings.found)
    return replace(findings, mentions=mentions, found=found)


def _renamed(mention: Mention, keys: Mapping[str, str]) -> Mention:
    """With the id that the engine itself gives it once the person is registered under their key."""
    span = mention.span
    if keys.keys().isdisjoint((span.person, *span.candidates)):
        return mention
    owners = tuple(keys.get(each, each) for each in span.candidates)
    span = replace(span, person=keys.get(span.person, span.person), candidates=owners)
    return mention_at(mention.record, mention.page, mention.layer, span, mention.text, mention.boxes)
