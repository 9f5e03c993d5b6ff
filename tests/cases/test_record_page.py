"""One page of a record: picture, text, the way to the next, and the ledger: what was shown is a view, what was not is none."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest
from PIL import Image
from tests.cases.places import Place, answers, place, record, registered, signed_in, working
from tests.cases.prepared import prepare, receive_small_case

from candour.cases import pictures, searching
from candour.cases.models import Gap, Page, Record
from candour.cases.prepared import work_folder
from candour.engine.store import Store
from candour.engine.typeset import Paragraph, write_pdf

pytestmark = pytest.mark.usefixtures("database")


def with_pdf(here: Place, one: Record, folder: Path, data: bytes | None = None) -> None:
    """The record's PDF in the work folder, as the engine keeps it."""
    if data is None:
        path = folder / "made.pdf"
        write_pdf([Paragraph("Orla said that she will keep her rabbit.")], out=path, title="Visit")
        data = path.read_bytes()
    store = Store(work_folder(here.case))
    with working(here.case):
        Record.objects.filter(pk=one.pk).update(pdf=store.add_bytes(data))
    store.close()


def page_of(here: Place, one: Record, number: int = 1) -> str:
    return f"{here.at}records/{one.pk}/{number}/"


def test_who_sees_a_page_and_who_sees_nothing() -> None:
    here = place()
    one = record(here.case, "visit", "text")
    answers(here, page_of(here, one), wrong="post")


def test_who_sees_a_picture_and_who_sees_nothing(tmp_path: Path) -> None:
    here = place()
    one = record(here.case, "visit", "text")
    with_pdf(here, one, tmp_path)
    answers(here, f"{page_of(here, one)[:-1]}/page.png", wrong="post")


def test_a_record_of_another_case_is_not_there_under_any_address() -> None:
    here, other = place(), place("The Okafor family")
    theirs = record(other.case, "secret", "text")
    client = signed_in(here.owner)
    assert client.get(f"{here.at}records/{theirs.pk}/1/").status_code == 404
    assert client.get(f"{here.at}records/{theirs.pk}/").status_code == 404
    assert client.get(page_of(other, theirs)).status_code == 404
    assert client.get(f"{here.at}records/{theirs.pk}/1/page.png").status_code == 404
    both = place()
    assert client.get(f"{both.at}records/{theirs.pk}/1/").status_code == 404


def test_somebody_of_both_cases_sees_a_record_only_in_its_own() -> None:
    here = place()
    from tests.web.people import case

    second = case(manager=here.owner)
    one = record(here.case, "visit", "text")
    assert signed_in(here.owner).get(f"/cases/{second.key}/records/{one.pk}/1/").status_code == 404


def test_text_and_whatever_only_another_reading_saw() -> None:
    here = place()
    one = record(here.case, "visit", "First line\nSecond <b>line</b>")
    with working(here.case):
        one.pages.update(besides="Words in a picture", unsure=2)
    page = signed_in(here.reader).get(page_of(here, one)).content.decode()
    assert "First line<br>Second &lt;b&gt;line&lt;/b&gt;" in page
    assert "Words in a picture" in page
    assert "2 words could not be read with certainty" in page


# -- views


def test_a_page_shown_is_a_view_of_the_page() -> None:
    here = place()
    one = record(here.case, "visit", "text")
    shown = one.pages.model.objects
    signed_in(here.reader).get(page_of(here, one))
    with working(here.case):
        number = shown.get(record=one).pk
    (entry,) = here.entries("page_viewed")
    assert (entry.actor, entry.object) == (here.reader.pk, f"page:{number}")
    line = signed_in(here.owner).get(f"{here.at}history/").content.decode()
    assert "looked at page 1 of “visit”" in line


@pytest.mark.parametrize("ask", [{"query": "?ahead=1"}, {"headers": {"Sec-Purpose": "prefetch;prerender"}}])
def test_a_page_fetched_ahead_is_not_a_view_and_tells_nothing(ask: dict[str, object], tmp_path: Path) -> None:
    here = place()
    one = record(here.case, "visit", "A text that nobody sees yet")
    with_pdf(here, one, tmp_path)
    client = signed_in(here.reader)
    for address in (page_of(here, one), f"{page_of(here, one)}page.png"):
        answer = client.get(address + str(ask.get("query", "")), headers=ask.get("headers"))
        assert (answer.status_code, answer.content) == (204, b"")
    assert not here.entries("page_viewed")
    assert list((work_folder(here.case).parent / "pictures").rglob("*.png"))  # yet it is ready


