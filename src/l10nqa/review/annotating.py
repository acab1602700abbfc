"""Annotates the sentence on the card for a human evaluation, in the file that `l10nqa lqa annotate` writes."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from fastapi import APIRouter
from starlette.responses import Response  # noqa: TC002 - FastAPI reads the annotations

from l10nqa.engine import present_day
from l10nqa.errors import L10nqaError
from l10nqa.mqm import ERROR_TYPES, ErrorSeverity, error_type
from l10nqa.review.desk import Given  # noqa: TC001 - FastAPI reads the annotations
from l10nqa.review.pages import fragment, rendered
from l10nqa.review.review import ActionOutcome
from l10nqa.ruleset import BUILT_IN
from l10nqa.text import Span
from l10nqa.workspace.annotating import ANNOTATIONS, Remark, add_annotations, annotation_of, spot_of

if TYPE_CHECKING:
    from pathlib import Path

    from l10nqa.model import Annotation, Finding
    from l10nqa.review.desk import Desk, PageRequest

__all__ = ["router"]

router = APIRouter()


@router.get("/annotate")
def form(request: Given) -> Response:
    """Return the form; it proposes what the rule says of the finding."""
    finding = _finding(request)
    if finding is None:
        return fragment("")
    groups = [(name, list(each)) for name, each in groupby(ERROR_TYPES.values(), lambda each: each.dimension.value)]
    values = {
        "groups": groups,
        "severities": list(ErrorSeverity),
        "error_type": _error_type(request.desk, finding),
        "severity": finding.severity.value,
        "words": finding.target.text if finding.target else "",
        "file": _file(request.desk).name,
    }
    return fragment(rendered("annotate.html.j2", values))


@router.post("/annotate")
def annotate(request: Given) -> Response:
    """Write an annotation of the segment of the finding that the card shows."""
    try:
        made = _annotation(request)
        new = add_annotations(_file(request.desk), [made])
        said = f"{made.error_type}, {made.severity}: {'annotated' if new else 'annotated before'} by {made.annotator}"
        outcome = ActionOutcome(said)
    except (L10nqaError, ValueError) as error:
        outcome = ActionOutcome(str(error), has_failed=True)
    return fragment(rendered("message.html.j2", {"outcome": outcome}))


def _finding(request: PageRequest) -> Finding | None:
    """Return the finding that the card shows, if it is about a segment."""
    found = [each for each in request.findings() if each.segment]
    return next((each for each in found if each.is_active), found[0] if found else None)


def _annotation(request: PageRequest) -> Annotation:
    finding = _finding(request)
    documents = request.desk.review.documents
    if finding is None or documents is None:
        raise ValueError("The card shows no segment any more.")
    segments = documents.open(finding.path).segments
    texts = finding.source_text, finding.target_text
    found = [each for each in segments if each.id == finding.segment and (each.source, each.target) == texts]
    if not found:
        raise ValueError("The segment has changed meanwhile.")
    name, words = error_type(request.values.get("type", "")).name, request.values.get("words", "")
    is_of_rule = finding.target is not None and words == finding.target.text
    spot = finding.target if is_of_rule else None
    target_spot = Span(spot.start, spot.end) if spot else spot_of(words, texts[1], "words") if words else None
    made = annotation_of(
        finding.path,
        found[0],
        Remark(
            request.reviewer.name,
            present_day().isoformat(),
            " ".join(request.values.get("note", "").split()),
        ),
        error_type=name,
        severity=ErrorSeverity(request.values.get("severity", "")),
        target_spot=target_spot,
    )
    return made._replace(rule=finding.rule) if is_of_rule and name == _error_type(request.desk, finding) else made


def _error_type(desk: Desk, finding: Finding) -> str:
    return desk.settings.options.get("rules", BUILT_IN).find(finding.rule).category.value


def _file(desk: Desk) -> Path:
    """Return the file of annotations: beside the ledger."""
    return desk.settings.ledger.with_name(ANNOTATIONS)
