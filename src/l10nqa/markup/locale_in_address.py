"""Addresses that differ by no more than the language of the page they lead to, or by how they are written."""

from __future__ import annotations

import re
from urllib.parse import unquote

__all__ = ["is_other_language", "is_same_address"]

_PARTS = re.compile(r"[/.?&=#_:]+")
_TAG = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8}){1,2}")
"""A locale as addresses have it, with a region or script: `en-us`, `zh-hant-tw`."""
_HOST = re.compile(r"(?P<before>https?://|//)(?P<first>[a-z-]{2,8})\.(?P<rest>[^/?#]+\.[^/?#]+)", re.IGNORECASE)
_ORIGIN = re.compile(r"[a-z][a-z0-9+.-]*://[^/?#]*", re.IGNORECASE)


def is_same_address(was: str, now: str) -> bool:
    """Tell whether two addresses are one: percent-encoding, and the capitals of scheme and host, mean nothing."""
    return _normal(was) == _normal(now)


def _normal(address: str) -> str:
    origin = _ORIGIN.match(address)
    if origin:
        rest = address[origin.end() :]
        address = origin[0].lower() + (rest or "/")
    return unquote(address) if "%" in address else address


def is_other_language(was: str, now: str, source_locale: str, target_locale: str, *, may_add: bool = False) -> bool:
    """Tell whether an address of the target is one of the source in the target's language, or in none.

    `en.wikipedia.org` and `de.wikipedia.org` name their articles differently: there only the hosts count. `may_add`
    also takes an address that names the target's language where that of the source names none.
    """
    ours, theirs = source_locale.lower(), target_locale.lower()
    language = theirs.partition("-")[0]

    def is_own(part: str) -> bool:
        return part in (ours, ours.partition("-")[0]) or _TAG.fullmatch(part) is not None

    def is_theirs(part: str) -> bool:
        return part == language or part.startswith(f"{language}-")

    hosts = _HOST.match(was), _HOST.match(now)
    if hosts[0] and hosts[1] and hosts[0]["rest"].lower() == hosts[1]["rest"].lower():
        first = hosts[0]["first"].lower(), hosts[1]["first"].lower()
        if is_own(first[0]) and is_theirs(first[1]):
            return True
    old, new = (_PARTS.split(address.lower()) for address in (was, now))
    if len(new) == len(old) - 1:
        return any(is_own(old[index]) and old[:index] + old[index + 1 :] == new for index in range(len(old)))
    if may_add and len(new) == len(old) + 1:
        return any(is_theirs(new[index]) and new[:index] + new[index + 1 :] == old for index in range(len(new)))
    changed = [(before, after) for before, after in zip(old, new, strict=False) if before != after]
    same_length = len(old) == len(new) and bool(changed)
    return same_length and all(is_own(before) and is_theirs(after) for before, after in changed)
