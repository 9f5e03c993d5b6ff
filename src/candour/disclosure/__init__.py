"""Disclosure: what goes to whom and why: proposals, people's decisions, checking, legal holds, release and delivery."""
