"""How long pages of the site take on a large and on a small case, asked for in turn through the whole application."""

from __future__ import annotations

import random
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.child import Facts, Job
from bench.jobs import site_office as office

if TYPE_CHECKING:
    from django.test import Client

    from candour.disclosure.models import Disclosure
    from candour.disclosure.people_now import PersonNow

WARM = 2
"""Requests of each kind before any is timed."""
_GROUND = "third_party"


def asked(*, cases: Mapping[str, str], words: Mapping[str, str], times: int) -> Job:
    """``cases``: pages → the folder of a case with so many; ``words``: what is searched for, by the name it is told under.

    The facts: milliseconds by what was asked, then by pages; ``moved``: mentions that the decision on a person moves.
    """

    def job() -> Facts:
        with office.site():
            return _measured(cases, words, times)

    return job


def _measured(cases: Mapping[str, str], words: Mapping[str, str], times: int) -> Facts:
    user = office.reviewer()
    filled = {pages: office.filled(user, Path(folder), name=f"Case {pages}") for pages, folder in cases.items()}
    began = time.perf_counter()
    with office.workers(1):
        office.ask(user, list(filled.values()))
        office.wait_until_ready(user, list(filled.values()))
        prepared = time.perf_counter() - began
        opened = {pages: office.disclosed(user, case) for pages, case in filled.items()}
    walks = {pages: _Walk(office.browser(user), each, words) for pages, each in opened.items()}
    told: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for turn in range(WARM + times):
        for pages, walk in walks.items():
            for what, took in walk.once():
                if turn >= WARM:
                    told[what][pages].append(took * 1000)
    sizes = {
        pages: {"moved": walk.moved, "pages": walk.pages, "mentions": walk.mentions} for pages, walk in walks.items()
    }
    return {"told": told, "sizes": sizes, "prepared": prepared}


@dataclass
class _Walk:
    """What somebody asks for again and again in one disclosure; the same places for the same turn."""

    client: Client
    disclosure: Disclosure
    words: Mapping[str, str]

    def __post_init__(self) -> None:
        from candour.disclosure.models import Proposal, Sheet
        from candour.ledger.acting import Actor, acting

        self.chance, self.version = random.Random(5), 0
        with acting(Actor(user=int(self.client.session["_auth_user_id"]))):
            self.pages = Sheet.objects.filter(disclosure=self.disclosure).count()
            self.mentions = Proposal.objects.filter(disclosure=self.disclosure).count()
            self.person = self._person()
        self.moved = self.person.counts.moves
        self.at = f"/disclosures/{self.disclosure.key}/"

    def once(self) -> Iterator[tuple[str, float]]:
        place = self.chance.randrange(self.pages - 1)
        case = f"/cases/{self.disclosure.case.key}/"
        yield self._timed("open a page", lambda: self._get(f"{self.at}review/{place}/"))
        yield self._timed("next page", lambda: self._get(f"{self.at}review/{place + 1}/", part=True))
        yield self._timed("to the next undecided", lambda: self._get(f"{self.at}review/", answer=302))
        yield self._timed("decide on a person", self._decide)
        for name, word in self.words.items():
            yield self._timed(name, lambda word=word: self._search(f"{case}search/", word))  # type: ignore[misc]
        yield self._timed("case file", lambda: self._get(case))
        yield self._timed("overview", lambda: self._get(self.at))
        yield self._timed("who is who", lambda: self._get(f"{self.at}people/"))

    def _timed(self, what: str, ask: Callable[[], None]) -> tuple[str, float]:
        began = time.perf_counter()
        ask()
        return what, time.perf_counter() - began

    def _person(self) -> PersonNow:
        """Whom a decision moves most mentions of, the recipient left out."""
        from candour.disclosure import people_now

        others = (each for each in people_now.people(self.disclosure) if each.person.key != office.SUBJECT)
        return max(others, key=lambda each: each.counts.moves)

    def _decide(self) -> None:
        """Black out and leave visible in turn."""
        given = (
            {"action": "keep", "explanation": "They know it."}
            if self.version % 2
            else {"action": "redact", "ground": _GROUND}
        )
        given["version"] = str(self.version)
        address = f"{self.at}people/{self.person.person.pk}/decide/"
        self._answered(self.client.post(address, given), 302)
        self.version += 1

    def _search(self, address: str, word: str) -> None:
        sent = self.client.post(address, {"words": word})
        self._answered(sent, 302)
        self._get(sent["Location"])

    def _get(self, address: str, *, part: bool = False, answer: int = 200) -> None:
        self._answered(self.client.get(address, headers={"HX-Request": "true"} if part else {}), answer)

    def _answered(self, response: Any, expected: int) -> None:
        if response.status_code != expected:
            raise RuntimeError(f"The site answered {response.status_code} instead of {expected}.")
