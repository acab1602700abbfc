"""Runs rules over documents."""

from l10nqa.engine.fixed import FixedTarget, fix_document, fix_segment
from l10nqa.engine.parallel import check_places
from l10nqa.engine.pool import default_jobs, over_places
from l10nqa.engine.run import References, check_document
from l10nqa.engine.select import find_rule, rules_named, select_document_rules, select_rules
from l10nqa.engine.tally import Tally

__all__ = [
    "FixedTarget",
    "References",
    "Tally",
    "check_document",
    "check_places",
    "default_jobs",
    "find_rule",
    "fix_document",
    "fix_segment",
    "over_places",
    "rules_named",
    "select_document_rules",
    "select_rules",
]
