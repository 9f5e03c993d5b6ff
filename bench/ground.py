"""The inputs of the measurements, each made when first asked for and kept until the end. It measures nothing."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from bench import people, prose, sheets
from bench.measure import PAIRS
from candour.engine.redact import redact_pdf

TEXT_PAGES, KERNED_PAGES, LONG_PAGES, HITS, STRINGS = 500, 250, 5000, 10, 30
SCANNED = 4
TEXTS, LETTERS = 40, 25_000
PART = 50
"""Pages of one part of the bundle."""
OFTEN = 20
"""People who are named in a case of which a person is named 2,000 times in 5,000 pages."""
RARE = "kittiwake"
"""A word that stands on one page of such a case."""


class Ground:
    """A folder of generated inputs, and how often each comparison is repeated."""

    def __init__(self, folder: Path, *, pairs: int = PAIRS) -> None:
        self.folder, self.pairs = folder, pairs

    def few(self) -> int:
        """Repetitions where a run is long or the figure an aside."""
        return min(3, self.pairs)

    def path(self, name: str) -> str:
        """A place for an output."""
        return str(self.folder / name)

    @cached_property
    def strings(self) -> list[str]:
        """What is searched for: full names, none a part of another."""
        return people.names(STRINGS)

    @cached_property
    def text(self) -> str:
        path = self.folder / "text.pdf"
        sheets.text_pdf(prose.pages(self.strings, count=TEXT_PAGES, hits=HITS), path=path)
        return str(path)

    def pages(self, count: int) -> str:
        """One PDF of so many text pages."""
        path = self.folder / f"pages-{count}.pdf"
        if not path.exists():
            sheets.text_pdf(prose.pages(self.strings, count=count, hits=HITS, seed=9), path=path)
        return str(path)

    @cached_property
    def kerned(self) -> str:
        path = self.folder / "kerned.pdf"
        texts = list(prose.pages(self.strings, count=KERNED_PAGES, hits=HITS, seed=2))
        sheets.kerned_pdf(texts, path=path, folder=self.folder)
        return str(path)

    @cached_property
    def scanned(self) -> tuple[str, list[list[str]]]:
        """The scans, and for each page the different names on it."""
        texts = list(prose.pages(self.strings, count=SCANNED, hits=HITS, plain=16, seed=4))
        path = self.folder / "scanned.pdf"
        sheets.scanned_pdf(texts, path=path)
        return str(path), [[name for name in self.strings if name in text] for text in texts]

    @cached_property
    def people(self) -> str:
        path = self.folder / "people.csv"
        people.write_people(people.register(), path=path)
        return str(path)

    @cached_property
    def register_names(self) -> list[str]:
        return [one.name for one in people.register()]

    @cached_property
    def pipeline(self) -> str:
        """A folder with a spaCy pipeline of the shape that Presidio loads; half a minute to make."""
        from bench.jobs.spacy_pipeline import trained  # the peers' group: other rows do without it

        path = self.folder / "pipeline"
        trained().to_disk(path)
        return str(path)

    @cached_property
    def notes(self) -> list[str]:
        """Case notes of one family as plain texts."""
        folder = self.folder / "notes"
        folder.mkdir()
        for number in range(TEXTS):
            text = prose.notes(people.register(), letters=LETTERS, seed=number)
            (folder / f"{number}.txt").write_text(text, encoding="utf-8")
        return [str(folder / f"{number}.txt") for number in range(TEXTS)]

    def parts(self, pages: int) -> list[str]:
        """``pages`` pages as parts of a bundle, every one different from the others."""
        folder = self.folder / "parts"
        folder.mkdir(exist_ok=True)
        paths = [folder / f"{number}.pdf" for number in range(pages // PART)]
        for number, path in enumerate(paths):
            if not path.exists():
                sheets.text_pdf(prose.pages(self.strings, count=PART, hits=HITS, seed=100 + number), path=path)
        return [str(path) for path in paths]

    def case(self, pages: int) -> str:
        """A case folder with ``pages`` pages of the register's people in PDFs of 50 pages each."""
        folder = self.folder / f"case-{pages}"
        if not folder.exists():
            folder.mkdir()
            for number in range(pages // PART):
                texts = prose.pages(self.register_names, count=PART, hits=HITS, seed=500 + number)
                sheets.text_pdf(texts, path=folder / f"Case notes {number + 1}.pdf")
        return str(folder)

    def named_case(self, pages: int) -> str:
        """The like with fewer people, so that each is named more often, and one page with a word of its own."""
        folder = self.folder / f"named-{pages}"
        if not folder.exists():
            folder.mkdir()
            for number in range(pages // PART):
                texts = list(prose.pages(self.register_names[:OFTEN], count=PART, hits=HITS, seed=700 + number))
                texts[0] += "" if number else f" A {RARE} flew by."
                sheets.text_pdf(texts, path=folder / f"Case notes {number + 1}.pdf")
        return str(folder)

    def rebuilt(self, pages: int) -> str:
        """One long PDF as the redactor leaves it, without a mark."""
        path = self.folder / f"rebuilt-{pages}.pdf"
        if not path.exists():
            redact_pdf(source=Path(self.pages(pages)), pages=range(1, pages + 1), marks={}, out=path)
        return str(path)
