"""Keeps what somebody asked for in words in their session: an address holds a random key, never a name or a search.

Only the latest are kept, and only until the person signs out.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

from candour.accounts.gate import AuthorisedRequest

_KEPT = "asked"
_MOST = 20


def keep(request: AuthorisedRequest, given: Mapping[str, Any], *, again: str = "") -> str:
    """The random key under which ``given`` (values that JSON knows) can be asked for again.

    ``again``: the key of what it takes the place of, which stays its key while that is still kept.
    """
    kept = request.session.get(_KEPT, {})
    key = again if again in kept else secrets.token_urlsafe(6)
    earlier = [each for each in kept.items() if each[0] != key][1 - _MOST :]
    request.session[_KEPT] = dict([*earlier, (key, dict(given))])
    return key


def asked(request: AuthorisedRequest) -> dict[str, Any]:
    """What was kept under the key in the address; nothing when there is none, or it is no longer kept."""
    return dict(request.session.get(_KEPT, {}).get(request.GET.get("asked", ""), {}))


def forget(request: AuthorisedRequest) -> None:
    """What was kept is no longer needed."""
    request.session[_KEPT] = {
        key: value for key, value in request.session.get(_KEPT, {}).items() if key != request.GET.get("asked")
    }
