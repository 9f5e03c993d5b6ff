"""Detect: who and what is named in a text, from the register first; it refuses to decide what happens to it."""

from candour.engine.detect.find import find
from candour.engine.detect.recognisers import Recogniser
from candour.engine.detect.register import Register, build_register, suggested_people
from candour.engine.detect.survey import survey

__all__ = ["Recogniser", "Register", "build_register", "find", "suggested_people", "survey"]
