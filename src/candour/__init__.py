"""Candour: people, courts and partner agencies get the records they are entitled to, with proof."""

__version__ = "0.1.0"
