"""A council's own pack, and the same after somebody changed a rule in it."""

from __future__ import annotations

OURS = """[pack]
name = "moorland"
version = "1"
title = "Moorland"
extends = "england"

[[disclosure]]
id = "moorland-carers"
recipient = ["parents"]
person = ["foster_carer"]
kind = ["PERSON"]
action = "keep"
citation = "Moorland, section 4"
in_force_from = 2018-05-25
checked = "to_confirm"
explanation = "Parents here know the carers by name."

[[disclosure]]
id = "moorland-later"
recipient = ["parents"]
person = ["sibling"]
kind = ["PERSON"]
action = "keep"
citation = "Moorland, section 5"
in_force_from = 2090-01-01
checked = "verified"
explanation = "A rule of another time."
"""
CHANGED = OURS.replace('version = "1"', 'version = "2"').replace("section 4", "section 9")
FAULTY = CHANGED.replace('action = "keep"', 'acton = "keep"', 1)
