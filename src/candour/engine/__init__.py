"""The disclosure engine: a case folder becomes a complete, safely redacted, verified bundle.

No Django and no network. ``pipeline`` is the flow on one screen; the stages share nothing but ``model``.
"""
