"""What is kept packed comes back the same, in order and by page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candour.engine.model import Box, Kind, Mention, Span
from candour.engine.paged import Chosen, Paged, packed

Page = tuple[str, int]


def by_page(mention: Mention) -> Page:
    return mention.record, mention.page


def a_mention(record: str, page: int, text: str, side: float) -> Mention:
    span = Span(0, len(text), Kind.PERSON, "P1", ("P1", "P2"), 0.5, "register")
    return Mention("m-1", record, page, "text", span, text, (Box(side, 0.1, side + 1, 12.0),))


mentions = st.lists(
    st.builds(
        a_mention,
        record=st.sampled_from(["R1", "R2"]),
        page=st.integers(0, 3),
        text=st.text(),
        side=st.floats(allow_nan=False, allow_infinity=False, width=64),
    ),
    max_size=40,
)


@given(mentions, st.integers(0, 40))
def test_comes_back_in_order_and_by_page(given_items: list[Mention], cut: int) -> None:
    kept = Paged(Mention, by_page, given_items[:cut])
    kept.extend(given_items[cut:])
    assert list(kept) == given_items == [kept[at] for at in range(len(kept))]
    assert kept == given_items
    assert kept == tuple(given_items)
    assert kept != [*given_items, None]
    for key in {*map(by_page, given_items), ("R3", 1)}:
        assert kept.on(key) == [item for item in given_items if by_page(item) == key]
    assert list(Paged.from_blocks(Mention, by_page, kept.blocks)) == given_items


@given(mentions, st.integers(-45, 45), st.integers(-45, 45))
def test_slices_and_chosen_places(items: list[Mention], low: int, high: int) -> None:
    kept = Paged(Mention, by_page, items)
    assert kept[low:high] == items[low:high]
    places = list(range(len(items)))[::-2]
    assert list(Chosen(kept, places)) == items[::-2]


def test_nothing_beyond_the_end() -> None:
    kept = Paged(Mention, by_page, [a_mention("R1", 1, "Orla", 1.0)])
    assert kept[-1].text == "Orla"
    for place in (1, -2):
        with pytest.raises(IndexError):
            kept[place]


def test_what_is_read_can_be_changed_without_harm() -> None:
    kept = Paged(Mention, by_page, [a_mention("R1", 1, "Orla", 1.0), a_mention("R1", 1, "Owen", 1.0)])
    kept.on(("R1", 1)).clear()
    assert len(kept.on(("R1", 1))) == 2
    assert packed(Mention, by_page, kept) is kept


def test_a_case_of_mentions_is_small() -> None:
    kept = Paged(Mention, by_page, (a_mention("R1", at // 12, f"Name {at % 50}", at) for at in range(6000)))
    assert sum(map(len, kept.blocks)) < 6000 * 100
