"""Runs rules over documents, and decides which findings are active."""

from l10nqa.engine.annotations import read_annotations, write_annotations
from l10nqa.engine.baseline import Baseline, KnownFinding, known_finding, read_baseline, write_baseline
from l10nqa.engine.change_filter import ChangedParts, changes, only_changed
from l10nqa.engine.checker import PairResult, References, SegmentFindings, check_bitext
from l10nqa.engine.coverage import Coverage, absolute, relative
from l10nqa.engine.finding import Fingerprints
from l10nqa.engine.fixer import FixedBitext, FixedTarget, FixPolicy, fix_bitext, fix_document, fix_segment
from l10nqa.engine.ledger import Decided, Ledger, read_ledger, write_ledger
from l10nqa.engine.parallel import check_places
from l10nqa.engine.pool import Executor, Processes, default_jobs, over_items, over_places
from l10nqa.engine.records import cut, present_day
from l10nqa.engine.sample_file import named, read_sample, write_sample
from l10nqa.engine.tally import Tally, certain_enough
from l10nqa.engine.triage import Triage

__all__ = [
    "Baseline",
    "ChangedParts",
    "Coverage",
    "Decided",
    "Executor",
    "Fingerprints",
    "FixPolicy",
    "FixedBitext",
    "FixedTarget",
    "KnownFinding",
    "Ledger",
    "PairResult",
    "Processes",
    "References",
    "SegmentFindings",
    "Tally",
    "Triage",
    "absolute",
    "certain_enough",
    "changes",
    "check_bitext",
    "check_places",
    "cut",
    "default_jobs",
    "fix_bitext",
    "fix_document",
    "fix_segment",
    "known_finding",
    "named",
    "only_changed",
    "over_items",
    "over_places",
    "present_day",
    "read_annotations",
    "read_baseline",
    "read_ledger",
    "read_sample",
    "relative",
    "write_annotations",
    "write_baseline",
    "write_ledger",
    "write_sample",
]
