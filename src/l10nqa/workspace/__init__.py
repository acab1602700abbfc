"""The façade that command line, server and editor share: one function a job, values in and values out.

The names are imported when they are first used: a command that needs no array library does not wait for one.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from l10nqa.engine import default_jobs
    from l10nqa.workspace.analysing import Analysed, AnalysisOptions, analyse
    from l10nqa.workspace.applying import Applied, Refusal, apply
    from l10nqa.workspace.baselining import Baselined, prune_baseline, renew_baseline
    from l10nqa.workspace.checking import CheckRun, Gate, check
    from l10nqa.workspace.cleaning import CleanRun, clean, cleaning_runs, undo_cleaning
    from l10nqa.workspace.deciding import (
        Pruned,
        author,
        decide,
        decisions,
        findings_in,
        findings_listed,
        prune_ledger,
        resolve,
    )
    from l10nqa.workspace.exporting import Exported, export_documents, export_memory
    from l10nqa.workspace.extracting import Extracted, extract
    from l10nqa.workspace.fixing import FixedDocument, FixRun, fix, fixed_targets, write_fixed
    from l10nqa.workspace.pretranslating import Pretranslated, PretranslateOptions, pretranslate
    from l10nqa.workspace.publishing import Published, publish_documents
    from l10nqa.workspace.reporting import Reported, report
    from l10nqa.workspace.run_options import RunOptions
    from l10nqa.workspace.searching import Search, SearchOptions, concordance, open_search, search


__all__ = [
    "Analysed",
    "AnalysisOptions",
    "Applied",
    "Baselined",
    "CheckRun",
    "CleanRun",
    "Exported",
    "Extracted",
    "FixRun",
    "FixedDocument",
    "Gate",
    "PretranslateOptions",
    "Pretranslated",
    "Pruned",
    "Published",
    "Refusal",
    "Reported",
    "RunOptions",
    "Search",
    "SearchOptions",
    "analyse",
    "apply",
    "author",
    "check",
    "clean",
    "cleaning_runs",
    "concordance",
    "decide",
    "decisions",
    "default_jobs",
    "export_documents",
    "export_memory",
    "extract",
    "findings_in",
    "findings_listed",
    "fix",
    "fixed_targets",
    "open_search",
    "pretranslate",
    "prune_baseline",
    "prune_ledger",
    "publish_documents",
    "renew_baseline",
    "report",
    "resolve",
    "search",
    "undo_cleaning",
    "write_fixed",
]

_HOMES = {
    "l10nqa.workspace.analysing": ("Analysed", "AnalysisOptions", "analyse"),
    "l10nqa.workspace.applying": ("Applied", "Refusal", "apply"),
    "l10nqa.engine": ("default_jobs",),
    "l10nqa.workspace.baselining": ("Baselined", "prune_baseline", "renew_baseline"),
    "l10nqa.workspace.checking": ("CheckRun", "Gate", "check"),
    "l10nqa.workspace.run_options": ("RunOptions",),
    "l10nqa.workspace.deciding": (
        "Pruned",
        "author",
        "decide",
        "decisions",
        "findings_in",
        "findings_listed",
        "prune_ledger",
        "resolve",
        "search",
    ),
    "l10nqa.workspace.exporting": ("Exported", "export_documents", "export_memory"),
    "l10nqa.workspace.cleaning": ("CleanRun", "clean", "cleaning_runs", "undo_cleaning"),
    "l10nqa.workspace.extracting": ("Extracted", "extract"),
    "l10nqa.workspace.fixing": ("FixRun", "FixedDocument", "fix", "fixed_targets", "write_fixed"),
    "l10nqa.workspace.pretranslating": ("PretranslateOptions", "Pretranslated", "pretranslate"),
    "l10nqa.workspace.publishing": ("Published", "publish_documents"),
    "l10nqa.workspace.reporting": ("Reported", "report"),
    "l10nqa.workspace.searching": ("Search", "SearchOptions", "concordance", "open_search", "search"),
}


def __getattr__(name: str) -> object:
    for home, names in _HOMES.items():
        if name in names:
            return getattr(importlib.import_module(home), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
