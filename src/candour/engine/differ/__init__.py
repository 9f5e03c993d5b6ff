"""Differ: what a statement and the records state differently, as suggestions; it refuses to say which is right."""

from candour.engine.differ.differing import differing, index
from candour.engine.differ.index import Index
from candour.engine.differ.values import Assertion, Difference, Named, Page, Passage, Suggestion

__all__ = ["Assertion", "Difference", "Index", "Named", "Page", "Passage", "Suggestion", "differing", "index"]
