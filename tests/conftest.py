"""How hard Hypothesis looks: the same examples every time in the quick tier, fresh and more of them with ``--long``."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("quick", derandomize=True, deadline=None)
settings.register_profile("long", max_examples=400, deadline=None)
settings.load_profile("quick")
