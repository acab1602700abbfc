"""Scores findings against labelled segments: precision and recall of each rule, by segment.

A finding counts for a label where document, segment and rule agree; several findings of one rule in one segment count
once. Where annotators disagreed about a rule (`doubtful`) it is left out for that segment; where an annotator was
unsure about a segment (`open`) further findings there are neither right nor wrong. A link torn by a blank was labelled
`spacing`, `link-target` or `link-count` from annotator to annotator, so that any of the three counts at the spot.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["GROUPS", "RULES", "f1_of", "score"]

SCOPE = ("link-scope", "emphasis-scope")
RULES = (
    "link-punctuation", "emphasis-punctuation", *SCOPE, "link-count", "link-target", "emphasis-count", "code",
    "placeholder", "escape", "number", "untranslated", "spacing", "end-punctuation", "bracket",
)  # fmt: skip
"""The rules that were labelled; findings of others are left out."""
GROUPS = ("MECHANICAL", "SCOPE", "ALL", "SEGMENT-LEVEL")
_TORN = ("link-count", "link-target", "spacing")

_Record = dict[str, Any]


def score(labelled: Iterable[_Record], findings: Iterable[_Record]) -> dict[str, Any]:
    """Return precision, recall, F1 and counts of every rule and group, and `located`: how many spans touch the label.

    Args:
        labelled: the entries of the labelled segments.
        findings: the findings as `l10nqa check --format jsonl` writes them.
    """
    by_segment: dict[str, list[_Record]] = defaultdict(list)
    for finding in findings:
        by_segment[finding["segment"]].append(finding)
    counts: dict[str, Counter[str]] = {rule: Counter() for rule in RULES}
    segments: Counter[str] = Counter()
    spots: Counter[bool] = Counter()
    for entry in labelled:
        found = _findings_of(entry, by_segment[entry["segment"]])
        labels = _labels_of(entry, found)
        for rule in set(labels) | set(found):
            outcome = _outcome(entry, rule, labels, found)
            counts[rule][outcome] += 1
            spans = [label["span"] for label in labels.get(rule, ()) if label.get("span")]
            if outcome == "tp" and spans:
                spots[_touch(found[rule], spans)] += 1
        if labels or not entry.get("open"):
            segments[("tn", "fn", "fp", "tp")[bool(labels) + 2 * bool(found)]] += 1
    return _summary(counts, segments, spots)


def _findings_of(entry: _Record, findings: Iterable[_Record]) -> dict[str, list[_Record]]:
    found: dict[str, list[_Record]] = defaultdict(list)
    for finding in findings:
        if finding["path"].replace("\\", "/").endswith(entry["path"]) and finding["rule"] in RULES:
            found[finding["rule"]].append(finding)
    return found


def _labels_of(entry: _Record, found: dict[str, list[_Record]]) -> dict[str, list[_Record]]:
    """Return the labels by rule, those of torn links under the rule found; remove their other names from `found`."""
    labels: dict[str, list[_Record]] = defaultdict(list)
    torn = [label["span"] for label in entry["labels"] if label["rule"] in _TORN and label.get("span")]
    for label in entry["labels"]:
        rule, span = label["rule"], label.get("span")
        if rule in _TORN and rule not in found and span:
            rule = next((other for other in _TORN if _touch(found.get(other, ()), [span])), rule)
        labels[rule].append(label)
    for rule in [rule for rule in _TORN if rule in found and rule not in labels and _touch(found[rule], torn)]:
        del found[rule]
    return labels


def _outcome(entry: _Record, rule: str, labels: Mapping[str, Any], found: Mapping[str, Any]) -> str:
    if rule in entry.get("doubtful", ()):
        return "doubtful"
    if rule in labels:
        return "tp" if rule in found else "fn"
    return "open" if entry.get("open") else "fp"


def _touch(findings: Iterable[_Record], spans: Sequence[Sequence[int]]) -> bool:
    spots = [finding["target"] for finding in findings if finding.get("target")]
    return any(start <= spot["end"] and spot["start"] <= end for start, end in spans for spot in spots)


def _summary(counts: Mapping[str, Counter[str]], segments: Counter[str], spots: Counter[bool]) -> dict[str, Any]:
    groups: dict[str, Counter[str]] = {group: Counter() for group in GROUPS[:3]}
    for rule, count in counts.items():
        groups["SCOPE" if rule in SCOPE else "MECHANICAL"].update(count)
        groups["ALL"].update(count)
    rows = {rule: count for rule, count in counts.items() if count["tp"] + count["fp"] + count["fn"]}
    found = {name: f1_of(count) for name, count in {**rows, **groups, "SEGMENT-LEVEL": segments}.items()}
    return {**found, "located": round(spots[True] / spots.total(), 4) if spots else None}


def f1_of(count: Mapping[str, int]) -> dict[str, float]:
    """Return precision, recall, F1 and the counts `tp`, `fp`, `fn`; nothing to find and nothing found is 1."""
    tp, fp, fn = count["tp"], count["fp"], count["fn"]
    precision, recall = tp / (tp + fp) if tp + fp else 1.0, tp / (tp + fn) if tp + fn else 1.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    ratios = {"precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4)}
    return {**ratios, "tp": tp, "fp": fp, "fn": fn}
