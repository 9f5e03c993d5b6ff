"""What is suggested, with exact places; the same said often is one suggestion, and nothing is made of nothing."""

from __future__ import annotations

import time

import msgspec
from casts import DEVELOPMENT
from hypothesis import given, settings
from hypothesis import strategies as st
from scoring import named

from candour.engine.detect import build_register
from candour.engine.differ import Assertion, Difference, Index, Page, Suggestion, differing, index

REGISTER = build_register(DEVELOPMENT)
NOTE = (
    "😀 Case note.\n\nHome visit to Kira by Priya Anand on 10 February 2025. The flat was cold and there was no food."
)


def page(text: str, *, record: str = "r1", number: int = 1, date: str = "2025-02-11") -> Page:
    return Page(record, number, text, date, named(text, REGISTER))


def said(text: str, *, author: str = "P6", linked: tuple[tuple[str, int], ...] = ()) -> Assertion:
    return Assertion("a", text, named(text, REGISTER), author, "2025-09-01", linked)


def suggested(text: str, *pages: Page) -> list[Suggestion]:
    return differing([said(text)], index(pages, DEVELOPMENT))


def test_both_passages_are_given_to_the_letter() -> None:
    text = "I am a social worker. I visited Kira at home on 3 February 2025 and found no food."
    (found,) = suggested(text, page(NOTE))
    (place,) = found.places
    assert text[found.start : found.end] == "I visited Kira at home on 3 February 2025 and found no food."
    assert NOTE[place.start : place.end] == "Home visit to Kira by Priya Anand on 10 February 2025."
    assert found.difference is Difference.DATE
    assert "“3 February 2025”" in found.why
    assert "“10 February 2025”" in found.why


def test_what_ten_mails_quote_is_one_suggestion_with_its_places_and_the_linked_page_is_marked() -> None:
    quoted = "> Craig Feltham attended the conference on 27 March 2025.\n"
    pages = [page(f"Dear all,\n{quoted}", record=f"mail-{number}") for number in range(10)]
    pages.append(page("Craig was told of the conference by letter.", record="other"))
    text = "Craig Feltham did not attend the conference on 27 March 2025."
    (found,) = differing([said(text, linked=(("mail-7", 1),))], index(pages, DEVELOPMENT))
    assert {place.record for place in found.places} == {f"mail-{number}" for number in range(10)}
    assert found.linked


def test_the_strongest_comes_first_and_each_assertion_keeps_to_itself() -> None:
    pages = [
        page("The viability assessment of Joan Malden dated 14 March 2025 was positive.", record="r1"),
        page("Dawn agreed that the assessment of Joan was on file.", record="r2"),
    ]
    first = Assertion(
        "1",
        "No viability assessment of Joan Malden was completed.",
        named("No viability assessment of Joan Malden", REGISTER),
    )
    second = Assertion("2", "The weather was fine.")
    found = differing([first, second], index(pages, DEVELOPMENT))
    assert [each.assertion for each in found][:1] == ["1"]
    assert found[0].places[0].record == "r1"
    assert [each.strength for each in found] == sorted((each.strength for each in found), reverse=True)
    assert "2" not in {each.assertion for each in found}


def test_a_line_below_a_heading_is_of_that_event_and_day() -> None:
    text = "Core group meeting\nDate: 8 April 2025\nPresent: Dawn Malden, Priya Anand\nApologies: Beth Lacey\n"
    (found,) = suggested("Beth Lacey attended the core group on 8 April 2025.", page(text))
    assert text[found.places[0].start : found.places[0].end] == "Apologies: Beth Lacey"
    assert suggested("Dawn Malden attended the core group on 8 April 2025.", page(text)) == []
    assert suggested("Beth Lacey attended the core group on 8 May 2025.", page(text)) == []


def test_a_weekday_that_does_not_fit_is_told_without_a_record() -> None:
    (found,) = suggested("The review was held on Monday 10 June 2025.")
    assert found.places == ()
    assert found.why.endswith("was a Tuesday.")
    assert suggested("The review was held on Tuesday 10 June 2025.") == []


def test_yesterday_is_counted_from_the_day_of_the_record() -> None:
    text = "The review took place yesterday."
    assert suggested("The review took place on 10 June 2025.", page(text, date="2025-06-11")) == []
    assert len(suggested("The review took place on 9 June 2025.", page(text, date="2025-06-11"))) == 1
    assert suggested("The review took place on 9 June 2025.", page(text, date="")) == []


def test_what_a_statement_quotes_from_a_record_contradicts_nothing() -> None:
    pages = [
        page(NOTE),
        page("Dawn did not attend. Craig attended the core group and gave his apologies to Beth.", record="r2"),
    ]
    for each in pages:
        assert suggested(each.text, *pages) == []


def test_suggestions_go_through_json() -> None:
    found = suggested("I visited Kira at home on 3 February 2025 and found no food.", page(NOTE))
    assert msgspec.json.decode(msgspec.json.encode(found), type=list[Suggestion]) == found


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="Kira visited no not on 3/5 May2025.:;,'?£\n😀", max_size=200))
def test_no_text_is_too_odd_and_every_place_lies_within_it(text: str) -> None:
    one = page(f"{text}\n{NOTE}")
    for found in differing([said(text), said("I did not visit Kira on 10 February 2025.")], index([one], DEVELOPMENT)):
        for place in found.places:
            assert one.text[place.start : place.end].strip()


def test_what_stands_at_the_head_of_every_page_says_nothing_of_what_stands_below_it() -> None:
    head = "Westmarsh Council Children's Services Kira Malden case notes for the family court of Westmarsh"
    pages = [
        page(f"{head}\n{line}", number=at) for at, line in enumerate(["No reply.", "Kira was asleep.", "Called."], 1)
    ]
    assert suggested(f"{head} Kira played in the garden.", *pages) == []


def test_two_thousand_pages_and_sixty_assertions_take_seconds() -> None:
    words = "school lunch coat football bus library swimming reading garden kitchen".split()
    pages = [
        Page(f"r{number}", 1, "\n".join(_line(words, number, line) for line in range(20)), "2024-12-01")
        for number in range(2000)
    ]
    asked = [said(f"The {words[at % 10]} was not visited with mother on {at % 28 + 1} May 2024.") for at in range(60)]
    begun = time.process_time()
    file: Index = index(pages, DEVELOPMENT)
    differing(asked, file)
    assert len(file) == 40_000
    assert time.process_time() - begun < 20, "about two seconds of an idle processor"


def _line(words: list[str], number: int, line: int) -> str:
    first, last = words[(number + line) % 10].title(), words[(number * 3 + line) % 10]
    return f"{first} was talked about with mother on {line % 28 + 1}/{number % 12 + 1}/2024 at the {last}."
