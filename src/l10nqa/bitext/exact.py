"""What a format's text cannot say, kept beside it.

PO and XML refuse some characters, and gettext wants source and target to begin and end with a line end alike. Such a
text is shown as nearly as the format can, and the exact one goes beside it as JSON, where tools carry it along unread.
A text that is no longer as it was shown has been edited: then the text counts, not what stands beside it.
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
    """Return the edited text with the characters that `show` replaced, if all of their places are still there."""
    hidden = [character for character in exact if character == REPLACEMENT or unfit.match(character)]
    if edited.count(REPLACEMENT) != len(hidden):
        return edited
    following = iter(hidden)
    return re.sub(REPLACEMENT, lambda _: next(following), edited)


def to_json(fields: Mapping[str, str | int | None]) -> str:
    """Return the fields as one ASCII word, without the spaces and hyphens at which some tools wrap comments."""
    return json.dumps(fields, separators=(",", ":")).replace(" ", r"\u0020").replace("-", r"\u002d")


def from_json(text: str | None) -> dict[str, str | None]:
    """Return the texts that `to_json` was given; nothing where another tool has spoilt them."""
    if not text:
        return {}
    try:
        fields = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    if not isinstance(fields, dict):
        return {}
    return {name: value for name, value in fields.items() if value is None or isinstance(value, str)}
