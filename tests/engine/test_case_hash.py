"""What names a case's inputs is the same in every process, however Python orders its sets there."""

import os
import subprocess
import sys

_CODE = """
from candour.engine.model import Intake, Person
from candour.engine.work import case_hash
person = Person("K2", "Sinead Byrne", "mother", never_disclose=frozenset({"address", "phone", "email", "dob"}))
print(case_hash(people=(person,), manifest=(), intake=Intake((), ())))
"""


def test_the_name_of_a_case_does_not_depend_on_the_process() -> None:
    named = {
        subprocess.run(
            [sys.executable, "-c", _CODE],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(named) == 1
