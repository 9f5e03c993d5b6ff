"""The jobs of legal matters, where a worker looks for them."""

from candour.litigation import acknowledging, chasing
from candour.litigation.differing import compare
from candour.litigation.telling import tell_manager

__all__ = ["acknowledging", "chasing", "compare", "tell_manager"]
