"""One PDF redacted in runs of pages, each found, redacted and let go of before the next; memory stays that of one run.

It decides nothing: what stands in the plan goes, and whoever asks has the whole verified.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from candour.engine.garbage import collected
from candour.engine.marking import PdfPlan, marks_on
from candour.engine.model import RedactedPage
from candour.engine.paged import Paged, once
from candour.engine.redact import redact_pdf
from candour.engine.redacting import paged_pages
from candour.engine.wanted import Wanted

RUN = 500
"""Pages redacted at one go. A file of no more is written in one piece, without joining."""


@dataclass(frozen=True, slots=True)
class _Run:
    """A finished run: its part of the new file, how its pages left, how many redactions on how many pages."""

    part: Path
    left: Paged[RedactedPage, int]
    redactions: int
    marked: int


class Runs:
    """``pdf`` (of so many ``pages``) by ``plan``, in files under ``folder``."""

    def __init__(
        self, *, pdf: Path, pages: int, plan: PdfPlan, widths: Literal["safe", "faithful"], folder: Path
    ) -> None:
        self._pdf, self._plan, self._widths, self._folder = pdf, plan, widths, folder
        self._wanted = Wanted(plan.strings)
        self._runs = [range(first, min(pages, first + RUN - 1) + 1) for first in range(1, pages + 1, RUN)] or [range(0)]
        self._done: dict[range, _Run] = {}
        self.as_pictures: frozenset[int] = frozenset()
        self.texts: dict[int, tuple[str, ...]] = {}
        """Per page what goes from it."""
        self.labels: dict[int, tuple[str, ...]] = {}

    def draw(self, pages: Collection[int]) -> None:
        """These pages are to become pictures: their runs are done anew."""
        self.as_pictures |= frozenset(pages)
        for run in [run for run in self._done if not self.as_pictures.isdisjoint(run)]:
            del self._done[run]

    def written(self) -> Path:
        """The whole file as it now is; runs that are done already are not done again."""
        for run in self._runs:
            if run not in self._done:
                with collected():
                    self._done[run] = self._redacted(run)
        parts = [self._done[run].part for run in self._runs]
        if len(parts) == 1:
            return parts[0]
        from candour.engine.bundle import join  # loaded late: most files are one run

        out = self._folder / "out.pdf"
        with collected():
            join(parts, pages=len(self.left), out=out)
        return out

    def _redacted(self, run: range) -> _Run:
        marks, texts = marks_on(pdf=self._pdf, numbers=run, plan=self._plan, wanted=self._wanted)
        part = self._folder / f"part-{run.start}.pdf"
        left = redact_pdf(
            source=self._pdf,
            pages=run,
            marks=marks,
            out=part,
            widths=self._widths,
            as_pictures=self.as_pictures.intersection(run),
        )
        self.texts |= {page: once(several) for page, several in texts.items()}
        labels = {page: once(mark.label for mark in several if mark.label) for page, several in marks.items()}
        self.labels |= {page: several for page, several in labels.items() if several}
        return _Run(part, paged_pages(left), sum(map(len, marks.values())), len(marks))

    @property
    def left(self) -> Paged[RedactedPage, int]:
        """How each page left, in order."""
        return paged_pages(page for run in self._runs for page in self._done[run].left)

    @property
    def redactions(self) -> int:
        return sum(run.redactions for run in self._done.values())

    @property
    def marked(self) -> int:
        """Pages with redactions."""
        return sum(run.marked for run in self._done.values())
