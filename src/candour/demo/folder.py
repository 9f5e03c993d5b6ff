"""Writes the fictional case folder: people.csv, manifest.csv and the files, the same words each time.

It writes into an empty or its own folder only and refuses any other.
"""

from __future__ import annotations

import csv
import datetime
import random
import shutil
import tomllib
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

from candour.demo.formats import write
from candour.demo.series import papers
from candour.engine.errors import Refused

PEOPLE = [
    "id",
    "name",
    "role",
    "aliases",
    "date_of_birth",
    "address",
    "phone",
    "email",
    "identifiers",
    "never_disclose",
    "notes",
]
MANIFEST = ["record_id", "title", "type", "date", "author", "filename"]
_MARK = ".candour-demo"
_PARAGRAPHS = 5
_EVERY = (4, 6, 7, 8, 11)
"""Days from one note to the next."""


def write_case(*, folder: Path, family: str = "case", later: bool = False) -> tuple[Path, Path, Path]:
    """Writes a family's case below ``folder`` and returns (folder of files, people.csv, manifest.csv).

    ``family``: the name of a TOML file beside this module, or below ``families``. ``later``: the files that come in
    afterwards, in a folder of their own, and the list of records with them; otherwise neither holds them.
    """
    if folder.exists() and any(folder.iterdir()) and not (folder / _MARK).exists():
        raise Refused(
            f"{folder} is not empty and was not made by the demo.",
            means="The demo never writes into a folder with somebody's files.",
            do="Name another one with --folder.",
        )
    case = folder / ("later" if later else "case")
    shutil.rmtree(case, ignore_errors=True)
    case.mkdir(parents=True)
    (folder / _MARK).touch()
    told = told_of(family)
    documents = documents_of(told)
    for document in documents:
        if document.get("later", False) is later:
            write(document, folder=case)
    people, manifest = folder / "people.csv", folder / "manifest.csv"
    _table(people, PEOPLE, told["person"])
    listed = _rows(documents, told.get("missing", []), letters=told["letters"])
    _table(manifest, MANIFEST, [row for row in listed if later or not row.get("later", False)])
    return case, people, manifest


def told_of(family: str) -> dict[str, Any]:
    """What the family's file says, with the lists and tables of the files that it names as ``more``."""
    told = _read(family)
    for name in told.get("more", []):
        for key, value in _read(name).items():
            told[key] = {**value, **told.get(key, {})} if isinstance(value, dict) else [*told.get(key, []), *value]
    return told


def documents_of(told: dict[str, Any]) -> list[dict[str, Any]]:
    """Every document of a family: those written out one by one, the notes of each year, and the series."""
    return [*told["document"], *(_notes(told["notes"]) if "notes" in told else ()), *papers(told)]


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.files("candour.demo").joinpath(f"{name}.toml").read_text(encoding="utf-8"))


def _rows(documents: list[dict[str, Any]], missing: list[dict[str, Any]], *, letters: str) -> Iterator[dict[str, Any]]:
    for number, document in enumerate(documents):
        if document.get("listed", True):
            yield {**document, "record_id": f"{letters}-{1000 + 7 * number}", "filename": document["path"]}
    yield from missing


def _table(path: Path, columns: list[str], rows: list[dict[str, Any]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as handle:
        out = csv.DictWriter(handle, columns, restval="", extrasaction="ignore")
        out.writeheader()
        out.writerows(rows)


def _notes(notes: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The running notes, one document a year of each span."""
    chance = random.Random(1)
    for first, last in notes["spans"]:
        day, end = datetime.date.fromisoformat(first), datetime.date.fromisoformat(last)
        entries: dict[int, list[str]] = {}
        while day <= end:
            entries.setdefault(day.year, []).append(_entry(day, notes, chance))
            day += datetime.timedelta(days=chance.choice(notes.get("every", _EVERY)))
        for year, texts in entries.items():
            title = f"Case notes {year}"
            yield {
                "path": f"Case notes/{title}.pdf",
                "format": "pdf",
                "title": title,
                "type": "Case notes",
                "date": f"{year}-12-31",
                "author": notes["workers"][0],
                "text": f"# {title}\n" + "".join(texts),
            }


def _entry(day: datetime.date, notes: dict[str, Any], chance: random.Random) -> str:
    head = f"{day.day} {day:%B %Y} {chance.randint(9, 17)}:{chance.choice(('05', '20', '40'))}"
    kind, worker = chance.choice(notes["kinds"]), chance.choice(notes["workers"])
    said = chance.sample(notes["sentences"], notes.get("paragraphs", _PARAGRAPHS))
    return f"## {head} {kind}\nRecorded by {worker}\n" + "\n".join(said) + "\n"
