"""`l10nqa lqa score`."""

from __future__ import annotations

import math
from pathlib import Path

import click

from l10nqa.cli.options import output_format_option, source
from l10nqa.cli.settings import configuration, configured_rules
from l10nqa.cli.terminal import warn, warn_each
from l10nqa.cli.writing import result_stream
from l10nqa.errors import ConfigError
from l10nqa.mqm import ErrorSeverity, error_type
from l10nqa.render.scorecard import SCORECARD_RENDERERS
from l10nqa.render.scorecard.rows import SCHEMES
from l10nqa.scorecard import FEW_WORDS, REFERENCE_WORDS, STANDARD_WEIGHTS, Calibration, Weights
from l10nqa.text import count_of
from l10nqa.workspace.annotating import SegmentReader
from l10nqa.workspace.evaluating import ScoringOptions, changed_since, evaluate

__all__ = ["command"]

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command("score", short_help="Score the annotations of an evaluation.")
@click.argument("files", metavar="ANNOTATIONS…", nargs=-1, required=True, type=_FILE)
@click.option("--sample", metavar="FILE", type=_FILE, help="The sample that was evaluated; it knows its words.")
@click.option("--words", metavar="N", type=click.IntRange(1), help="Without --sample: the source words evaluated.")
@click.option(
    "--annotator",
    "annotators",
    metavar="NAME",
    multiple=True,
    help="Score only this annotator, even one who found no error; may be given several times.",
)
@click.option("--threshold", metavar="N", type=click.FloatRange(0, 100), help="Exit with 1 if a score is below this.")
@click.option(
    "--calibrated",
    metavar="POINTS=SCORE",
    help="The calibrated score: so many penalty points per reference word count are just acceptable, and get SCORE, "
    "which is the threshold, too.",
)
@click.option(
    "--reference-words",
    metavar="N",
    type=click.IntRange(1),
    default=REFERENCE_WORDS,
    show_default=True,
    help="The reference word count.",
)
@click.option("--repeated-once", is_flag=True, help="Count an error once that is there several times: same error "
              "type, and same words marked in source and target (the whole texts, where none is).")  # fmt: skip
@click.option(
    "--weights",
    metavar="NAME=N,…",
    default="",
    help="What errors cost: a severity its penalty points, as in minor=1,major=5,critical=25 (the default; neutral 0); "
    "an error type or a dimension a factor, as in terminology=2.",
)
@click.option(
    "--scheme",
    type=click.Choice(SCHEMES),
    default=SCHEMES[0],
    show_default=True,
    help="Show MQM error types, or the categories and the score of SAE J2450, which has no threshold.",
)
@click.option("--outdated", is_flag=True, help="Tell which annotations are of texts that have changed since.")
@output_format_option(*SCORECARD_RENDERERS, description="The format of the scorecard.")
@source
@configured_rules
@click.pass_context
def command(
    context: click.Context,
    files: tuple[Path, ...],
    sample: Path | None,
    words: int | None,
    annotators: tuple[str, ...],
    threshold: float | None,
    calibrated: str | None,
    reference_words: int,
    weights: str,
    scheme: str,
    format_: str,
    output: Path | None,
    source: str | None,
    *,
    repeated_once: bool,
    outdated: bool,
) -> int:
    """Score the errors that people annotated in a sample: a scorecard for each annotator, and how far they agree.

    The scores are the linear ones of MQM: raw, 100 less the penalty points per 100 words; and calibrated. A text
    passes if its score reaches the threshold and it has no critical error. These are scores of people, of all
    dimensions that they looked at; that of `l10nqa check` is automatic and partial.

    \b
    Examples:
      l10nqa lqa score l10nqa-lqa.jsonl --sample sample.jsonl --threshold 99
      l10nqa lqa score anna.jsonl berta.jsonl --sample sample.jsonl \\
        --calibrated 10=95 --repeated-once
      l10nqa lqa score l10nqa-lqa.jsonl --words 2500 --scheme sae-j2450
    """
    if sample and words:
        raise click.UsageError("give either --sample or --words", context)
    if scheme != SCHEMES[0] and (threshold is not None or calibrated or weights):
        raise click.UsageError("SAE J2450 has weights of its own and no threshold", context)
    options = ScoringOptions(
        sample,
        words,
        annotators,
        repeated_once,
        _weights(weights),
        reference_words,
        _calibration(calibrated) if calibrated else None,
        threshold,
    )
    evaluation = evaluate(files, options)
    with result_stream(output, text_for_people=format_ == "console") as (stream, _):
        SCORECARD_RENDERERS[format_](evaluation, stream, scheme=scheme)
    if evaluation.cards[0].is_short:
        warn(f"fewer than {FEW_WORDS} words: the score is unreliable")
    if evaluation.outside:
        left_out = count_of(evaluation.outside, "annotation is", "annotations are")
        warn(f"{left_out} not of the sample, and left out")
    if evaluation.outdated:
        left_out = count_of(evaluation.outdated, "annotation is of a text", "annotations are of texts")
        warn(f"{left_out} that the sample has otherwise, and left out")
    if outdated:
        reader = SegmentReader(source=source, config=configuration(context))
        warn_each([f"{name}: the text has changed since it was annotated" for name in changed_since(files, reader)])
    return 0 if evaluation.passes else 1


def _weights(given: str) -> Weights:
    """Return the weights that the option names, and the standard ones for all others."""
    severities, types = dict(STANDARD_WEIGHTS.severities), {}
    for each in filter(None, map(str.strip, given.split(","))):
        name, _, number = each.partition("=")
        value = _number(number, f"--weights {each}")
        if name.strip() in list(ErrorSeverity):
            severities[ErrorSeverity(name.strip())] = value
        else:
            types[error_type(name).name] = value
    return Weights(severities, types)


def _calibration(given: str) -> Calibration:
    points, _, score = given.partition("=")
    calibration = Calibration(_number(points, f"--calibrated {given}"), _number(score, f"--calibrated {given}"))
    if not (calibration.acceptable_points > 0 and calibration.threshold < 100):
        raise ConfigError(f"--calibrated {given}: out of range", hint="more than 0 points, and a score below 100")
    return calibration


def _number(text: str, option: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = -1.0
    if not (number >= 0 and math.isfinite(number)):
        raise ConfigError(f"{option}: “{text}” is no number of 0 or more", hint="write it as in minor=1 or 10=95")
    return number
