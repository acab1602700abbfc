"""The rules, one file each, and the one table that lists them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from l10nqa.rules.alert_keyword import alert_keyword
from l10nqa.rules.anchor import anchor
from l10nqa.rules.block import block
from l10nqa.rules.bracket import bracket
from l10nqa.rules.code import code
from l10nqa.rules.code_block import code_block
from l10nqa.rules.consistency import consistency
from l10nqa.rules.emphasis_count import emphasis_count
from l10nqa.rules.emphasis_punctuation import emphasis_punctuation
from l10nqa.rules.emphasis_scope import emphasis_scope
from l10nqa.rules.empty import empty
from l10nqa.rules.end_punctuation import end_punctuation
from l10nqa.rules.escape import escape
from l10nqa.rules.front_matter import front_matter
from l10nqa.rules.heading import heading
from l10nqa.rules.link_count import link_count
from l10nqa.rules.link_punctuation import link_punctuation
from l10nqa.rules.link_scope import link_scope
from l10nqa.rules.link_target import link_target
from l10nqa.rules.number import number
from l10nqa.rules.placeholder import placeholder
from l10nqa.rules.spacing import spacing
from l10nqa.rules.terminology import terminology
from l10nqa.rules.untranslated import untranslated

if TYPE_CHECKING:
    from l10nqa.rule import DocumentRule, Rule

__all__ = ["ALL_RULES", "DOCUMENT_RULES", "RULES"]

RULES: tuple[Rule, ...] = (
    link_punctuation,
    emphasis_punctuation,
    link_scope,
    emphasis_scope,
    link_count,
    link_target,
    emphasis_count,
    code,
    placeholder,
    escape,
    number,
    untranslated,
    spacing,
    end_punctuation,
    bracket,
    alert_keyword,
    empty,
    consistency,
    terminology,
)
"""Every rule about segments, in the order in which findings of one spot are reported."""

DOCUMENT_RULES: tuple[DocumentRule, ...] = (front_matter, heading, block, code_block, anchor)
"""Every rule about a document as a whole."""

ALL_RULES: tuple[Rule | DocumentRule, ...] = (*RULES, *DOCUMENT_RULES)
"""Every rule there is."""
