"""Measures the rules on the labelled segments: `make gold`. Writes reports/quality.md and quality.json.

    python benchmarks/gold.py            compares with the committed figures; writes the new ones if none is worse
    python benchmarks/gold.py --check    compares and writes nothing
    python benchmarks/gold.py --accept   writes the new figures, worse or not

Worse: an F1 that is more than 0.01 below the committed one, or a certainty whose findings are less often true than it
promises. Exit status 1 if anything is worse; 0 if not. Where the labelled segments are not here this is said, and
nothing is measured.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from calibration import PROMISED, calibration, table
from labelled import CORPORA, GOLD, ROOT, unpacked
from scorer import score

if TYPE_CHECKING:
    from collections import Counter

REPORT, FIGURES, SCOPE = (ROOT / "reports" / name for name in ("quality.md", "quality.json", "scope.json"))
ALLOWED_DROP = 0.01
ENOUGH = 20
"""Cases from which a ratio is printed."""


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


def records(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def measure() -> tuple[dict[str, Any], dict[str, Counter[str]]]:
    """Return the figures by corpus, `all` first, and how often findings of each certainty are true."""
    golds = {corpus: records(GOLD / f"{corpus}.jsonl") for corpus in CORPORA}
    with tempfile.TemporaryDirectory() as name:
        found = {corpus: findings_of(corpus, Path(name)) for corpus in CORPORA}
        shown = {corpus: records(Path(name) / f"{corpus}.jsonl") for corpus in CORPORA}
    figures = {corpus: score(golds[corpus], shown[corpus]) for corpus in CORPORA}
    everything = score(chain.from_iterable(golds.values()), chain.from_iterable(shown.values()))
    counts = calibration([GOLD / f"{c}.jsonl" for c in CORPORA], [found[c].splitlines() for c in CORPORA])
    return {"all": everything, **figures}, counts


def main() -> None:
    options = argparse.ArgumentParser(description="Measure the rules on the labelled segments.")
    options.add_argument("--check", action="store_true", help="compare, and write nothing")
    options.add_argument("--accept", action="store_true", help="write the new figures even where they are worse")
    chosen = options.parse_args()
    if not GOLD.is_dir():
        print(f"SKIPPED: nothing was measured, for the labelled segments are not here ({GOLD} does not exist)")
        return
    figures, counts = measure()
    committed = json.loads(FIGURES.read_text(encoding="utf-8")) if FIGURES.exists() else {}
    worse = [*drops(committed, figures), *broken_promises(counts)]
    text = report(figures, counts)
    print(text)
    if not chosen.check and (chosen.accept or not worse):
        FIGURES.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
        REPORT.write_text(text, encoding="utf-8")
    if worse:
        kept = "" if chosen.accept else "; nothing was written"
        sys.exit(f"worse than the committed figures{kept}:\n" + "\n".join(worse))


def drops(committed: dict[str, Any], figures: dict[str, Any]) -> list[str]:
    """Return a line for every F1 that is lower than the committed one by more than is allowed."""
    return [
        f"{corpus} {name}: F1 {before['f1']} -> {now['f1']}"
        for corpus, rows in committed.items()
        for name, before in rows.items()
        if isinstance(before, dict)
        for now in [figures[corpus].get(name, {"f1": 1.0})]
        if now["f1"] < before["f1"] - ALLOWED_DROP
    ]


def broken_promises(counts: dict[str, Counter[str]]) -> list[str]:
    """Return a line for every certainty whose findings are less often true than it promises."""
    return [
        f"{certainty}: {count['true']} of {count.total()} findings true, promised {PROMISED[certainty]:.0%}"
        for certainty, count in counts.items()
        if count["true"] < PROMISED[certainty] * count.total()
    ]


def report(figures: dict[str, Any], counts: dict[str, Counter[str]]) -> str:
    lines = [
        "# Quality on the labelled segments",
        "",
        "`make gold`: 160 segments of each corpus, labelled by bilingual annotators; a finding counts where document, "
        "segment and rule agree (two annotators agree with each other at F1 0.97). Checked with a memory extracted "
        "from the corpus itself, findings `likely` and `certain`. Ratios of fewer than 20 cases are left out.",
        "",
        "**These are texts that the rules were fitted on**: the five corpora were at hand when the rules were written, "
        "and the model of the two scope rules was fitted on these very segments. On languages and products that nobody "
        "tuned them to, expect less: [readings.md](readings.md) says what was read there by eye. What can be measured "
        "without the fitted texts stands under *Left out*, below.",
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
        lines += ["", "## Left out: the scope rules on a language that their model was not fitted on", ""]
        lines += [
            "Each row is a corpus judged by a model that was fitted without its language (reports/scope.json; both "
            "Latvian corpora were left out together), beside the figures of the model that has seen it:",
            "",
            "| | left out: precision | recall | F1 | true | false | missed | seen: true | false | missed |",
            "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
        ]
        lines += [f"{row(name, found)} {seen(figures, name)} |" for name, found in scope.items()]
        lines += [
            "",
            "The mechanical rules have no fitted parameters that could be left out; their facts and lists were written "
            "with these corpora at hand, so that no such figure exists for them.",
        ]
    lines += ["", "## Certainty", "", "How often a finding is true, by how sure it says to be:", "", *table(counts)]
    return "\n".join(lines) + "\n"


def seen(figures: dict[str, Any], corpus: str) -> str:
    """Return the cells with the counts of the scope rules where their model has seen the corpus."""
    found = figures[corpus]["SCOPE"]
    return " | ".join(str(found[key]) for key in ("tp", "fp", "fn"))


def row(name: str, found: dict[str, Any]) -> str:
    ratios = " | ".join(ratios_of(found))
    return f"| {name} | {ratios} | {found['tp']} | {found['fp']} | {found['fn']} |"


def three(found: dict[str, Any]) -> str:
    return " / ".join(ratios_of(found))


def ratios_of(found: dict[str, Any]) -> list[str]:
    """Return precision, recall and F1 as texts; a dash for a ratio of few cases, which says nothing."""
    reported, labelled = found["tp"] + found["fp"], found["tp"] + found["fn"]
    cases = {"precision": reported, "recall": labelled, "f1": min(reported, labelled)}
    return [f"{found[key]:.2f}" if cases[key] >= ENOUGH else "–" for key in ("precision", "recall", "f1")]


if __name__ == "__main__":
    main()
