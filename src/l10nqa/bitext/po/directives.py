"""Compares the placeholders of source and target, because gettext refuses a translation that lacks them.

A flag such as `c-format` or `python-brace-format` says that the text has them. What is compared is stricter than any of
these formats, for all that comes of it is that a person looks at a translation.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["fits_format"]

_DIRECTIVE = re.compile(
    r"%(?:[0-9]+\$|\([^)]*\)|\{[^}]*\})?[-+ #0']*(?:[0-9]+|\*)?(?:\.(?:[0-9]+|\*))?(?:hh?|ll?|[Lqjzt])?[A-Za-z%@<{]"
    r"|\{[^{}]*\}"
)
_ADDRESSED = re.compile(r"%(?:[0-9]+\$|[({])|\{[^{}]+\}")
"""Says which value it stands for, and so may stand anywhere."""


def fits_format(source: str, target: str, flags: Iterable[str]) -> bool:
    """Return whether the target has the placeholders of the source, where the flags say that there may be some."""
    if not any(flag.endswith("-format") and not flag.startswith("no-") for flag in flags):
        return True
    wanted, found = _DIRECTIVE.findall(source), _DIRECTIVE.findall(target)
    may_move = all(map(_ADDRESSED.match, wanted))
    return sorted(wanted) == sorted(found) if may_move else wanted == found
