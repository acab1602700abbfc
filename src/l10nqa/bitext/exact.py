"""Keeps the exact text beside one that a format cannot express.

PO and XML forbid some characters, and gettext requires that source and target both begin and end with a line end or
neither does. Such a text is shown as closely as the format permits, and the exact one is stored beside it as JSON in a
field that tools copy unread. If the shown text has changed, somebody has edited it: then it counts, and the exact one
does not.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["REPLACEMENT", "from_json", "put_back", "show", "to_json"]

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def show(text: str, unfit: re.Pattern[str]) -> str:
    """Return the text with each character that `unfit` matches replaced by U+FFFD."""
    return unfit.sub(REPLACEMENT, text)


def put_back(edited: str, exact: str, unfit: re.Pattern[str]) -> str:
    """Return the edited text with the characters that `show` replaced, if all their positions are still there."""
    hidden = [character for character in exact if character == REPLACEMENT or unfit.match(character)]
    if edited.count(REPLACEMENT) != len(hidden):
        return edited
    following = iter(hidden)
    return re.sub(REPLACEMENT, lambda _: next(following), edited)


def to_json(fields: Mapping[str, str | int | None]) -> str:
    """Return the fields as one ASCII word, without spaces and hyphens, where some tools would wrap comments."""
    return json.dumps(fields, separators=(",", ":")).replace(" ", r"\u0020").replace("-", r"\u002d")


def from_json(text: str | None) -> dict[str, str | None]:
    """Return the texts given to `to_json`; none if another tool has damaged them."""
    if not text:
        return {}
    try:
        fields = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    if not isinstance(fields, dict):
        return {}
    return {name: value for name, value in fields.items() if value is None or isinstance(value, str)}
