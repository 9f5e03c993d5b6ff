"""The part of intake that runs in a limited process: reads one file and makes its PDF. It writes to ``scratch`` only."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

from candour.engine.errors import Unreadable
from candour.engine.intake import pages, readers
from candour.engine.intake.bounds import Limits
from candour.engine.intake.kinds import FileKind, kind_of
from candour.engine.intake.shown import Job, NeedsConversion, NoConverter, Shown


@dataclass
class Outcome:
    """What comes back from reading one file. ``pdf`` and the members' files are paths in the scratch folder.

    ``need`` is set instead of everything else when a conversion has to come first: key, source, form, suffix.
    """

    kind: str = "unknown"
    """A name of ``kinds.KINDS``."""
    need: tuple[str, str, str, str] | None = None
    pdf: str = ""
    pages: list[str] = field(default_factory=list)
    reason: str = ""
    """Why the file has no pages although it should."""
    converter: bool = False
    """``reason`` is a missing converter."""
    members: list[tuple[str, str]] = field(default_factory=list)
    losses: list[tuple[str, str, bool]] = field(default_factory=list)
    title: str = ""
    date: str = ""
    author: str = ""
    meta: list[tuple[str, str]] = field(default_factory=list)

    def to_json(self) -> bytes:
        return json.dumps(asdict(self), sort_keys=True).encode()

    @classmethod
    def from_json(cls, data: bytes) -> Outcome:
        told = json.loads(data)
        lists = {name: [tuple(item) for item in told[name]] for name in ("members", "losses", "meta")}
        return cls(**{**told, **lists, "need": tuple(told["need"]) if told["need"] else None})


def order(*, path: Path, scratch: Path, limits: Limits, converted: dict[str, str]) -> bytes:
    """The argument of ``read``."""
    told = {"path": str(path), "scratch": str(scratch), "converted": converted}
    return json.dumps({**told, "limits": asdict(limits)}).encode()


def read(argument: bytes) -> bytes:
    """Reads the file that ``order`` names; the answer is an Outcome as JSON."""
    told = json.loads(argument)
    job = Job(Path(told["path"]), Path(told["scratch"]), Limits(**told["limits"]), told["converted"])
    kind = kind_of(job.path)
    outcome = _outcome(job, kind)
    outcome.kind = kind.name
    return outcome.to_json()


def _outcome(job: Job, kind: FileKind) -> Outcome:
    try:
        shown = readers.read(job, kind=kind)
        return _made(job, shown)
    except NeedsConversion as wanted:
        return Outcome(need=(wanted.key, str(wanted.source), wanted.form, wanted.suffix))
    except NoConverter as missing:
        return Outcome(reason=missing.what, converter=True)
    except Unreadable as error:
        return Outcome(reason=error.what)


def _made(job: Job, shown: Shown) -> Outcome:
    pdf, kinds = pages.assemble(shown, job=job)
    return Outcome(
        pdf=str(pdf) if pdf else "",
        pages=[str(kind) for kind in kinds],
        members=[(member.name, str(member.file)) for member in shown.members],
        losses=[(loss.name, loss.reason, loss.converter) for loss in shown.losses],
        title=shown.title,
        date=shown.date,
        author=shown.author,
        meta=[pair for pair in shown.meta if pair[1]],
    )
