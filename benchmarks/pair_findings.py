"""Compares what `check` finds in bilingual documents with what it finds in their two sides as pairs of documents.

    python benchmarks/pair_findings.py [--documents 600] CORPUS…

`same`: the share of the findings that the pairs give as well, by document, rule and texts of the spots; `new`: how many
the pairs give beside these, as a share of the first. Rules about whole documents, and the front matter, are left out:
bilingual documents have those of the target only.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import l10nqa
from l10nqa.front_matter import find_front_matter
from l10nqa.rules import DOCUMENT_RULES
from l10nqa.workspace.publishing import publish_documents

if TYPE_CHECKING:
    from l10nqa import Finding

_WHOLE = {rule.name for rule in DOCUMENT_RULES}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("corpora", nargs="+", type=Path)
    parser.add_argument("--documents", type=int, default=600, help="how many of each corpus; 0 for all")
    options = parser.parse_args()
    print(f"{'corpus':18} {'bilingual':>9} {'pairs':>6} {'same':>7} {'new':>7}  rules of lost and new findings")
    for corpus in options.corpora:
        with tempfile.TemporaryDirectory() as folder:
            print(_row(corpus, Path(folder), options.documents), flush=True)


def _row(corpus: Path, folder: Path, count: int) -> str:
    locale = corpus.name.partition("-")[2].lower()
    files = sorted((corpus / "bilingual").rglob("*.md"))
    step = max(1, len(files) // count) if count else 1
    for file in files[::step][: count or None]:
        copy = folder / "bilingual" / locale / file.relative_to(corpus / "bilingual")
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, copy)
    bilingual, source, target = (folder / "bilingual" / locale, folder / "en", folder / locale)
    publish_documents([str(bilingual)], source, "source")
    publish_documents([str(bilingual)], target, "target")
    wanted = _findings(l10nqa.check(bilingual, min_certainty="possible"), bilingual)
    found = _findings(l10nqa.check(target, source=source, min_certainty="possible"), target)
    lost, new = wanted - found, found - wanted
    rules = [Counter(key[1] for key in each.elements()).most_common(4) for each in (lost, new)]
    total = max(wanted.total(), 1)
    shares = f"{1 - lost.total() / total:7.4f} {new.total() / total:7.4f}"
    return f"{corpus.name:18} {wanted.total():9} {found.total():6} {shares}  {rules[0]} {rules[1]}"


def _findings(found: l10nqa.Findings, root: Path) -> Counter[tuple[str, str, str, str]]:
    ends: dict[str, int] = {}

    def is_of_text(finding: Finding) -> bool:
        if finding.path not in ends:
            text = Path(finding.path).read_text("utf-8", "replace")
            ends[finding.path] = text.count("\n", 0, find_front_matter(text).end) + 1
        return finding.rule not in _WHOLE and finding.line > ends[finding.path]

    return Counter(
        (
            Path(each.path).relative_to(root).as_posix(),
            each.rule,
            each.source.text if each.source else "",
            each.target.text if each.target else "",
        )
        for each in found
        if is_of_text(each)
    )


if __name__ == "__main__":
    main()
