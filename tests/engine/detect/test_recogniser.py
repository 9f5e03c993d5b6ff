"""The packaged recogniser on texts written for these tests: what it finds, what it leaves, and that it never fails."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from candour.engine.detect.recogniser import load
from candour.engine.model import Kind, Span

NOTE = """CASE NOTE   12 March 2021
Home visit. I saw Bronagh Tallentire and her sons, Kofi and Dewi. Ms Tallentire's partner, Gintaras Petkus, came in at
four. Kofi said that Gintaras shouts. Dr Okwuosa from Marlbury Health Centre rang to say that Dewi's jabs are late.
"""


def people(text: str) -> list[str]:
    return [text[s.start : s.end] for s in load().find(text) if s.kind is Kind.PERSON]


def people_words(text: str) -> set[str]:
    return {word for name in people(text) for word in name.split()}


def test_finds_the_people_of_a_note_without_titles_or_possessives() -> None:
    found = people(NOTE)
    assert "Bronagh Tallentire" in found
    assert found.count("Kofi") == 2
    assert found.count("Dewi") == 2
    assert "Tallentire" in found
    assert "Gintaras Petkus" in found
    assert "Okwuosa" in found
    assert not any(name.startswith(("Ms", "Dr")) or name.endswith(("'s", "’s")) for name in found)


def test_every_span_names_its_recogniser_and_a_probability() -> None:
    spans = load().find(NOTE)
    assert spans
    assert all(s.recogniser == "crf" and 0 < s.score <= 1 for s in spans)


@pytest.mark.parametrize(
    ("text", "is_name"),
    [
        ("Grace told the teacher that Grace's bag was gone.", "Grace"),
        ("I asked Will and his sister Hope how school was.", "Will"),
        ("Mark said he would collect Joy from nursery.", "Joy"),
    ],
)
def test_ordinary_words_can_be_names(text: str, is_name: str) -> None:
    assert is_name in people_words(text)


@pytest.mark.parametrize(
    "text",
    [
        "He has faith that things will get better and she may agree.",
        "There was a mark on the left cheek and a grant was paid in the summer.",
        "It was a joy to see how the children played in the park.",
        "The Child Protection Plan was reviewed and the Core Group will meet in May.",
        "Bath, story and bed by eight. No concerns today.",
    ],
)
def test_ordinary_words_can_be_ordinary(text: str) -> None:
    assert people(text) == []


def test_names_in_schools_and_roads_are_places_not_people() -> None:
    text = "She moved from Edith Road to Walter Close and goes to St Bride's Primary School in Thornbury."
    assert people(text) == []
    assert {s.kind for s in load().find(text)} <= {Kind.ORG, Kind.LOCATION}
    assert load().find(text)


def test_a_chat_typed_without_capitals() -> None:
    text = (
        "donna: where is callum\nshaz: with his nan. sharon said kyle was there n all\ndonna: tell callum i love him\n"
    )
    assert {"callum", "sharon", "kyle"} <= people_words(text)


def test_a_form_in_capitals() -> None:
    text = "SURNAME: ADEYEMI   FIRST NAME: TOLULOPE   DOB: 03/04/2012\nMOTHER: FUNMILAYO ADEYEMI\n"
    assert {"ADEYEMI", "TOLULOPE", "FUNMILAYO"} <= people_words(text)


def test_a_name_found_surely_once_is_found_where_nothing_around_it_helps() -> None:
    text = "I spoke to Mrs Quennerstedt about the rent.\n\nnotes\n\nQuennerstedt\n"
    assert people(text).count("Quennerstedt") == 2


def test_addresses_of_mail_and_sites_are_left_to_other_recognisers() -> None:
    text = "Write to bethan.morris@school.example or see https://bethan-morris.example/page today."
    assert not any(s.kind is Kind.PERSON for s in load().find(text))


JUDGMENT = """The case originated in an application (no. 12345/99) against a State lodged under the Convention by
Mr Ivo Brandlmayer ("the applicant"). The applicant was born in 1961. The applicant was arrested on 4 May 1997.
The applicant lives in Wexcombe. Mr Brandlmayer paid EUR 4,500."""


def test_a_judgment_is_read_by_its_own_model() -> None:
    found = {(s.kind, JUDGMENT[s.start : s.end]) for s in load().find(JUDGMENT)}
    assert (Kind.REF, "12345/99") in found
    assert (Kind.DATE, "1961") in found
    assert any(kind is Kind.DATE and "4 May 1997" in text for kind, text in found)
    assert any(kind is Kind.PERSON and "Brandlmayer" in text for kind, text in found)
    assert any(kind is Kind.OTHER and "4,500" in text for kind, text in found)


@given(st.text(max_size=300))
@settings(max_examples=150, deadline=None)
def test_any_text_gives_ordered_spans_inside_it(text: str) -> None:
    check_order(text, load().find(text))


@given(
    st.lists(
        st.sampled_from("Mr Ada O'Neil ’s -\n , ( ) \t | Will 12/3 the said Ng @x a@b.example".split(" ")), max_size=60
    )
)
@settings(max_examples=150, deadline=None)
def test_any_order_of_awkward_words_gives_ordered_spans(words: list[str]) -> None:
    text = " ".join(words)
    check_order(text, load().find(text))
    judged = "the Convention. The applicant, the applicant, the applicant. " + text
    check_order(judged, load().find(judged))


def check_order(text: str, spans: list[Span]) -> None:
    last = 0
    for span in spans:
        assert last <= span.start < span.end <= len(text)
        assert any(c.isalnum() for c in text[span.start : span.end])
        last = span.end


def test_threads_share_one_recogniser() -> None:
    alone = load().find(NOTE)
    with ThreadPoolExecutor(4) as pool:
        assert all(found == alone for found in pool.map(load().find, [NOTE] * 24))


def test_empty_and_blank_texts() -> None:
    assert load().find("") == []
    assert load().find(" \n\t\n ") == []


def test_weights_stay_small() -> None:
    data = files("candour.engine.detect.recogniser") / "data"
    sizes = {name: len((data / f"{name}.crfsuite").read_bytes()) for name in ("care", "judgment")}
    assert max(sizes.values()) <= 3_000_000


def test_loading_reads_no_training_code_and_no_network() -> None:
    code = (
        "import sys; from candour.engine.detect.recogniser import load; load().find('Ada Lovell rang.');"
        "bad = {'training', 'http.client', 'urllib.request', 'django'} & set(sys.modules); sys.exit(repr(bad) if bad else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
