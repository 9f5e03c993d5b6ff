"""Reading and finding in one go: the same boxes as asked for afterwards, and pages nobody asks about have none."""

from pathlib import Path

from candour.engine.model import PageReading
from candour.engine.read import locate, read_and_locate, read_pages
from candour.engine.read.locate import Place

from .sheets import typed

LINES = [(72.0, 700.0, "Orla Quinn said that Orla"), (72.0, 684.0, "Quinn would ring."), (300.0, 500.0, "orla")]


def every_orla(reading: PageReading) -> list[Place]:
    text = reading.layers[0].text
    starts = [at for at in range(len(text)) if text.startswith("Orla", at)]
    return [("text", at, at + 10) for at in starts]


def test_boxes_are_those_of_locate(tmp_path: Path) -> None:
    for rotate in (0, 90, 180, 270):
        path = typed(tmp_path / f"{rotate}.pdf", LINES, rotate=rotate, crop=(20, 30, 520, 830))
        ((reading, places, boxes),) = read_and_locate(pdf=path, numbers=[1], asked=every_orla)
        (alone,) = read_pages(pdf=path, numbers=[1])
        ((_, later),) = locate(pdf=path, pages=[(alone, places)])
        assert reading == alone
        assert boxes == later
        assert len(places) == 2
        assert [len(each) for each in boxes] == [1, 2]  # the second name runs over a line end


def test_nothing_asked_nothing_located(tmp_path: Path) -> None:
    path = typed(tmp_path / "a.pdf", LINES)
    ((reading, places, boxes),) = read_and_locate(pdf=path, numbers=[1], asked=lambda _: ())
    assert "Orla" in reading.layers[0].text
    assert not places
    assert boxes == []


def test_letters_set_far_apart_are_still_one_line(tmp_path: Path) -> None:
    spread = [(72.0 + 14 * at, 700.0, letter) for at, letter in enumerate("Orla")]
    path = typed(tmp_path / "a.pdf", spread)
    (reading,) = read_pages(pdf=path, numbers=[1])
    text = reading.layers[0].text
    ((_, (boxes,)),) = locate(pdf=path, pages=[(reading, [("text", 0, len(text))])])
    assert min(box.x0 for box in boxes) < 75
    assert max(box.x1 for box in boxes) > 72 + 14 * 3
