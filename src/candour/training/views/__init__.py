"""Pages of courses, sessions, coverage, workshops, gaps and advice."""
