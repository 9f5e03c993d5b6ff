"""Decide: policy's proposals for a recipient, and the plan that people's decisions make of them. Pure; it reads no file."""

from candour.engine.decide.identify import identified
from candour.engine.decide.planning import decide
from candour.engine.decide.propose import passage_mention, propose
from candour.engine.decide.request import check_request

__all__ = ["check_request", "decide", "identified", "passage_mention", "propose"]
