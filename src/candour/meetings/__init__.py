"""Meetings of a case and their minutes: who was there, who gets what and by which rule, decisions, instructions, sending."""
