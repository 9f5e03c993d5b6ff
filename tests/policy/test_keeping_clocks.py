"""How long something is kept is a time that can be counted, in the council's own pack as well."""

from pathlib import Path

import pytest

from candour.policy import check
from candour.policy.cross_checking import KEEPING

_CLOCK = """[pack]
name = "moorland"
version = "1"
title = "Moorland"
extends = "england"

[clocks.{name}]
title = "How long it is kept at Moorland"
unit = "{unit}"
{length}counts_from = ["received"]
rolls = false
holidays = "england"
clarification = "none"
citation = "Moorland's schedule"
in_force_from = 2024-01-01
checked = "verified"
explanation = "As our schedule says."
"""


@pytest.mark.parametrize("name", sorted(KEEPING))
def test_a_council_says_how_long_and_a_day_that_nobody_names_is_refused(name: str, tmp_path: Path) -> None:
    path = tmp_path / "moorland.toml"
    path.write_text(_CLOCK.format(name=name, unit="days", length="length = 90\n"), encoding="utf-8")
    assert check(path) == []
    path.write_text(_CLOCK.format(name=name, unit="stated", length=""), encoding="utf-8")
    (problem,) = check(path)
    assert (problem.file, problem.line, problem.key) == ("moorland.toml", 9, f"clocks.{name}.unit")
    assert "can be counted" in problem.what
