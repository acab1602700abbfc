"""The figures of one file, or of all, as rows for every format."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from l10nqa.memory.analysis import Amount, Band, sum_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from l10nqa.memory.analysis import Analysis

__all__ = ["FIGURES", "LABELS", "BandRow", "rows_of", "total_row", "wire_row"]

LABELS = {
    Band.BOTH_CONTEXTS: "102 % (both contexts)",
    Band.ONE_CONTEXT: "101 % (one context)",
    Band.EXACT: "100 %",
    Band.REPETITION: "repetitions",
    Band.REPETITION_ACROSS_FILES: "repetitions across files",
    Band.FROM_95: "95–99 %",
    Band.FROM_85: "85–94 %",
    Band.FROM_75: "75–84 %",
    Band.FROM_50: "50–74 %",
    Band.INTERNAL_FROM_95: "internal 95–99 %",
    Band.INTERNAL_FROM_85: "internal 85–94 %",
    Band.INTERNAL_FROM_75: "internal 75–84 %",
    Band.INTERNAL_FROM_50: "internal 50–74 %",
    Band.NEW: "new",
}
"""The labels of bands."""

FIGURES = ("segments", "words", "characters", "characters_with_spaces", "tags", "placeables")
"""The amounts of a row by their names in output files."""


class BandRow(NamedTuple):
    """The figures of one band, or of all bands together (`band` and `rate` are None)."""

    band: Band | None
    amount: Amount
    rate: float | None
    weighted_words: float


def rows_of(analysis: Analysis, amounts: Mapping[Band, Amount]) -> list[BandRow]:
    """Return a row for every band, including those without segments, in the order of a report."""
    return [
        BandRow(band, amounts.get(band, Amount()), analysis.rates[band], _weighted(analysis, amounts, band))
        for band in Band
    ]


def total_row(analysis: Analysis, amounts: Mapping[Band, Amount]) -> BandRow:
    """Return the row of all bands together."""
    return BandRow(None, sum_of(amounts.values()), None, analysis.weighted_words(amounts))


def wire_row(row: BandRow) -> dict[str, Any]:
    """Return the figures of a row by their names in output files; the keys are a contract: more may follow."""
    return {**dict(zip(FIGURES, row.amount, strict=True)), "rate": row.rate, "weighted_words": row.weighted_words}


def _weighted(analysis: Analysis, amounts: Mapping[Band, Amount], band: Band) -> float:
    return analysis.weighted_words({band: amounts[band]}) if band in amounts else 0.0
