"""Dates whose month and day changed places."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from l10nqa.numbers.compare import NumberText
    from l10nqa.numbers.figures import Figure
    from l10nqa.text import Span

__all__ = ["exchanged_dates"]

_YEAR_FIRST = re.compile(r"\d{4}([-/.])\d{1,2}\1\d{1,2}")


def exchanged_dates(source: NumberText, target: NumberText) -> Iterator[tuple[Span, Span]]:
    """Yield the dates of the source and of the target that differ in the order of month and day.

    Only dates that begin with the year are compared: behind it every language writes the month first.
    """
    wanted, found = _dates(source), _dates(target)
    for parts, figure in wanted.items():
        turned = (parts[0], parts[2], parts[1])
        if parts not in found and turned in found and turned not in wanted:
            yield figure.span, found[turned].span


def _dates(text: NumberText) -> dict[tuple[int, ...], Figure]:
    return {figure.parts: figure for figure in text.figures if _YEAR_FIRST.fullmatch(text.text, *figure.span)}
