"""What a rule is and what it sees: parsed segments, their context, examples, and the decorators that make a rule."""

from l10nqa.rule.context import RuleContext
from l10nqa.rule.decorators import document_rule, rule
from l10nqa.rule.definition import (
    Check,
    CheckWithOptions,
    DocumentCheck,
    DocumentCheckWithOptions,
    DocumentRule,
    InDocument,
    Judge,
    Need,
    Repair,
    Rule,
)
from l10nqa.rule.example import Example
from l10nqa.rule.parsed import ParsedSegment, parsed_segment

__all__ = [
    "Check",
    "CheckWithOptions",
    "DocumentCheck",
    "DocumentCheckWithOptions",
    "DocumentRule",
    "Example",
    "InDocument",
    "Judge",
    "Need",
    "ParsedSegment",
    "Repair",
    "Rule",
    "RuleContext",
    "document_rule",
    "parsed_segment",
    "rule",
]
