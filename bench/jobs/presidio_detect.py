"""Presidio over the same texts: its pattern recognisers, a deny-list of the same names, and a name model.

Either ours as a plug-in, and then the NLP engine is a blank one (tokens only) so that no second model runs; or that of a spaCy
pipeline, as Presidio comes (`spacy_pipeline.py`).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import spacy
from presidio_analyzer import AnalyzerEngine, EntityRecognizer, PatternRecognizer, RecognizerRegistry, RecognizerResult
from presidio_analyzer.nlp_engine import NlpArtifacts, SpacyNlpEngine
from spacy.language import Language

from bench.child import Facts, Job
from candour.engine.detect.recogniser import load
from candour.engine.inputs import read_people

ENTITIES = {"PERSON": "PERSON", "ORG": "ORGANIZATION", "LOCATION": "LOCATION"}


class Engine(SpacyNlpEngine):
    """Presidio's own, with a pipeline that is here already; it would download one."""

    def __init__(self, nlp: Language) -> None:
        super().__init__(models=[{"lang_code": "en", "model_name": nlp.meta["name"]}])
        nlp.max_length = 10_000_000
        self.nlp = {"en": nlp}


class SameModel(EntityRecognizer):
    """Our conditional random fields behind Presidio's interface, whose arguments it must take."""

    def __init__(self) -> None:
        super().__init__(supported_entities=list(ENTITIES.values()), name="crf", supported_language="en")

    def load(self) -> None:
        self.model = load()
        self.model.find("A first look.")

    def analyze(self, text: str, entities: list[str], nlp_artifacts: NlpArtifacts | None = None) -> list[Any]:  # noqa: ARG002
        return [
            RecognizerResult(ENTITIES[span.kind], span.start, span.end, span.score)
            for span in self.model.find(text)
            if span.kind in ENTITIES
        ]


def whole(*, people: str, texts: list[str]) -> Job:
    """Every full name, given name and surname of ``people`` is on one deny-list: each result says that it is a person."""
    return _job(_same_model([_anybody(people)]), Engine(spacy.blank("en")), texts)


def shipped(*, people: str, texts: list[str], pipeline: str) -> Job:
    """As Presidio comes: the names are those that the spaCy pipeline in the folder ``pipeline`` sees, and one deny-list."""
    registry = _predefined()
    registry.add_recognizer(_anybody(people))
    return _job(registry, Engine(spacy.load(pipeline)), texts)


def who(*, people: str, texts: list[str]) -> Job:
    """Our question: a deny-list for each of ``people`` with their full name, given name and surname, so that each result
    says which person it could be. A surname that several bear gives a result for each of them."""
    read = read_people(Path(people))
    lists = [PatternRecognizer(f"PERSON_{one.id}", deny_list=_forms(one.name), name=one.id) for one in read]
    return _job(_same_model(lists), Engine(spacy.blank("en")), texts)


def _anybody(people: str) -> PatternRecognizer:
    names = [person.name for person in read_people(Path(people))]
    return PatternRecognizer("PERSON", deny_list=sorted(set().union(*map(_forms, names))), name="names")


def _forms(name: str) -> list[str]:
    return [name, *name.split()]


def _predefined() -> RecognizerRegistry:
    registry = RecognizerRegistry(supported_languages=["en"])
    registry.load_predefined_recognizers(languages=["en"])
    return registry


def _same_model(names: list[PatternRecognizer]) -> RecognizerRegistry:
    registry = _predefined()
    registry.remove_recognizer("SpacyRecognizer")
    for each in (SameModel(), *names):
        registry.add_recognizer(each)
    return registry


def _job(registry: RecognizerRegistry, nlp: Engine, texts: list[str]) -> Job:
    read = [Path(path).read_text(encoding="utf-8") for path in texts]
    engine = AnalyzerEngine(registry=registry, nlp_engine=nlp, supported_languages=["en"])
    engine.analyze("A first look.", language="en")

    def job() -> Facts:
        found = [result for text in read for result in engine.analyze(text, language="en")]
        return {"spans": len(found), "people": sum(result.entity_type.startswith("PERSON") for result in found)}

    return job
