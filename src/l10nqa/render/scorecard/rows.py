"""The figures of a scorecard as rows, which every format shows: by MQM error type, or by category of SAE J2450."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from l10nqa.mqm import ERROR_TYPES, ErrorSeverity
from l10nqa.scorecard import REPEATS_RULE, j2450_score
from l10nqa.text import count_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from l10nqa.scorecard import Agreement, Evaluation, Scorecard

__all__ = ["MQM", "SAE_J2450", "SCHEMES", "Row", "agreement_line", "figures", "headings", "remarks", "rows_of"]

MQM, SAE_J2450 = "mqm", "sae-j2450"
SCHEMES = (MQM, SAE_J2450)
"""The typologies by which an evaluation can be shown."""


class Row(NamedTuple):
    """A row of the table: a name, the errors of each heading, and what they cost."""

    name: str
    group: str
    """The dimension of MQM; empty for a category of J2450."""
    counts: tuple[int, ...]
    points: float


def headings(scheme: str) -> tuple[str, ...]:
    """Return the headings of the counts."""
    return tuple(ErrorSeverity) if scheme == MQM else ("serious", "minor")


def rows_of(card: Scorecard, scheme: str) -> list[Row]:
    """Return a row for each error type with errors, in the order of the typology; of J2450, all categories."""
    return list(_mqm_rows(card) if scheme == MQM else _j2450_rows(card))


def _mqm_rows(card: Scorecard) -> Iterator[Row]:
    for error_type in ERROR_TYPES.values():
        counts = tuple(card.counts.get((error_type.name, severity), 0) for severity in ErrorSeverity)
        if any(counts):
            weights = (card.weights.points(error_type.name, severity) for severity in ErrorSeverity)
            points = sum(weight * count for weight, count in zip(weights, counts, strict=True))
            yield Row(error_type.name, error_type.dimension, counts, points)


def _j2450_rows(card: Scorecard) -> Iterator[Row]:
    for category, (serious, minor) in j2450_score(card).counts.items():
        points = category.serious * serious + category.minor * minor
        yield Row(f"{category.name} ({category.abbreviation})", "", (serious, minor), points)


def figures(card: Scorecard, scheme: str) -> list[tuple[str, str]]:
    """Return the names and the values of the figures below the table."""
    found = [("evaluation word count", f"{card.words:,}")]
    if scheme == SAE_J2450:
        score = j2450_score(card)
        return [*found, ("weights", f"{score.points:,}"), ("score: weights per source word", f"{score.value:.4f}")]
    found.append(("penalty points", f"{card.points:,g}"))
    found.append((f"penalty points per {card.reference_words:,} words", f"{card.per_reference:,.2f}"))
    found.append(("raw score", f"{card.raw_score:.2f}"))
    if card.calibrated_score is not None:
        found.append(("calibrated score", f"{card.calibrated_score:.2f}"))
    if card.required is not None:
        reason = " (a critical error)" if card.has_critical else ""
        found.append(("threshold", f"{card.required:g}"))
        found.append(("result", "pass" if card.passes else f"fail{reason}"))
    return found


def remarks(card: Scorecard, evaluation: Evaluation, scheme: str) -> list[str]:
    """Return what a reader of the figures must know."""
    found: list[str] = []
    if card.repeated:
        found.append(f"repeated errors left out: {card.repeated:,} ({REPEATS_RULE})")
    elif evaluation.repeated_once:
        found.append(f"repeated errors: none ({REPEATS_RULE})")
    if scheme == MQM and card.calibration:
        points, threshold = card.calibration
        found.append(
            f"calibrated: {points:g} points per {card.reference_words:,} words are just acceptable: {threshold:g}"
        )
    without = j2450_score(card).without_counterpart if scheme == SAE_J2450 else {}
    if without:
        listed = ", ".join(f"{name} {count:,}" for name, count in without.items())
        found.append(f"without a counterpart in SAE J2450, and left out: {listed}")
    return found


def agreement_line(agreement: Agreement) -> str:
    """Return the agreement of two annotators in words."""
    kappa = "none: chance alone gives it" if agreement.kappa is None else f"{agreement.kappa:.2f}"
    return (
        f"{agreement.first} and {agreement.second} agree on {100 * agreement.observed:.1f} % of "
        f"{count_of(agreement.segments, 'segment')} (error or none); Cohen's kappa {kappa}"
    )
