"""Tokens of links and one-time codes: made at random, shown once, and kept only as what proves them."""

from __future__ import annotations

import hashlib
import hmac
import secrets

from django.utils.crypto import salted_hmac

DIGITS = 8
_COST = 1 << 14


def new_token() -> str:
    """256 bits, for the address of a link."""
    return secrets.token_urlsafe(32)


def new_code() -> str:
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"


def digest(token: str) -> str:
    """What is kept of a token (hex). It has 256 bits, so a plain hash cannot be guessed back."""
    return hashlib.sha256(token.encode()).hexdigest()


def proof(code: str, *, token: str) -> str:
    """What is kept of a code; ``token``: the digest of its link. Slow, and keyed with the site's own secret: eight digits
    alone could be guessed back by whoever reads the table."""
    slow = hashlib.scrypt(code.encode(), salt=bytes.fromhex(token), n=_COST, r=8, p=1)
    return salted_hmac("candour.disclosure.code", slow.hex(), algorithm="sha256").hexdigest()


def proves(code: str, kept: str, *, token: str) -> bool:
    """Spaces and hyphens that people put between digits do not matter."""
    digits = "".join(character for character in code if character.isascii() and character.isdigit())
    return bool(kept) and hmac.compare_digest(proof(digits, token=token), kept)
