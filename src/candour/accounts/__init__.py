"""The people who use it: their roles and teams, what each role may do, and how they sign in."""
