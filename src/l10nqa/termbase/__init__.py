"""Termbases: preferred and forbidden terms, read from CSV and TBX and found in segments."""

from l10nqa.termbase.concept import Concept, Status, Term
from l10nqa.termbase.matching import DemandMatch, Terms
from l10nqa.termbase.read import read_termbase
from l10nqa.termbase.termbase import Termbase

__all__ = ["Concept", "DemandMatch", "Status", "Term", "Termbase", "Terms", "read_termbase"]
