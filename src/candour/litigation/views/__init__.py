"""Pages of legal matters."""
