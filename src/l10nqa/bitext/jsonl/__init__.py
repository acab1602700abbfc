"""JSON Lines: one unit an object, one object a line, UTF-8. The keys are part of our contract with other programs."""

from l10nqa.bitext.jsonl.parse import JsonlFile, is_jsonl, parse_jsonl
from l10nqa.bitext.jsonl.read import read_jsonl
from l10nqa.bitext.jsonl.write import write_jsonl

__all__ = ["JsonlFile", "is_jsonl", "parse_jsonl", "read_jsonl", "write_jsonl"]
