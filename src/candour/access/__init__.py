"""Requests for access to records: from the day they come to the complaint after release. Rules stand in policy packs."""
