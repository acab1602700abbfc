"""Fits the model of the scope rules: labelled segments to src/l10nqa/lexicon/scope_model.json.

Needs scikit-learn (`pip install --group fit`), which l10nqa itself does not. Also fits on four corpora and judges the
fifth, for each of the five, and writes what that reaches to reports/scope.json: the figures to believe.
"""

from __future__ import annotations

import json
import math
import random
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from labelled import CORPORA, ROOT, labels, unpacked
from sklearn.ensemble import GradientBoostingClassifier

from l10nqa.bitext import find_bitexts, read_document
from l10nqa.lexicon import Lexicon, learn
from l10nqa.lexicon.alignment import align, match_nodes
from l10nqa.lexicon.evidence import FEATURES, evidence
from l10nqa.lexicon.scope_classifier import AGAINST_USAGE
from l10nqa.markup import EMPHASES, Kind, parse_inline

if TYPE_CHECKING:
    from collections.abc import Sequence

    from l10nqa.model import Bitext

MODEL = ROOT / "src" / "l10nqa" / "lexicon" / "scope_model.json"
REPORT = ROOT / "reports" / "scope.json"
THRESHOLDS = {"MT": 0.35, "HT": 0.97}
"""From here on a finding is likely, by who translated: rules/misplaced_markup.py."""
RULES = {"emphasis-scope": int(EMPHASES), "link-scope": int(Kind.LINK)}


BY_HAND = 2_500
"""Segments of each corpus that people translated, taken as right: they teach how right translations vary."""
WEIGHT_BY_HAND = 0.03


class Row(NamedTuple):
    corpus: str
    weight: float
    segment: tuple[str, str]
    features: list[float]
    wrong: bool
    labelled: bool
    unsure: bool
    against_usage: bool
    """The memory calls the label something else, which counts whatever the model says."""


def rows_of(corpus: str, documents: Sequence[Bitext], lexicon: Lexicon) -> list[Row]:
    entries = labels(corpus)
    known = {entry["segment"] for entry in entries}
    plain = [
        {"path": document.name, "segment": segment.id, "source": segment.source, "target": segment.target}
        for document in documents
        if document.origin == "HT"
        for segment in document.segments
        if segment.id not in known and ("*" in segment.target or "](" in segment.target)
    ]
    random.Random(5).shuffle(plain)  # noqa: S311 - a sample that is the same at every run
    rows = rows_of_entries(corpus, entries, lexicon, weight=1.0)
    people = [{**entry, "labels": [], "origin": "HT"} for entry in plain[:BY_HAND]]
    return rows + rows_of_entries(corpus, people, lexicon, weight=WEIGHT_BY_HAND)


def rows_of_entries(corpus: str, entries: list[dict[str, Any]], lexicon: Lexicon, *, weight: float) -> list[Row]:
    rows = []
    for entry in entries:
        source, target = parse_inline(entry["source"]), parse_inline(entry["target"])
        for rule, kinds in RULES.items():
            sources, targets = source.of(kinds), target.of(kinds)
            if not sources or not targets or rule in entry.get("doubtful", ()):
                continue
            spans = [label["span"] for label in entry["labels"] if label["rule"] == rule]
            alignment = align(source, target, lexicon)
            for i, j in match_nodes(alignment, sources, targets):
                found = evidence(alignment, (source, sources[i]), (target, targets[j]), lexicon)
                start, end = targets[j].span
                wrong = any(span and span[0] < end and start < span[1] for span in spans)
                features = [*found.values, float(rule == "link-scope"), float(entry.get("origin") != "HT")]
                key = (entry["path"] + entry["segment"], rule)
                rows.append(
                    Row(
                        corpus, weight, key, features, wrong, bool(spans), entry.get("open", False), found.against_usage
                    )
                )
    return rows


def fitted(rows: list[Row]) -> Any:
    model = GradientBoostingClassifier(n_estimators=80, max_depth=3, subsample=0.7, min_samples_leaf=5, random_state=0)
    features, wrong = np.array([row.features for row in rows]), np.array([row.wrong for row in rows])
    return model.fit(features, wrong, sample_weight=np.array([row.weight for row in rows]))


def as_data(model: Any, rows: list[Row]) -> dict[str, Any]:
    def node(tree: Any, at: int) -> Any:
        if tree.children_left[at] < 0:
            return round(float(tree.value[at][0][0]) * model.learning_rate, 4)
        left, right = tree.children_left[at], tree.children_right[at]
        return [int(tree.feature[at]), float(tree.threshold[at]), node(tree, left), node(tree, right)]

    share = sum(row.wrong * row.weight for row in rows) / sum(row.weight for row in rows)
    trees = [node(estimator.tree_, 0) for (estimator,) in model.estimators_]
    return {
        "features": [*FEATURES, "link", "machine"],
        "prior": round(math.log(share / (1 - share)), 4),
        "trees": trees,
    }


def figures(rows: list[Row], probabilities: list[float]) -> dict[str, float]:
    found: dict[tuple[str, str], list[bool]] = defaultdict(lambda: [False, False, False])
    for row, probability in zip(rows, probabilities, strict=True):
        state = found[row.segment]
        threshold = THRESHOLDS["MT" if row.features[-1] else "HT"]
        state[0] |= max(probability, AGAINST_USAGE * row.against_usage) >= threshold
        state[1] |= row.labelled
        state[2] |= row.unsure
    tp = sum(a and b for a, b, _ in found.values())
    fp = sum(a and not b and not unsure for a, b, unsure in found.values())
    fn = sum(b and not a for a, b, _ in found.values())
    precision, recall = tp / (tp + fp) if tp + fp else 1.0, tp / (tp + fn) if tp + fn else 1.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {
        "precision": round(precision, 4),
        "recall": round(recall, 4),
        "f1": round(f1, 4),
        "tp": tp,
        "fp": fp,
        "fn": fn,
    }


def fit_all(rows: list[Row]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what models reach on a language that they were not fitted on, and the model fitted on all rows."""
    judged: list[float] = []
    report = {}
    for corpus in CORPORA:
        held_out = [row for row in rows if row.corpus == corpus and row.weight == 1]
        # Without the whole language: two of the corpora are Latvian.
        model = fitted([row for row in rows if row.corpus[-5:] != corpus[-5:]])
        probabilities = model.predict_proba(np.array([[*row.features[:-1], 1.0] for row in held_out]))[:, 1].tolist()
        report[corpus] = figures(held_out, probabilities)
        judged += probabilities
    labelled = [row for corpus in CORPORA for row in rows if row.corpus == corpus and row.weight == 1]
    report = {"all": figures(labelled, judged), **report}
    return report, as_data(fitted(rows), rows)


def main() -> None:
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as name:
        for corpus in CORPORA:
            documents = [
                read_document(place.file, place.path, place.name)
                for place in find_bitexts([str(unpacked(corpus, Path(name)))])
            ]
            lexicon = learn((s.source, s.target) for document in documents for s in document.segments)
            rows += rows_of(corpus, documents, lexicon)
    report, model = fit_all(rows)
    REPORT.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    MODEL.write_text(json.dumps(model, separators=(",", ":")), encoding="utf-8")
    print(REPORT.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
