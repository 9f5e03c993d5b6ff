"""Full text in one case: hits marked, words nowhere but in the session, nothing of any other case."""

from __future__ import annotations

import logging
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from tests.cases.places import Place, answers, place, record, signed_in, working

from candour.cases import searching
from candour.cases.models import Page
from candour.ledger.acting import Actor, acting
from candour.ledger.models import Reason
from candour.site.logs import Lines

pytestmark = pytest.mark.usefixtures("database")


def looked(client: Client, here: Place, words: str) -> list[str]:
    """Titles of the records found, the best first."""
    answer = client.post(f"{here.at}search/", {"words": words}, follow=True)
    found = answer.context["found"]
    return [hit.record.title for hit in found.hits]


def test_who_may_search_and_who_sees_nothing() -> None:
    here = place()
    answers(here, f"{here.at}search/")
    assert signed_in(here.outsider).post(f"{here.at}search/", {"words": "rabbit"}).status_code == 404


def test_case_endings_quotes_minus_and_or() -> None:
    here = place()
    record(here.case, "one", "Orla keeps a Rabbit at school")
    record(here.case, "two", "The school keeps rabbits and a hamster")
    record(here.case, "three", "A guinea pig")
    client = signed_in(here.reader)
    assert set(looked(client, here, "RABBIT")) == {"one", "two"}
    assert looked(client, here, '"orla keeps"') == ["one"]
    assert looked(client, here, "“orla keeps”") == ["one"]
    assert looked(client, here, '"keeps orla"') == []
    assert looked(client, here, "rabbit -hamster") == ["one"]
    assert set(looked(client, here, "hamster or guinea")) == {"two", "three"}
    assert looked(client, here, "rabbit guinea") == []
    for odd in ('"', "-", "the", "\\", "§", "' or 1=1", "%s %", "a:*b|!&", "𝔘 ☃"):
        assert looked(client, here, odd) == []


def test_no_other_case_is_searched() -> None:
    here, other = place(), place("The Okafor family")
    record(here.case, "ours", "a rabbit")
    record(other.case, "theirs", "a rabbit")
    assert looked(signed_in(here.owner), here, "rabbit") == ["ours"]
    assert looked(signed_in(here.owner), here, f"rabbit or §{other.case.pk}") == ["ours"]
    assert signed_in(here.owner).post(f"{other.at}search/", {"words": "rabbit"}).status_code == 404
    with acting(Actor(user=here.owner.pk)):
        found = searching.search(case=other.case, words="rabbit", many=10)
    assert (found.hits, found.pages) == ([], 0)


def test_hits_are_marked_and_everything_else_is_escaped() -> None:
    here = place()
    record(here.case, "one", "He wrote <script>alert(1)</script> about a rabbit & its hutch")
    page = signed_in(here.owner).post(f"{here.at}search/", {"words": "rabbit"}, follow=True).content.decode()
    assert "<mark>rabbit</mark>" in page
    assert "<script>alert" not in page
    assert searching.marked(f"<i>{chr(57344)}<b>{chr(57345)}") == "&lt;i&gt;<mark>&lt;b&gt;</mark>"


def test_the_words_stand_in_no_address_no_log_line_and_not_in_the_ledger() -> None:
    here = place()
    record(here.case, "one", "Okafor at the fair")
    lines: list[str] = []

    class Kept(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(self.format(record))

    kept = Kept()
    kept.setFormatter(Lines())
    logging.getLogger().addHandler(kept)
    logging.getLogger("candour").setLevel(logging.INFO)
    try:
        client = signed_in(here.owner)
        answer = client.post(f"{here.at}search/", {"words": "Okafor"}, follow=True)
        client.get(f"{answer.redirect_chain[0][0]}&page=2")
    finally:
        logging.getLogger().removeHandler(kept)
    assert "Okafor" not in answer.redirect_chain[0][0]
    assert lines
    assert "kafor" not in "".join(lines)
    first, _ = here.entries("searched")
    assert "kafor" not in first.line.lower()
    assert '"length":6' in first.line.replace(" ", "")
    with working(here.case):
        assert not Reason.objects.filter(text__icontains="okafor").exists()


def test_the_same_words_have_the_same_keyed_hash_and_others_another() -> None:
    here = place()
    client = signed_in(here.owner)
    for words in ("rabbit", "Rabbit", "hutch"):
        looked(client, here, words)
    first, second, third = (entry.line.partition('"asked":"')[2][:64] for entry in here.entries("searched"))
    assert first == second != third


def test_pages_of_results_with_their_counts() -> None:
    here = place()
    record(here.case, "long", *(f"rabbit number {number}" for number in range(23)))
    client = signed_in(here.owner)
    answer = client.post(f"{here.at}search/", {"words": "rabbit"}, follow=True)
    assert answer.context["found"].pages == 23
    assert len(answer.context["found"].hits) == 20
    second = client.get(f"{answer.redirect_chain[0][0]}&page=2")
    assert len(second.context["found"].hits) == 3
    for odd in ("0", "-1", "nonsense", "99999999999"):
        assert client.get(f"{answer.redirect_chain[0][0]}&page={odd}").status_code == 200


def test_nothing_found_and_nothing_asked() -> None:
    here = place()
    client = signed_in(here.owner)
    page = client.post(f"{here.at}search/", {"words": "zebra"}, follow=True).content.decode()
    assert "Nothing was found" in page
    assert "another spelling" in page
    answer = client.post(f"{here.at}search/", {"words": "  "})
    assert answer.status_code == 422
    assert "words" in answer.context["form"].errors
    assert client.post(f"{here.at}search/", {"words": "x" * 201}).status_code == 422
    assert client.get(f"{here.at}search/?asked=unknown").status_code == 200


def test_a_result_leads_to_its_page_with_the_hits_marked() -> None:
    here = place()
    record(here.case, "visit", "Nothing here", "A rabbit in\na hutch of <b>wood</b>", on=date(2016, 3, 3))
    client = signed_in(here.reader)
    answer = client.post(f"{here.at}search/", {"words": "rabbits"}, follow=True)
    link = answer.content.decode().partition('<h3 class="govuk-heading-s govuk-!-margin-bottom-1"><a')[2]
    address = link.partition('href="')[2].partition('"')[0]
    page = client.get(address).content.decode()
    assert "A <mark>rabbit</mark> in<br>a hutch of &lt;b&gt;wood&lt;/b&gt;" in page
    assert "Back to what was found" in page


def test_what_waits_to_be_indexed_is_indexed_by_the_first_search() -> None:
    """Or each search after a preparation would read thousands of new pages from end to end."""
    here = place()
    one = record(here.case, "visit", "first")
    with working(here.case):
        Page.objects.bulk_create(
            Page(
                case=here.case,
                record=one,
                number=number,
                kind="own",
                width=1,
                height=1,
                text=f"word{number} stands here",
            )
            for number in range(2, 800)
        )
    with acting(Actor(user=here.owner.pk)), connection.cursor() as cursor:
        found = searching.search(case=here.case, words="word77", many=5)
        cursor.execute("select candour_search_ready()")
        assert cursor.fetchone() == (0,)  # nothing waits any more
    assert [hit.number for hit in found.hits] == [77]
