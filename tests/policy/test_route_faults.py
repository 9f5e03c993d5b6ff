"""A fault in a route is named by file, line and key, before anybody relies on it."""

from pathlib import Path

import pytest

from candour.policy import check

PACK = """[pack]
name = "moorland"
version = "1"
title = "Moorland"
extends = "england"

[evidence.badge]
title = "A badge"
asked = "Your badge."
when = { case = ["open"] }
citation = "Moorland protocol"
in_force_from = 2024-01-01
checked = "verified"
explanation = "They carry one."

[orders.sealed]
title = "Sealed"
effect = "route"
route = "own"
citation = "Moorland protocol"
in_force_from = 2024-01-01
checked = "verified"
explanation = "Sealed files go elsewhere."

[parties.archive]
title = "Archive"
roles = ["access_officer"]

[[route]]
id = "own"
title = "Own"
requester = ["ofsted"]
context = ["inspection"]
when = { case = ["open"] }
kind = "records"
purpose = "professional"
decides = { who = ["archive"], why = "They keep it." }
evidence = { all_of = ["badge"], one_of = [["identity"], ["court_order"]], why = "They show it." }
prohibited = { what = ["Copies"], why = "It stays." }
clock = { clock = "foi", why = "It is quick." }
silent = ["logs"]
citation = "Moorland protocol"
in_force_from = 2024-01-01
checked = "verified"
explanation = "Ofsted comes."

[route_defaults]
advises = { who = ["legal"], why = "They advise." }
"""


def written(folder: Path, old: str, new: str) -> Path:
    assert PACK.count(old) >= 1
    path = folder / "moorland.toml"
    path.write_text(PACK.replace(old, new, 1), encoding="utf-8")
    return path


def test_the_pack_itself_is_good(tmp_path: Path) -> None:
    assert check(written(tmp_path, "Moorland", "Moorland")) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "key", "says"),
    [
        ('requester = ["ofsted"]', 'requester = ["ofsteds"]', 32, "route.requester", "ofsteds"),
        ('requester = ["ofsted"]', "requester = []", 32, "route.requester", "not empty"),
        ('context = ["inspection"]', 'context = ["moon"]', 33, "route.context", "[contexts]"),
        ('when = { case = ["open"] }\nkind', 'when = { case = ["ajar"] }\nkind', 34, "route.when", "ajar"),
        ('when = { case = ["open"] }\nkind', 'when = { moon = ["full"] }\nkind', 34, "route.when", "moon"),
        ('when = { case = ["open"] }\nkind', 'when = { order = ["x"] }\nkind', 34, "route.when", "order = x"),
        ('kind = "records"', 'kind = "paper"', 35, "route.kind", "adoption"),
        ('purpose = "professional"', 'purpose = "fun"', 36, "route.purpose", "[purposes]"),
        ('who = ["archive"]', 'who = ["attic"]', 37, "route.decides", "attic"),
        ('who = ["archive"]', 'what = ["archive"]', 37, "route.decides", "who"),
        ('who = ["archive"], why = "They keep it."', 'who = ["archive"]', 37, "route.decides", "why"),
        ('who = ["archive"], why', 'who = ["archive"], colour = "red", why', 37, "route.decides", "colour"),
        ('all_of = ["badge"]', 'all_of = ["hat"]', 38, "route.evidence", "hat"),
        ('["court_order"]]', '["letters"]]', 38, "route.evidence", "letters"),
        ('one_of = [["identity"], ["court_order"]]', 'one_of = ["identity"]', 38, "route.evidence", "lists"),
        ('what = ["Copies"]', 'who = ["legal"]', 39, "route.prohibited", "what"),
        ('clock = "foi"', 'clock = "sundial"', 40, "route.clock", "sundial"),
        ('silent = ["logs"]', 'silent = ["clock"]', 41, "route.silent", "states it"),
        ('silent = ["logs"]', 'silent = ["birds"]', 41, "route.silent", "decides"),
        ('silent = ["logs"]', "loud = true", 41, "route.loud", "spelling"),
        ('explanation = "Ofsted comes."', "", 29, "route.explanation", "missing"),
        ('roles = ["access_officer"]', 'roles = ["wizard"]', 27, "parties.archive.roles", "wizard"),
        ('route = "own"', 'route = "gone"', 19, "orders.sealed.route", "[[route]]"),
        ('effect = "route"', 'effect = "advice"', 19, "orders.sealed.route", "only with it"),
        ('when = { case = ["open"] }\ncitation', 'when = { moon = ["full"] }\ncitation', 10, "evidence.badge.when", "moon"),
        ('who = ["legal"]', 'who = ["sheriff"]', 48, "route_defaults.advises", "sheriff"),
        ('advises = {', 'purpose = {', 48, "route_defaults.purpose", "spelling"),
    ],
)  # fmt: skip
def test_a_fault_is_named_by_file_line_and_key(
    tmp_path: Path, old: str, new: str, line: int, key: str, says: str
) -> None:
    (problem,) = check(written(tmp_path, old, new))
    assert (problem.file, problem.line, problem.key) == ("moorland.toml", line, key)
    assert says in problem.what


@pytest.mark.parametrize(
    ("table", "key", "words"),
    [
        ('[requesters.inspectors]\ntitle = "Inspectors"\nalso = ["Ofsted"]', "requesters.inspectors.also", "Ofsted"),
        ('[requesters.inspectors]\ntitle = "ofsted!"', "requesters.inspectors.title", "ofsted"),
        ('[contexts.look]\ntitle = "Look"\nalso = ["minutes"]', "contexts.look.also", "minutes"),
    ],
)
def test_no_word_may_mean_two_things(tmp_path: Path, table: str, key: str, words: str) -> None:
    path = written(tmp_path, "[evidence.badge]", f"{table}\n\n[evidence.badge]")
    (problem,) = check(path)
    assert (problem.file, problem.key) == ("moorland.toml", key)
    assert words in problem.what
    assert "already" in problem.what


def test_a_route_stands_once(tmp_path: Path) -> None:
    path = written(tmp_path, "[route_defaults]", PACK[PACK.index("[[route]]") :] + "\n[x]")
    path.write_text(path.read_text().split("\n[x]")[0] + "\n", encoding="utf-8")
    assert {problem.key for problem in check(path)} == {"route.id"}


def test_a_file_of_the_pack_is_named_itself(tmp_path: Path) -> None:
    head, routes = PACK[: PACK.index("[evidence.badge]")], PACK[PACK.index("[evidence.badge]") :]
    (tmp_path / "own").mkdir()
    (tmp_path / "own/routes.toml").write_text(routes.replace('["archive"]', '["attic"]'), encoding="utf-8")
    path = tmp_path / "moorland.toml"
    path.write_text(head.replace("extends", 'files = ["own/routes.toml"]\nextends'), encoding="utf-8")
    (problem,) = check(path)
    assert (problem.file, problem.key) == ("own/routes.toml", "route.decides")


def test_a_route_that_is_not_there_cannot_be_removed(tmp_path: Path) -> None:
    path = written(tmp_path, 'extends = "england"', 'extends = "england"\nremove = ["nowhere"]')
    (problem,) = check(path)
    assert (problem.key, problem.line) == ("pack.remove", 6)
