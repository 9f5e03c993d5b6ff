"""Legal matters: who sees the file, what was searched and disclosed, statements, protocols, sweeps."""
