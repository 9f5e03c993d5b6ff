"""Undocumented commands, options, errors and stale links fail the build."""

import argparse
import re
from pathlib import Path

import pytest

from candour.cli import parser
from candour.engine import errors

ROOT = Path(__file__).parents[1]
CLI = (ROOT / "docs/cli.md").read_text(encoding="utf-8")
ERRORS = (ROOT / "docs/errors.md").read_text(encoding="utf-8")


def commands() -> dict[str, argparse.ArgumentParser]:
    (found,) = [action for action in parser()._actions if isinstance(action, argparse._SubParsersAction)]
    return dict(found.choices)


@pytest.mark.parametrize("name", sorted(commands()))
def test_command_is_documented_with_its_options(name: str) -> None:
    _, found, rest = CLI.partition(f"\n## candour {name}\n")
    assert found, f"docs/cli.md has no heading for {name}"
    section = re.split(r"\n#{1,2} ", rest)[0]
    for action in commands()[name]._actions:
        for option in action.option_strings:
            if option.startswith("--") and option not in ("--help", "--out"):
                assert option in section, f"docs/cli.md does not tell of {option} of {name}"


@pytest.mark.parametrize("name", sorted(commands()))
def test_command_shows_an_example(name: str) -> None:
    assert f"candour {name}" in (commands()[name].epilog or "")


def error_classes() -> list[type[errors.CandourError]]:
    return [each for each in vars(errors).values() if isinstance(each, type) and each is not errors.CandourError]


@pytest.mark.parametrize("error", error_classes(), ids=lambda error: error.__name__)
def test_error_is_documented_with_its_code(error: type[errors.CandourError]) -> None:
    assert f"\n## {error.__name__}\n" in ERRORS
    assert re.search(rf"\| {error.exit_code} \| {error.__name__}", ERRORS)


def test_exit_codes_differ() -> None:
    codes = [error.exit_code for error in error_classes()]
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize("page", ["README.md", *(path.relative_to(ROOT).as_posix() for path in ROOT.glob("docs/*.md"))])
def test_files_that_pages_name_exist(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    for name in re.findall(r"`(docs/[\w./-]+)`", text) + [
        f"docs/{name}" for name in re.findall(r"\]\((\w[\w.-]+\.md)\)", text)
    ]:
        assert (ROOT / name).exists(), f"{page} names {name}"
