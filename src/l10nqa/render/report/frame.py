"""What a page shows beside the figures of its run."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.quality import Certainty
from l10nqa.ruleset import BUILT_IN

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from l10nqa.memory.runs import ReportRun
    from l10nqa.model import DocumentStatus
    from l10nqa.ruleset import RuleSet

__all__ = ["Commands", "Comparison", "Frame"]


class Commands(NamedTuple):
    """Calls of l10nqa for the files of the report, to be copied; empty where the call is not known."""

    check: str = ""
    """The gate: it fails as long as a finding blocks."""
    fix: str = ""
    status: str = ""
    review: str = ""
    """The page on which people decide by keyboard."""
    decide: str = "l10nqa decide"
    """The beginning of the command; the fingerprints and the decision follow."""


class Comparison(NamedTuple):
    """What the run is compared with."""

    earlier: str
    """The earlier run in words: `the report of 2026-11-24 13:05 UTC in this folder`."""
    gone: int
    """Findings of the earlier run that are no longer there, or that somebody decided about."""
    rate: float | None = None
    """The penalty points of the earlier run per 1,000 source words; None where they are not known."""


class Frame(NamedTuple):
    """The parts of a page around its figures."""

    title: str
    folder: Path
    """The folder of the page, to which links to documents are relative."""
    made: str
    """The time, for people."""
    paths: str = ""
    revision: str = ""
    min_certainty: Certainty = Certainty.LIKELY
    threshold: float | None = None
    runs: Sequence[ReportRun] = ()
    """The earlier runs and this one."""
    no_trend: str = "Nothing is known of earlier reports."
    home: str = ""
    """The address of the page of all locales."""
    pages: Mapping[str, str] = {}
    """The addresses of the pages of single locales, by locale."""
    everything: str = ""
    """The file beside the page with all findings."""
    rules: RuleSet = BUILT_IN
    """The rules that the page explains."""
    documents: Sequence[DocumentStatus] = ()
    """How far translated documents with a source of their own have come; empty where there are none."""
    commands: Commands = Commands()
    comparison: Comparison | None = None
    ledger: Path = Path("l10nqa-ledger.jsonl")
    """Where decisions are recorded; the paths in its lines are relative to its folder."""
