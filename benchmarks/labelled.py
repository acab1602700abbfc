"""The labelled segments and real corpora in ../shared, for the scripts that measure on them."""

from __future__ import annotations

import json
import sys
import tarfile
from pathlib import Path
from typing import Any

__all__ = ["CORPORA", "GOLD", "ROOT", "labels", "unpacked"]

ROOT = Path(__file__).parents[1]
GOLD = ROOT.parent / "shared" / "gold"
CORPORA = ("alchemy-ar-SA", "alchemy-de-DE", "alchemy-ja-JP", "alchemy-lv-LV", "dynamics-lv-LV")


def unpacked(corpus: str, cache: Path) -> Path:
    """Return the folder of a corpus's bilingual documents, unpacked into the cache."""
    folder = cache / corpus / "bilingual"
    if not folder.exists():
        archive = ROOT.parent / "shared" / "corpora" / f"{corpus}.tar.xz"
        if not archive.exists():
            sys.exit(f"the real corpora are not here: {archive.relative_to(ROOT.parent)} is missing; nothing measured")
        with tarfile.open(archive) as tar:
            tar.extractall(cache, filter="data")
    return folder


def labels(corpus: str) -> list[dict[str, Any]]:
    """Return the labelled segments of a corpus."""
    with (GOLD / f"{corpus}.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]
