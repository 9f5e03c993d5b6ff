"""Packs that councils write: extending, replacing, and messages that say file, line and key."""

from pathlib import Path

import pytest

from candour.policy import Facts, PackError, check, diff, load_pack, show, to_json

RULE = """citation = "DPA 2018"
in_force_from = 2018-05-25
checked = "verified"
explanation = "Because it is so."
"""
CHILD = f"""[pack]
name = "moorland"
version = "1"
title = "Moorland"
extends = "england"

[[disclosure]]
id = "carers-named"
recipient = ["parents"]
person = ["foster_carer"]
kind = ["PERSON"]
action = "keep"
{RULE}"""


def written(folder: Path, text: str, name: str = "moorland.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def the_problem(path: Path) -> tuple[str, int, str]:
    (problem,) = check(path)
    return problem.file, problem.line, problem.key


def test_a_councils_rule_comes_first_and_the_rest_stays(tmp_path: Path) -> None:
    path = written(tmp_path, CHILD)
    pack, england = load_pack(path), load_pack("england")
    facts = Facts(recipient="father", purpose="parent-request", person="foster_carer", kind="PERSON")
    rule, before = pack.rule_for(facts), england.rule_for(facts)
    assert rule is not None
    assert before is not None
    assert (rule.action, before.action) == ("keep", "redact")
    assert (pack.name, pack.files) == ("moorland", (*england.files, "moorland.toml"))
    assert pack.sha256 != england.sha256
    assert len(pack.disclosure) == len(england.disclosure) + 1


def test_a_rule_of_the_same_id_replaces_in_its_place(tmp_path: Path) -> None:
    path = written(tmp_path, CHILD.replace('"carers-named"', '"carers-name"'))
    england = [rule.id for rule in load_pack("england").disclosure]
    assert [rule.id for rule in load_pack(path).disclosure] == england


def test_a_rule_can_be_removed(tmp_path: Path) -> None:
    path = written(tmp_path, CHILD.replace('extends = "england"', 'extends = "england"\nremove = ["plain"]'))
    assert "plain" not in {rule.id for rule in load_pack(path).disclosure}


def test_the_same_bytes_have_the_same_hash(tmp_path: Path) -> None:
    assert load_pack("england").sha256 == load_pack("england").sha256
    assert load_pack(written(tmp_path, CHILD)).sha256 != load_pack(written(tmp_path, CHILD + "\n# ")).sha256


@pytest.mark.parametrize(
    ("old", "new", "line", "key"),
    [
        ('action = "keep"', 'action = "kept"', 12, "disclosure.action"),
        ('action = "keep"', 'acton = "keep"', 7, "disclosure.action"),
        ('person = ["foster_carer"]', 'person = ["foster_carers"]', 10, "disclosure.person"),
        ("in_force_from = 2018-05-25", 'in_force_from = "2018-05-25"', 14, "disclosure.in_force_from"),
        ('checked = "verified"', 'checked = "yes"', 15, "disclosure.checked"),
        ('citation = "DPA 2018"', 'citation = ""', 13, "disclosure.citation"),
        ('action = "keep"', 'action = "redact"\nground = "nonsense"', 13, "disclosure.ground"),
        ('action = "keep"', 'action = "redact"', 7, "disclosure.ground"),
        ('kind = ["PERSON"]', 'kind = ["PERSON"]\nscope = ["record"]', 12, "disclosure.scope"),
        ('version = "1"', "version = 1", 3, "pack.version"),
        ('extends = "england"', 'extends = "england"\ncolour = "red"', 6, "pack.colour"),
    ],
)
def test_a_fault_is_named_by_file_line_and_key(tmp_path: Path, old: str, new: str, line: int, key: str) -> None:
    path = written(tmp_path, CHILD.replace(old, new, 1))
    if old.startswith("action") and "acton" in new:
        assert {problem.key for problem in check(path)} == {"disclosure.action", "disclosure.acton"}
        return
    assert the_problem(path) == ("moorland.toml", line, key)


def test_the_second_rule_is_told_from_the_first(tmp_path: Path) -> None:
    second = CHILD[CHILD.index("[[disclosure]]") :].replace("carers-named", "more").replace('"keep"', '"kept"')
    path = written(tmp_path, CHILD + second)
    assert the_problem(path)[1] == CHILD.count("\n") + 6


def test_two_rules_may_not_share_an_id(tmp_path: Path) -> None:
    path = written(tmp_path, CHILD + CHILD[CHILD.index("[[disclosure]]") :])
    assert {problem.key for problem in check(path)} == {"disclosure.id"}


def test_a_file_that_is_not_toml_says_the_line(tmp_path: Path) -> None:
    assert the_problem(written(tmp_path, '[pack]\nname = "a\n'))[:2] == ("moorland.toml", 2)


def test_a_missing_file_and_a_circle_are_refused(tmp_path: Path) -> None:
    with pytest.raises(PackError, match=r"nowhere\.toml"):
        load_pack(tmp_path / "nowhere.toml")
    written(tmp_path, CHILD.replace("england", "b"), "a.toml")
    written(tmp_path, CHILD.replace("england", "a"), "b.toml")
    with pytest.raises(PackError, match="circle"):
        load_pack(tmp_path / "a.toml")


def test_listing_shows_law_and_what_is_to_confirm() -> None:
    text = show(load_pack("england"))
    assert "R (IAB) v SSHD [2024] EWCA Civ 66" in text
    assert "TO CONFIRM" in text
    assert '"sha256"' in to_json(load_pack("england"))


def test_difference_names_what_changed(tmp_path: Path) -> None:
    england, moorland = load_pack("england"), load_pack(written(tmp_path, CHILD))
    assert diff(england, england) == []
    assert diff(england, moorland) == ["added: disclosure.carers-named"]
    changed = load_pack(written(tmp_path, CHILD.replace('"carers-named"', '"carers-name"')))
    assert "changed: disclosure.carers-name: action" in diff(england, changed)
