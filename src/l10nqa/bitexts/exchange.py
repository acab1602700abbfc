"""Interchange with other programs. Every format has `write(units, stream)` and `read(file) -> units`.

Writers stream to any binary stream and leave it open; give them `files.atomic_file` for a file. Readers are generators:
what stops them is raised while they are consumed.
"""

from l10nqa.bitexts.entries import Edited, Entry, Fill, Filling, former_note, mark_of, target_hash
from l10nqa.bitexts.jsonl import read_jsonl, write_jsonl
from l10nqa.bitexts.parquet import read_parquet, write_parquet
from l10nqa.bitexts.po import write_po
from l10nqa.bitexts.reading import OnSkip
from l10nqa.bitexts.suffixes import FORMATS, Format, fill_entries, format_of, read_edited, read_entries, read_po
from l10nqa.bitexts.table import read_table, write_table
from l10nqa.bitexts.tmx import read_tmx, write_tmx
from l10nqa.bitexts.xliff import XLIFF_VERSIONS, read_xliff, read_xliff_matches, write_xliff

__all__ = [
    "FORMATS",
    "XLIFF_VERSIONS",
    "Edited",
    "Entry",
    "Fill",
    "Filling",
    "Format",
    "OnSkip",
    "fill_entries",
    "format_of",
    "former_note",
    "mark_of",
    "read_edited",
    "read_entries",
    "read_jsonl",
    "read_parquet",
    "read_po",
    "read_table",
    "read_tmx",
    "read_xliff",
    "read_xliff_matches",
    "target_hash",
    "write_jsonl",
    "write_parquet",
    "write_po",
    "write_table",
    "write_tmx",
    "write_xliff",
]
