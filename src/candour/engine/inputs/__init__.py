"""The files people hand in: people.csv, manifest.csv, decisions.json, a policy pack, a recipient. Nothing is guessed.

Every fault is a BadInput (or Refused, for a recipient) that names file and line and never quotes what stands there.
"""

from candour.engine.inputs.decisions import read_decisions
from candour.engine.inputs.manifest import read_manifest
from candour.engine.inputs.packs import read_pack
from candour.engine.inputs.people import read_people
from candour.engine.inputs.recipient import resolve_recipient

__all__ = ["read_decisions", "read_manifest", "read_pack", "read_people", "resolve_recipient"]
