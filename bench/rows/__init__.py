"""One module a group of rows: each has ``measure``, which runs the jobs and says honestly what came of it."""
