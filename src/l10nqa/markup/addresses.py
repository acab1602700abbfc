"""Links whose syntax broke between their text and their address, or inside the address."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from l10nqa.text import Span

__all__ = ["torn_link"]

_TORN = re.compile(r"\](?P<gap>[ \t\u00a0]*)\((?P<address>[^()\n]*(?:\([^()\n]*\)[^()\n]*)*)\)?")


def torn_link(text: str, address: str) -> Span | None:
    """Return where, in `text`, white space tears a link to `address` apart; None where it does nowhere.

    The span reaches from behind the closing bracket to the end of the address.
    """
    for found in _addresses(text).get("".join(address.split()), ()):
        if found.is_apart or found.written != address:
            return found.span
    return None


class _Address(NamedTuple):
    """An address in parentheses behind a closing bracket."""

    written: str
    is_apart: bool
    """Whether white space parts it from the bracket."""
    span: Span


@lru_cache(maxsize=2)  # a segment asks for one address after another
def _addresses(text: str) -> dict[str, list[_Address]]:
    """Return the different addresses in a text, in order, by what they are without white space."""
    addresses: dict[str, dict[tuple[str, bool], _Address]] = {}
    for match in _TORN.finditer(text):
        found = match["address"]
        title = found.find(' "')
        found = found[:title] if title > 0 else found
        span = Span(match.end("gap") - len(match["gap"]), match.start("address") + len(found))
        address = _Address(found.strip(), bool(match["gap"]), span)
        addresses.setdefault("".join(found.split()), {}).setdefault(address[:2], address)
    return {squeezed: list(alike.values()) for squeezed, alike in addresses.items()}
