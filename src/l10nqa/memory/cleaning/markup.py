"""The check for codes that the two sides do not have in the same number."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from l10nqa.markup import Kind, parse_inline

if TYPE_CHECKING:
    from l10nqa.memory.cleaning.check import Pair
    from l10nqa.memory.cleaning.length import LengthNorms

__all__ = ["markup"]

_NAMES = {
    Kind.LINK: "links",
    Kind.IMAGE: "images",
    Kind.STRONG: "bold",
    Kind.CODE: "code",
    Kind.PLACEHOLDER: "placeholders",
    Kind.VARIABLE: "variables",
}
_COUNTED = sum(_NAMES)
_MAY_BE_COUNTED = re.compile(r"[*_`\[<{%$]")


def markup(pair: Pair, norms: LengthNorms) -> str:
    """Find a pair with another number of links, images, bold, code, placeholders or variables in source and target."""
    if not _MAY_BE_COUNTED.search(pair.source) and not _MAY_BE_COUNTED.search(pair.target):
        return ""
    source, target = parse_inline(pair.source), parse_inline(pair.target)
    if not (source.kinds | target.kinds) & _COUNTED:
        return ""
    there = Counter(node.kind for node in source.nodes)
    here = Counter(node.kind for node in target.nodes)
    different = [kind for kind in _NAMES if there[kind] != here[kind]]
    return ", ".join(f"{_NAMES[kind]}: {there[kind]} in the source, {here[kind]} in the target" for kind in different)
