"""`--format json` and `csv` of an evaluation. The keys and columns are a contract: more may follow."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, Any, TextIO

from l10nqa import __version__
from l10nqa.mqm import ErrorSeverity
from l10nqa.render.scorecard.rows import SAE_J2450, headings, rows_of
from l10nqa.scorecard import j2450_score

if TYPE_CHECKING:
    from l10nqa.model import Sample
    from l10nqa.scorecard import Agreement, Evaluation, Scorecard

__all__ = ["render_csv", "render_json"]


def render_json(evaluation: Evaluation, stream: TextIO, *, scheme: str) -> None:
    """Write one JSON object with the keys version, scheme, sample, scorecards, agreements, outside and outdated."""
    report = {
        "version": __version__,
        "scheme": scheme,
        "sample": _wire_sample(evaluation.sample) if evaluation.sample else None,
        "repeated_once": evaluation.repeated_once,
        "scorecards": [_wire_card(card, scheme) for card in evaluation.cards],
        "agreements": [_wire_agreement(each) for each in evaluation.agreements],
        "outside": evaluation.outside,
        "outdated": evaluation.outdated,
    }
    json.dump(report, stream, ensure_ascii=False, indent=1)
    stream.write("\n")


def render_csv(evaluation: Evaluation, stream: TextIO, *, scheme: str) -> None:
    """Write a row for each annotator and error type (or category) with errors."""
    table = csv.writer(stream, lineterminator="\r\n")  # RFC 4180
    table.writerow(["annotator", "dimension", "error_type", *headings(scheme), "points", "words"])
    for card in evaluation.cards:
        for row in rows_of(card, scheme):
            table.writerow([_cell(card.annotator), row.group, row.name, *row.counts, f"{row.points:g}", card.words])


def _cell(text: str) -> str:
    """Return the text so that no spreadsheet takes it for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def _wire_sample(sample: Sample) -> dict[str, Any]:
    return {**sample._asdict(), "segments": len(sample.segments), "words": sample.words}


def _wire_card(card: Scorecard, scheme: str) -> dict[str, Any]:
    wire: dict[str, Any] = {"annotator": card.annotator, "words": card.words, "repeated": card.repeated}
    wire["errors"] = [
        {"dimension": row.group or None, "name": row.name, **dict(zip(headings(scheme), row.counts, strict=True))}
        | {"points": row.points}
        for row in rows_of(card, scheme)
    ]
    if scheme == SAE_J2450:
        score = j2450_score(card)
        return {
            **wire,
            "points": score.points,
            "score": score.value,
            "without_counterpart": dict(score.without_counterpart),
        }
    return {
        **wire,
        "points": card.points,
        "reference_words": card.reference_words,
        "points_per_reference": card.per_reference,
        "raw_score": card.raw_score,
        "calibrated_score": card.calibrated_score,
        "calibration": card.calibration._asdict() if card.calibration else None,
        "threshold": card.required,
        "passes": card.passes,
        "has_critical": card.has_critical,
        "weights": {
            **{severity.value: card.weights.severities[severity] for severity in ErrorSeverity},
            **card.weights.types,
        },
    }


def _wire_agreement(agreement: Agreement) -> dict[str, Any]:
    return {**agreement._asdict(), "observed": agreement.observed, "kappa": agreement.kappa}
