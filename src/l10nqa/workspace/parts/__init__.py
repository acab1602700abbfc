"""Parts: what the shards of a run write, and how they are merged into what the whole run would have given."""

from l10nqa.workspace.parts.findings import PART_FORMATS, FindingsPart
from l10nqa.workspace.parts.head import FINDINGS, UNITS, WORDS
from l10nqa.workspace.parts.merging import MergedRun
from l10nqa.workspace.parts.part_file import PartFile, open_part_file

__all__ = ["FINDINGS", "PART_FORMATS", "UNITS", "WORDS", "FindingsPart", "MergedRun", "PartFile", "open_part_file"]
