"""The generated inputs are what the rows say of them: pages, hits, people, the same each time."""

import csv
import itertools
from pathlib import Path

import pytest
from bench.ground import HITS, Ground
from bench.jobs.ours_kept import compare
from bench.jobs.ours_ocr import found

from bench import people, prose, sheets
from candour.engine.inputs import read_people
from candour.engine.model import Box
from candour.engine.read import read_pages
from candour.engine.tools.poppler import page_texts

NAMES = people.names(12)


def texts_of(path: Path) -> list[str]:
    return [page.text for page in page_texts(pdf=path)]


def test_names_differ_and_none_is_a_part_of_another() -> None:
    names = people.names(300)
    assert len(set(names)) == 300
    assert not [pair for pair in itertools.permutations(names[:60], 2) if pair[0] in pair[1]]
    assert names[:5] == people.names(300)[:5]


def test_a_page_of_prose_has_the_hits_it_was_asked_for() -> None:
    for text in prose.pages(NAMES, count=20, hits=HITS):
        assert sum(text.count(name) for name in NAMES) == HITS


def test_text_pages_hold_their_words_in_two_fonts(tmp_path: Path) -> None:
    texts = list(prose.pages(NAMES, count=4, hits=HITS))
    assert sheets.text_pdf(texts, path=tmp_path / "a.pdf") == 4
    read = texts_of(tmp_path / "a.pdf")
    assert len(read) == 4
    for page, text in zip(read, texts, strict=True):
        assert sum(page.count(name) for name in NAMES) == HITS
        assert text.split()[-1] in page
    data = (tmp_path / "a.pdf").read_bytes()
    assert b"/Helvetica" in data
    assert b"DejaVuSans" in data


def test_text_pages_are_the_same_each_time(tmp_path: Path) -> None:
    for name in ("a.pdf", "b.pdf"):
        sheets.text_pdf(prose.pages(NAMES, count=2), path=tmp_path / name)
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


@pytest.mark.long
def test_kerned_pages_are_one_to_a_text(tmp_path: Path) -> None:
    texts = list(prose.pages(NAMES, count=3, hits=HITS))
    sheets.kerned_pdf(texts, path=tmp_path / "kerned.pdf", folder=tmp_path)
    read = texts_of(tmp_path / "kerned.pdf")
    assert [sum(page.count(name) for name in NAMES) for page in read] == [HITS] * 3


def test_a_scan_has_no_text_of_its_own(tmp_path: Path) -> None:
    assert sheets.scanned_pdf(list(prose.pages(NAMES, count=2)), path=tmp_path / "scan.pdf") == 2
    assert "".join(texts_of(tmp_path / "scan.pdf")) == ""


def test_people_are_a_register_the_product_reads(tmp_path: Path) -> None:
    register = people.register()
    people.write_people(register, path=tmp_path / "people.csv")
    read = read_people(tmp_path / "people.csv")
    assert len(read) == people.REGISTERED == len({person.name for person in read})
    assert all(phone.startswith("07700 900") for person in read for phone in person.phones)
    with (tmp_path / "people.csv").open(encoding="utf-8") as handle:
        assert len(list(csv.DictReader(handle))) == people.REGISTERED


def test_notes_name_the_people_and_are_long_enough() -> None:
    register = people.register()
    text = prose.notes(register, letters=30_000)
    assert len(text) >= 30_000
    assert sum(one.name in text for one in register) > 20
    assert "@mail.example" in text


def test_parts_and_case_have_the_pages_they_say(tmp_path: Path) -> None:
    ground = Ground(tmp_path)
    parts = ground.parts(100)
    assert [len(texts_of(Path(part))) for part in parts] == [50, 50]
    assert Path(parts[0]).read_bytes() != Path(parts[1]).read_bytes()
    files = sorted(Path(ground.case(50)).iterdir())
    assert len(files) == 1
    (page,) = read_pages(pdf=files[0], numbers=[50])
    folded = " ".join(page.layers[0].text.split())
    assert sum(folded.count(name) for name in ground.register_names) == HITS


def test_names_are_found_over_line_ends_on_their_own_page() -> None:
    pages = ["Kerry\nPellow and Kerry  Pellow", "Amina Saleem"]
    assert found(pages, [["Kerry Pellow", "Amina Saleem"], ["Amina Saleem"]]) == 2


@pytest.mark.parametrize(
    ("after", "whole_lines", "expected"),
    [
        ([(Box(50, 10, 80, 20), "stays")], False, (0, 0.0, 1)),
        ([(Box(53, 10, 83, 20), "stays")], False, (0, 3.0, 1)),
        ([(Box(53, 10, 83, 20), "stays")], True, (0, 0.0, 1)),
        ([(Box(50, 40, 80, 50), "stays")], True, (1, 0.0, 1)),
        ([], False, (1, 0.0, 1)),
    ],
)
def test_lost_and_moved_words_are_told(
    after: list[tuple[Box, str]], whole_lines: bool, expected: tuple[int, float, int]
) -> None:
    before = [(Box(50, 10, 80, 20), "stays"), (Box(10, 10, 40, 20), "goes")]
    assert compare(before, after, boxes=[Box(9, 9, 41, 21)], whole_lines=whole_lines) == expected