def test_somebody_who_may_not_see_a_page_cannot_have_it_drawn_ahead(tmp_path: Path) -> None:
    here = place()
    one = record(here.case, "visit", "text")
    with_pdf(here, one, tmp_path)
    assert signed_in(here.outsider).get(f"{page_of(here, one)}?ahead=1").status_code == 404
    assert not (work_folder(here.case).parent / "pictures").exists()


def test_the_picture_of_a_page_just_shown_is_the_same_view_and_by_itself_one_of_its_own(tmp_path: Path) -> None:
    here = place()
    one = record(here.case, "visit", "text")
    with_pdf(here, one, tmp_path)
    reader, colleague = signed_in(here.reader), signed_in(here.colleague)
    reader.get(page_of(here, one))
    reader.get(f"{page_of(here, one)}page.png")
    reader.get(f"{page_of(here, one)}large.png")
    assert [entry.actor for entry in here.entries("page_viewed")] == [here.reader.pk]
    colleague.get(f"{page_of(here, one)}large.png")
    assert [entry.actor for entry in here.entries("page_viewed")] == [here.reader.pk, here.colleague.pk]


# -- pictures


def test_the_picture_comes_in_two_sizes_and_is_kept_by_no_browser(tmp_path: Path) -> None:
    here = place()
    one = record(here.case, "visit", "text")
    with_pdf(here, one, tmp_path)
    client = signed_in(here.owner)
    for size, wide in pictures.SIZES.items():
        answer = client.get(f"{page_of(here, one)}{size}.png")
        assert (answer["Content-Type"], answer["Cache-Control"]) == ("image/png", "no-store")
        assert abs(Image.open(io.BytesIO(answer.content)).width - wide) <= 1
    assert client.get(f"{page_of(here, one)}huge.png").status_code == 404
    kept = list((work_folder(here.case).parent / "pictures").rglob("*.png"))
    assert len(kept) == 2
    assert all(path.stat().st_mode & 0o077 == 0 for path in kept)


def test_a_picture_is_drawn_once(tmp_path: Path) -> None:
    here = place()
    one = record(here.case, "visit", "text")
    with_pdf(here, one, tmp_path)
    client, address = signed_in(here.owner), f"{page_of(here, one)}page.png"
    first = client.get(address).content
    (kept,) = (work_folder(here.case).parent / "pictures").rglob("*.png")
    made = kept.stat().st_mtime_ns
    assert client.get(address).content == first
    assert kept.stat().st_mtime_ns == made


@pytest.mark.parametrize("data", [b"no PDF at all", b"%PDF-1.7\n" + b"\0" * 2000])
def test_a_page_that_cannot_be_drawn_says_so_plainly(data: bytes, tmp_path: Path) -> None:
    here = place()
    one = record(here.case, "visit", "text")
    with_pdf(here, one, tmp_path, data)
    client = signed_in(here.owner)
    answer = client.get(f"{page_of(here, one)}page.png")
    assert answer.status_code == 422
    assert "This page cannot be shown as a picture" in answer.content.decode()
    assert client.get(page_of(here, one)).status_code == 200
    assert client.get(f"{page_of(here, one)}?ahead=1").status_code == 204


# -- ways


def test_the_ways_to_pages_and_records_beside_this_one() -> None:
    here = place()
    first = record(here.case, "a", "1", on=date(2016, 1, 1))
    record(here.case, "b-no-pages", on=date(2016, 1, 2))
    middle = record(here.case, "c", "1", "2", "3", on=date(2016, 1, 2))
    same_day = record(here.case, "d", "1", on=date(2016, 1, 2))
    undated, last = record(here.case, "e", "1"), record(here.case, "f", "1")
    client = signed_in(here.owner)

    def beside(one: Record, number: int = 1) -> tuple[object, object, Record | None, Record | None]:
        shown = client.get(page_of(here, one, number)).context
        return shown["before"], shown["after"], shown["earlier"], shown["later"]

    assert beside(first) == (None, None, None, middle)
    assert beside(middle) == (None, 2, first, same_day)
    assert beside(middle, 2) == (1, 3, first, same_day)
    assert beside(middle, 3) == (2, None, first, same_day)
    assert beside(same_day) == (None, None, middle, undated)
    assert beside(undated) == (None, None, same_day, last)
    assert beside(last) == (None, None, undated, None)
    assert client.get(page_of(here, middle, 4)).status_code == 404
    assert client.get(page_of(here, middle, 0)).status_code == 404


