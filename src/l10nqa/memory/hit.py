"""What a concordance search of a memory finds."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from l10nqa.model import TranslationUnit
    from l10nqa.text import Span

__all__ = ["Hit", "Page"]


class Hit(NamedTuple):
    """A unit that holds a text."""

    unit: TranslationUnit
    spans: tuple[Span, ...]
    """Where it does, in code points of the side that was searched; of the source where both were."""
    target_spans: tuple[Span, ...] = ()
    """Where both sides were searched: where the target does."""


class Page(NamedTuple):
    """Some of the units that hold a text, in order of their ids."""

    hits: tuple[Hit, ...]
    more: bool
    """Whether there are others behind the last one."""
