"""Links whose syntax broke between their text and their address, or inside the address."""

from __future__ import annotations

import re

from l10nqa.text import Span

__all__ = ["torn_link"]

_TORN = re.compile(r"\](?P<gap>[ \t\u00a0]*)\((?P<address>[^()\n]*(?:\([^()\n]*\)[^()\n]*)*)\)?")


def torn_link(text: str, address: str) -> Span | None:
    """Return where, in `text`, white space tears a link to `address` apart; None where it does nowhere.

    The span reaches from behind the closing bracket to the end of the address.
    """
    squeezed = "".join(address.split())
    for match in _TORN.finditer(text):
        found = match["address"]
        title = found.find(' "')
        found = found[:title] if title > 0 else found
        if "".join(found.split()) == squeezed and (match["gap"] or found.strip() != address):
            return Span(match.end("gap") - len(match["gap"]), match.start("address") + len(found))
    return None
