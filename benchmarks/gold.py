"""Measures the rules on the labelled segments: `make gold`. Writes reports/quality.md and quality.json.

Fails where a figure is more than 0.01 below the committed one. The figures of the two scope rules are those of a model
that was fitted on these very segments; what it reaches on a corpus it was not fitted on stands beside them
(reports/scope.json, written by fit_scope.py).
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from calibration import calibration, table
from labelled import CORPORA, GOLD, ROOT, unpacked

if TYPE_CHECKING:
    from collections import Counter

REPORT, FIGURES, SCOPE = (ROOT / "reports" / name for name in ("quality.md", "quality.json", "scope.json"))
ALLOWED_DROP = 0.01


def findings_of(corpus: str, cache: Path) -> str:
    """Extract a memory of the corpus, check the corpus with it, and return all findings as JSON lines.

    Those that are `likely` at least, which is what users see, stay in a file as well.
    """
    documents, memory, findings = unpacked(corpus, cache), cache / f"{corpus}.db", cache / f"{corpus}.all.jsonl"
    l10nqa = str(Path(sys.executable).with_name("l10nqa"))
    extract = [l10nqa, "extract", str(documents), "--tm", str(memory)]
    subprocess.run(extract, check=True, stderr=subprocess.DEVNULL)
    check = [l10nqa, "check", str(documents), "--tm", str(memory), "--certainty", "possible", "--format", "jsonl"]
    check += ["-o", str(findings)]
    if subprocess.run(check, stderr=subprocess.DEVNULL, check=False).returncode not in (0, 1):
        sys.exit(f"check failed on {corpus}")
    found = findings.read_text(encoding="utf-8")
    shown = [line for line in found.splitlines(keepends=True) if json.loads(line)["certainty"] != "possible"]
    (cache / f"{corpus}.jsonl").write_text("".join(shown), encoding="utf-8")
    return found


def score(gold: Path, findings: Path) -> dict[str, Any]:
    run = [sys.executable, str(GOLD / "score.py"), str(gold), str(findings), "--json"]
    result: dict[str, Any] = json.loads(subprocess.run(run, check=True, capture_output=True, text=True).stdout)
    return result


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        cache = Path(name)
        found = {corpus: findings_of(corpus, cache) for corpus in CORPORA}
        figures = {corpus: score(GOLD / f"{corpus}.jsonl", cache / f"{corpus}.jsonl") for corpus in CORPORA}
        (cache / "gold").write_text("".join((GOLD / f"{c}.jsonl").read_text() for c in CORPORA), encoding="utf-8")
        shown = "".join((cache / f"{corpus}.jsonl").read_text(encoding="utf-8") for corpus in CORPORA)
        (cache / "found").write_text(shown, encoding="utf-8")
        figures = {"all": score(cache / "gold", cache / "found"), **figures}
    committed = json.loads(FIGURES.read_text(encoding="utf-8")) if FIGURES.exists() else {}
    FIGURES.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    counts = calibration([GOLD / f"{c}.jsonl" for c in CORPORA], [found[c].splitlines() for c in CORPORA])
    REPORT.write_text(report(figures, counts), encoding="utf-8")
    print(REPORT.read_text(encoding="utf-8"))
    dropped = [
        f"{corpus} {row}: F1 {before['f1']} -> {figures[corpus][row]['f1']}"
        for corpus, rows in committed.items()
        for row, before in rows.items()
        if isinstance(before, dict) and figures[corpus].get(row, {"f1": 1.0})["f1"] < before["f1"] - ALLOWED_DROP
    ]
    if dropped:
        sys.exit("worse than the committed figures:\n" + "\n".join(dropped))


def report(figures: dict[str, Any], counts: dict[str, Counter[str]]) -> str:
    lines = [
        "# Quality on the labelled segments",
        "",
        "`make gold`: 160 segments of each corpus, labelled by bilingual annotators; a finding counts where document, "
        "segment and rule agree (two annotators agree with each other at F1 0.97). Checked with a memory extracted "
        "from the corpus itself, findings `likely` and `certain`.",
        "",
        "| | precision | recall | F1 | true | false | missed |",
        "|---|---:|---:|---:|---:|---:|---:|",
    ]
    lines += [row(name, found) for name, found in figures["all"].items() if isinstance(found, dict)]
    lines += ["", f"Located (the span touches the labelled one): {figures['all']['located']}", "", "## By corpus", ""]
    lines += [
        "| | MECHANICAL P / R / F1 | SCOPE P / R / F1 | SEGMENT-LEVEL P / R / F1 | located |",
        "|---|---|---|---|---:|",
    ]
    for corpus in CORPORA:
        cells = [three(figures[corpus][group]) for group in ("MECHANICAL", "SCOPE", "SEGMENT-LEVEL")]
        lines.append(f"| {corpus} | {' | '.join(cells)} | {figures[corpus]['located']} |")
    if SCOPE.exists():
        scope = json.loads(SCOPE.read_text(encoding="utf-8"))
        lines += ["", "## The scope rules on a corpus their model was not fitted on", ""]
        lines += [
            "The model behind `emphasis-scope` and `link-scope` was fitted on these segments, so the figures above "
            "flatter it. Here each corpus is judged by a model fitted on the other four (reports/scope.json):",
            "",
            "| | precision | recall | F1 | true | false | missed |",
            "|---|---:|---:|---:|---:|---:|---:|",
        ]
        lines += [row(name, found) for name, found in scope.items()]
    lines += ["", "## Certainty", "", "How often a finding is true, by how sure it says to be:", "", *table(counts)]
    return "\n".join(lines) + "\n"


def row(name: str, found: dict[str, Any]) -> str:
    figures = " | ".join(f"{found[key]:.2f}" for key in ("precision", "recall", "f1"))
    return f"| {name} | {figures} | {found['tp']} | {found['fp']} | {found['fn']} |"


def three(found: dict[str, Any]) -> str:
    return " / ".join(f"{found[key]:.2f}" for key in ("precision", "recall", "f1"))


if __name__ == "__main__":
    main()
