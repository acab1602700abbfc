"""A word in small letters that slipped under the markup of a label: `Select **New**` became `Wybierz **opcję Nowy**`.

The spelling of the label proves it, also where nothing was learned of its words.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from l10nqa.text import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from l10nqa.locale import LocaleFacts
    from l10nqa.markup import Inline, Node

__all__ = ["may_have_swallowed", "swallowed_word"]

_LABEL = re.compile(r"\W{0,3}([A-Z][a-z]+|[A-Z]{1,2})\W{0,3}")
"""A label of one word. In capitals it is a short one: what a longer acronym stands for may be said before it."""
_BEFORE_CAPITAL = re.compile(r"\W{0,3}((?:[^\W\d_]{1,15}\s)?[^\W\d_]{2,30})\s([^\W\d_])")
"""One word, or an article and one."""


def may_have_swallowed(target: Inline, nodes: Sequence[Node], facts: LocaleFacts) -> bool:
    """Tell whether one of the nodes of a target begins with a word in small letters before a capital."""
    return not facts.capitalizes_nouns and any(_word(target, node) for node in nodes)


def swallowed_word(source: Inline, label: Node, target: Inline, node: Node) -> Span | None:
    """Return the word in small letters before a label of one word that has a capital on both sides; None for none."""
    shown = _LABEL.fullmatch(label.inner.of(source.text))
    word = _word(target, node)
    # A product's name in small letters stays one.
    return word if shown and word and shown[1].lower() != word.of(target.text).lower() else None


def _word(target: Inline, node: Node) -> Span | None:
    match = _BEFORE_CAPITAL.match(target.text, *node.inner)
    return Span(*match.span(1)) if match and match[1].islower() and match[2].isupper() else None
