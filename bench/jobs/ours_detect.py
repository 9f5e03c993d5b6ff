"""Our detection over a whole file: register, survey of all texts, then every mention in each."""

from __future__ import annotations

from pathlib import Path

from bench.child import Facts, Job
from candour.engine.detect import build_register, find, survey
from candour.engine.detect.recognisers import recognisers
from candour.engine.inputs import read_people


def whole(*, people: str, texts: list[str]) -> Job:
    """``texts`` are paths, one a document. Weights are loaded before the clock starts, as on the peer's side."""
    read = [Path(path).read_text(encoding="utf-8") for path in texts]
    registered = read_people(Path(people))
    for each in recognisers():
        each.find("A first look.")

    def job() -> Facts:
        register = survey(read, build_register(registered))
        found = [span for text in read for span in find(text, register)]
        return {"spans": len(found), "people": sum(span.kind == "PERSON" for span in found)}

    return job
