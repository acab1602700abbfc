"""How many random examples a test of a law looks at, where fewer than usual would prove little."""

from __future__ import annotations

from hypothesis import settings

__all__ = ["min_examples"]


def min_examples(count: int) -> settings:
    """Return settings for at least so many examples; a profile that asks for more gets them."""
    usual = settings.default
    assert usual
    return settings(max_examples=max(count, usual.max_examples))
