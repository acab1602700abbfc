"""How often findings of each certainty are true on the labelled segments: what `certain` and `likely` promise."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

__all__ = ["PROMISED", "calibration", "table"]

PROMISED = {"certain": 0.98, "likely": 0.85, "possible": 0.0}
"""The share that is true, at least."""


def calibration(golds: Iterable[Path], findings: Iterable[Iterable[str]]) -> dict[str, Counter[str]]:
    """Count true and false findings by certainty, one a segment and rule, at its surest.

    As in the scoring, a rule that annotators disagreed on, or an extra finding where one was unsure, does not count.
    """
    counts: dict[str, Counter[str]] = {certainty: Counter() for certainty in PROMISED}
    for gold, lines in zip(golds, findings, strict=True):
        by_segment: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for line in lines:
            finding = json.loads(line)
            by_segment[finding["segment"]].append(finding)
        for line in gold.read_text(encoding="utf-8").splitlines():
            entry = json.loads(line)
            surest: dict[str, str] = {}
            for finding in by_segment[entry["segment"]]:
                rule, certainty = finding["rule"], finding["certainty"]
                if finding["path"].endswith(entry["path"]) and rank(certainty) < rank(surest.get(rule, "possible ")):
                    surest[rule] = certainty
            for rule, certainty in surest.items():
                true = any(label["rule"] == rule for label in entry["labels"])
                if rule not in entry.get("doubtful", ()) and (true or not entry.get("open")):
                    counts[certainty][("false", "true")[true]] += 1
    return counts


def rank(certainty: str) -> int:
    """Return 0 for the surest."""
    return list(PROMISED).index(certainty) if certainty in PROMISED else len(PROMISED)


def table(counts: dict[str, Counter[str]]) -> list[str]:
    """Return the lines of a Markdown table."""
    lines = ["| certainty | promised | true | false | share true |", "|---|---:|---:|---:|---:|"]
    for certainty, count in counts.items():
        share = f"{count['true'] / count.total():.2f}" if count.total() >= 20 else "–"
        lines.append(f"| {certainty} | {PROMISED[certainty]:.2f} | {count['true']} | {count['false']} | {share} |")
    return lines