def test_a_record_leads_to_its_first_page() -> None:
    here = place()
    one = record(here.case, "visit", "text")
    answers_with = signed_in(here.reader).get(f"{here.at}records/{one.pk}/?asked=abc")
    assert answers_with["Location"] == f"{page_of(here, one)}?asked=abc"
    assert not here.entries("record_viewed")


def test_a_record_without_pages_tells_what_is_known_of_it() -> None:
    here = place()
    outer = record(here.case, "mail")
    record(here.case, "inside", "x", parent="mail")
    with working(here.case):
        Gap.objects.create(case=here.case, key="g", kind="unreadable", detail="It is encrypted.", record="mail")
    address = f"{here.at}records/{outer.pk}/"
    answers(here, address, wrong="post")
    page = signed_in(here.reader).get(address).content.decode()
    assert "It is encrypted." in page
    assert "inside" in page
    assert here.entries("record_viewed")[0].object == f"record:{outer.pk}"


def test_copies_lead_to_each_other() -> None:
    here = place()
    one, copy = record(here.case, "letter", "x"), record(here.case, "letter again", "x", duplicate_of="letter")
    client = signed_in(here.reader)
    assert f"records/{copy.pk}/" in client.get(page_of(here, one)).content.decode()
    assert "An exact copy of" in client.get(page_of(here, copy)).content.decode()


def test_a_record_whose_file_was_replaced_is_gone_from_its_address() -> None:
    from candour.ledger.clock import now

    here = place()
    one = record(here.case, "old", "x", gone_at=now())
    assert signed_in(here.owner).get(page_of(here, one)).status_code == 404
    assert registered(here.case, "P1", "Somebody").pk  # the case itself is there


def test_every_page_of_a_case_that_the_engine_prepared(tmp_path: Path) -> None:
    here = place()
    receive_small_case(here.owner, here.case, tmp_path)
    assert prepare(here.owner, here.case).stage == "ready"
    client = signed_in(here.reader)
    with working(here.case):
        pages = list(Page.objects.filter(case=here.case).values_list("record", "number", "text"))
    assert len(pages) >= 4
    for number, at, text in pages:
        shown = client.get(f"{here.at}records/{number}/{at}/")
        assert text.split()[0] in shown.content.decode()
        picture = client.get(f"{here.at}records/{number}/{at}/page.png")
        drawn = Image.open(io.BytesIO(picture.content))
        assert drawn.convert("L").getextrema()[0] < 128  # something dark stands on it
    assert "Owen Parry" in client.get(here.at).content.decode()
    answer = client.post(f"{here.at}search/", {"words": "rabbits"}, follow=True)
    (hit,) = answer.context["found"].hits
    shown = client.get(f"{here.at}records/{hit.record.pk}/{hit.number}/?asked={answer.context['asked']}")
    (box,) = shown.context["boxes"]  # where the word stands in the picture, something dark is drawn
    picture = client.get(f"{here.at}records/{hit.record.pk}/{hit.number}/page.png")
    drawn, scale = Image.open(io.BytesIO(picture.content)).convert("L"), pictures.SIZES["page"] / shown.context["width"]
    corners = (box["x"], box["y"], box["x"] + box["width"], box["y"] + box["height"])
    assert drawn.crop(tuple(int(value * scale) for value in corners)).getextrema()[0] < 128
    assert 20 < box["width"] < 60
    assert shown.content.decode().count("<rect ") == 1


def test_places_of_hits_in_a_text() -> None:
    found = searching.with_hits(f"A rabbit,{chr(57344)}RABBITS & <b>a rabbit</b>\n\nrabbiting", "rabbit")
    text = "A rabbit, RABBITS & <b>a rabbit</b>\n\nrabbiting"
    assert [text[start:end] for start, end in found.spans] == ["rabbit", "RABBITS", "rabbit", "rabbiting"]
