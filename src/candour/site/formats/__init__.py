"""How dates are written: in England, in full."""
