"""Runs rules over documents."""

from l10nqa.engine.parallel import check_places
from l10nqa.engine.run import check_document
from l10nqa.engine.select import find_rule, select_rules
from l10nqa.engine.tally import Tally

__all__ = ["Tally", "check_document", "check_places", "find_rule", "select_rules"]
