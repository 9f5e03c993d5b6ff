"""Measures Candour and its peers side by side on inputs made here. It is no part of the product and no test."""
